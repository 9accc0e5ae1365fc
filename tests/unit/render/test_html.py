"""HTML: hostile text is inert, nothing is lost."""

from html.parser import HTMLParser

import pytest

from itb_cli.domain.statement import Statement
from itb_cli.pages.blocks import Fact, Facts, Gauge, Headline, Notes, Page, Pair, Points, Sources, Steps, Table
from itb_cli.render.html import render

HOSTILE = ("<script>alert(1)</script>", "]]>", '"><img src=x onerror=alert(1)>', "&lt;b&gt;", "\x1b[2J", "\u202eevil")


def page_of(text: str) -> Page:
    item = Statement(text, ("S01",))
    return Page(
        (
            Headline(text, text, details=(text,)),
            Facts((Fact(text, text, text),), text),
            Steps(text, (item,)),
            Points(text, (item,)),
            Pair(Points(text, (item,)), Points(text, (item,))),
            Table(text, (text,), ((text,),)),
            Gauge(text, text, 1, 2, text),
            Notes((item,), text),
            Sources(text, (Fact(text, text),)),
        )
    )


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.shown = ""

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        assert not any(name.startswith("on") for name, _ in attrs)

    def handle_data(self, data):
        self.shown += data


@pytest.mark.parametrize("text", HOSTILE)
def test_what_a_person_typed_is_text_and_nothing_else(text):
    plain, hostile = Reader(), Reader()
    plain.feed(render(page_of("harmless"), "title"))
    hostile.feed(render(page_of(text), text))
    assert hostile.tags == plain.tags
    assert "\x1b" not in hostile.shown
    assert "\u202e" not in hostile.shown


def test_every_block_shows_its_words():
    reader = Reader()
    reader.feed(render(page_of("word"), "title"))
    # headline 3, facts 4, steps 2, points 2, pair 4, table 3, gauge 1 (its sentence says its ends too), notes 2, sources 3
    assert reader.shown.count("word") == 24
    assert reader.shown.count("word [S01]") == 5
