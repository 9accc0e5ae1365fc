"""The report for a visit at the clinic: what happened since a day, what to ask, what is missing; with `redact` nobody's name.

The questions: `report_questions`. What a diary says for itself: `diary_signs`.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.candidates import Candidate, Origin
from itb_cli.domain.command import Command
from itb_cli.domain.entries import KINDS, EntryKind
from itb_cli.domain.entry_facts import BY_FIELD, FACTS
from itb_cli.domain.record import Appointment, Contact, DiaryEntry, Record
from itb_cli.domain.settings import SETTINGS, Group
from itb_cli.domain.states import Doubt
from itb_cli.domain.topics import Source
from itb_cli.domain.values import NamedTuple
from itb_cli.services.entries.diary import days, since_day
from itb_cli.services.entries.diary_signs import Signs, recent_entries, signs_in
from itb_cli.services.entries.history import HistoryRequest, KnownDose
from itb_cli.services.entries.history import answer as history
from itb_cli.services.knowledge.packaged import Knowledge
from itb_cli.services.notices import Notice
from itb_cli.services.outcome import Outcome
from itb_cli.services.papers.report_entries import ReportDose, ReportEvent, ReportRefill, ReportVisit, told
from itb_cli.services.papers.report_questions import Question, questions
from itb_cli.services.supply.missing import MissingFact, missing_facts
from itb_cli.services.supply.next_refill import Supply, supply_after

_NAMING_FILES = ("copy_unreadable", "copy_holds_more")
_UNNAMED_COPY = f"There is a second copy of this record, and it may hold more. To look: {Command('doctor')}"


class ReportRequest(NamedTuple):
    """From which day on, as typed; `redact` leaves out whatever tells whose report it is."""

    since: str | None = None
    redact: bool = False


class ReportPump(NamedTuple):
    """The pump. Volumes in mL."""

    model: str | None
    serial: str | None
    implanted_on: date | None
    replace_by: date | None
    reservoir_ml: Decimal | None
    alarm_volume_ml: Decimal | None


class Whose(NamedTuple):
    """Who wears the pump and whom to call; in a redacted report all of it is left out."""

    name: str | None = None
    born: date | None = None
    allergies: tuple[str, ...] = ()
    contacts: tuple[Contact, ...] = ()
    clinic_name: str | None = None
    clinic_phone: str | None = None
    out_of_hours_phone: str | None = None


class ReportView(NamedTuple):
    """The report, each list oldest first and from `since` on. `left_out` names what is kept back on purpose.

    `doses` are those that hold on or after `since`, of refills and changes alike; `appointment` is the next one.
    """

    since: date | None
    left_out: tuple[str, ...]
    whose: Whose
    pump: ReportPump
    refill_by: date | None
    days_left: int | None
    book_by: date | None
    alarm_date: date | None
    origin: Origin | None
    earliest: Candidate | None
    empty_date: date | None
    alarm_origin: Origin | None
    doubts: tuple[Doubt, ...]
    dates_hold: bool
    appointment: Appointment | None
    signs: Signs
    questions: tuple[Question, ...]
    missing: tuple[MissingFact, ...]
    refills: tuple[ReportRefill, ...]
    doses: tuple[KnownDose, ...]
    dose_changes: tuple[ReportDose, ...]
    events: tuple[ReportEvent, ...]
    appointments: tuple[ReportVisit, ...]
    diary: tuple[DiaryEntry, ...]
    sources: tuple[Source, ...]

    @property
    def is_redacted(self) -> bool:
        """Whether something is kept back."""
        return bool(self.left_out)


def answer(record: Record, request: ReportRequest, as_of: AsOf, content: Knowledge) -> Outcome[ReportView]:
    """The report on a day. Nothing that is recorded since then is left out, unless it was asked to be."""
    since = since_day(request.since, as_of, str(Command("report")))
    shown = redacted(record) if request.redact else record
    known = supply_after(record, as_of)
    supply, standing = known.forecast, known.standing
    recent = recent_entries(record.diary_entries, as_of)
    signs = signs_in(record, recent, as_of, content)
    view = _view(known._replace(record=shown), since)
    view = view._replace(
        missing=missing_facts(record),
        left_out=left_out() if request.redact else (),
        signs=_without_words(signs) if request.redact else signs,
        questions=(asked := questions(record, supply, standing, recent, as_of)),
        sources=tuple(content.sources[name] for name in dict.fromkeys(source for item in asked for source in item.sources)),
    )
    return known.told(view)


def unnamed(outcome: Outcome[ReportView]) -> Outcome[ReportView]:
    """The answer without what the command line adds: whose record it is, and the names of files beside it."""
    if not outcome.view.is_redacted:
        return outcome
    notices = tuple(_unnamed(notice) for notice in outcome.notices)
    return outcome._replace(person=None, notices=tuple(dict.fromkeys(notices)))


def left_out() -> tuple[str, ...]:
    """What a redacted report leaves out: all that the tables do not share. A group of which nothing is shared is named whole."""
    shared = {setting.group for setting in SETTINGS if setting.shared}
    private = (setting for setting in SETTINGS if not setting.shared)
    settings = (str(one.group) if one.group not in shared else f"{one.group}.{one.name}" for one in private)
    return tuple(dict.fromkeys((*settings, *(f"{fact.field}s" for fact in FACTS if not fact.shared))))


def redacted(record: Record) -> Record:
    """The record with nothing but what may be shared: no name, birth, phone, contact, serial, place, note, id, foreign key."""
    bare = Record()
    tables: dict[str, Any] = {name: _shared(name, getattr(record, name)) for name in Group if name is not Group.CONTACTS}
    lists: dict[str, Any] = {row.list_: tuple(map(_unnamed_entry, getattr(record, row.list_))) for row in KINDS.values()}
    return record._replace(contacts=bare.contacts, extra=bare.extra, **tables, **lists)


def _shared(group: Group, table: Any) -> Any:
    """A table of the record with those of its settings that are said to be shared."""
    shared = (setting.name for setting in SETTINGS if setting.group is group and setting.shared)
    return type(table)(**{name: getattr(table, name) for name in shared})


def _unnamed_entry(entry: Any) -> Any:
    """What is not said to be shared is left out, a fact that nobody thought of as well."""
    private = [name for name in entry._fields if name not in BY_FIELD or not BY_FIELD[name].shared]
    return entry._replace(**{**dict.fromkeys(private), "id": "", "extra": Record().extra})


def _view(known: Supply, since: date | None) -> ReportView:
    record, seen = known.record, known.view
    past = history(record, HistoryRequest(since.isoformat() if since else None), known.as_of).view
    kinds = {kind: [entry for entry in past.entries if entry.kind is kind] for kind in EntryKind}
    person, clinic = record.person, record.clinic
    return ReportView(
        since=since,
        left_out=(),
        whose=Whose(
            person.name,
            person.born,
            person.allergies,
            record.contacts,
            clinic.name,
            clinic.phone,
            clinic.out_of_hours_phone,
        ),
        pump=ReportPump(*(getattr(record.pump, name) for name in ReportPump._fields)),
        refill_by=seen.refill_by,
        days_left=seen.days_left,
        book_by=seen.book_by,
        alarm_date=seen.alarm_date,
        origin=seen.origin,
        earliest=seen.earliest,
        empty_date=seen.empty_date,
        alarm_origin=seen.alarm_origin,
        doubts=seen.doubts,
        dates_hold=seen.dates_hold,
        appointment=seen.appointment,
        signs=Signs(),
        questions=(),
        missing=(),
        refills=told(ReportRefill, kinds[EntryKind.REFILL]),
        doses=past.doses,
        dose_changes=told(ReportDose, kinds[EntryKind.DOSE]),
        events=told(ReportEvent, kinds[EntryKind.EVENT]),
        appointments=told(ReportVisit, kinds[EntryKind.APPOINTMENT]),
        diary=days(record, since),
        sources=(),
    )


def _without_words(signs: Signs) -> Signs:
    """The topics without the words of a note that named them."""
    return signs._replace(topics=tuple(topic._replace(matched="") for topic in signs.topics))


def _unnamed(notice: Notice) -> Notice:
    return notice._replace(text=_UNNAMED_COPY) if notice.code in _NAMING_FILES else notice
