"""What to ask at the clinic, from what is missing, disagrees or was never checked. Each question says who backs it."""

from collections.abc import Iterator, Sequence

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.candidates import CLINICS, Bound
from itb_cli.domain.dates import add_months, spoken, spoken_days
from itb_cli.domain.facts import ALARM_VOLUME_ML
from itb_cli.domain.quantities import spoken_volume
from itb_cli.domain.record import DiaryEntry, Record
from itb_cli.domain.states import Standing
from itb_cli.domain.supply import Forecast
from itb_cli.domain.values import NamedTuple
from itb_cli.services.knowledge.event_words import EVENT_REASONS, EVENT_WORDS

REPLACEMENT_MONTHS = 12
"""So long before its day the replacement is asked about; the sources plan it 3 to 6 months before (S104, S105)."""


class Question(NamedTuple):
    """A question, why it is worth asking, and the ids of the sources behind that; none if it is about the record itself."""

    code: str
    text: str
    why: str
    sources: tuple[str, ...] = ()


def questions(
    record: Record, supply: Forecast | None, standing: Standing, recent: Sequence[DiaryEntry], as_of: AsOf
) -> tuple[Question, ...]:
    """The questions, the gravest first."""
    return (
        *_unchecked(standing),
        *_dates(record, supply),
        *_figures(record),
        *_pump(record, as_of),
        *_help(record),
        *_diary(recent),
    )


def _unchecked(standing: Standing) -> Iterator[Question]:
    for event in standing.unchecked:
        reason = EVENT_REASONS[event.kind]
        text = f"On {spoken(event.on)} there was {EVENT_WORDS[event.kind]}. Must the pump be checked?"
        yield Question("event_unchecked", text, reason.text, reason.sources)


def _dates(record: Record, supply: Forecast | None) -> Iterator[Question]:
    if supply is None:
        return
    if supply.disagreement_days is not None:
        yield Question(
            "dates_disagree",
            f"The printed alarm date is {spoken_days(supply.disagreement_days)} off the one worked out here. Which is right?",
            "One of the recorded figures may be wrong, or the printout is older than the last change.",
        )
    if supply.dose_rose:
        yield Question(
            "dose_rose",
            "The dose went up after the alarm date was printed. What is the new alarm date?",
            "With a higher dose the pump runs low sooner.",
        )
    if supply.implausible:
        yield Question(
            "implausible_figures",
            "The dose, strength or volume that I wrote down cannot be right. What are the right ones?",
            "A date worked out from wrong figures proves nothing.",
        )
    if supply.alarm_disproves:
        yield Question(
            "alarm_before_date",
            "An alarm was heard before the alarm date. What is the new alarm date?",
            "No date was printed since, so the one on my printout did not hold.",
        )
    if any(candidate.bound is Bound.OLDER_PRINTOUT for candidate in supply.candidates):
        yield Question(
            "printouts_disagree",
            "Two of my printouts do not fit together. Which alarm date is right?",
            "By the doses since, the older one gives a clearly earlier day.",
        )
    if not any(candidate.origin in CLINICS for candidate in supply.candidates):
        yield Question(
            "alarm_date",
            "What is my low-reservoir alarm date? May I have the printout?",
            "Experts say that a written alarm date should be given at each refill.",
            ("S07", "S31b"),
        )
    if record.plan.buffer_days is None:
        yield Question(
            "buffer_days",
            "How many days before the alarm date do you refill?",
            f"Clinics differ: 3 to 5 days, or 7 to 10. Until I know, {spoken_days(supply.buffer_days)} are counted.",
            ("S31b", "S34"),
        )


def _figures(record: Record) -> Iterator[Question]:
    refill = record.last_refill()
    if refill and None in (refill.filled_ml, refill.strength_mcg_per_ml, record.dose_on(refill.on)):
        yield Question(
            "figures",
            "How much was filled in, of which strength, and at which daily dose does the pump run?",
            "With these three the alarm date can be worked out and held against the printed one.",
            ("S107",),
        )
    if record.pump.alarm_volume_ml is None:
        yield Question(
            "alarm_volume",
            "At which volume does the alarm of my pump sound?",
            f"Two volumes are published, and clinics set it. Until I know, {spoken_volume(ALARM_VOLUME_ML)} is counted.",
            ("S40",),
        )


def _pump(record: Record, as_of: AsOf) -> Iterator[Question]:
    if record.pump.model is None:
        yield Question(
            "pump_model", "Which make and model is my pump?", "Without it nobody may decide about an MRI scan.", ("S05",)
        )
    replace_by = record.pump.replace_by
    if replace_by is None:
        yield Question(
            "replace_by",
            "When must my pump be replaced?",
            "Its battery lasts some years only, and the change is planned months ahead.",
            ("S104", "S105"),
        )
    elif as_of.day >= add_months(replace_by, -REPLACEMENT_MONTHS):
        yield Question(
            "replace_soon",
            f"My pump must be replaced by {spoken(replace_by)}. When is it planned?",
            "A pump past its day can stop. The change is planned months ahead.",
            ("S104", "S105"),
        )


def _help(record: Record) -> Iterator[Question]:
    if not (record.clinic.phone and record.clinic.out_of_hours_phone):
        yield Question(
            "phones",
            "Whom do I call, by day and after hours?",
            "Experts say that a contact for emergencies should be given in writing.",
            ("S07",),
        )
    if record.standby_tablets.use_before is None:
        yield Question(
            "standby_tablets",
            "Should I keep baclofen tablets at home? May I have the plan in writing?",
            "The maker says to keep some that are in date. They are a bridge on the way to help, not a fix.",
            ("S64", "S43"),
        )


def _diary(recent: Sequence[DiaryEntry]) -> Iterator[Question]:
    if any(entry.spasms or entry.tightness for entry in recent):
        yield Question(
            "diary",
            "Here is how tight I was and how often I had spasms. What may be behind it?",
            "Experts look for pain, infection and other causes, and at the pump and its tube.",
            ("S07", "S119"),
        )
