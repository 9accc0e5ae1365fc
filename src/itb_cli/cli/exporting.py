"""`itb export`: the whole of standard output, or a new file. Never over a file that is there already. Schemas likewise."""

from json import dumps, loads
from pathlib import Path

from itb_cli import __version__
from itb_cli.cli.call import Call
from itb_cli.cli.copies import counted_in
from itb_cli.cli.show import write, write_exactly
from itb_cli.domain.exchange import FileForm
from itb_cli.errors import InputRefusedError
from itb_cli.files.new_file import write_new
from itb_cli.pages import export as pages
from itb_cli.services import export as services
from itb_cli.storage.exchange import encode

STANDARD_OUTPUT = "-"


def export(call: Call, form: FileForm, place: str | None) -> int:
    """Writes the export; returns the exit code. On standard output it stands alone; with --json in the envelope."""
    record = call.record()
    file = None if place == STANDARD_OUTPUT else place
    outcome = call.of_person(services.answer(record, services.ExportRequest(form, file)))
    outcome = outcome._replace(notices=counted_in(call.path, record, call.as_of)[1])
    text = encode(record, form, f"itb {__version__}")
    if file is not None:
        private = _write_file(file, text)
        outcome = outcome._replace(view=outcome.view._replace(private=private))
    elif call.style.json:
        held = loads(text) if form is FileForm.JSON else text
        outcome = outcome._replace(view=outcome.view._replace(export=held))
    else:
        write_exactly(call.runtime.stdout, text)
        write(call.runtime.stderr, call.printed(pages.beside(outcome)))
        return int(outcome.exit_code)
    return call.show(outcome, lambda: pages.build(outcome))


def export_schema(call: Call, command: str | None, place: str | None) -> int:
    """Writes the schema of what a command answers in JSON, or shows which there are; returns the exit code. Reads no record."""
    from itb_cli.schemas.answers import ANSWERS, answer_schema

    file = None if place == STANDARD_OUTPUT else place
    outcome = services.schema_of(tuple(ANSWERS), command, file)
    if command is None:
        return call.show_unlabelled(outcome, lambda: pages.schemas(outcome))
    schema = answer_schema(command)
    text = f"{dumps(schema, indent=2)}\n"
    if file is not None:
        shown = outcome._replace(view=outcome.view._replace(private=_write_file(file, text)))
    elif call.style.json:
        shown = outcome._replace(view=outcome.view._replace(schema=schema))
    else:
        write_exactly(call.runtime.stdout, text)
        return int(outcome.exit_code)
    return call.show_unlabelled(shown, lambda: pages.schemas(shown))


def _write_file(place: str, text: str) -> bool:
    try:
        return write_new(Path(place).expanduser(), text.encode())
    except FileExistsError:
        raise InputRefusedError(f"{place} is there already. It was not changed.", "Name another file.") from None
    except (OSError, RuntimeError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or "the system refuses"
        raise InputRefusedError(f"{place} was NOT written: {reason}. No part of it is left.", "Name another file.") from None
