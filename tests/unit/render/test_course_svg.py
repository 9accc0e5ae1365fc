"""A course as SVG: well-formed, inert, told in words, every step in it, nothing outside, no two figures on each other."""

import re
from datetime import date, timedelta
from decimal import Decimal
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from itb_cli.pages.blocks import Bar, Chart, Course, Moment, Page
from itb_cli.render.course_svg import BOTTOM, HEIGHT, LEFT, RIGHT, WIDTH, drawn
from itb_cli.render.html import render

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "<script>alert(1)</script>]]>\"'><img src=x onerror=alert(1)>&\x1b[2J\u202e"


def course(*steps: tuple[date, str], until: date = date(2026, 11, 22), title: str = "Dose over time") -> Course:
    moments = tuple(Moment(on, Decimal(value), f"{value} mcg per day") for on, value in steps)
    rows = tuple(Bar(str(item.on), item.value, item.text) for item in moments)
    return Course(Chart(title, "mcg per day", rows), moments, until)


def parsed(shown: Course) -> ET.Element:
    return ET.fromstring("\n".join(drawn(shown)))


TWO = course((date(2026, 6, 1), "300"), (date(2026, 9, 1), "350"))


def test_it_is_a_picture_with_a_name_and_a_description():
    svg = parsed(TWO)
    assert (svg.get("role"), svg[0].tag, svg[0].text) == ("img", f"{SVG}title", "Dose over time, in mcg per day")
    assert svg.find(f"{SVG}desc").text == (
        "A line in steps. It begins on 1 June 2026 with 300 mcg per day. Lowest 300 mcg per day from 1 June 2026, "
        "highest 350 mcg per day from 1 September 2026. Since 1 September 2026 350 mcg per day. "
        "Every step stands in the table below."
    )


def test_it_is_drawn_from_zero_so_that_a_step_looks_as_large_as_it_is():
    dots = [int(dot.get("cy")) for dot in parsed(TWO).iter(f"{SVG}circle")]
    floor = HEIGHT - BOTTOM
    assert abs((floor - dots[0]) / (floor - dots[1]) - 300 / 350) < 0.02


def test_hostile_words_are_inert():
    svg = parsed(course((date(2026, 6, 1), "300"), title=HOSTILE))
    assert {item.tag.removeprefix(SVG) for item in svg.iter()} <= {"svg", "title", "desc", "line", "text", "path", "circle"}
    assert "\x1b" not in "".join(svg.itertext())


def test_black_and_grey_alone_and_nothing_fetched():
    text = "\n".join(drawn(TWO))
    assert set(re.findall(r'(?:fill|stroke)="([^"]+)"', text)) <= {"none", "#000", "#999"}
    assert not re.findall(r"href|url\(|style=|<script|on\w+=", text)


def test_in_a_page_the_table_stands_beside_it():
    page = render(Page((TWO,)), "title")
    assert page.index("<h3>Dose over time") < page.index("<svg") < page.index("<td><span>300 mcg</span> per day</td>")


steps = st.lists(
    st.tuples(st.integers(0, 20_000), st.decimals("0.1", "9999", places=1)),
    min_size=1,
    max_size=40,
    unique_by=lambda step: step[0],
).map(sorted)


@given(steps, st.integers(0, 500))
def test_every_step_is_drawn_inside_the_picture_and_no_figure_lies_on_another(given_steps, after):
    start = date(1980, 1, 1)
    days = [(start + timedelta(days=days), str(value)) for days, value in given_steps]
    svg = parsed(course(*days, until=days[-1][0] + timedelta(days=after)))
    dots = [(int(dot.get("cx")), int(dot.get("cy"))) for dot in svg.iter(f"{SVG}circle")]
    assert len(dots) == len(days)
    assert all(LEFT <= x <= WIDTH - RIGHT and 0 <= y <= HEIGHT - BOTTOM for x, y in dots)
    boxes = []
    for text in svg.iter(f"{SVG}text"):
        width, x, y = 7.5 * len(text.text), int(text.get("x")), int(text.get("y"))
        left = x - {"end": width, "middle": width / 2, "start": 0}[text.get("text-anchor")]
        boxes.append((left, left + width, y - 10, y))
        assert left >= 0
        assert left + width <= WIDTH
        assert 10 <= y <= HEIGHT
    for number, (left, right, top, bottom) in enumerate(boxes):
        for other_left, other_right, other_top, other_bottom in boxes[number + 1 :]:
            apart = right <= other_left or other_right <= left or bottom <= other_top or other_bottom <= top
            assert apart, (boxes[number], (other_left, other_right, other_top, other_bottom))
