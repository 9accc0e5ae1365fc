"""`itb export`: the record in a form for others, and the schemas. Where it goes: `output`."""

from collections.abc import Callable
from json import dumps, loads
from typing import Any

from itb_cli import __version__
from itb_cli.cli.call import Call
from itb_cli.cli.conflict_copies import counted_in
from itb_cli.cli.output import Output, Told, deliver
from itb_cli.domain.exchange import FileForm
from itb_cli.pages import export as pages
from itb_cli.pages.blocks import Page
from itb_cli.services.outcome import Outcome
from itb_cli.services.record import export as services
from itb_cli.storage.exchange.file_forms import encode


def export(call: Call, form: FileForm, output: Output) -> int:
    """Writes the export; returns the exit code. On standard output it stands alone; with --json in the envelope."""
    record = call.record()
    outcome = call.of_person(services.answer(record, services.ExportRequest(form, output.file)))
    outcome = outcome._replace(notices=counted_in(call.path, record, call.as_of)[1])
    text = encode(record, form, f"itb {__version__}")
    if output.file is None and call.style.json:
        held = loads(text) if form is FileForm.JSON else text
        outcome = outcome._replace(view=outcome.view._replace(export=held))
        return call.show(outcome, lambda: pages.build(outcome))

    return deliver(call, outcome, text, output, _told(outcome, pages.build), pages.beside(outcome))


def export_schema(call: Call, command: str | None, output: Output) -> int:
    """Writes the schema of what a command answers in JSON, or shows which there are; returns the exit code. Reads no record."""
    from itb_cli.schemas.answers import ANSWERS, answer_schema

    outcome = services.schema_of(tuple(ANSWERS), command, output.file)
    if command is None:
        return call.show_unlabelled(outcome, lambda: pages.schemas(outcome))
    schema = answer_schema(command)
    if output.file is None and call.style.json:
        shown = outcome._replace(view=outcome.view._replace(schema=schema))
        return call.show_unlabelled(shown, lambda: pages.schemas(shown))

    return deliver(call, outcome, f"{dumps(schema, indent=2)}\n", output, _told(outcome, pages.schemas))


def _told(outcome: Outcome[Any], build: Callable[[Outcome[Any]], Page]) -> Callable[[bool], Told]:
    """What is shown of a file once it is known whether its disk keeps it from others."""

    def told(private: bool) -> Told:  # noqa: FBT001  # the one thing that is known of the file
        written = outcome._replace(view=outcome.view._replace(private=private))
        return written, lambda: build(written)

    return told
