"""A square code of a text: level M, quiet zone of four modules, one path (R41). Imported late: segno loads much."""

from itertools import groupby

import segno

from itb_cli.render.card_layout import Code

QUIET = 4
MODULE_MM = 0.34
"""Four dots of a printer with 300 to an inch."""


def drawn(text: str) -> Code:
    """The code of `text`: the dark modules as a path, one module a unit, its corner at the quiet zone's."""
    rows, parts = _rows(text), []
    for y, row in enumerate(rows):
        x = 0
        for is_dark, group in groupby(row):
            run = len(list(group))
            if is_dark:
                parts.append(f"M{x} {y}h{run}v1h-{run}z")
            x += run
    return Code("".join(parts), len(rows), len(rows) * MODULE_MM)


def _rows(text: str) -> list[list[bool]]:
    code = segno.make_qr(text, error="m", boost_error=False)
    return [[bool(module) for module in row] for row in code.matrix_iter(border=QUIET)]
