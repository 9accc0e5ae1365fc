"""The diary of spasms, tightness and sleep: writing a day down, and all of it in order. What in it asks for help: `diary_signs`.

Nothing here counts for the supply: a good day never makes a state milder, and symptoms beat dates.
"""

import contextlib
from collections.abc import Mapping
from datetime import date
from typing import Any

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.command import Command
from itb_cli.domain.dates import Direction, parse_date, spoken
from itb_cli.domain.entry_facts import read_facts, typed_facts
from itb_cli.domain.record import Clinic, DiaryEntry, Record
from itb_cli.domain.values import NamedTuple
from itb_cli.errors import InputRefusedError, ItbError, UsageError
from itb_cli.services.answers import Answers
from itb_cli.services.checks.entry_checks import settle
from itb_cli.services.entries.diary_signs import Signs, in_order_of_days, recent_entries, signs_in
from itb_cli.services.entries.log import completed, day_of
from itb_cli.services.knowledge.packaged import Knowledge
from itb_cli.services.notices import Notice, Signal, not_today
from itb_cli.services.outcome import Outcome

FACTS = typed_facts(DiaryEntry)
"""What can be typed of an entry beside its day, by flag."""
HELP_FIRST = (
    f"What you typed can be a sign of trouble: do not wait for this. Call your pump clinic now, or type: {Command('emergency')}"
)
SIGNS_NOT_KNOWN = Notice(
    "signs_not_known",
    Signal.WARNING,
    "The packaged words about signs cannot be read, so nothing of this was looked up. "
    f"Any sign of trouble? Type: {Command('emergency')}",
)


class DiaryRequest(NamedTuple):
    """A day in the words that were typed, its facts by flag; None if nothing was.

    `complete` adds facts to the entry of that day, `since` chooses from the list.
    """

    entry_id: str
    on: str | None = None
    words: Mapping[str, str | None] = {}
    complete: bool = False
    since: str | None = None
    answers: Answers = Answers()

    @property
    def says_something(self) -> bool:
        """Whether anything of a day was typed."""
        return self.complete or any(words is not None for words in (self.on, *self.words.values()))


class DiaryView(NamedTuple):
    """The entries, oldest first, and what in them asks for help: in the newest ones, or in the one that was written down.

    `stored`: these entries were written down now; `changed` is False if all of it stood there already.
    """

    entries: tuple[DiaryEntry, ...]
    entries_in_all: int
    since: date | None
    signs: Signs
    signs_until: date | None
    clinic: Clinic
    stored: bool = False
    changed: bool = False


def listed(record: Record, request: DiaryRequest, as_of: AsOf, content: Knowledge) -> Outcome[DiaryView]:
    """The diary since a day; the signs of its newest entries whatever was asked for."""
    if request.says_something:
        raise UsageError(
            "To write something down, add is missing.", f"Type it like this: {Command('diary add --spasms 1 --sleep 7')}"
        )
    since = since_day(request.since, as_of, str(Command("diary")))
    recent = recent_entries(record.diary_entries, as_of)
    signs = signs_in(record, recent, as_of, content)
    view = DiaryView(
        entries=days(record, since),
        entries_in_all=len(record.diary_entries),
        since=since,
        signs=signs,
        signs_until=max((entry.on for entry in recent), default=None),
        clinic=record.clinic,
    )
    return Outcome(view, (*_not_known(signs), *(() if as_of.is_today else (not_today(as_of.day),))))


def added(record: Record, request: DiaryRequest, as_of: AsOf, content: Knowledge) -> Outcome[DiaryView]:
    """The record with the day in it. Raises InputRefusedError or ConfirmationNeededError; then nothing is stored.

    A refusal of something that can be a sign of trouble says first where help is.
    """
    if request.since is not None or not as_of.is_today:
        raise UsageError("--since and --as-of choose from the list; they do not go with add.", "Leave them out.")
    try:
        return _added(record, request, as_of, content)
    except ItbError as refused:
        if _may_be_a_sign(record, request, as_of, content):
            refused.hint = f"{HELP_FIRST}. {refused.hint}"
        raise


def since_day(words: str | None, as_of: AsOf, command: str) -> date | None:
    """The first day asked for. Raises InputRefusedError if it is still to come."""
    since = None if words is None else parse_date(words, as_of.day, Direction.PAST)
    if since and since > as_of.day:
        raise InputRefusedError(
            f"{spoken(since)} comes after {'today' if as_of.is_today else spoken(as_of.day)}.",
            f"Type a day that has been, such as: {command} --since 2026-01-01",
        )
    return since


def days(record: Record, since: date | None) -> tuple[DiaryEntry, ...]:
    """The entries of `since` and later, oldest first."""
    entries = in_order_of_days(record.diary_entries)
    return tuple(entry for entry in entries if since is None or entry.on >= since)


def _added(record: Record, request: DiaryRequest, as_of: AsOf, content: Knowledge) -> Outcome[DiaryView]:
    typed = _read(request, as_of.day)
    if all(getattr(typed, fact.field) is None for fact in FACTS.values()):
        raise UsageError(
            "There is nothing to write down.", f"Type it like this: {Command('diary add --spasms 1 --tightness 4 --sleep 7')}"
        )
    settle(record, typed, as_of.day, request.answers)
    signs = signs_in(record._replace(diary_entries=(*record.diary_entries, typed)), (typed,), as_of, content)
    standing = [entry for entry in record.diary_entries if entry.on == typed.on]
    if request.complete:
        entry = _completed(standing, typed)
        after = tuple(entry if item is standing[0] else item for item in record.diary_entries)
    else:
        if standing and not signs.are_there:
            _ask_about_second(request, typed)
        entry, after = typed, (*record.diary_entries, typed)
    changed = record._replace(diary_entries=after)
    signs = signs_in(changed, (entry,), as_of, content)
    view = DiaryView(
        entries=(entry,),
        entries_in_all=len(after),
        since=None,
        signs=signs,
        signs_until=entry.on,
        clinic=record.clinic,
        stored=True,
        changed=changed != record,
    )
    return Outcome(view, tuple(_not_known(signs)), record=None if changed == record else changed)


def _read(request: DiaryRequest, today: date) -> DiaryEntry:
    return DiaryEntry(request.entry_id, day_of(request.on, today), **read_facts(DiaryEntry, request.words, today))


def _ask_about_second(request: DiaryRequest, typed: DiaryEntry) -> None:
    """A day can have several entries, but mostly a second one is the first typed again. Signs are never kept waiting by this."""
    request.answers.require(
        "second_of_day",
        f"The diary has an entry of {spoken(typed.on)} already. Write down another one? "
        "(To add what is missing to it: --complete)",
    )


def _completed(standing: list[DiaryEntry], typed: DiaryEntry) -> DiaryEntry:
    if len(standing) != 1:
        number = "No entry" if not standing else "More than one entry"
        raise InputRefusedError(
            f"{number} of {spoken(typed.on)} is in the diary, so it is not clear what to complete.",
            f"Leave out --complete, or correct one by its id: {Command('edit --help')}",
        )
    return completed(standing[0], typed, FACTS, "diary entry")


def _may_be_a_sign(record: Record, request: DiaryRequest, as_of: AsOf, content: Knowledge) -> bool:
    """Whether what was typed, as far as it can be read, asks for help although it was refused."""
    values: dict[str, Any] = {}
    for flag, words in request.words.items():
        with contextlib.suppress(ItbError):
            values |= read_facts(DiaryEntry, {flag: words}, as_of.day)
    typed = DiaryEntry(request.entry_id, as_of.day, **{**values, "note": request.words.get("note") or None})
    return signs_in(record._replace(diary_entries=(*record.diary_entries, typed)), (typed,), as_of, content).are_there


def _not_known(signs: Signs) -> tuple[Notice, ...]:
    return () if signs.known else (SIGNS_NOT_KNOWN,)
