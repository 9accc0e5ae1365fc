"""Puts the card's words on panels of a fixed size: the largest type that fits, never below the smallest, nothing cut (R25, R37).

Knows sizes and lines. What is drawn how: `card_html`, `card_svg`.
"""

from collections.abc import Iterator

from itb_cli.domain.paper import Paper, PaperSize, Passage, Role, Run
from itb_cli.domain.values import NamedTuple
from itb_cli.render.card_lines import Word, next_line, words_of
from itb_cli.render.type_widths import MM_PER_POINT

STEP = 0.25
FIRST_POINTS = 10.0
KEPT_TOGETHER = 5
"""Passages of so many lines or fewer stand on one panel."""
CONTINUED = "Baclofen pump card, continued: {number} of {total}"


class Shape(NamedTuple):
    """A panel in millimetres, its edges, and the type in points from the smallest to the largest.

    `leading` is the distance of lines in type sizes. `aim`: so many panels are to be enough. `across`: so many stand beside
    each other. `is_dense`: passages share lines. `longest`: so high a panel may be at most if its height follows its text.
    """

    wide: float
    high: float
    side: float
    top: float
    bottom: float
    smallest: float
    largest: float
    leading: float
    aim: int
    across: int
    is_dense: bool
    longest: float = 0.0


SHAPES = {
    # The size of a bank card, ISO/IEC 7810 ID-1; two panels are folded to one card.
    PaperSize.WALLET: Shape(85.60, 53.98, 2.2, 1.8, 1.6, 7, 9, 1.12, 2, 2, is_dense=True),
    PaperSize.A4: Shape(210, 297, 18, 16, 16, 12, 18, 1.3, 1, 1, is_dense=False),
    PaperSize.LETTER: Shape(215.9, 279.4, 18, 16, 16, 12, 18, 1.3, 1, 1, is_dense=False),
    # 1080 x 2400 dots at 400 to an inch; above stands the clock, below the keys. A fifth more is shown a little smaller.
    PaperSize.PHONE: Shape(68.58, 152.40, 3, 28, 9, 7, 9, 1.12, 1, 1, is_dense=True, longest=182.88),
}


class Line(NamedTuple):
    """Words, and where they stand: `base` is the base line from the top of the panel, in millimetres."""

    words: tuple[Word, ...]
    base: float


class Text(NamedTuple):
    """A passage, or the part of it on one panel, in lines. `gap` is the space above it in millimetres."""

    role: Role
    lines: tuple[Line, ...]
    sources: tuple[str, ...]
    points: float
    gap: float


class Code(NamedTuple):
    """A square code as the path of an SVG: so many modules wide, and so many millimetres, quiet zone included."""

    path: str
    modules: int
    side: float


class Panel(NamedTuple):
    """One side of the card, one page or one screen, in millimetres; `code` if a square code stands at its top right."""

    texts: tuple[Text, ...]
    top: float
    high: float
    code: Code | None = None


class Sheet(NamedTuple):
    """Every panel, all set in the same type."""

    size: PaperSize
    shape: Shape
    points: float
    panels: tuple[Panel, ...]


def lay_out(paper: Paper, size: PaperSize, code: Code | None = None) -> Sheet:
    """The paper in the largest type with which it needs no more panels than it is to; else in the smallest, on more."""
    shape = SHAPES[size]
    points = shape.largest
    while points > shape.smallest:
        panels = _panels(paper, shape, points, code)
        if len(panels) <= shape.aim:
            return Sheet(size, shape, points, panels)
        points -= STEP
    return Sheet(size, shape, shape.smallest, _longer(paper, shape, code) or _numbered(paper, shape, code))


def _longer(paper: Paper, shape: Shape, code: Code | None) -> tuple[Panel, ...]:
    """In the smallest type on panels that are as high as their text, if these are enough: better than a few lines on one more."""
    if not shape.longest:
        return ()
    panels = _panels(paper, shape._replace(high=shape.longest), shape.smallest, code)
    if len(panels) > shape.aim:
        return ()
    return tuple(panel._replace(high=max(shape.high, _end(panel, shape))) for panel in panels)


def _end(panel: Panel, shape: Shape) -> float:
    """How high a panel must be for its text."""
    used = sum(text.gap + len(text.lines) * text.points * shape.leading * MM_PER_POINT for text in panel.texts)
    return panel.top + used + shape.bottom


def _numbered(paper: Paper, shape: Shape, code: Code | None) -> tuple[Panel, ...]:
    """In the smallest type. Panels that are more than they are to be say so, and which of how many they are."""
    panels = _panels(paper, shape, shape.smallest, code)
    total = 0
    while len(panels) > shape.aim and total != len(panels):
        total = len(panels)
        panels = _panels(paper, shape, shape.smallest, code, total)
    if shape.longest and total:
        return (*panels[:-1], panels[-1]._replace(high=_end(panels[-1], shape)))
    return panels


def _panels(paper: Paper, shape: Shape, points: float, code: Code | None, total: int = 0) -> tuple[Panel, ...]:
    filling = _Filling(shape, points, code, total)
    for group in paper.groups:
        if group.on_back and shape.aim > 1 and not filling.full:
            filling.turn()
        for passage in _shared(group.passages) if shape.is_dense else group.passages:
            filling.put(passage)
        if points > shape.smallest and len(filling.full) > shape.aim:
            break  # too many already: a smaller type will be tried
    filling.turn()
    return tuple(filling.full)


def _shared(passages: tuple[Passage, ...]) -> Iterator[Passage]:
    """Passages of a kind as one, so that they share lines."""
    kept: Passage | None = None
    for passage in passages:
        if kept is None or kept.role is not passage.role:
            if kept is not None:
                yield kept
            kept = passage
        else:
            sources = tuple(dict.fromkeys((*kept.sources, *passage.sources)))
            kept = kept._replace(runs=(*kept.runs, Run(" "), *passage.runs), sources=sources)
    if kept is not None:
        yield kept


class _Filling:
    """Panels as they fill up: `full` holds those that are done."""

    def __init__(self, shape: Shape, points: float, code: Code | None, total: int) -> None:
        self._shape, self._points, self._code, self._total = shape, points, code, total
        self._code_side = code.side if code else 0.0
        self.full: list[Panel] = []
        self._texts: list[Text] = []
        self._used = 0.0

    @property
    def _top(self) -> float:
        """No clock stands above a screen that follows another."""
        return self._shape.bottom if self._shape.longest and self.full else self._shape.top

    @property
    def _has_code(self) -> bool:
        """The code stands on the back, if there is one."""
        return self._code is not None and len(self.full) == self._shape.aim - 1

    def put(self, passage: Passage) -> None:
        """Sets a passage below what stands there, on as many further panels as it needs."""
        points = max(FIRST_POINTS, self._points * 1.15) if passage.role is Role.FIRST else self._points
        gap = self._points * MM_PER_POINT * (0.15 if self._shape.is_dense else 0.5) if passage.opens and self._texts else 0.0
        words = words_of(passage.runs)
        if self._is_better_whole(words, points, gap):
            self.turn()
            self._mark()
            gap = 0.0
        while words:
            if not self._has_room(gap + self._line_height(points)):
                self.turn()
                self._mark()
                gap = 0.0
            words = self._set(passage, words, points, gap)

    def turn(self) -> None:
        """Goes on to the next panel."""
        if self._texts or not self.full:
            self.full.append(Panel(tuple(self._texts), self._top, self._shape.high, self._code if self._has_code else None))
        self._texts, self._used = [], 0.0

    def _is_better_whole(self, words: list[Word], points: float, gap: float) -> bool:
        """Whether a short passage would be parted here: its sentences speak of each other, so it goes on to the next panel."""
        if not self._texts:
            return False
        lines = 0
        while words and lines <= KEPT_TOGETHER:
            _, words = next_line(words, self._shape.wide - 2 * self._shape.side, points)
            lines += 1
        return not words and not self._has_room(gap + lines * self._line_height(points))

    def _set(self, passage: Passage, words: list[Word], points: float, gap: float) -> list[Word]:
        lines, height = [], self._line_height(points)
        self._used += gap
        while words and self._has_room(height):
            taken, words = next_line(words, self._room(), points)
            base = self._top + self._used + height / 2 + 0.35 * points * MM_PER_POINT
            lines.append(Line(tuple(taken), base))
            self._used += height
        self._texts.append(Text(passage.role, tuple(lines), passage.sources, points, gap))
        return words

    def _mark(self) -> None:
        if self._total:
            told = CONTINUED.format(number=len(self.full) + 1, total=self._total)
            self._set(Passage((), Role.STRONG), words_of((Run(told, bold=True),)), self._points, 0.0)

    def _line_height(self, points: float) -> float:
        return points * self._shape.leading * MM_PER_POINT

    def _has_room(self, height: float) -> bool:
        return self._used + height <= self._shape.high - self._top - self._shape.bottom + 1e-6

    def _room(self) -> float:
        """How wide the next line may be: beside the code it is shorter."""
        beside = self._code_side if self._has_code and self._used < self._code_side else 0.0
        return self._shape.wide - 2 * self._shape.side - beside
