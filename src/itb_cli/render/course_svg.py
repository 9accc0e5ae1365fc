"""A course of values as an inline SVG: a stepped line over time, in black, with its figures in letters. No script, no colour."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from html import escape
from itertools import pairwise

from itb_cli.domain.dates import add_months, spoken_short
from itb_cli.domain.quantities import plain_number
from itb_cli.domain.text import harmless
from itb_cli.pages.blocks import Course, Moment

WIDTH, HEIGHT = 680, 270
LEFT, RIGHT, TOP, BOTTOM = 64, 20, 28, 34
LETTER = 8
"""Columns of the drawing that a letter takes at most; texts are kept so far apart."""
MOST_TICKS = 6
MONTHS_BETWEEN = (1, 2, 3, 6, 12, 24, 60, 120, 240)


def drawn(course: Course) -> Iterator[str]:
    """The lines of the SVG. Its title and description say what it shows; every value stands in the table beside it."""
    first, last = course.moments[0].on, max(course.until, course.moments[-1].on)
    top = _rounded_up(max(moment.value for moment in course.moments))
    place = _Place(first, max((last - first).days, 1), top)
    yield f'<svg role="img" viewBox="0 0 {WIDTH} {HEIGHT}" xmlns="http://www.w3.org/2000/svg">'
    yield f"<title>{_text(course.chart.title)}, in {_text(course.chart.unit)}</title>"
    yield f"<desc>{_text(_described(course))}</desc>"
    yield from _values(place)
    yield from _days(place, last)
    yield f'<path d="{_path(course, place, last)}" fill="none" stroke="#000" stroke-width="2"/>'
    yield from (
        f'<circle cx="{place.across(item.on)}" cy="{place.down(item.value)}" r="3" fill="#000"/>' for item in course.moments
    )
    yield from _labels(course, place)
    yield "</svg>"


class _Place:
    """Where a day and a value stand in the drawing."""

    def __init__(self, first: date, days: int, top: Decimal) -> None:
        self.first, self.days, self.top = first, days, top

    def across(self, day: date) -> int:
        return LEFT + (WIDTH - LEFT - RIGHT) * (day - self.first).days // self.days

    def down(self, value: Decimal) -> int:
        return HEIGHT - BOTTOM - int((HEIGHT - TOP - BOTTOM) * value / self.top)


def _rounded_up(value: Decimal) -> Decimal:
    """The next value that four equal steps from 0 reach in round numbers."""
    step = Decimal(1).scaleb(value.adjusted() - 1)
    return next(step * 4 * factor for factor in (3, 4, 5, 6, 8, 10, 12, 15, 20, 25) if step * 4 * factor >= value)


def _values(place: _Place) -> Iterator[str]:
    for quarter in range(5):
        value = place.top * quarter / 4
        y = place.down(value)
        yield f'<line x1="{LEFT}" y1="{y}" x2="{WIDTH - RIGHT}" y2="{y}" stroke="{"#000" if quarter == 0 else "#999"}"/>'
        yield f'<text x="{LEFT - 8}" y="{y + 4}" text-anchor="end">{_text(plain_number(value))}</text>'


def _days(place: _Place, last: date) -> Iterator[str]:
    """The first of some months, so few that their names do not touch; if none lies in between, the first day."""
    months = (last.year - place.first.year) * 12 + last.month - place.first.month
    between = next((size for size in MONTHS_BETWEEN if months <= size * MOST_TICKS), MONTHS_BETWEEN[-1])
    start = place.first.replace(day=1)
    ticks = [add_months(start, number) for number in range(0, months + 1, between)]
    ticks = [day for day in ticks if place.first <= day <= last] or [place.first]
    free = 0
    for day in ticks:
        words = spoken_short(day)
        half = LETTER * len(words) // 2
        x = place.across(day)
        middle = min(max(x, half), WIDTH - half)
        yield f'<line x1="{x}" y1="{HEIGHT - BOTTOM}" x2="{x}" y2="{HEIGHT - BOTTOM + 5}" stroke="#000"/>'
        if middle - half >= free:
            free = middle + half
            yield f'<text x="{middle}" y="{HEIGHT - BOTTOM + 20}" text-anchor="middle">{_text(words)}</text>'


def _path(course: Course, place: _Place, last: date) -> str:
    begun = course.moments[0]
    parts = [f"M{place.across(begun.on)} {place.down(begun.value)}"]
    parts += [f"H{place.across(item.on)} V{place.down(item.value)}" for item in course.moments[1:]]
    return " ".join([*parts, f"H{place.across(last)}"])


def _labels(course: Course, place: _Place) -> Iterator[str]:
    """The value beside each step if there is room; the newest and the highest first, since they matter most."""
    newest, highest = course.moments[-1], max(course.moments, key=lambda item: item.value)
    rises = {course.moments[0], *(after for before, after in pairwise(course.moments) if after.value >= before.value)}
    taken: list[tuple[int, int, int]] = []
    for item in (newest, highest, *course.moments):
        words = plain_number(item.value)
        half = LETTER * len(words) // 2 + 4
        x = min(max(place.across(item.on), LEFT + half), WIDTH - RIGHT - half)
        dot = place.down(item.value)
        y = dot - 8 if item in rises or dot + 18 > HEIGHT - BOTTOM - 4 else dot + 18
        if all(abs(x - other) >= half + room or abs(y - height) >= 2 * LETTER for other, height, room in taken):
            taken.append((x, y, half))
            yield f'<text x="{x}" y="{y}" text-anchor="middle">{_text(words)}</text>'


def _described(course: Course) -> str:
    lowest, highest = (pick(course.moments, key=lambda item: item.value) for pick in (min, max))
    first, newest = course.moments[0], course.moments[-1]
    return (
        f"A line in steps. It begins on {spoken_short(first.on)} with {first.text}. Lowest {_when(lowest)}, "
        f"highest {_when(highest)}. Since {spoken_short(newest.on)} {newest.text}. Every step stands in the table below."
    )


def _when(moment: Moment) -> str:
    return f"{moment.text} from {spoken_short(moment.on)}"


def _text(text: str) -> str:
    return escape(harmless(text))
