"""The card in a real browser: what is printed, how large, that nothing is cut, covered or too pale, and that nothing typed runs."""

import io
import json
import os
from pathlib import Path

import pytest
import segno  # noqa: F401, TID253  # it loads ssl, which cannot be loaded once sockets are refused

from browser import CHROMIUM, Browser
from cards import RECORDS, store

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
    pytest.mark.skipif(os.name == "nt", reason="the browser is driven through inherited pipes"),
]
pypdf = pytest.importorskip("pypdf", reason="pypdf is not installed")

SIZES = ("wallet", "a4", "letter", "phone")
CODES = [*((name, "wallet") for name in RECORDS), ("sample", "phone"), ("sample", "a4"), ("sample", "letter")]
MM = 25.4 / 96
POINT = 25.4 / 72
PANELS = {"wallet": (85.60, 53.98), "a4": (210, 297), "letter": (215.9, 279.4), "phone": (68.58, 152.4)}
PRINTED = {"a4": (210, 297), "letter": (215.9, 279.4), "phone": (68.58, 152.4)}
LONGEST = 182.88
"""Of a picture for a phone, in millimetres: it is as high as its text, and no screen follows for a few lines."""
SMALLEST = {"wallet": 7, "phone": 7, "a4": 12, "letter": 12}
MEASURE = """
(() => {
  const box = (rect) => [rect.left, rect.top, rect.right, rect.bottom];
  const panels = [...document.querySelectorAll(PANELS)].map((panel) => {
    const lines = [];
    const walker = document.createTreeWalker(panel, NodeFilter.SHOW_TEXT);
    for (let node; node = walker.nextNode();) {
      if (!node.data.trim() || node.parentElement.closest("title")) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const block = node.parentElement.closest("p, h1, text");
      const style = getComputedStyle(node.parentElement);
      for (const rect of range.getClientRects())
        lines.push({text: node.data, block: [...panel.querySelectorAll("p, h1, text")].indexOf(block), box: box(rect),
                    size: parseFloat(style.fontSize), color: style.color, fill: style.fill, isFirst: !!node.parentElement.closest("h1, .first")});
    }
    const edge = panel.querySelector("rect.panel") || panel;
    const code = panel.querySelector(".code");
    return {box: box(edge.getBoundingClientRect()), code: code && box(code.getBoundingClientRect()), lines,
            isCut: panel.scrollWidth > panel.clientWidth || panel.scrollHeight > panel.clientHeight};
  });
  const back = document.body ? getComputedStyle(document.body).backgroundColor : "rgb(255, 255, 255)";
  return {panels, back, title: document.title, unit: document.documentElement.clientWidth};
})()
"""


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    """One browser for all tests of this file."""
    started = Browser(tmp_path_factory.mktemp("browser"))
    yield started
    started.close()


@pytest.fixture
def card(run, record, tmp_path):
    """Makes a card of one of the records."""

    def make(name: str, size: str, form: str = "html", *more: str) -> Path:
        store(name, record)
        place = tmp_path / f"card.{form}"
        run("card", "--format", form, "--size", size, "-o", str(place), *more)
        return place

    return make


def measured(browser, place, panels="'section'"):
    browser.open(place)
    return browser.ask(MEASURE.replace("PANELS", panels))


def assert_nothing_is_cut_or_covered(panel, slack=0.5):
    """`slack` in dots of the screen, 0.13 mm: browsers round."""
    left, top, right, bottom = panel["box"]
    assert not panel["isCut"]
    for line in panel["lines"]:
        a, b, c, d = line["box"]
        assert a >= left - slack, line
        assert b >= top - slack, line
        assert c <= right + slack, line
        assert d <= bottom + slack, line
        if panel["code"]:
            assert not overlap(line["box"], panel["code"], slack), line
    for number, line in enumerate(panel["lines"]):
        for other in panel["lines"][number + 1 :]:
            if line["block"] != other["block"]:
                # Boxes of a font reach a little over its letters: lines may touch, letters may not.
                assert not overlap(line["box"], other["box"], 0.2 * (line["box"][3] - line["box"][1])), (line, other)


def assert_is_as_high_as_it_may_be(high, size, number, in_all, slack):
    """A panel of its size; on a phone the last of several may be lower, and the only one higher."""
    usual = PANELS[size][1]
    if size != "phone" or number < in_all - 1:
        assert high == pytest.approx(usual, abs=slack)
    elif in_all > 1:
        assert high <= usual + slack
    else:
        assert usual - slack <= high <= LONGEST + slack


def overlap(one, other, slack):
    return min(one[2], other[2]) - max(one[0], other[0]) > slack and min(one[3], other[3]) - max(one[1], other[1]) > slack


@pytest.mark.parametrize("more", [(), ("--qr",)], ids=["plain", "code"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", RECORDS)
def test_nothing_is_cut_or_covered_and_no_type_is_too_small(browser, card, name, size, more):
    found = measured(browser, card(name, size, "html", *more))
    for number, panel in enumerate(found["panels"]):
        left, top, right, bottom = panel["box"]
        assert (right - left) * MM == pytest.approx(PANELS[size][0], abs=0.05)
        assert_is_as_high_as_it_may_be((bottom - top) * MM, size, number, len(found["panels"]), slack=0.05)
        assert_nothing_is_cut_or_covered(panel)
        assert min(line["size"] for line in panel["lines"]) * MM / POINT >= SMALLEST[size] - 0.01
    first = [line["size"] * MM / POINT for line in found["panels"][0]["lines"] if line["isFirst"]]
    assert min(first) >= 9.99


@pytest.mark.parametrize("size", SIZES)
def test_dark_stands_on_white(browser, card, size):
    found = measured(browser, card("sample", size))
    assert found["back"] == "rgb(255, 255, 255)"
    assert {line["color"] for panel in found["panels"] for line in panel["lines"]} == {"rgb(0, 0, 0)"}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", ["sample", "long", "hostile"])
def test_the_browser_prints_the_pages_in_their_size(browser, card, name, size):
    found = measured(browser, card(name, size))
    printed = pypdf.PdfReader(io.BytesIO(browser.printed()))
    pages = [(float(page.mediabox.width) * POINT, float(page.mediabox.height) * POINT) for page in printed.pages]
    if size == "wallet":
        assert len(pages) == 1
        assert len(found["panels"]) == 2 or name != "sample"
    else:
        wide, high = PRINTED[size]
        highest = max(high, *((panel["box"][3] - panel["box"][1]) * MM for panel in found["panels"]))
        assert pages == [pytest.approx((wide, highest), abs=0.4)] * len(found["panels"])
    shown = "".join("".join(page.extract_text() for page in printed.pages).split())
    assert "IHAVEANIMPLANTEDBACLOFENPUMP" in shown
    assert "Notyetcheckedbyaclinician." in shown


@pytest.mark.parametrize("form", ["html", "svg"])
@pytest.mark.parametrize("size", SIZES)
def test_nothing_that_was_typed_runs_or_fetches(browser, card, form, size):
    place = card("hostile", size, form, "--qr")
    browser.open(place)
    assert browser.requests == [place.as_uri()]
    assert browser.complaints == []
    assert browser.ask("document.querySelectorAll('script, img, iframe, foreignObject').length") == 0
    assert "owned" not in browser.ask("document.title || ''")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", RECORDS)
def test_the_picture_keeps_its_words_in_their_panels(browser, card, name, size):
    found = measured(browser, card(name, size, "svg", "--qr"), "'svg > g'")
    scale = 1080 / 68.58 / (1 / MM) if size == "phone" else 1
    for number, panel in enumerate(found["panels"]):
        left, top, right, bottom = panel["box"]
        assert (right - left) * MM / scale == pytest.approx(PANELS[size][0], abs=0.3)
        assert_is_as_high_as_it_may_be((bottom - top) * MM / scale, size, number, len(found["panels"]), slack=0.3)
        assert_nothing_is_cut_or_covered(panel, slack=1.5)


FIGURES = """
(() => {
  const found = [];
  const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  for (let node; node = walker.nextNode();) {
    const place = node.data.replaceAll("\\u00a0", " ").indexOf("PHONE");
    if (place < 0 || node.parentElement.closest("title, style")) continue;
    const left = (at) => { const range = document.createRange(); range.setStart(node, at); range.setEnd(node, at + 1);
                           return range.getBoundingClientRect().left; };
    found.push([...Array("PHONE".length).keys()].map((step) => left(place + step)));
  }
  return found;
})()
"""


@pytest.mark.parametrize("form", ["html", "svg"])
@pytest.mark.parametrize("phone", ["555 0100", "555 0199", "+20 2 2794 8553", "+852 2345 6789"])
def test_a_phone_behind_a_name_that_runs_from_right_to_left_reads_as_it_is_dialled(browser, card, phone, form):
    browser.open(card("scripts", "wallet", form))
    places = browser.ask(FIGURES.replace("PHONE", phone))
    assert places, "found in one piece"
    assert all(found == sorted(found) for found in places)


@pytest.mark.parametrize(("name", "size"), CODES)
def test_the_square_code_can_be_read_as_the_browser_prints_it(browser, card, name, size):
    zxingcpp = pytest.importorskip("zxingcpp", reason="no reader of square codes is installed")
    from PIL import Image

    browser.open(card(name, size, "html", "--qr"))
    with Image.open(io.BytesIO(browser.picture(scale=300 / 96))) as picture:
        (read,) = zxingcpp.read_barcodes(picture)
    assert read.text.startswith("I HAVE AN IMPLANTED BACLOFEN PUMP")


def test_the_measure_sees_what_is_cut_covered_and_run(browser, tmp_path):
    """The guard itself: a page that has all these faults."""
    faults = tmp_path / "faults.html"
    faults.write_text(
        "<!DOCTYPE html><style>section{width:200px;height:50px;position:relative;overflow:hidden}</style>"
        "<section><p style='position:absolute;top:20px;left:150px;white-space:nowrap'>far too long for its panel</p></section>"
        "<section><p style='position:absolute;margin:0'>one line</p><p style='position:absolute;margin:0'>on another</p></section>"
        "<script>console.log('ran')</script><img src='http://x.example/a.png'>",
        encoding="utf-8",
    )
    cut, covered = measured(browser, faults)["panels"]
    for panel in (cut, covered):
        with pytest.raises(AssertionError):
            assert_nothing_is_cut_or_covered(panel)
    assert "ran" in json.dumps(browser.complaints)
    assert "http://x.example/a.png" in browser.requests
