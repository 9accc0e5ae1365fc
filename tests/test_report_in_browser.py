"""The report in a real browser: nothing fetched, nothing run, no text cut or on other text, the drawing seen, on A4 and Letter."""

import re
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from browser import CHROMIUM, Browser
from conftest import TODAY

if sys.platform == "win32" or CHROMIUM is None:
    pytest.skip("no Chromium here", allow_module_level=True)

pytestmark = pytest.mark.slow
PAPERS = {"A4": (794, b"594.95996 841.91998"), "Letter": (816, b"612 792")}
"""Width in CSS pixels, and the size in the PDF in points."""
MARGINS = 114
LONG = "W" * 300
HOSTILE = [
    "<script>document.title='run'</script>",
    "]]>",
    '"><img src=x onerror=alert(1)>',
    "שלום עולם",
    "e\u0301\u0327x",
    "\u202eevil",
]
BOXES = """(() => {
  const found = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode, parent = node.parentElement;
    if (!node.data.trim() || ['TITLE', 'DESC', 'title', 'desc'].includes(parent.tagName)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects())
      found.push([box.left, box.right, box.top, box.bottom, parseFloat(getComputedStyle(parent).fontSize), !!parent.closest('svg')]);
  }
  return found;
})()"""


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    opened = Browser(tmp_path_factory.mktemp("browser"))
    yield opened
    opened.close()


def quoted(text: str) -> str:
    return '"' + "".join(sign if sign.isalnum() else f"\\u{ord(sign):04x}" for sign in text) + '"'


def full() -> str:
    parts = ["schema_version = 1", "[person]", f"name = {quoted(HOSTILE[0] + HOSTILE[3])}"]
    for number in range(10):
        parts += [
            "[[contacts]]",
            f"name = {quoted(HOSTILE[number % len(HOSTILE)] + LONG[:60])}",
            'phone = "555 0100 ' + "555 " * 60 + '"',
        ]
    for number in range(12):
        on = TODAY - timedelta(days=80 * (12 - number))
        parts += ["[[refills]]", f"on = {on}", f"dose_mcg_per_day = {300 + number * 17 % 90}", f"note = {quoted(LONG)}"]
    for number, text in enumerate(HOSTILE):
        parts += ["[[events]]", f"on = {date(2026, 10, number + 1)}", 'kind = "mri"', f"note = {quoted(text)}"]
        parts += ["[[appointments]]", f"on = {date(2026, 12, number + 1)}", f"place = {quoted(text)}"]
    for number in range(60):
        on = TODAY - timedelta(days=number)
        parts += [
            "[[diary_entries]]",
            f"on = {on}",
            f"spasms = {number % 3}",
            f"tightness = {number % 7}",
            f"note = {quoted(HOSTILE[number % 6])}",
        ]
    return "\n".join(parts) + "\n"


@pytest.fixture(params=PAPERS)
def page(request, run, record, tmp_path, browser) -> tuple[Browser, str]:
    """The report of a record with everything in it, shown as wide as it is on this paper."""
    record.parent.mkdir(parents=True)
    record.write_text(full(), encoding="utf-8")
    place: Path = tmp_path / "report.html"
    run("report", "--html", str(place))
    html = place.read_text(encoding="utf-8")
    assert "@page { margin: 15mm; }" in html
    place.write_text(html.replace("@page { margin", f"@page {{ size: {request.param}; margin"), encoding="utf-8")
    browser.open(place, wide=PAPERS[request.param][0] - MARGINS)
    return browser, request.param


def test_nothing_is_fetched_and_nothing_runs(page):
    browser, _ = page
    assert len(browser.requests) == 1
    assert browser.complaints == []
    assert browser.ask("document.title") == "Baclofen pump report of 22 November 2026"
    assert browser.ask("document.querySelectorAll('script, img, iframe, link, a').length") == 0


def test_no_text_is_cut_and_none_lies_on_other_text(page):
    browser, paper = page
    boxes = sorted(browser.ask(BOXES), key=lambda box: box[2])
    width = PAPERS[paper][0] - MARGINS
    assert len(boxes) > 400
    assert all(left >= 0 and right <= width + 0.5 for left, right, *_ in boxes)
    assert browser.ask("document.documentElement.scrollWidth") <= width
    for number, (left, right, top, bottom, *_) in enumerate(boxes):
        for other in boxes[number + 1 :]:
            if other[2] >= bottom - 1:
                break
            assert right <= other[0] + 1 or other[1] <= left + 1 or top >= other[3] - 1, (boxes[number], other)


def test_the_letters_are_large_enough_to_read(page):
    browser, _ = page
    sizes = {(size, is_drawn) for *_, size, is_drawn in browser.ask(BOXES)}
    assert min(size for size, is_drawn in sizes if not is_drawn) >= 11 * 96 / 72
    assert min(size for size, is_drawn in sizes if is_drawn) >= 9 * 96 / 72


def test_the_drawing_is_seen_and_has_a_name(page):
    browser, _ = page
    _left, _top, width, height = browser.ask(
        "(() => { const box = document.querySelector('svg').getBoundingClientRect(); return [box.left, box.top, box.width, box.height] })()"
    )
    assert width > 500
    assert height > 200
    assert browser.ask("document.querySelector('svg').getAttribute('role')") == "img"
    assert browser.ask("document.querySelector('svg > title').textContent") == "Dose over time, in mcg per day"
    assert browser.ask("document.querySelectorAll('svg circle').length") == 12


def test_it_prints_on_the_paper_that_is_chosen(page):
    browser, paper = page
    pdf = browser.printed()
    assert set(re.findall(rb"/MediaBox \[0 0 ([\d. ]+)\]", pdf)) == {PAPERS[paper][1]}
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) > 2
