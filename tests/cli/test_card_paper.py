"""`itb card --format`: every form with every record, nothing lost, nothing that was not asked for, and what does not fit together."""

import html
import json
import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from html.parser import HTMLParser

import pytest
import segno  # noqa: F401, TID253  # it loads ssl, which cannot be loaded once sockets are refused

from cards import HOSTILE, RECORDS, squeezed, store, words_of
from itb_cli.content.card import CARD_TEXT
from itb_cli.content.emergency import EMERGENCY_TEXT
from itb_cli.domain.paper import MOST_CODE_BYTES
from itb_cli.domain.text import harmless
from selection import rest_slow
from shown_day import shown_day

FORMS = ("text", "markdown", "html", "svg", "pdf", "png")
SIZES = ("wallet", "a4", "letter", "phone")
BEGINS = {
    "html": b"<!DOCTYPE html>",
    "svg": b"<svg ",
    "pdf": b"%PDF-",
    "png": b"\x89PNG",
    "text": b"I HAVE AN ",
    "markdown": b"# I HAVE AN ",
}
UNREADABLE = (b"", b'schema_version = 1\n[person]\nname = "Alex', b"schema_version = 2\n", b"\xff")
ALL = [(form, size) for form in ("html", "svg", "pdf", "png") for size in SIZES] + [("text", None), ("markdown", None)]

SOME = [("html", "wallet"), ("text", None), ("pdf", "wallet")]
EVERY_RECORD = [(name, form, size) for name in ("hostile", *RECORDS) for form in ("html", "svg") for size in SIZES]
CODES = [*((name, "wallet") for name in RECORDS), ("sample", "phone"), ("sample", "a4"), ("sample", "letter")]


def made(run, tmp_path, form, size=None, *more):
    """The file that `itb card` makes, as bytes."""
    place = tmp_path / f"card.{form}"
    run("card", "--format", form, *(["--size", size] if size else []), "-o", str(place), *more)
    data = place.read_bytes()
    place.unlink()
    return data


def needs_extra(form):
    if form in ("pdf", "png"):
        pytest.importorskip("typst", reason="the print extra is not installed")


@pytest.mark.parametrize(("form", "size"), rest_slow(dict.fromkeys([*SOME, *ALL]), every_day=len(SOME)))
def test_every_form_answers_without_a_record_and_says_what_is_not_recorded(run, record, tmp_path, form, size):
    needs_extra(form)
    data = made(run, tmp_path, form, size)
    assert data.startswith(BEGINS[form])
    assert not record.parent.exists()
    if form in ("html", "svg", "text", "markdown"):
        shown = words_of(data.decode())
        for field in (
            "Name",
            "Contact",
            "Pump clinic",
            "After hours",
            "Strength",
            "Dose",
            "Maker",
            "Pump",
            "Serial",
            "Alarm date",
        ):
            assert squeezed(f"{field}: Not recorded") in shown.replace("*", "")


@pytest.mark.parametrize("form", ["text", "markdown", "html", "svg"])
@pytest.mark.parametrize("content", [None, *UNREADABLE[:2]])
def test_no_card_on_paper_speaks_of_what_only_a_person_with_itb_can_type(run, record, tmp_path, form, content):
    if content is not None:
        record.parent.mkdir(parents=True)
        record.write_bytes(content)
    assert not re.search(r"\bitb [a-z-]|Type:", html.unescape(re.sub("<[^>]*>", "", made(run, tmp_path, form).decode())))


@pytest.mark.parametrize("content", UNREADABLE)
@pytest.mark.parametrize("form", rest_slow(FORMS, every_day=3))
def test_every_form_is_a_generic_card_where_the_record_cannot_be_read(run, record, tmp_path, form, content):
    needs_extra(form)
    record.parent.mkdir(parents=True)
    record.write_bytes(content)
    data = made(run, tmp_path, form)
    assert data.startswith(BEGINS[form])
    assert record.read_bytes() == content
    if form in ("html", "svg", "text", "markdown"):
        assert squeezed("Your record could not be read") in words_of(data.decode())


def test_who_wrote_a_generic_card_is_told_so(run, record, tmp_path):
    record.parent.mkdir(parents=True)
    record.write_bytes(b"damaged")
    assert "Your record could not be read" in run("card", "-o", str(tmp_path / "card.html")).out
    shown = run("card", "--format", "svg")
    assert "Your record could not be read" in shown.err
    assert shown.out.startswith("<svg ")


@pytest.mark.parametrize(("name", "form", "size"), rest_slow(dict.fromkeys(EVERY_RECORD), every_day=3))
def test_nothing_that_is_recorded_is_lost_or_cut(run, record, tmp_path, name, form, size):
    store(name, record)
    person, clinic = RECORDS[name].person, RECORDS[name].clinic
    contacts = [part for contact in RECORDS[name].contacts for part in (contact.name, contact.relation, contact.phone)]
    known = [person.name, *person.allergies, *contacts, clinic.name, clinic.phone, clinic.out_of_hours_phone]
    shown = words_of(re.sub(r"Baclofen pump card, continued: \d+ of \d+", "", made(run, tmp_path, form, size).decode()))
    for value in filter(None, known):
        assert squeezed(harmless(value)) in shown
    assert "…" not in shown


@pytest.mark.parametrize("form", ["html", "svg"])
def test_the_fields_stand_in_the_order_of_need(run, record, tmp_path, form):
    store("sample", record)
    shown = words_of(made(run, tmp_path, form).decode())
    order = [
        *("I HAVE AN IMPLANTED BACLOFEN PUMP", "Stopping baclofen suddenly can kill.", "What to do. Emergency: call 911."),
        *("Name: Alex Sample", "Born: 2 January 1980", "Contact: Sam Sample, partner, 555 0111"),
        *("Pump clinic: Riverside Pump Clinic, 555 0100", "After hours: 555 0199", "Drug: baclofen (intrathecal)"),
        *("Strength: 2,000 mcg per mL", "Dose: 350 mcg per day (recorded from 1 September 2026)", "Maker: Medtronic"),
        *("Pump: SynchroMed II", "Serial: SAMPLE-0001", "Refill by: 30 November 2026", "Alarm date: 10 December 2026", "MRI:"),
        *("Allergies: Penicillin", "Standby tablets: use before 10 June 2027", "Printed on 22 November 2026"),
        *("Too little baclofen can start with: itching", "Too much baclofen can start with: heavy sleepiness", "Also carry your"),
    ]
    places = [shown.find(squeezed(words)) for words in order]
    assert -1 not in places
    assert places == sorted(places)


def test_the_signs_stand_on_the_back(run, record, tmp_path):
    for name in ("nothing", "sample"):
        store(name, record)
        front, back, *_ = made(run, tmp_path, "html").decode().split("</section>")
        assert "can start with" not in front
        assert back.count("can start with") == 2


def test_dates_in_doubt_say_so_on_paper(run, tmp_path):
    run("log", "2026-11-20")
    shown = words_of(made(run, tmp_path, "html").decode())
    assert squeezed("Refill by: 20 January 2027 (only an estimate: call the pump clinic).") in shown


@pytest.mark.parametrize("form", ["html", "svg"])
def test_every_medical_sentence_has_its_sources_in_the_data(run, record, tmp_path, form):
    store("sample", record)
    document = made(run, tmp_path, form).decode()
    text = EMERGENCY_TEXT
    parts = re.findall(r'data-sources="([^"]*)"[^>]*>(.*?)</(?:p|h1|g)>', document, flags=re.DOTALL)
    held = [(set(sources.split()), words_of(words)) for sources, words in parts]
    mri = next(rule for family, rule in CARD_TEXT.mri.items() if family == "synchromed-ii")
    for sentence in (*CARD_TEXT.first, *CARD_TEXT.do, mri, *text.too_little, *text.too_much, CARD_TEXT.carry):
        assert any(squeezed(sentence.text) in words and set(sentence.sources) <= ids for ids, words in held), sentence


def test_the_card_holds_nothing_that_was_not_asked_for(run, record, tmp_path):
    store("sample", record)
    run("log", "2026-11-20", "--note", "Fell asleep at work.", "--yes")
    for form in ("text", "markdown", "html", "svg"):
        document = made(run, tmp_path, form).decode()
        assert "Fell asleep" not in document
        assert str(record) not in document
        assert "implanted_on" not in document


class Reader(HTMLParser):
    """Collects the tags of a document; no attribute may do anything."""

    def __init__(self):
        super().__init__()
        self.tags = []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        assert tag in {"html", "head", "meta", "title", "style", "body", "main", "section", "h1", "p", "b", "bdi", "svg", "path"}
        assert not [name for name, _ in attrs if name.startswith("on") or name in ("src", "href")]


@pytest.mark.parametrize("size", rest_slow(SIZES))
def test_what_a_person_typed_is_inert_in_html(run, record, tmp_path, size):
    store("hostile", record)
    document = made(run, tmp_path, "html", size, "--qr").decode()
    Reader().feed(document)
    assert squeezed(harmless(HOSTILE)) in words_of(document)
    assert not re.search(r"https?:|url\(|@import|<script|<img", document)


@pytest.mark.parametrize("size", rest_slow(SIZES))
def test_what_a_person_typed_is_inert_in_svg(run, record, tmp_path, size):
    store("hostile", record)
    document = made(run, tmp_path, "svg", size, "--qr").decode()
    tree = ET.fromstring(document)
    tags = {element.tag.removeprefix("{http://www.w3.org/2000/svg}") for element in tree.iter()}
    assert tags <= {"svg", "title", "rect", "g", "text", "tspan", "path"}
    assert not [name for element in tree.iter() for name in element.attrib if name.startswith("on") or "href" in name]
    assert squeezed(harmless(HOSTILE)) in squeezed("".join(tree.itertext()))


def test_what_a_person_typed_is_inert_in_markdown(run, record, tmp_path):
    store("hostile", record)
    document = made(run, tmp_path, "markdown").decode()
    assert not re.search(r"(?<!\\)<|(?<!\\)[`\[\]]|\x1b", document.replace("&lt;", ""))
    run("setup", "--name", "*Alex* [x](http://x.example) www.example # <b>")
    shown = made(run, tmp_path, "markdown").decode()
    assert r"- **Name:** \*Alex\* \[x\](http\://x.example) www\.example \# &lt;b\>" in shown


def test_a_wallet_panel_is_an_id_1_card(run, record, tmp_path):
    store("sample", record)
    tree = ET.fromstring(made(run, tmp_path, "svg").decode())
    panels = [element for element in tree.iter() if element.get("class") == "panel"]
    assert [(panel.get("width"), panel.get("height")) for panel in panels] == [("85.60", "53.98")] * 2
    wide, high = (float(tree.get(side).removesuffix("mm")) for side in ("width", "height"))
    assert tree.get("viewBox") == f"0 0 {wide:.2f} {high:.2f}"
    assert (wide, high) == (pytest.approx(2 * 85.6 + 18), pytest.approx(53.98 + 18))


@pytest.mark.parametrize(("size", "body"), rest_slow([("wallet", 7), ("phone", 7), ("a4", 12), ("letter", 12)]))
@pytest.mark.parametrize("name", rest_slow(RECORDS, every_day=2))
def test_no_type_is_smaller_than_it_may_be(run, record, tmp_path, name, size, body):
    store(name, record)
    tree = ET.fromstring(made(run, tmp_path, "svg", size, "--qr").decode())
    point = 25.4 / 72
    sizes = {float(text.get("font-size")) / point for text in tree.iter("{http://www.w3.org/2000/svg}text")}
    first = next(text for text in tree.iter("{http://www.w3.org/2000/svg}text") if "IMPLANTED" in "".join(text.itertext()))
    assert min(sizes) >= body - 0.01
    assert float(first.get("font-size")) / point >= 9.99


def test_the_phones_picture_has_the_dots_of_a_screen(run, record, tmp_path):
    pytest.importorskip("typst", reason="the print extra is not installed")
    from PIL import Image

    store("sample", record)
    place = tmp_path / "card.png"
    run("card", "--size", "phone", "-o", str(place))
    with Image.open(place) as picture:
        assert picture.size == (1080, 2400)
    assert ET.fromstring(made(run, tmp_path, "svg", "phone").decode()).get("width") == "1080"


@pytest.mark.parametrize(
    ("name", "size", "pages", "paper"),
    rest_slow(
        [
            ("sample", "wallet", 1, (210, 279.4)),
            ("long", "wallet", 1, (210, 279.4)),
            ("sample", "a4", 1, (210, 297)),
            ("long", "a4", 2, (210, 297)),
            ("sample", "letter", 1, (215.9, 279.4)),
        ]
    ),
)
def test_a_pdf_has_the_pages_the_size_and_the_words(run, record, tmp_path, name, size, pages, paper):
    pytest.importorskip("typst", reason="the print extra is not installed")
    import pypdf

    store(name, record)
    place = tmp_path / "card.pdf"
    run("card", "--size", size, "-o", str(place))
    reader = pypdf.PdfReader(place)
    assert len(reader.pages) == pages
    point = 25.4 / 72
    assert {
        (round(float(page.mediabox.width) * point, 1), round(float(page.mediabox.height) * point, 1)) for page in reader.pages
    } == {paper}
    shown = squeezed("".join(page.extract_text() for page in reader.pages))
    for value in (RECORDS[name].person.name, RECORDS[name].clinic.phone, RECORDS[name].contacts[-1].phone, "350 mcg per day"):
        assert squeezed(value) in shown
    assert reader.metadata.get("/CreationDate") is None


def code_of(document):
    """What the square code in a picture says."""
    import zxingcpp
    from PIL import Image

    with Image.open(document) as picture:
        read = zxingcpp.read_barcodes(picture)
    return [found.text for found in read]


@pytest.mark.parametrize(("name", "size"), rest_slow(CODES))
def test_the_square_code_can_be_read_and_says_nothing_that_is_not_printed_in_letters(run, record, tmp_path, name, size):
    pytest.importorskip("typst", reason="the print extra is not installed")
    pytest.importorskip("zxingcpp", reason="no reader of square codes is installed")
    store(name, record)
    place = tmp_path / "card.png"
    run("card", "--size", size, "--qr", "-o", str(place))
    (said,) = code_of(place)
    assert len(said.encode()) <= MOST_CODE_BYTES <= 150
    assert not re.search(r"://|www\.|@|mailto:|tel:", said, re.IGNORECASE)
    shown = words_of(made(run, tmp_path, "html", size).decode())
    lines = said.split("\n")
    assert lines[0] == "I HAVE AN IMPLANTED BACLOFEN PUMP"
    assert [line for line in lines if squeezed(line) not in shown] == []
    if name == "sample":
        assert "Pump clinic: Riverside Pump Clinic, 555 0100." in lines
        assert "After hours: 555 0199." in lines


def test_the_square_code_has_its_quiet_zone_and_its_size(run, record, tmp_path):
    store("sample", record)
    document = made(run, tmp_path, "html", "wallet", "--qr").decode()
    side, units = re.search(r'width="([\d.]+)mm" height="\1mm" viewBox="0 0 (\d+) \2"', document).groups()
    assert int(units) <= 41 + 8, "version 6 at most"
    assert float(side) / int(units) >= 4 * 25.4 / 300 - 0.001, "four dots of a printer to a module"
    drawn = re.search(r'<path d="([^"]*)"', document)[1]
    xs, ys = zip(*((int(x), int(y)) for x, y in re.findall(r"M(\d+) (\d+)h", drawn)), strict=True)
    assert (min(xs), min(ys)) == (4, 4)
    assert max(ys) == int(units) - 5


def test_without_being_asked_for_there_is_no_square_code(run, record, tmp_path):
    store("sample", record)
    for form in ("html", "svg"):
        assert "<path" not in made(run, tmp_path, form).decode()


def test_an_address_stays_out_of_the_square_code(run, tmp_path):
    pytest.importorskip("typst", reason="the print extra is not installed")
    pytest.importorskip("zxingcpp", reason="no reader of square codes is installed")
    words = (
        "--name",
        "http://x.example",
        "--clinic-name",
        "a@b.example",
        "--clinic-phone",
        "555 0100",
        "--pump-model",
        "www.x.example",
    )
    run("setup", *words, "--after-hours-phone", "555 0199")
    place = tmp_path / "card.png"
    run("card", "--qr", "-o", str(place))
    assert code_of(place) == ["I HAVE AN IMPLANTED BACLOFEN PUMP\nAfter hours: 555 0199.\nDrug: baclofen (intrathecal)."]


def test_what_is_written_is_said_with_what_comes_next(run, record, tmp_path):
    store("sample", record)
    place = tmp_path / "card.html"
    assert run("card", "-o", str(place), "--qr").out == (
        f"WRITTEN: wallet card to {place}\n\n"
        "Open it in a browser, and print it from there at actual size (100 %). Cut along the lines, and fold between the two sides.\n"
        "Anyone who sees the square code can scan it and read what it says.\n"
        "Only you can read it now; a copy may be open to others.\n"
        "itb tells you when a printed card is out of date. Printed it? Then type: itb setup --card-printed-on today\n"
    )
    assert place.stat().st_mode & 0o777 == 0o600


def test_more_sides_than_a_folded_card_has_are_counted_and_numbered(run, record, tmp_path):
    store("long", record)
    place = tmp_path / "card.html"
    told = run("card", "-o", str(place)).out
    sides = place.read_text(encoding="utf-8").split("<section>")[1:]
    assert f"The text fills {len(sides)} sides" in told
    assert len(sides) > 2
    for number, side in enumerate(sides[1:], start=2):
        assert f"Baclofen pump card, continued: {number} of {len(sides)}" in side


def test_the_hint_how_to_record_that_it_was_printed_works(run, record, tmp_path):
    run("log", "2026-09-01", "--alarm-date", "2026-12-10")
    told = run("card", "-o", str(tmp_path / "card.html")).out
    words = re.search(r"itb (setup --card-printed-on today)", told)[1].split()
    assert json.loads(run("status", "--json").out)["data"]["card_printed_on"] is None
    run(*words)
    assert json.loads(run("status", "--json").out)["data"]["card_printed_on"] == "2026-11-22"


def test_the_envelope_tells_of_the_file(run, tmp_path):
    place = tmp_path / "card.svg"
    data = json.loads(run("card", "-o", str(place), "--json").out)["data"]
    assert data["paper"] == {
        "file": str(place),
        "format": "svg",
        "size": "wallet",
        "panels": 2,
        "private": True,
        "opened": None,
    }
    assert place.read_bytes().startswith(b"<svg ")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--size", "a4"), "in which form"),
        (("--qr",), "in which form"),
        (("-o", "card"), "in which form"),
        (("-o", "card.exe"), "in which form"),
        (("-o", "-"), "in which form"),
        (("--format", "text", "--size", "a4"), "no size"),
        (("--format", "markdown", "--qr"), "no square code"),
        (("--format", "html", "--open"), "Only a file"),
        (("--format", "html", "-o", "-", "--open"), "Only a file"),
        (("--format", "html", "--json"), "cannot both"),
    ],
)
def test_what_does_not_fit_together_is_refused_before_anything_is_written(run, tmp_path, monkeypatch, words, told):
    monkeypatch.chdir(tmp_path)
    result = run("card", *words, code=2)
    assert told in (result.err or result.out)
    assert list(tmp_path.iterdir()) == []


def test_a_picture_is_not_written_to_a_terminal(run):
    result = run("card", "--format", "png", is_terminal=True, code=2)
    assert "A terminal cannot show a PNG. " in result.err.replace("\n", " ")
    assert result.out == ""


def test_a_file_that_is_there_is_never_written_over(run, tmp_path):
    place = tmp_path / "card.html"
    place.write_text("mine", encoding="utf-8")
    assert "is there already" in run("card", "-o", str(place), code=5).err
    assert place.read_text(encoding="utf-8") == "mine"


def test_a_folder_that_is_not_there_is_refused(run, tmp_path):
    result = run("card", "-o", str(tmp_path / "no" / "card.html"), code=5)
    assert "NOT written" in result.err


@pytest.mark.parametrize("form", ["svg", "pdf"])
def test_standard_output_holds_the_document_and_nothing_else(record, form):
    needs_extra(form)
    store("sample", record)
    ended = subprocess.run(
        [sys.executable, "-m", "itb_cli", "card", "--format", form, "-o", "-"],
        env={"PATH": os.environ["PATH"], **shown_day(), "ITB_FILE": str(record), "LC_ALL": "C"},
        capture_output=True,
        check=True,
    )
    assert ended.stdout.startswith(BEGINS[form])
    assert ended.stderr == b""


@pytest.mark.parametrize("form", rest_slow(["html", "svg", "pdf", "png"]))
def test_no_form_opens_a_connection_starts_a_program_or_leaves_a_file_behind(record, tmp_path, form):
    needs_extra(form)
    strace = shutil.which("strace")
    if strace is None or subprocess.run([strace, "-qq", "true"], capture_output=True, check=False).returncode:
        pytest.skip("no strace here, or it may not watch")
    store("sample", record)
    out, temporary, log = tmp_path / "out", tmp_path / "temp", tmp_path / "log"
    out.mkdir()
    temporary.mkdir()
    words = [sys.executable, "-m", "itb_cli", "card", "-o", str(out / f"card.{form}"), "--qr"]
    subprocess.run(
        [strace, "-f", "-qq", "-e", "trace=%network,execve", "-o", str(log), *words],
        env={
            "PATH": os.environ["PATH"],
            "ITB_FILE": str(record),
            "HOME": str(temporary),
            "TMPDIR": str(temporary),
            "LC_ALL": "C.UTF-8",
        },
        capture_output=True,
        check=True,
    )
    calls = re.findall(r"^\d+ +(\w+)\(", log.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert calls == ["execve"], "its own start and nothing else"
    assert [path.name for path in out.iterdir()] == [f"card.{form}"]
    assert list(temporary.iterdir()) == []


WITHOUT_EXTRA = """\
import sys
class Absent:
    def find_spec(self, name, path=None, target=None):
        if name == "typst": raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Absent())
from itb_cli.cli.main import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize(("form", "code"), [("pdf", 2), ("png", 2), ("html", 0), ("svg", 0)])
def test_without_the_extra_there_is_a_clear_word_and_html_works(record, tmp_path, form, code):
    place = tmp_path / f"card.{form}"
    ended = subprocess.run(
        [sys.executable, "-c", WITHOUT_EXTRA, "card", "-o", str(place)],
        env={"PATH": os.environ["PATH"], **shown_day(), "ITB_FILE": str(record), "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == code
    assert place.exists() == (code == 0)
    if code:
        assert 'pip install "itb-cli[print]"' in ended.stderr
        assert "--format html" in ended.stderr


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="the viewer is found by another name there")
@pytest.mark.parametrize(
    ("script", "told", "opened"),
    [
        ('printf "%s" "$1" > "$HOME/told"', "It was handed to your viewer.", True),
        ("exit 3", "It could not be opened from here: open it yourself.", False),
        (None, "It could not be opened from here: open it yourself.", False),
    ],
)
def test_the_file_is_opened_by_the_systems_own_viewer(run, tmp_path, script, told, opened):
    programs = tmp_path / "programs"
    programs.mkdir()
    if script:
        viewer = programs / "xdg-open"
        viewer.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        viewer.chmod(0o700)
    place = tmp_path / "my card; $(touch owned).html"
    result = run("card", "-o", str(place), "--open", environment={"PATH": str(programs), "HOME": str(tmp_path)})
    assert told in result.out
    assert place.exists()
    assert not (tmp_path / "owned").exists()
    if opened:
        assert (tmp_path / "told").read_text(encoding="utf-8") == str(place)
