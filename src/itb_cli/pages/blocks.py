"""What a page is made of: about ten kinds of block, in reading order, the words already chosen. No medium, no width."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import assert_never

from itb_cli.domain.statement import Statement
from itb_cli.domain.values import NamedTuple


class Tone(StrEnum):
    """How a headline's word is coloured. The word itself says the same (R52)."""

    URGENT = "urgent"
    ATTENTION = "attention"
    CALM = "calm"
    NEUTRAL = "neutral"


class Fact(NamedTuple):
    """A label, its value, and what the value means; `short` is the remark, `short_value` the value if the page does not fit."""

    label: str
    value: str
    remark: str = ""
    short: str = ""
    short_value: str = ""

    @property
    def in_short(self) -> "Fact":
        """The same in few words, if it has them."""
        return Fact(self.label, self.short_value or self.value, self.short or self.remark)


class Headline(NamedTuple):
    """The answer and the action: the first lines of a page (R1). `short`: the details if the page else does not fit."""

    word: str
    text: str
    tone: Tone = Tone.NEUTRAL
    details: tuple[str, ...] = ()
    short: tuple[str, ...] | None = None


class Facts(NamedTuple):
    """Labels and values, one idea a line. `short`: the rows instead of them if the page else does not fit its screen."""

    rows: tuple[Fact, ...]
    title: str = ""
    short: tuple[Fact, ...] = ()


class Steps(NamedTuple):
    """What to do, in this order. `short`: as that of Notes."""

    title: str
    items: tuple[Statement, ...]
    short: tuple[Statement, ...] | None = None


class Points(NamedTuple):
    """Things that stand side by side, in no order. `short`: as that of Notes."""

    title: str
    items: tuple[Statement, ...]
    short: tuple[Statement, ...] | None = None


class Pair(NamedTuple):
    """Two lists beside each other if there is room, else one after the other."""

    left: Points
    right: Points


class Table(NamedTuple):
    """Rows under named columns."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Gauge(NamedTuple):
    """How much of a span is gone: `done` of `total`, in words too."""

    start: str
    end: str
    done: int
    total: int
    text: str


class Bar(NamedTuple):
    """One value of a chart: what it belongs to, how long it is drawn, and the same in words."""

    label: str
    value: Decimal
    text: str


class Chart(NamedTuple):
    """Values one under the other, as bars from 0 to the largest of them, or to `full`; `unit` is what they are measured in."""

    title: str
    unit: str
    rows: tuple[Bar, ...]
    full: Decimal | None = None


class Moment(NamedTuple):
    """From this day on a value holds, until the next; `text` says the value in words."""

    on: date
    value: Decimal
    text: str


class Course(NamedTuple):
    """A chart of values that each hold until the next one, up to the day `until`: a line if lines can be drawn."""

    chart: Chart
    moments: tuple[Moment, ...]
    until: date


class Day(NamedTuple):
    """A marked day of a calendar: its letters for a grid, and its whole line in words, which says the same (R52)."""

    on: date
    letters: str
    text: str
    tone: Tone = Tone.NEUTRAL


class Month(NamedTuple):
    """A month by its first day, and its marked days in order. `nothing` is said if none is marked."""

    title: str
    first: date
    days: tuple[Day, ...]
    nothing: str


class Months(NamedTuple):
    """A calendar: months after each other, and for grids what each letter means; titles for both lists below a grid."""

    months: tuple[Month, ...]
    legend: tuple[Fact, ...]
    legend_title: str
    days_title: str


class Notes(NamedTuple):
    """Sentences to read, each by itself. `is_verbatim`: lines of a file, not one word of which may become another.

    `short`: what stands instead on a screen on which the page else does not fit; None if every word must stand.
    """

    items: tuple[Statement, ...]
    title: str = ""
    is_verbatim: bool = False
    short: tuple[Statement, ...] | None = None


class Sources(NamedTuple):
    """Who says so: id and description."""

    title: str
    entries: tuple[Fact, ...]


Figure = Gauge | Chart | Course | Months
"""What is drawn if something can be drawn, and said in words everywhere (R52)."""

Block = Headline | Facts | Steps | Points | Pair | Table | Figure | Notes | Sources


class Page(NamedTuple):
    """Blocks in reading order. `last_line` repeats what to do if a page is so long that its top scrolls away (R57).

    A `close` page must fit 24 rows: on a screen no empty row stands between its blocks, and its last line always stands. `more`
    says how to see what a page in short leaves out: its very last words. Such a page has as many empty rows as there is room for.
    `is_short`: in its few words, whose last line may say what a block says no more.
    """

    blocks: tuple[Block, ...]
    last_line: str = ""
    close: bool = False
    more: str = ""
    is_short: bool = False

    def ending(self, rows: int) -> str:
        """What stands last if the blocks take so many rows: the message once more, and how to see the rest."""
        repeated = self.last_line if self.close or self.is_short or rows > LONG_PAGE else ""
        return " ".join(filter(None, (repeated, self.more)))

    @property
    def in_short(self) -> "Page":
        """The same with the few words of each block that has them; the page itself if all of it is to be said."""
        if not any(_has_short(block) for block in self.blocks):
            return self
        blocks = tuple(made for block in self.blocks if not _is_empty(made := _in_short(block)))
        return self._replace(blocks=blocks, is_short=True)


LONG_PAGE = 20
"""From this many lines on the action is repeated as the last line (R57)."""


def page(*blocks: Block | None, last_line: str = "", close: bool = False, more: str = "") -> Page:
    """A page of the blocks that exist and say something."""
    return Page(tuple(block for block in blocks if block is not None and not _is_empty(block)), last_line, close, more)


def _has_short(block: Block) -> bool:
    """Whether few words stand for it, or none do."""
    if isinstance(block, Facts):
        return bool(block.short)
    return isinstance(block, Headline | Notes | Points | Steps) and block.short is not None


def _in_short(block: Block) -> Block:
    """Sentences in few words. A drawing says nothing that its words do not say."""
    match block:
        case Headline(short=tuple(details)):
            return block._replace(details=details)
        case Facts(rows=rows, short=short):
            return block._replace(rows=short or tuple(row.in_short for row in rows))
        case Notes(short=tuple(short)) | Points(short=tuple(short)) | Steps(short=tuple(short)):
            return block._replace(items=short)
        case Gauge(text=text):
            return Notes((Statement(f"{text}."),))
        case _:
            return block


def _is_empty(block: Block) -> bool:
    match block:
        case Facts(rows=content) | Table(rows=content) | Chart(rows=content) | Sources(entries=content):
            return not content
        case Steps(items=content) | Points(items=content) | Notes(items=content) | Months(months=content):
            return not content
        case Course(moments=content):
            return not content
        case Headline() | Pair() | Gauge():
            return False
        case _:
            assert_never(block)
