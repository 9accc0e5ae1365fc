"""The README's two pictures, made of what `itb` writes about the sample record. To make them anew: `python tests/pictures.py`."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

from fakes import fake_runtime
from itb_cli.cli.main import main
from itb_cli.services.demo import sample_record
from itb_cli.storage.encoding import encode

FOLDER = Path(__file__).parents[1] / ".github" / "pictures"
DAY = date(2026, 11, 22)
COLUMNS = 80
CELL, ROW, POINTS, EDGE = 8.4, 18, 14, 16
"""The width and height of a sign on the screen, the size of its type, and the room around all."""
FONTS = "ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace"
_STYLE = re.compile(r"\x1b\[([\d;]*)m")
COLOURS = {"30": "#000000", "33": "#7d6000", "37": "#ffffff", "41": "#b00020", "43": "#ffd75f"}
"""What a terminal makes of the numbers: 30 and up are letters, 40 and up grounds."""


def pictures() -> dict[str, str]:
    """By file name the picture as it is to be."""
    with TemporaryDirectory() as folder:
        record = Path(folder) / "record.toml"
        record.write_bytes(encode(sample_record(DAY)))
        record.chmod(0o600)
        return {"itb.svg": _screen(_said(record, is_terminal=True)), "card.svg": _said(record, "card", "--format", "svg")}


def _said(record: Path, *words: str, is_terminal: bool = False) -> str:
    """What `itb` writes, on the usual record of somebody whose day it is."""
    environment = {"TERM": "xterm-256color", "COLUMNS": str(COLUMNS)}
    world = fake_runtime(DAY, environment=environment, is_terminal=is_terminal, default_record=lambda _environment: record)
    assert main(words, world) == 0
    return world.stdout.getvalue()


def _screen(shown: str) -> str:
    """A terminal's screen as SVG: nothing fetched, each run of signs as wide as its cells."""
    lines = ["\x1b[0m$ \x1b[1mitb\x1b[0m", *shown.rstrip("\n").split("\n")]
    wide, high = COLUMNS * CELL + 2 * EDGE, len(lines) * ROW + 2 * EDGE
    drawn = "\n".join(part for number, line in enumerate(lines) for part in _line(number, line))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide:.0f}" height="{high}" viewBox="0 0 {wide:.0f} {high}" '
        f'font-family="{escape(FONTS)}" font-size="{POINTS}">\n<title>itb on a terminal</title>\n'
        f'<rect width="{wide:.0f}" height="{high}" rx="8" fill="#ffffff" stroke="#767676"/>\n{drawn}\n</svg>\n'
    )


def _line(number: int, line: str) -> Iterator[str]:
    """The grounds of a line, then its words."""
    column, top = 0, EDGE + number * ROW
    style: Mapping[str, str] = {}
    for text, codes in _runs(line):
        style = _styled(style, codes)
        at, wide = EDGE + column * CELL, len(text) * CELL
        column += len(text)
        if text and "ground" in style:
            yield f'<rect x="{at:.1f}" y="{top}" width="{wide:.1f}" height="{ROW}" fill="{style["ground"]}"/>'
        if text.strip():
            weight = ' font-weight="bold"' if "bold" in style else ""
            yield (
                f'<text x="{at:.1f}" y="{top + POINTS}" textLength="{wide:.1f}" lengthAdjust="spacingAndGlyphs"'
                f'{weight} fill="{style.get("letters", "#000000")}" xml:space="preserve">{escape(text)}</text>'
            )


def _runs(line: str) -> Iterator[tuple[str, str]]:
    """The words between changes of style, each with the codes that stand before it."""
    parts = _STYLE.split(line)
    yield parts[0], ""
    yield from zip(parts[2::2], parts[1::2], strict=True)


def _styled(style: Mapping[str, str], codes: str) -> Mapping[str, str]:
    now = dict(style)
    for code in codes.split(";"):
        match code:
            case "0" | "":
                now = {} if code == "0" else now
            case "1":
                now["bold"] = "bold"
            case _:
                now["ground" if code.startswith("4") else "letters"] = COLOURS[code]
    return now


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, picture in pictures().items():
        (FOLDER / name).write_text(picture, encoding="utf-8", newline="\n")
