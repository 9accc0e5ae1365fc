"""Words that several pages share: states, origins, missing values, phones, notices. Nothing that only one page says."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Protocol, assert_never

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.candidates import Bound, Candidate, Origin
from itb_cli.domain.command import Command
from itb_cli.domain.dates import spoken, spoken_days, spoken_short
from itb_cli.domain.record import Clinic
from itb_cli.domain.statement import Statement
from itb_cli.domain.states import Doubt
from itb_cli.pages.blocks import Fact, Notes
from itb_cli.services.notices import Notice

UNKNOWN = "Unknown"
NOT_RECORDED = "Not recorded"
TO_RECORD_THE_PHONE = str(Command("setup --clinic-phone PHONE"))
NOT_CHECKED = "Not yet checked by a clinician."

ORIGIN_WORDS = {
    Origin.CLINIC_REFILL_BY: "the date your clinic gave",
    Origin.CLINIC_ALARM_DATE: "your clinic's alarm date",
    Origin.CARRIED_DATE: "your clinic's alarm date, moved up for the doses since",
    Origin.COMPUTED_ALARM_DATE: "the alarm date worked out here",
    Origin.FLOW_TOLERANCE: "the earliest day on which the pump can be dry, worked out here",
    Origin.DRUG_LIMIT: "the longest that the drug is left in a pump",
    Origin.ARTICLE_INTERVAL: "an estimate, from the interval in an article",
}

IN_DOUBT = "in doubt: ask your pump clinic"


def other_day(as_of: AsOf) -> tuple[str, ...]:
    """What an answer for another day says of itself at its head; nothing for today."""
    return () if as_of.is_today else (f"This answer is for {spoken(as_of.day)}, not for today.",)


def beside_a_date(doubts: Sequence[Doubt]) -> str:
    """What stands beside every date while anything speaks against it, in whatever state; an estimate is called one already."""
    return IN_DOUBT if set(doubts) - {Doubt.ESTIMATE_ONLY} else ""


def in_few_words(doubts: Sequence[Doubt], said: str) -> str:
    """What stands beside a date in doubt if the page does not fit its screen else; nothing if nothing speaks against it."""
    return f"in doubt; {said}" if beside_a_date(doubts) else ""


def after_a_date(doubts: Sequence[Doubt]) -> str:
    """What stands in brackets after a date that is said without its origin; nothing if nothing speaks against it."""
    said = beside_a_date(doubts) or ("only an estimate" if doubts else "")
    return f" ({said})" if said else ""


def origin_words(earliest: Candidate | None, buffer_days: int | None, *beside: date | None) -> str:
    """How a refill-by date comes from what stands behind it: `10 days before your clinic's alarm date, 10 January 2027`.

    The day that it is counted from is named, unless it is one of those `beside` it, under the same name.
    """
    if earliest is None:
        return ""
    words = _what_it_rests_on(earliest)
    day = "" if earliest.date in beside else f", {spoken_short(earliest.date)}"
    if earliest.origin is Origin.FLOW_TOLERANCE:
        return f"1 day before {words}{day}"
    if not _has_buffer(earliest):
        return words
    days = (earliest.date - earliest.refill_by).days if buffer_days is None else buffer_days
    return f"{spoken_days(days)} before {words}{day}" if days else f"the same day as {words}"


def _what_it_rests_on(candidate: Candidate) -> str:
    is_older, is_refill_by = candidate.bound is Bound.OLDER_PRINTOUT, candidate.carried_from is Origin.CLINIC_REFILL_BY
    if candidate.bound is Bound.DOSE_DOUBTED:
        return f"{_by_itself(candidate)}, without a dose that cannot be right"
    if is_older:
        return f"the {'refill-by' if is_refill_by else 'alarm'} date of an older printout, by the doses since"
    if is_refill_by:
        return "your clinic's refill-by date, moved up for the doses since"
    if candidate.assumed_dose_mcg_per_day is not None:
        return "the alarm date if the dose is still the one from before the refill"
    return ORIGIN_WORDS[candidate.origin]


def _by_itself(candidate: Candidate) -> str:
    if candidate.carried_from is Origin.CLINIC_REFILL_BY:
        return "your clinic's refill-by date, moved up for the doses since"
    return ORIGIN_WORDS[candidate.origin]


def _has_buffer(candidate: Candidate) -> bool:
    """Whether the refill-by date lies before the date itself by the buffer."""
    return candidate.is_alarm_date or candidate.assumed_dose_mcg_per_day is not None


class Spoken(Protocol):
    """A function that writes a quantity for people."""

    def __call__(self, value: Decimal, /) -> str:
        """The quantity with its unit."""


def day_or_unknown(day: date | None) -> str:
    """The day for people, or `Unknown` (R30)."""
    return UNKNOWN if day is None else spoken(day)


def alarm_source(origin: Origin | None) -> str:
    """Who says the alarm date: the clinic, or a sum of our own."""
    match origin:
        case Origin.CLINIC_ALARM_DATE:
            return "from your clinic"
        case Origin.CARRIED_DATE:
            return "your clinic's date, moved up for the doses since, worked out here"
        case (
            None
            | Origin.CLINIC_REFILL_BY
            | Origin.COMPUTED_ALARM_DATE
            | Origin.FLOW_TOLERANCE
            | Origin.DRUG_LIMIT
            | Origin.ARTICLE_INTERVAL
        ):
            return "worked out here"
        case _:
            assert_never(origin)


def text_or_not_recorded(text: str | None) -> str:
    """What a person recorded, or `Not recorded` (R30)."""
    return text or NOT_RECORDED


def quantity_or_not_recorded(value: Decimal | None, spoken_quantity: Spoken) -> str:
    """The quantity for people, or `Not recorded` (R30)."""
    return NOT_RECORDED if value is None else spoken_quantity(value)


def clinic_facts(clinic: Clinic) -> tuple[Fact, ...]:
    """Whom to call, by day and after hours."""
    name = f"{clinic.name}, " if clinic.name else ""
    phone = name + clinic.phone if clinic.phone else clinic.name or NOT_RECORDED
    what = f"phone {NOT_RECORDED.casefold()}" if clinic.name else "To record it"
    remark = "" if clinic.phone else f"{what}: {TO_RECORD_THE_PHONE}"
    return Fact("Pump clinic", phone, remark), Fact("After hours", text_or_not_recorded(clinic.out_of_hours_phone))


def clinic_in_short(clinic: Clinic) -> Fact:
    """The same in one row."""
    by_day = clinic_facts(clinic)[0]
    if clinic.phone is None and clinic.out_of_hours_phone is None:
        return by_day
    return by_day._replace(value=f"{by_day.value}, after hours {clinic.out_of_hours_phone or NOT_RECORDED.casefold()}")


def notes(notices: Iterable[Notice], leave_out: Sequence[str] = (), *, with_sources: bool = True) -> Notes:
    """The notices as sentences, but those whose words the page already says."""
    said = (notice for notice in notices if notice.code not in leave_out)
    return Notes(tuple(Statement(notice.text, notice.sources if with_sources else ()) for notice in said))


def without_sources(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """The statements without the ids of their sources: nothing stands between the eye and the words (R9)."""
    return tuple(Statement(statement.text) for statement in statements)


def listing(items: Sequence[str], last: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`; `last` is the word before the last item."""
    return f" {last} ".join([", ".join(items[:-1]), items[-1]] if len(items) > 1 else items)
