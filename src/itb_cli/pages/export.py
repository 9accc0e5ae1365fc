"""The page after `itb export` into a file: what the file holds, what it leaves out, who can read it; and the list of schemas."""

from itb_cli.domain.command import Command
from itb_cli.domain.exchange import FileForm
from itb_cli.domain.quantities import counted
from itb_cli.domain.statement import Statement
from itb_cli.pages.blocks import Fact, Facts, Headline, Notes, Page, Points, Tone, page
from itb_cli.pages.changes import CALENDAR
from itb_cli.pages.saved import readers
from itb_cli.pages.wording import listing, notes
from itb_cli.services.outcome import Outcome
from itb_cli.services.record.export import FOREIGN_KEYS, ExportView, SchemaView

PART_WORDS = {
    "person": "person",
    "contacts": "contacts",
    "clinic": "pump clinic",
    "pump": "pump",
    "therapy": "therapy",
    "plan": "plan",
    "standby_tablets": "standby tablets",
    "card": "printed card",
    "calendar_events": CALENDAR,
    FOREIGN_KEYS: "what other programs wrote into your record",
}
"""The parts of a record that are no entries, in words."""


def build(outcome: Outcome[ExportView]) -> Page:
    """The file, what is in it, how to go on."""
    view = outcome.view
    facts = (
        Fact("Holds", _counts(view), "and everything else in your record" if view.form is FileForm.JSON else ""),
        Fact("Left out", listing([PART_WORDS[name] for name in view.left_out]), f"all of it: {Command('export json')}"),
    )
    return page(
        Headline("WRITTEN", f"Your {'record' if view.form is FileForm.JSON else 'entries'} to {view.file}", Tone.NEUTRAL),
        Facts(facts if view.left_out else facts[:1]),
        Notes((Statement(f"It holds health data. {readers(private=view.private)}"),)),
        notes(outcome.notices),
        Notes((Statement(f"To read it into a record again: {Command('import FILE')}"),)),
    )


def schemas(outcome: Outcome[SchemaView]) -> Page:
    """The file that was written, else which commands have a schema."""
    view = outcome.view
    example = Command(f"export schema {view.commands[0]}")
    if view.file is not None:
        return page(Headline("WRITTEN", f"The schema of what itb {view.command} answers in JSON, to {view.file}", Tone.NEUTRAL))
    return page(
        Headline("SCHEMAS", "Of the JSON of every command (JSON Schema 2020-12)", Tone.NEUTRAL),
        Points("Commands", tuple(map(Statement, view.commands))),
        Notes((Statement(f"To print one: {example}"),)),
    )


def beside(outcome: Outcome[ExportView]) -> str:
    """For somebody who takes the export from standard output: what is not in it, a line each; empty if all is."""
    view = outcome.view
    said = [notice.text for notice in outcome.notices]
    if view.left_out:
        said.append(
            f"Not in this CSV: {listing([PART_WORDS[name] for name in view.left_out])}. Everything: {Command('export json')}"
        )
    return "".join(f"itb: {text}\n" for text in said)


def _counts(view: ExportView) -> str:
    counts = (
        (view.refills, "refill", "refills"),
        (view.doses, "dose change", "dose changes"),
        (view.appointments, "appointment", "appointments"),
        (view.events, "event", "events"),
        (view.diary_entries, "diary entry", "diary entries"),
    )
    return listing([counted(*count) for count in counts if count[0]]) or "no entries"
