"""A month as weeks of days, Monday first, and as lines of cells of one width. Knows neither rich nor HTML."""

from collections.abc import Iterator

from itb_cli.domain.dates import WEEKDAYS, add_days, add_months
from itb_cli.domain.text import harmless
from itb_cli.domain.values import NamedTuple
from itb_cli.pages.blocks import Day, Month, Tone

DAYS = len(WEEKDAYS)
WEEKDAY_NAMES = tuple(name[:2] for name in WEEKDAYS)
LETTERS = 2
"""Letters beside a day's number; more go on below, so that none is lost."""
CELL = 2 + LETTERS
MONTH_WIDTH = DAYS * CELL + DAYS - 1


class Cell(NamedTuple):
    """A part of a line, with so many columns to fill behind it; a tone if it is a title or a marked day."""

    text: str
    pad: int
    tone: Tone | None = None


def weeks(month: Month) -> Iterator[tuple[Day | None, ...]]:
    """The days of each week, marked or not; None beside the month."""
    marked = {day.on: day for day in month.days}
    monday, after = add_days(month.first, -month.first.weekday()), add_months(month.first, 1)
    while monday < after:
        week = (add_days(monday, number) for number in range(DAYS))
        yield tuple(marked.get(day, Day(day, "", "")) if month.first <= day < after else None for day in week)
        monday = add_days(monday, DAYS)


def lines(month: Month) -> Iterator[tuple[Cell, ...]]:
    """A month MONTH_WIDTH columns wide: title, weekdays, then the weeks, each in as many lines as its letters need."""
    title = harmless(month.title)
    yield (Cell(title, MONTH_WIDTH - len(title), Tone.NEUTRAL),)
    yield tuple(Cell(name, CELL - len(name)) for name in WEEKDAY_NAMES)
    for week in weeks(month):
        rows = max(1, *(-(-len(day.letters) // LETTERS) for day in week if day))
        for row in range(rows):
            yield tuple(_cell(day, row) for day in week)


def numbered(day: Day | None) -> str:
    """A day by its number and its letters: `16 B`."""
    return " ".join(part for part in (str(day.on.day), day.letters) if part) if day else ""


def _cell(day: Day | None, row: int) -> Cell:
    number = f"{day.on.day:>2}" if day and not row else "  "
    letters = harmless(day.letters[row * LETTERS : (row + 1) * LETTERS]) if day else ""
    return Cell(number + letters, LETTERS - len(letters), day.tone if day and letters else None)
