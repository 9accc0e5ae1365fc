"""The one place that writes to a stream: chooses the medium, and fits the text to the stream. No words of its own."""

import contextlib
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from typing import Any, BinaryIO, TextIO

from itb_cli.cli.quiet import quieten
from itb_cli.cli.runtime import Runtime
from itb_cli.domain.as_of import AsOf
from itb_cli.domain.command import USUAL, Command, Lead, led
from itb_cli.domain.values import NamedTuple
from itb_cli.errors import NotShownError
from itb_cli.pages.blocks import Page
from itb_cli.render.lines import fitted, page_fitted
from itb_cli.services.notices import is_unread
from itb_cli.services.outcome import Outcome

NARROWEST = 20
USUAL_WIDTH = 80
WIDEST = 10_000
_MOST_FIGURES = 6
"""Of a number of columns; Python refuses to read one of thousands of figures."""


class Style(NamedTuple):
    """What a person asked for by flags."""

    json: bool = False
    plain: bool = False
    no_color: bool = False


def show(
    runtime: Runtime,
    style: Style,
    command: str,
    as_of: AsOf,
    outcome: Outcome[Any],
    build: Callable[[], Page],
    lead: Lead = USUAL,
) -> int:
    """Writes the answer in the medium asked for, its commands about the record of `lead`; returns its exit code."""
    try:
        write(runtime.stdout, _text(runtime, style, command, as_of, outcome, build, lead))
    except NotShownError as error:
        error.exit_code = outcome.exit_code or error.exit_code
        raise
    return int(outcome.exit_code)


def write(stream: TextIO, text: str) -> None:
    """Writes `text` in signs that the stream can show (R79)."""
    with _shown_on(stream):
        stream.write(fitted(text, getattr(stream, "encoding", None) or "ascii"))
        stream.flush()


def write_exactly(stream: TextIO, text: str) -> None:
    """Writes a file's text as it is: in UTF-8, with its own line ends. A terminal gets its signs visible instead (R109)."""
    buffer: BinaryIO | None = getattr(stream, "buffer", None)
    if stream.isatty():
        from itb_cli.domain.text import harmless

        write(stream, "\n".join(map(harmless, text.replace("\r\n", "\n").split("\n"))))
        return
    with _shown_on(stream):
        if buffer is None:
            stream.write(text)
            return
        stream.flush()
        buffer.write(text.encode())
        buffer.flush()


def write_bytes(stream: TextIO, data: bytes) -> None:
    """Writes what is no text, such as a picture."""
    with _shown_on(stream):
        buffer: BinaryIO = stream.buffer
        buffer.write(data)
        buffer.flush()


@contextlib.contextmanager
def _shown_on(stream: TextIO) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        not_taken(stream, error)


def not_taken(stream: TextIO, error: OSError) -> None:
    """A reader that went away is no error: the work goes on, and its exit code tells. NotShownError if the stream refuses."""
    if isinstance(error, BrokenPipeError):
        quieten(stream)
        return
    raise NotShownError(
        f"The answer could not be written: {error.strerror or 'the system refuses'}.",
        f"If you were storing something, look whether it is there: {Command('history')}. Help now: {Command('emergency')}",
    ) from None


def _text(
    runtime: Runtime, style: Style, command: str, as_of: AsOf, outcome: Outcome[Any], build: Callable[[], Page], lead: Lead
) -> str:
    if style.json:
        from itb_cli.render import json

        return json.render(command, as_of.day, outcome._replace(view=led(outcome.view, lead), notices=led(outcome.notices, lead)))
    width = width_of(runtime)
    page = page_fitted(_led_in(_as_read(build(), outcome), lead, width), getattr(runtime.stdout, "encoding", None) or "ascii")
    if is_plain(runtime, style):
        from itb_cli.render import plain

        return plain.render(page, width)
    from itb_cli.render import screen

    return screen.render(page, width or USUAL_WIDTH, colour=has_colour(runtime, style))


def _as_read(page: Page, outcome: Outcome[Any]) -> Page:
    if not is_unread(outcome.notices):
        return page
    from itb_cli.pages.unread import as_read

    return as_read(page, outcome.notices)


def _led_in(page: Page, lead: Lead, width: int | None) -> Page:
    if lead.file is None:
        return led(page, lead)
    from itb_cli.pages.person import led_in

    return led_in(page, lead, width)


def is_plain(runtime: Runtime, style: Style) -> bool:
    """Plain text when asked for, for a terminal that shows no styles, and if there is no terminal (R46, R49)."""
    environment = runtime.environment
    asked = style.plain or any(environment.get(name) not in (None, "", "0") for name in ("ITB_PLAIN", "ACCESSIBLE"))
    term = environment.get("TERM", "" if sys.platform != "win32" else "windows")
    if asked or term in ("", "dumb"):
        return True
    shows_styles = runtime.stdout.isatty() and runtime.takes_styles()
    return not shows_styles and not _is_forced(environment)


def has_colour(runtime: Runtime, style: Style) -> bool:
    """NO_COLOR before FORCE_COLOR and CLICOLOR_FORCE, before CLICOLOR (R44, R47)."""
    environment = runtime.environment
    if style.no_color or environment.get("NO_COLOR") or environment.get("FORCE_COLOR") == "0":
        return False
    return _is_forced(environment) or environment.get("CLICOLOR") != "0"


def _is_forced(environment: Mapping[str, str]) -> bool:
    return any(environment.get(name) not in (None, "", "0") for name in ("FORCE_COLOR", "CLICOLOR_FORCE"))


def in_lines(runtime: Runtime, text: str, lead: Lead, room: int = 1) -> str:
    """A sentence beside an answer, in lines of the terminal's width, its commands about the record of `lead`.

    `room`: so many columns are left behind it, if need be on a new line. No part of a text that was typed begins a line.
    """
    from itb_cli.render.lines import cells, readable, wrapped

    width = width_of(runtime)
    lines = wrapped(readable(led(text, lead)), width and width - 1)
    return f"{lines}\n" if width and cells(lines.rpartition("\n")[2]) + room >= width else lines


def width_of(runtime: Runtime) -> int | None:
    """COLUMNS, else the terminal's own width; None if there is neither (R48)."""
    columns = runtime.environment.get("COLUMNS", "").lstrip("0")
    if columns.isascii() and columns.isdigit():
        return min(max(NARROWEST, int(columns[:_MOST_FIGURES])), WIDEST)
    try:
        width = os.get_terminal_size(runtime.stdout.fileno()).columns
    except (OSError, ValueError):
        return None
    return min(max(NARROWEST, width), WIDEST) if width else None
