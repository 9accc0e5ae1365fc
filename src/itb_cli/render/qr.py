"""A square code of a text: level M, quiet zone of four modules, drawn as one path (R41). Knows no card."""

from itertools import groupby

import segno

QUIET = 4
MODULE_MM = 0.34
"""Four dots of a printer with 300 to an inch."""


def modules(text: str) -> int:
    """How many modules the code of `text` is wide, quiet zone included."""
    return len(_rows(text))


def side_mm(text: str) -> float:
    """How wide the printed code of `text` is, quiet zone included."""
    return modules(text) * MODULE_MM


def path(text: str) -> str:
    """The dark modules as the path of an SVG, one module a unit, its corner at the quiet zone's."""
    parts = []
    for y, row in enumerate(_rows(text)):
        x = 0
        for is_dark, group in groupby(row):
            run = len(list(group))
            if is_dark:
                parts.append(f"M{x} {y}h{run}v1h-{run}z")
            x += run
    return "".join(parts)


def _rows(text: str) -> list[list[bool]]:
    code = segno.make_qr(text, error="m", boost_error=False)
    return [[bool(module) for module in row] for row in code.matrix_iter(border=QUIET)]
