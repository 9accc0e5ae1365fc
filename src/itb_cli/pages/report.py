"""The page of `itb report`: signs first, then what a clinic wants to see, what to ask, what is missing. On paper too."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.dates import spoken, spoken_days, spoken_short, spoken_source_date
from itb_cli.domain.entry_facts import BY_FIELD
from itb_cli.domain.quantities import counted, spoken_dose, spoken_volume
from itb_cli.domain.record import Clinic
from itb_cli.domain.statement import Statement
from itb_cli.domain.topics import Source
from itb_cli.pages import diary
from itb_cli.pages.blocks import (
    Block,
    Chart,
    Course,
    Fact,
    Facts,
    Headline,
    Moment,
    Notes,
    Page,
    Sources,
    Steps,
    Table,
    Tone,
    page,
)
from itb_cli.pages.history import dose_bars
from itb_cli.pages.next_refill import day_and_time, repeated, supply_headline
from itb_cli.pages.wording import (
    NOT_CHECKED,
    NOT_RECORDED,
    alarm_source,
    beside_a_date,
    clinic_facts,
    listing,
    notes,
    origin_words,
    other_day,
    quantity_or_not_recorded,
    text_or_not_recorded,
)
from itb_cli.services.knowledge.event_words import EVENT_WORDS
from itb_cli.services.outcome import Outcome
from itb_cli.services.papers.report import ReportView
from itb_cli.services.papers.report_entries import ReportDose, ReportEvent, ReportRefill, ReportVisit

_LEFT_OUT_WORDS = {
    "person": "name, date of birth, allergies",
    "clinic": "the clinic and its phones",
    "pump.serial": "the pump's serial number",
    "plan.emergency_number": "emergency number",
}
"""Where the name of what is left out is no word for people. What stands in neither is named all the same."""
WRITTEN_BY = "Written down by the person with the pump or a carer. It is no medical record."


def build(outcome: Outcome[ReportView], as_of: AsOf) -> Page:
    """The whole report; what must be done now comes first."""
    view, supply = outcome.view, supply_headline(outcome.view, outcome.state, as_of)
    is_urgent = supply.tone is Tone.URGENT
    return page(
        *diary.sign_blocks(view.signs, _clinic(view), _where(view)),
        supply if is_urgent else None,
        _headline(view, as_of),
        None if view.is_redacted else Facts(tuple(_person(view)), "Person"),
        Facts(tuple(_pump(view)), "Pump"),
        None if is_urgent else supply,
        Facts(tuple(_dates(view))),
        Steps("Questions to ask", tuple(Statement(f"{item.text} {item.why}", item.sources) for item in view.questions)),
        Table(
            "What is not recorded",
            ("What", "Details", "Type"),
            tuple((item.fact, item.why, item.how) for item in view.missing),
        ),
        *_recorded(view, as_of),
        *_diary(view),
        notes(outcome.notices, leave_out=("not_today",)),
        Sources("Who says so", tuple(map(_source, view.sources))),
        Notes((Statement(f"{WRITTEN_BY} The words of itb: {NOT_CHECKED[0].lower()}{NOT_CHECKED[1:]}"),)),
        last_line=diary.last_line(view.signs) or repeated(supply),
    )


def title(as_of: AsOf) -> str:
    """For a document."""
    return f"Baclofen pump report of {spoken_short(as_of.day)}"


def _source(source: Source) -> Fact:
    return Fact(source.id, f"{source.publisher}: {source.title}. {spoken_source_date(source.date)}")


def _headline(view: ReportView, as_of: AsOf) -> Headline:
    since = f"since {spoken(view.since)}" if view.since else "with all that is recorded"
    words = ", ".join(_LEFT_OUT_WORDS.get(name, name.rpartition(".")[2].replace("_", " ")) for name in view.left_out)
    left_out = (f"Left out on purpose: {words}.",) if view.is_redacted else ()
    return Headline(
        "REPORT", f"For the pump clinic, of {spoken(as_of.day)}, {since}.", Tone.NEUTRAL, (*other_day(as_of), *left_out)
    )


def _clinic(view: ReportView) -> Clinic | None:
    whose = view.whose
    return None if view.is_redacted else Clinic(whose.clinic_name, whose.clinic_phone, whose.out_of_hours_phone)


def _where(view: ReportView) -> str:
    newest = max((entry.on for entry in view.diary), default=None)
    return f"In the diary, up to {spoken(newest)}" if newest else "In the diary"


def _person(view: ReportView) -> Iterator[Fact]:
    whose = view.whose
    yield Fact("Name", text_or_not_recorded(whose.name))
    yield Fact("Born", spoken_short(whose.born) if whose.born else NOT_RECORDED)
    yield Fact("Allergies", ", ".join(whose.allergies) or NOT_RECORDED)
    for contact in whose.contacts:
        told = ", ".join(part for part in (contact.name, contact.phone) if part)
        yield Fact("Contact", told or NOT_RECORDED, contact.relation or "")
    yield from clinic_facts(Clinic(whose.clinic_name, whose.clinic_phone, whose.out_of_hours_phone))


def _pump(view: ReportView) -> Iterator[Fact]:
    pump = view.pump
    yield Fact("Model", text_or_not_recorded(pump.model))
    if not view.is_redacted:
        yield Fact("Serial", text_or_not_recorded(pump.serial))
    yield Fact("Implanted on", spoken_short(pump.implanted_on) if pump.implanted_on else NOT_RECORDED)
    yield Fact("To be replaced by", spoken_short(pump.replace_by) if pump.replace_by else NOT_RECORDED)
    yield Fact("Reservoir", quantity_or_not_recorded(pump.reservoir_ml, spoken_volume))
    yield Fact("Alarm volume", quantity_or_not_recorded(pump.alarm_volume_ml, spoken_volume))


def _dates(view: ReportView) -> Iterator[Fact]:
    if view.refill_by is None:
        return
    doubt = beside_a_date(view.doubts)
    yield Fact("Refill by", spoken(view.refill_by), _and(origin_words(view.earliest, None), doubt))
    if view.alarm_date:
        yield Fact("Alarm date", spoken(view.alarm_date), _and(alarm_source(view.alarm_origin), doubt))
    else:
        yield Fact("Alarm date", NOT_RECORDED)
    if view.empty_date:
        worked_out = "worked out here, at the fastest that the pump's label allows"
        yield Fact("Empty date", f"as early as {spoken(view.empty_date)}", _and(worked_out, doubt))
    if view.appointment:
        yield Fact("Next appointment", day_and_time(view.appointment))


def _and(words: str, doubt: str) -> str:
    return "; ".join(filter(None, (words, doubt)))


def _recorded(view: ReportView, as_of: AsOf) -> Iterator[Block]:
    """Each list, and a word if one is empty: nobody is to take it for left out."""
    yield Table("Refills", ("Day", "Details"), tuple((spoken(item.on), _refill(item)) for item in view.refills))
    yield from _course(view, as_of)
    yield Table(
        "Dose changes between refills", ("Day", "Details"), tuple((spoken(item.on), _details(item)) for item in view.dose_changes)
    )
    yield Table(
        "Events that may upset a pump", ("Day", "Details"), tuple((spoken(item.on), _event(item)) for item in view.events)
    )
    yield Table("Appointments", ("Day", "Details"), tuple((spoken(item.on), _details(item)) for item in view.appointments))
    named = (
        ("refill", view.refills),
        ("dose", view.doses),
        ("event", view.events),
        ("appointment", view.appointments),
        ("day in the diary", view.diary),
    )
    empty = [name for name, items in named if not items]
    since = f" since {spoken_short(view.since)}" if view.since else ""
    yield Notes((Statement(f"No {listing(empty, 'or')} is recorded{since}."),) if empty else ())


_IF_MISSING = {
    "filled_ml": "volume not recorded",
    "strength_mcg_per_ml": "strength not recorded",
    "dose_mcg_per_day": "dose not recorded",
}
"""Of a refill: a clinic asks for these."""


def _refill(item: ReportRefill) -> str:
    since = item.days_since_refill
    return _details(item, f"{spoken_days(since)} after the refill before" if since is not None else "", if_missing=_IF_MISSING)


def _event(item: ReportEvent) -> str:
    checked = f"pump checked on {spoken_short(item.checked_on)}" if item.checked_on else "pump check not recorded"
    return _details(item, EVENT_WORDS[item.kind], checked)


Told = ReportRefill | ReportDose | ReportEvent | ReportVisit


def _details(item: Told, *first: str, if_missing: Mapping[str, str] = MappingProxyType({})) -> str:
    """What is recorded of an entry, as the table of facts tells it."""
    told = ((getattr(item, fact.field), fact) for name in item._fields if (fact := BY_FIELD.get(name)))
    parts = (fact.listed(value) or if_missing.get(fact.field, "") for value, fact in told if fact.told)
    return _joined(*first, *parts)


def _joined(*parts: str) -> str:
    return "; ".join(part for part in parts if part)


def _course(view: ReportView, as_of: AsOf) -> Iterator[Block]:
    if not view.doses:
        return
    chart = Chart("Dose over time", "mcg per day", tuple(dose_bars(view.doses)))
    moments = tuple(Moment(dose.on, dose.dose_mcg_per_day, spoken_dose(dose.dose_mcg_per_day)) for dose in view.doses)
    yield Course(chart, moments, max(as_of.day, moments[-1].on))
    yield Notes((Statement("Only recorded doses are drawn. A change that was not written down is missing."),))


def _diary(view: ReportView) -> Iterator[Block]:
    if not view.diary:
        return
    yield from diary.charts(view.diary)
    yield diary.table(view.diary, f"Diary: {counted(len(view.diary), 'entry', 'entries')}")
    yield Notes(diary.scales(view.diary))
