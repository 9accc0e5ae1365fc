"""The page of `itb history`: one row an entry, oldest first."""

from itb_cli.domain.dates import spoken, spoken_days, spoken_short
from itb_cli.domain.quantities import spoken_dose, spoken_strength, spoken_volume
from itb_cli.domain.statement import Statement
from itb_cli.pages.blocks import Headline, Notes, Page, Table, Tone, page
from itb_cli.services.event_words import EVENT_WORDS
from itb_cli.services.history import EntryKind, HistoryEntry, HistoryView
from itb_cli.services.outcome import Outcome

KIND_WORDS = {
    EntryKind.REFILL: "Refill",
    EntryKind.DOSE: "Dose change",
    EntryKind.APPOINTMENT: "Appointment",
    EntryKind.EVENT: "Event",
}


def build(outcome: Outcome[HistoryView]) -> Page:
    """The table, or what to do where nothing is recorded."""
    entries = outcome.view.entries
    if not entries:
        return page(
            Headline(
                "NOTHING RECORDED",
                "To write down your last refill, type: itb log DATE --alarm-date DATE",
                Tone.ATTENTION,
            )
        )
    refills = sum(entry.kind is EntryKind.REFILL for entry in entries)
    others = f", {len(entries) - refills:,} other entries" if len(entries) > refills else ""
    counted = f"{refills:,} refill{'' if refills == 1 else 's'}{others}, oldest first."
    rows = tuple((spoken(entry.on), KIND_WORDS[entry.kind], details(entry)) for entry in entries)
    return page(
        Headline("HISTORY", counted, Tone.NEUTRAL),
        Table("", ("Day", "What", "Details"), rows),
        Notes((Statement("When the next refill is due: itb next-refill"),)),
    )


def details(entry: HistoryEntry) -> str:
    """Everything recorded of an entry but its day and kind."""
    parts = (
        EVENT_WORDS[entry.event] if entry.event else "",
        f"{spoken_days(entry.days_since_refill)} after the refill before" if entry.days_since_refill is not None else "",
        f"alarm date {spoken_short(entry.alarm_date)}" if entry.alarm_date else "",
        f"refill by {spoken_short(entry.refill_by)}" if entry.refill_by else "",
        f"filled {spoken_volume(entry.filled_ml)}" if entry.filled_ml else "",
        spoken_strength(entry.strength_mcg_per_ml) if entry.strength_mcg_per_ml else "",
        spoken_dose(entry.dose_mcg_per_day) if entry.dose_mcg_per_day else "",
        f"at {entry.at:%H:%M}" if entry.at else "",
        entry.place or "",
        entry.status or "",
        _checked(entry),
        f"note: {entry.note}" if entry.note else "",
    )
    return "; ".join(part for part in parts if part) or "nothing else recorded"


def _checked(entry: HistoryEntry) -> str:
    if entry.kind is not EntryKind.EVENT:
        return ""
    return f"pump checked {spoken_short(entry.checked_on)}" if entry.checked_on else "pump check not recorded"
