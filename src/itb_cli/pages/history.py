"""The page of `itb history`: one row an entry, oldest first, the days between refills, and with `chart` two drawings."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.command import Command
from itb_cli.domain.dates import spoken, spoken_days, spoken_short
from itb_cli.domain.entries import KINDS, EntryKind
from itb_cli.domain.entry_facts import FACTS
from itb_cli.domain.quantities import counted, spoken_dose
from itb_cli.domain.statement import Statement
from itb_cli.pages.blocks import Bar, Chart, Fact, Facts, Headline, Notes, Page, Table, Tone, page
from itb_cli.pages.wording import UNKNOWN, listing, notes, other_day
from itb_cli.services.entries.history import HistoryEntry, HistoryView, Interval, KnownDose
from itb_cli.services.knowledge.event_words import EVENT_WORDS
from itb_cli.services.outcome import Outcome

KIND_WORDS = {kind: row.label for kind, row in KINDS.items()}


def build(outcome: Outcome[HistoryView], as_of: AsOf, *, chart: bool = False) -> Page:
    """The table, what lies between refills, the drawings; or what to do if nothing is recorded."""
    view = outcome.view
    if not view.entries_in_all:
        return page(
            Headline(
                "NOTHING RECORDED",
                f"To write down your last refill, type: {Command('log')}",
                Tone.ATTENTION,
            ),
            notes(outcome.notices, leave_out=("not_today",)),
        )
    rows = tuple((spoken(entry.on), KIND_WORDS[entry.kind], details(entry)) for entry in view.entries)
    return page(
        _headline(view, as_of),
        Table("", ("Day", "What", "Details"), rows),
        _between_refills(view) if _wants(view, EntryKind.REFILL) else None,
        *(_charts(view, as_of) if chart else ()),
        notes(outcome.notices, leave_out=("not_today",)),
        Notes((Statement(f"When the next refill is due: {Command('next-refill')}"),)),
    )


def details(entry: HistoryEntry) -> str:
    """Everything recorded of an entry but its day and kind."""
    parts = [EVENT_WORDS[entry.event] if entry.event else "", _since_refill(entry.days_since_refill)]
    for fact in FACTS:
        listed = fact.listed(getattr(entry, fact.column or fact.field))
        parts.append(listed or (checked(entry) if fact.field == "checked_on" else ""))
    return "; ".join(part for part in parts if part) or "nothing else recorded"


def checked(entry: HistoryEntry) -> str:
    """Whether the pump was checked after an event; nothing for other entries."""
    if entry.kind is not EntryKind.EVENT:
        return ""
    return f"pump checked {spoken_short(entry.checked_on)}" if entry.checked_on else "pump check not recorded"


def _since_refill(days: int | None) -> str:
    if days is None:
        return ""
    return f"{spoken_days(days)} after the refill before" if days else "the same day as the refill before"


def _wants(view: HistoryView, kind: EntryKind) -> bool:
    return not view.kinds or kind in view.kinds


def _headline(view: HistoryView, as_of: AsOf) -> Headline:
    since = f" since {spoken(view.since)}" if view.since else ""
    kinds = [KIND_WORDS[kind].lower() for kind in view.kinds]
    if not view.entries:
        in_all = f"In all, {counted(view.entries_in_all, 'entry is', 'entries are')} recorded: {Command('history')}"
        return Headline(
            "NONE OF THESE",
            f"No {listing(kinds, 'or') or 'entry'} is recorded{since}. {in_all}",
            tone=Tone.ATTENTION,
            details=other_day(as_of),
        )
    if view.kinds or view.since:
        only = f"every {listing(kinds) or 'entry'}{since}"
        chosen = (
            f"{len(view.entries):,} of {counted(view.entries_in_all, 'entry is', 'entries are')} shown: {only}, oldest first."
        )
        return Headline("HISTORY", f"{chosen} All: {Command('history')}", details=other_day(as_of))
    refills = sum(entry.kind is EntryKind.REFILL for entry in view.entries)
    others = len(view.entries) - refills
    beside = f", {counted(others, 'other entry', 'other entries')}" if others else ""
    in_all = f"{counted(refills, 'refill', 'refills')}{beside}, oldest first."
    return Headline("HISTORY", in_all, details=other_day(as_of))


def _between_refills(view: HistoryView) -> Facts:
    """How long it is since the last refill, and the intervals before: counted, not judged."""
    rows = [_open_interval(view), _number_of_intervals(view)]
    if view.intervals:
        shortest, longest = (chosen(view.intervals, key=lambda interval: interval.days) for chosen in (min, max))
        named = (("Shortest", shortest), ("Longest", longest)) if len(view.intervals) > 1 else ()
        latest = ("Latest", view.intervals[-1])
        rows += [Fact(label, spoken_days(interval.days), _ends(interval)) for label, interval in (*named, latest)]
    return Facts(tuple(rows), "Days between refills")


def _open_interval(view: HistoryView) -> Fact:
    label = "Since the last refill"
    if view.last_refill_on is None:
        return Fact(label, UNKNOWN, "no refill is recorded")
    if view.days_since_last_refill is None:
        return Fact(label, UNKNOWN, f"the newest refill, {spoken(view.last_refill_on)}, comes after the day of this answer")
    return Fact(label, spoken_days(view.days_since_last_refill), f"that was {spoken(view.last_refill_on)}")


def _number_of_intervals(view: HistoryView) -> Fact:
    number = len(view.intervals)
    if not number and view.since:
        return Fact("Intervals", "None", f"no refill since {spoken_short(view.since)} with one before it")
    if not number:
        return Fact("Intervals", "None yet", "it takes two days with a refill")
    since = f", of those that end since {spoken_short(view.since)}" if view.since else ""
    twice = any(entry.days_since_refill == 0 for entry in view.entries)
    as_one = "; refills of one day count as one" if twice else ""
    return Fact(
        "Intervals", counted(number, "interval", "intervals"), f"each from one day with a refill to the next{since}{as_one}"
    )


def _ends(interval: Interval) -> str:
    return f"{spoken_short(interval.from_)} to {spoken_short(interval.to)}"


def _charts(view: HistoryView, as_of: AsOf) -> Iterator[Chart | Notes]:
    """Dose over time and days between refills, as far as they are among the kinds asked for; what cannot be drawn is said."""
    said = []
    if _wants(view, EntryKind.DOSE):
        yield Chart("Dose over time", "mcg per day", tuple(dose_bars(view.doses)))
        only = "Only recorded doses are drawn. A change that was not written down is missing."
        said.append(only if view.doses else "No dose can be drawn: none is recorded.")
    if _wants(view, EntryKind.REFILL):
        bars = tuple(_interval_bars(view, as_of))
        yield Chart("Time between refills", "days", bars)
        said += [] if bars else ["No days between refills can be drawn: no refill with one before it."]
    if not _wants(view, EntryKind.DOSE) and not _wants(view, EntryKind.REFILL):
        said.append(f"Nothing is drawn. Drawings are made of refills and doses: {Command('history --chart')}")
    yield Notes(tuple(Statement(sentence) for sentence in said))


def dose_bars(doses: tuple[KnownDose, ...]) -> Iterator[Bar]:
    """One bar for equal doses that follow each other, which says so; a dose changed on its own day says that."""
    groups = [tuple(group) for _, group in groupby(doses, key=lambda dose: dose.dose_mcg_per_day)]
    for number, group in enumerate(groups):
        after = groups[number + 1][0].on if number + 1 < len(groups) else None
        again = f", recorded {len(group):,} times, last on {spoken_short(group[-1].on)}" if len(group) > 1 else ""
        changed = ", changed again that day" if after == group[-1].on else ""
        dose = group[0].dose_mcg_per_day
        yield Bar(f"From {spoken_short(group[0].on)}", dose, f"{spoken_dose(dose)}{again}{changed}")


def _interval_bars(view: HistoryView, as_of: AsOf) -> Iterator[Bar]:
    for interval in view.intervals:
        yield Bar(_ends(interval), Decimal(interval.days), spoken_days(interval.days))
    if view.last_refill_on is not None and view.days_since_last_refill is not None:
        so_far = Interval(view.last_refill_on, as_of.day, view.days_since_last_refill)
        yield Bar(_ends(so_far), Decimal(so_far.days), f"{spoken_days(so_far.days)} so far")
