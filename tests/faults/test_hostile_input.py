"""What nobody sane would type or put into a file: no traceback, no escape, no markup, nothing lost, nothing quoted in an error."""

import json
import re
import subprocess
import sys
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import tomli_w  # noqa: TID253  # start-up does not matter here
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len  # noqa: TID253  # how wide rich takes a line to be
from targets import check_question, codec, knowledge, matcher

from fakes import fake_runtime
from itb_cli.cli.main import main
from itb_cli.content.card import CARD_TEXT
from itb_cli.content.emergency import EMERGENCY_TEXT
from itb_cli.domain.as_of import AsOf
from itb_cli.domain.dates import Direction, parse_date
from itb_cli.domain.people import slug
from itb_cli.domain.quantities import parse_days, parse_dose, parse_strength, parse_volume
from itb_cli.domain.text import LONGEST_TEXT, harmless
from itb_cli.domain.times import parse_time
from itb_cli.errors import ExitCode, InputRefusedError
from itb_cli.pages import card as pages_card
from itb_cli.pages import history as pages_history
from itb_cli.render import html
from itb_cli.render.lines import cells
from itb_cli.services.entries import history as services_history
from itb_cli.services.papers import card as services_card
from itb_cli.storage.decoding import decode
from selection import rest_slow

TODAY = date(2026, 11, 22)
RECORDS = {path.stem: path.read_bytes() for path in (Path(__file__).parents[1] / "data" / "records").glob("*.toml")}
GOOD = RECORDS["schema_1"]
FAULTS = Path(__file__).parent

TOKENS = (
    "\x1b[2J", "\x1b[31mAll is well\x1b[0m", "\x1b]0;title\x07", "\x1b]8;;http://x\x1b\\y", "\x9b31m", "\x7f", "\x00", "\x08", "\r", "\n",
    "\t", "\x85", "\u2028", "\u202e", "\u2066", "\u200b", "\u200d", "\u200e", "\ufeff", "\U000e0041", "\ue000", "\udcff", "\ud800",
    "[red]", "[/]", "[/red]", "[link=http://x]y[/link]", ":warning:", "<script>", "</dd>", "&amp;", '"', "'", "\\", "{0}", "%s", "$HOME", "`id`",
    "Zebrafish", "١٢٣", "２０２６-１２-０１", "2026-12-01", "350 mcg", "10²", "½", "1e1000000", "NaN", "שלום", "日本語", "e\u0301\u0301", "İ", "ﬁ",
    "--json", "--", "-", "refill", "late", "mri", "itb log --note", "5 0 5", "w" * 90, " ",
)  # fmt: skip
HOSTILE = st.lists(st.sampled_from(TOKENS) | st.text(max_size=6) | st.characters(), max_size=8).map("".join)
IN_A_FILE = HOSTILE.map(lambda text: re.sub("[\ud800-\udfff]", "", text))
"""A file in UTF-8 holds no half pairs; words of a command line may."""

EXPECTED = {0, 2, 3, 4, 5}
STYLES = re.compile(r"\x1b\[[01]m")
"""What the screen uses without colour: bold, and its end."""
UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
JOINERS = "\u200c\u200d"


class Medium(NamedTuple):
    """How an answer is shown."""

    flags: tuple[str, ...]
    is_terminal: bool
    columns: int | None


MEDIA = {
    "pipe": Medium((), False, None),
    "narrow plain": Medium(("--plain",), True, 40),
    "narrow screen": Medium((), True, 40),
    "screen": Medium((), True, 80),
    "json": Medium(("--json",), False, None),
}


class Shown(NamedTuple):
    code: int
    out: str
    err: str


def shown(record: Path, medium: Medium, *argv: str) -> Shown:
    """A run on `record`; whoever is asked says yes."""
    columns = {} if medium.columns is None else {"COLUMNS": str(medium.columns)}
    environment = {"TERM": "xterm-256color", "NO_COLOR": "1", **columns}
    world = fake_runtime(
        TODAY,
        environment=environment,
        typed="y\n" * 9,
        is_terminal=medium.is_terminal,
        default_record=lambda _environment: record,
    )
    code = main([*argv, *medium.flags], world)
    return Shown(code, world.stdout.getvalue(), world.stderr.getvalue())  # type: ignore[attr-defined]


def check_harmless(result: Shown, medium: Medium, expected: Collection[int] = EXPECTED) -> None:
    """No sign that acts, hides or reorders; no traceback; JSON if it was asked for."""
    assert result.code in expected, result.err
    assert "Traceback" not in result.err
    out = STYLES.sub("", result.out) if medium.is_terminal else result.out
    for stream in (out, result.err):
        raw = {sign for sign in stream if unicodedata.category(sign) in UNSEEN and sign not in f"\n{JOINERS}"}
        assert not raw, "signs that act"
        assert not re.search(f"(?:^|[\\s{JOINERS}])[{JOINERS}]", stream), "a joiner that joins nothing"
        assert "\N{WARNING SIGN}" not in stream
    if "--json" in medium.flags and out:
        assert set(json.loads(out)) == {"schema_version", "command", "as_of", "person", "state", "data", "notices", "error"}


def written(folder: str, data: bytes) -> Path:
    record = Path(folder) / "record.toml"
    record.write_bytes(data)
    return record


# --- the file ---------------------------------------------------------------------------------------------------------


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A sample record with pieces cut out, doubled or replaced."""
    data = draw(st.sampled_from(list(RECORDS.values())))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.integers(0, 12)))
        put = draw(
            st.binary(max_size=4) | HOSTILE.map(lambda text: text.encode("utf-8", "surrogatepass")) | st.just(data[start:end] * 2)
        )
        data = data[:start] + put + data[end:]
    return data


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode) | mutated())
@example(b"schema_version = 0x" + b"f" * 5000)
@example(b"schema_version = " + b"4" * 4000)
@example(b"schema_version = 1\nx = nan\ny = [1.5, -inf, 1e999]\nz = 1979-05-27T07:32:00.5+14:00\n")
@example(b"schema_version = 1\n[clinic]\n'' = ''\n'a.b' = { '' = [{}, []] }\n")
def test_bytes_are_a_record_that_keeps_its_facts_or_a_word_that_quotes_nothing(data: bytes):
    codec(data)


NUMBERS = st.sampled_from(
    ["1", "0", "-1", "1e1000000", "1E-1000000", "0.0000001", "inf", "nan", "9" * 30, "true", "0x7fffffffffffffff"]
)
DAYS = st.sampled_from(
    ["0001-01-01", "1899-12-31", "2026-09-01", "2199-12-31", "9999-12-31", "2026-09-01T00:00:00Z", "07:32:00.999"]
)
FIELDS = {
    "clinic": {"name": "text", "phone": "text", "strange": "any"},
    "pump": {"model": "text", "implanted_on": "day", "reservoir_ml": "number", "alarm_volume_ml": "number"},
    "plan": {"buffer_days": "number", "lead_days": "number", "emergency_number": "text"},
    "refills": {"id": "text", "on": "day", "alarm_date": "day", "filled_ml": "number", "dose_mcg_per_day": "number", "note": "text"},
    "appointments": {"on": "day", "at": "day", "place": "text", "status": "any"},
    "events": {"on": "day", "kind": "any", "note": "text"},
}  # fmt: skip


@st.composite
def odd_values(draw: st.DrawFn) -> bytes:
    """Keys that are known, with values of the right kind and of others, at the ends of what TOML can say."""
    text = IN_A_FILE.map(lambda words: tomli_w.dumps({"k": words}).removeprefix("k = ").strip())
    kinds = {"text": text, "day": DAYS, "number": NUMBERS, "any": text | DAYS | NUMBERS | st.sampled_from(["[]", "{}", "[[1]]"])}
    lines = ["schema_version = 1"]
    for table in draw(st.lists(st.sampled_from(sorted(FIELDS)), unique=True)):
        lines.append(f"[[{table}]]" if table.endswith("s") else f"[{table}]")
        for key in draw(st.lists(st.sampled_from(sorted(FIELDS[table])), unique=True)):
            kind = FIELDS[table][key] if draw(st.integers(0, 9)) else "any"
            lines.append(f"{key} = {draw(kinds[kind])}")
    return "\n".join(lines).encode()


@given(odd_values(), st.sampled_from(["status", "next-refill", "history", "calendar", "card", "emergency", "check mri", "trip today tomorrow"]),
       st.sampled_from(sorted(MEDIA)))  # fmt: skip
def test_any_value_in_a_file_is_answered_or_refused(data: bytes, command: str, medium: str):
    codec(data)
    with tempfile.TemporaryDirectory() as folder:
        record = written(folder, data)
        check_harmless(shown(record, MEDIA[medium], *command.split()), MEDIA[medium])
        assert record.read_bytes() == data, "reading changes no byte"


# --- texts in a file, in every medium ---------------------------------------------------------------------------------


def full_of(text: str) -> bytes:
    """A record with `text` wherever a text can stand, in foreign keys and their names too."""
    foreign = {f"k{text}": text, "more": [text, {text: [text]}]}
    return tomli_w.dumps(
        {
            "schema_version": 1,
            "person": {"name": text, "allergies": [text, text], **foreign},
            "contacts": [{"name": text, "relation": text, "phone": text}],
            "clinic": {"name": text, "phone": text, "out_of_hours_phone": text},
            "pump": {"model": text, "serial": text},
            "plan": {"emergency_number": text},
            "refills": [{"id": text, "on": date(2026, 9, 1), "alarm_date": date(2026, 12, 10), "note": text, **foreign}],
            "doses": [{"id": f"d{text}", "on": date(2026, 9, 9), "dose_mcg_per_day": 200, "note": text}],
            "appointments": [{"id": f"a{text}", "on": date(2026, 12, 1), "place": text}],
            "events": [{"id": f"e{text}", "on": date(2026, 9, 20), "kind": "other", "note": text}],
            **foreign,
        }
    ).encode()


SHOWING = (
    ("status",), ("next-refill", "--why"), ("history",), ("history", "--chart"), ("calendar",), ("card",), ("emergency",), ("check", "mri"),
    ("trip", "today", "tomorrow"), ("undo",), ("restore",), ("log", "today"), ("dose", "210", "--on", "2026-11-20"), ("book", "2026-12-02"),
    ("event", "fall", "--on", "2026-11-20"), ("edit", "2026-09-09", "--dose", "220"), ("remove", "2026-09-20", "--yes"),
    ("setup", "--born", "1971-02-28"),
    ("doctor",), ("status", "--all"),
)  # fmt: skip


@pytest.mark.slow
@given(IN_A_FILE, st.sampled_from(SHOWING), st.sampled_from(sorted(MEDIA)))
def test_a_text_in_a_file_is_shown_and_nothing_more(text: str, argv: tuple[str, ...], medium: str):
    data = full_of(text)
    codec(data)
    with tempfile.TemporaryDirectory() as folder:
        check_harmless(shown(written(folder, data), MEDIA[medium], *argv), MEDIA[medium])


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", STYLES.sub("", text))


@pytest.mark.slow
@given(
    IN_A_FILE
    | st.sampled_from(["x" * 10_000, "e" + "\u0301" * 5_000, "1 " * 3_000, "word " * 2_000, "\u0648" * 3_000, "\uff17" * 3_000])
)
@pytest.mark.parametrize("medium", rest_slow(["narrow screen", "pipe", "narrow plain", "screen", "json"]))
def test_nothing_of_a_note_is_lost_and_no_line_is_too_wide(medium: str, text: str):
    with tempfile.TemporaryDirectory() as folder:
        result = shown(written(folder, full_of(text)), MEDIA[medium], "history")
    assert result.code == 0
    if medium == "json":
        assert [entry["note"] for entry in json.loads(result.out)["data"]["entries"] if entry["kind"] == "event"] == [text]
    elif medium == "screen":
        assert Counter(squeezed(harmless(text))) <= Counter(squeezed(result.out)), "columns side by side"
    else:
        assert squeezed(harmless(text)) in squeezed(result.out)
    columns = MEDIA[medium].columns
    if columns:
        assert all(min(cells(line), cell_len(line)) <= columns for line in STYLES.sub("", result.out).splitlines()), (
            "joined emoji differ"
        )


KNOWN_TAGS = {
    "html lang", "head", "meta charset", "title", "style", "body", "h2", "h3", "p", "ul", "ol", "li", "dl", "dt", "dd", "table", "tr", "th",
    "td", "span", "thead", "tbody",
}  # fmt: skip


class Document(HTMLParser):
    """The texts of an HTML page, and the names of its tags."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.texts: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.add(" ".join((tag, *(name for name, _ in attributes))))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


@given(IN_A_FILE)
def test_a_text_in_a_file_is_no_html(text: str):
    record = decode(full_of(text))
    as_of = AsOf(TODAY, TODAY)
    card = services_card.answer(record, services_card.CardRequest(record_readable=True), as_of, EMERGENCY_TEXT, CARD_TEXT)
    history = services_history.answer(record, services_history.HistoryRequest(), as_of)
    for page in (pages_card.build(card), pages_history.build(history, as_of, chart=True)):
        document = Document(html.render(page, text))
        assert document.tags <= KNOWN_TAGS
        assert squeezed(harmless(text)) in squeezed("".join(document.texts))


# --- words at the command line ----------------------------------------------------------------------------------------

SLOTS = tuple(
    tuple(line.split())
    for line in """
    HERE | check HERE | check mri HERE | learn HERE | sources HERE | status --as-of HERE | status --person HERE | history --since HERE
    history --kind HERE | calendar --months HERE | trip HERE tomorrow | trip today HERE | restore HERE | log HERE
    log today --note HERE | log today --alarm-date HERE | log today --filled HERE --yes | log today --strength HERE --yes
    log today --dose HERE --yes | log today --person HERE --yes | dose HERE --yes | dose 300 --on HERE | dose 300 --note HERE | book HERE
    book tomorrow --at HERE | book tomorrow --place HERE | event HERE | event fall --on HERE | event fall --note HERE
    event fall --checked HERE | edit HERE --note x | edit a2 --note HERE | edit a2 --filled HERE --yes | edit c1 --at HERE
    edit c1 --place HERE | remove HERE --yes | emergency --person HERE | card --person HERE | setup --name HERE | setup --born HERE
    setup --reservoir HERE | setup --buffer-days HERE | setup --clinic-phone HERE | setup --pump-model HERE | setup --phase HERE
    setup --contact HERE | setup --allergy HERE | setup --person HERE --name x
    """.replace("\n", "|").split("|")
    if line.split()
)


@given(st.sampled_from(SLOTS), HOSTILE.filter(lambda word: "\0" not in word), st.sampled_from(sorted(MEDIA)))
@example(("calendar", "--months", "HERE"), "9" * 400, "pipe")
@example(("edit", "c1", "--at", "HERE"), "\udcff", "narrow screen")
@example(("check", "HERE"), "\udcff mri", "json")
@example(("book", "HERE"), "--", "narrow plain")
def test_any_word_is_answered_or_refused(slot: tuple[str, ...], word: str, medium: str):
    """No word of a command line can hold a NUL: the system ends it there."""
    argv = [word if part == "HERE" else part for part in slot]
    with tempfile.TemporaryDirectory() as folder:
        record = written(folder, GOOD)
        asked = Medium(MEDIA[medium].flags if "--" not in argv else (), *MEDIA[medium][1:])
        result = shown(record, asked, *argv)
        asks = argv == ["book", "--"] and asked.is_terminal  # for a day, until the input ends: "y" is none
        check_harmless(result, asked, {ExitCode.INTERRUPTED} if asks else EXPECTED)
        codec(record.read_bytes())
        stands = record.read_bytes() == GOOD
        assert stands or result.code in (0, 3), "what is refused changes nothing"
        assert shown(record, MEDIA["pipe"], "history").code == 0, "what was stored can be read"


def test_every_flag_of_the_slots_is_known(tmp_path: Path):
    """A slot whose flag nobody knows would try nothing."""
    for slot in SLOTS:
        result = shown(written(str(tmp_path), GOOD), MEDIA["pipe"], *("1" if part == "HERE" else part for part in slot))
        assert "such option" not in result.err, (slot, result.err)


READERS: dict[str, Any] = {
    "past": lambda text: parse_date(text, TODAY, Direction.PAST),
    "future": lambda text: parse_date(text, TODAY, Direction.FUTURE),
    "time": parse_time,
    "dose": parse_dose,
    "strength": parse_strength,
    "volume": parse_volume,
    "days": lambda text: parse_days(text, 365),
    "name": slug,
}
NEARLY = st.text("0123456789.,:-/' apmchdulgµjandec٢２²\u0301\u200b\t", max_size=24)


@pytest.mark.slow
@given(st.sampled_from(sorted(READERS)), HOSTILE | NEARLY)
@example("time", "٠٩:٣٠")
@example("time", "9:30\u200b")
@example("past", "２０２６-１２-０１")
@example("dose", "３５０")
@example("dose", "10²")
@example("days", "¹")
@example("volume", "1e6")
def test_a_reader_gives_a_value_or_a_refusal(kind: str, text: str):
    try:
        READERS[kind](text)
    except InputRefusedError:
        return
    if kind != "name":
        assert not [sign for sign in text if sign.isnumeric() and not sign.isascii()], "figures of other scripts are refused"


@pytest.mark.slow
@given(
    st.text(max_size=60).map(str.encode)
    | HOSTILE.map(lambda text: text.encode("utf-8", "surrogatepass"))
    | st.binary(max_size=40)
)
@example(b"refill 0 late")
def test_a_question_names_only_what_stands_in_it(data: bytes):
    check_question(data.decode("utf-8", "surrogateescape"), knowledge().topic_index)


LONG = (
    ("log", "today", "--note"), ("dose", "300", "--on", "2026-11-20", "--yes", "--note"), ("book", "2026-12-03", "--yes", "--place"),
    ("event", "fall", "--on", "2026-11-20", "--note"), ("edit", "a2", "--note"), ("edit", "c1", "--place"), ("setup", "--name"),
    ("setup", "--clinic-name"), ("setup", "--allergy"),
)  # fmt: skip


@pytest.mark.parametrize("argv", LONG, ids=" ".join)
@pytest.mark.parametrize("letters", [LONGEST_TEXT, LONGEST_TEXT + 1, 1_000_000])
def test_a_text_longer_than_any_note_is_refused_before_anything_is_stored(tmp_path: Path, argv: tuple[str, ...], letters: int):
    record = written(str(tmp_path), GOOD)
    result = shown(record, MEDIA["pipe"], *argv, "n" * letters)
    if letters <= LONGEST_TEXT:
        assert result.code == 0
        assert "n" * letters in record.read_text()
    else:
        assert result.code == 5
        assert f"{letters:,} letters and signs" in result.err
        assert len(result.err) < 400
        assert record.read_bytes() == GOOD


# --- the command that is run by hand ----------------------------------------------------------------------------------


@pytest.mark.parametrize("target", ["codec", "matcher"])
def test_what_a_fuzzer_has_kept_can_be_thrown_again(tmp_path: Path, target: str):
    kept = tmp_path / "kept"
    kept.write_bytes(GOOD)
    again = subprocess.run(
        [sys.executable, str(FAULTS / "fuzz.py"), target, "--again", str(kept)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert (again.returncode, again.stdout) == (0, "Nothing found.\n"), again.stderr


def test_without_the_fuzzer_the_command_says_how_to_get_it():
    hidden = "import runpy, sys, importlib.util as u; f = u.find_spec; u.find_spec = lambda n, *a: None if n == 'atheris' else f(n, *a)"
    program = f"{hidden}; sys.argv = ['fuzz.py', 'codec']; runpy.run_path({str(FAULTS / 'fuzz.py')!r}, run_name='__main__')"
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=120)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr == "atheris is not installed, so nothing was tried. To install it: pip install atheris\n"


def topics() -> Iterator[str]:
    yield from knowledge().topics


def test_the_fuzzers_own_checks_can_fail(monkeypatch: pytest.MonkeyPatch):
    """A matcher that reads a topic out of nothing, and a codec that drops a fact, must be found."""
    import targets

    from itb_cli.domain.matching import Match, Reading

    monkeypatch.setattr(targets, "read", lambda _question, _index: Reading((Match("mri", (next(topics()),)),), ()))
    with pytest.raises(AssertionError):
        matcher(b"hello")
    monkeypatch.setattr(targets, "encode", lambda _record: b"schema_version = 1\n")
    with pytest.raises(AssertionError):
        codec(GOOD)
