"""How wide words are at most in the sans-serif fonts that the card asks for. Estimates on the wide side; no font is read."""

import unicodedata
from collections.abc import Iterator
from functools import cache

FONTS = 'Arial, Helvetica, "Liberation Sans", Arimo, "DejaVu Sans Condensed", "DejaVu Sans", sans-serif'
"""Asked for condensed: only DejaVu Sans, which is wider than the others, has such a width beside the usual one."""
MM_PER_POINT = 25.4 / 72

# From the space to the tilde, in thousandths of the type size: the wider of Helvetica and DejaVu Sans Condensed. The other fonts
# that are likely (Arial, Liberation Sans, Arimo, Nimbus Sans) have Helvetica's widths.
_REGULAR = (
    *(286, 360, 414, 754, 572, 889, 702, 247, 351, 351, 450, 754, 286, 333, 286, 303, 572, 572, 572, 572),
    *(572, 572, 572, 572, 572, 572, 303, 303, 754, 754, 754, 556, 1015, 667, 667, 722, 722, 667, 611, 778),
    *(722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 616, 351),
    *(303, 351, 754, 556, 450, 556, 571, 500, 571, 556, 316, 571, 570, 250, 250, 521, 250, 876, 570, 556),
    *(571, 571, 370, 500, 353, 570, 532, 736, 532, 532, 500, 572, 303, 572, 754),
)
_BOLD = (
    *(313, 410, 474, 754, 626, 901, 785, 275, 411, 411, 470, 754, 342, 374, 342, 329, 626, 626, 626, 626),
    *(626, 626, 626, 626, 626, 626, 360, 360, 754, 754, 754, 611, 975, 722, 722, 722, 747, 667, 615, 778),
    *(753, 334, 556, 722, 611, 896, 753, 778, 667, 778, 722, 667, 614, 730, 696, 993, 694, 667, 652, 411),
    *(329, 411, 754, 556, 450, 607, 644, 556, 644, 610, 391, 644, 641, 308, 308, 598, 308, 938, 641, 618),
    *(644, 644, 444, 556, 430, 641, 586, 831, 580, 586, 523, 641, 329, 641, 754),
)
_OTHER = 1250
"""Letters of other scripts, unless they are known to be narrower."""
_NO_WIDTH = ("Mn", "Me", "Cf")


def width(text: str, points: float, *, bold: bool) -> float:
    """How many millimetres `text` takes at most, set in `points`."""
    return sum(_sign(sign, bold) for sign in text) * points * MM_PER_POINT / 1000


def clusters(text: str) -> Iterator[str]:
    """`text` in pieces that may stand on different lines: a sign with all that stands on it or is joined to it."""
    start = 0
    for place in range(1, len(text) + 1):
        if place == len(text) or not (unicodedata.category(text[place]) in _NO_WIDTH or text[place - 1] == "\u200d"):
            yield text[start:place]
            start = place


@cache
def _sign(sign: str, bold: bool) -> int:  # noqa: FBT001  # a cache takes positions
    code = ord(sign)
    if 32 <= code < 127:
        return (_BOLD if bold else _REGULAR)[code - 32]
    if unicodedata.category(sign) in _NO_WIDTH:
        return 0
    parts = unicodedata.normalize("NFKD", sign)
    if parts != sign:
        return max(400, sum(_sign(part, bold) for part in parts))
    return _OTHER
