"""A second copy of the record, joined into it after a look at what that changes."""

from pathlib import Path

from itb_cli.cli.call import Call
from itb_cli.cli.show import width_of, write
from itb_cli.domain.command import led
from itb_cli.domain.record import Record
from itb_cli.errors import ConfirmationNeededError
from itb_cli.files.whole import real_file
from itb_cli.pages import conflict_merge as pages
from itb_cli.render import plain
from itb_cli.services.answers import Answers
from itb_cli.services.outcome import Outcome
from itb_cli.services.record import conflict_merge as services
from itb_cli.storage.conflict_copies import refills_once_held
from itb_cli.storage.record_reader import load_copy


def joined(call: Call, name: str, *, yes: bool) -> Outcome[services.MergeView]:
    """The record joined with the copy of that name or path, after a look at what that changes."""
    path = call.known_path
    place = Path(name).expanduser()
    copy = place if place.exists() else real_file(path).with_name(place.name)
    request = services.MergeRequest(load_copy(copy), copy.name, once_held=refills_once_held(path))
    is_shown = False

    def answer(said: Answers, record: Record) -> Outcome[services.MergeView]:
        nonlocal is_shown
        try:
            return services.answer(record, request._replace(answers=said), call.as_of)
        except ConfirmationNeededError:
            if call.can_ask and not is_shown:
                is_shown = True
                write(call.runtime.stderr, f"{_preview(call, record, request)}\n")
            raise

    return call.write(answer, yes=yes)


def _preview(call: Call, record: Record, request: services.MergeRequest) -> str:
    return plain.render(
        led(pages.preview(services.preview(record, request, call.as_of)), call.chosen.lead), width_of(call.runtime)
    )
