"""Records larger, longer and deeper than any life: a clear refusal or a slow yes, never a hang, never a byte changed."""

import os
import subprocess
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pexpect
import pytest
from real_itb import command, environment, itb, states

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.record import Contact, Event, EventKind, Record, Refill
from itb_cli.errors import RecordDamagedError, RecordNotSavedError, RecordUnreadableError
from itb_cli.files.whole import MEGABYTE
from itb_cli.services.answers import Answers
from itb_cli.services.entries import event, remove
from itb_cli.services.record import undo
from itb_cli.storage.decoding import decode
from itb_cli.storage.encoding import encode
from itb_cli.storage.limits import LARGEST_FILE, MOST_ENTRIES, MOST_PARTS
from saving import update

Run = Callable[..., Any]
ASKING = ("status", "next-refill", "history", "calendar", "trip today tomorrow")
WRITING = (
    "log 2026-11-20",
    "dose 300 --on 2026-11-20",
    "book tomorrow",
    "edit r5 --note x",
    "remove e5 --yes",
    "setup --name Ada",
    "undo",
)
HELPING = ("emergency", "card", "check hot tub")
NO_HANG = 120
"""Seconds after which a process counts as hanging, on a machine however busy; each takes less than 5 on one that is free."""
TODAY = date(2026, 11, 22)


def written(record: Path, text: str | bytes) -> Path:
    record.parent.mkdir(exist_ok=True)
    record.write_bytes(text.encode() if isinstance(text, str) else text)
    return record


def marked(text: str) -> str:
    return f"schema_version = 1\n{text}\n"


def entries(number: int) -> str:
    """`number` entries of four kinds in turn, a day apart."""
    made = []
    for place in range(number):
        on = date(1950, 1, 1) + timedelta(days=place)
        made.append(
            (
                f'[[refills]]\nid = "r{place}"\non = {on}\ndose_mcg_per_day = 250\n',
                f'[[doses]]\nid = "d{place}"\non = {on}\ndose_mcg_per_day = 260\n',
                f'[[appointments]]\nid = "a{place}"\non = {on}\nstatus = "done"\n',
                f'[[events]]\nid = "e{place}"\non = {on}\nkind = "fall"\nchecked_on = {on}\n',
            )[place % 4]
        )
    return marked("\n".join(sorted(made)))


# --- too much of anything is a word, at once --------------------------------------------------------------------------


def dotted(parts: int) -> str:
    return ".".join("a" * parts)


TOO_MUCH: Mapping[str, tuple[Callable[[], str], str]] = {
    "100 MB": (lambda: marked("#" + "x" * 100 * MEGABYTE), "larger than 4 MB"),
    "30 MB of foreign keys": (lambda: marked("[more]\n" + "".join(f'key{n} = "some text"\n' for n in range(1_300_000))), "larger than 4 MB"),
    "1,000,000 comments": (lambda: marked("# a comment\n" * 1_000_000), "larger than 4 MB"),
    "a line of 10 MB": (lambda: marked(f'[clinic]\nname = "{"x" * 10_000_000}"'), "larger than 4 MB"),
    "100,000 entries": (lambda: entries(100_000), "larger than 4 MB"),
    "one entry more than there may be": (lambda: marked("[[refills]]\non=2000-01-01\n" * (MOST_ENTRIES + 1)), "more than 20,000 entries"),
    "arrays in arrays": (lambda: marked("x = " + "[" * 1_000_000), "nested too deeply"),
    "tables in tables": (lambda: marked("x = " + "{a=" * 500_000), "nested too deeply"),
    "a key of 1,000,000 parts": (lambda: marked(f"{dotted(1_000_000)} = 1"), "nested too deeply"),
    "a heading of 1,000,000 parts": (lambda: marked(f"[{dotted(1_000_000)}]"), "nested too deeply"),
    "a key within a table": (lambda: marked(f"x = {{{dotted(1_000_000)} = 1}}"), "nested too deeply"),
    "a key of quoted parts": (lambda: marked(" . ".join(['"a.b"', "'c'"] * 200_000) + " = 1"), "nested too deeply"),
    "headings ever deeper": (lambda: marked("".join(f"[{dotted(n)}]\n" for n in range(1, 1_800))), "nested too deeply"),
    "the same long key": (lambda: marked("".join(f"{dotted(500)}.z{n} = 1\n" for n in range(4_000))), "nested too deeply"),
    "an integer of 4,000,000 figures": (lambda: marked("x = " + "9" * 4_000_000), "this is not TOML"),
    "an integer of 4,000 figures": (lambda: marked("x = " + "9" * 4_000), "a number or a nesting beyond all bounds"),
    "a hexadecimal schema": (lambda: "schema_version = 0x" + "f" * 1_000_000, "schema_version"),
    "a schema of 4,000 figures": (lambda: "schema_version = " + "9" * 4_000, "schema_version"),
    "a volume beyond arithmetic": (lambda: marked("[pump]\nreservoir_ml = 1e999999999999"), "the number cannot be right"),
    "a volume next to nothing": (lambda: marked("[pump]\nreservoir_ml = 1E-999999999"), "the number cannot be right"),
    "a volume of 4,000,000 decimals": (lambda: marked("[pump]\nreservoir_ml = 1." + "1" * 4_000_000), "the number cannot be right"),
    "year 1": (lambda: marked("[[refills]]\non = 0001-01-01"), "the year cannot be right"),
    "year 9999": (lambda: marked("[[refills]]\non = 9999-12-31"), "the year cannot be right"),
    "a time in a zone": (lambda: marked("[[appointments]]\non = 2026-12-01\nat = 1979-05-27T07:32:00+14:00"), "it must be a time"),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(("make", "said"), TOO_MUCH.values(), ids=TOO_MUCH)
def test_too_much_of_anything_is_refused_in_two_lines_and_stands_as_it_was(tmp_path: Path, make: Callable[[], str], said: str):
    text = make()
    record = written(tmp_path / "record.toml", text)
    for words in ("status", "log 2026-11-20"):
        ended = itb(record, *words.split(), timeout=NO_HANG)
        assert ended.returncode == 4, ended.stderr[:500]
        assert ended.stdout == ""
        assert said in ended.stderr
        assert len(ended.stderr.splitlines()) == 2
        assert len(ended.stderr) < 400
        assert "itb emergency" in ended.stderr
    assert record.read_bytes() == text.encode()
    assert not states(record)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["100 MB", "one entry more than there may be"])
def test_help_and_the_earlier_states_do_not_need_a_record_of_any_size(tmp_path: Path, name: str):
    text = TOO_MUCH[name][0]()
    record = written(tmp_path / "record.toml", marked('[clinic]\nname = "Marigold"'))
    assert itb(record, "log", "2026-09-01").returncode == 0
    kept = states(record)
    written(record, text)
    for words in HELPING:
        ended = itb(record, *words.split(), timeout=NO_HANG)
        assert (ended.returncode, ended.stderr) == (0, ""), words
    assert itb(record, "doctor", timeout=NO_HANG).returncode == 4
    assert itb(record, "restore", timeout=NO_HANG).returncode == 0
    assert itb(record, "restore", "3", "--yes", timeout=NO_HANG).returncode == 0
    assert record.read_bytes() == kept[-1].read_bytes()
    assert any(path.stat().st_size == len(text) for path in states(record)), "what stood there is kept"


@pytest.mark.slow
def test_an_earlier_state_of_any_size_hides_no_other(tmp_path: Path):
    record = written(tmp_path / "record.toml", marked(""))
    assert itb(record, "log", "2026-09-01").returncode == 0
    states(record)[0].write_text(marked("#" + "x" * 100 * MEGABYTE))
    listed = itb(record, "restore", "--json", timeout=NO_HANG)
    assert listed.returncode == 0
    assert '"refills": 1' in listed.stdout or '"refill' in listed.stdout
    assert itb(record, "restore", "2", "--yes", timeout=NO_HANG).returncode == 4
    assert itb(record, "history").returncode == 0


# --- much, but not too much, is answered ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record with as many entries as there may be."""
    return written(tmp_path_factory.mktemp("full") / "record.toml", entries(MOST_ENTRIES))


@pytest.mark.slow
@pytest.mark.parametrize("words", [*ASKING, "history --json", "history --chart", "restore", *HELPING])
def test_the_fullest_record_is_read_by_every_command(full: Path, words: str):
    before = full.read_bytes()
    ended = itb(full, *words.split(), timeout=NO_HANG)
    assert ended.returncode in (0, 3), ended.stderr
    assert "bug" not in ended.stderr
    assert full.read_bytes() == before


@pytest.mark.slow
@pytest.mark.parametrize("words", ["edit r4 --note x", "remove e3 --yes", "setup --name Ada"])
def test_the_fullest_record_is_changed_and_changed_back(full: Path, tmp_path: Path, words: str):
    record = written(tmp_path / "record.toml", full.read_bytes())
    assert itb(record, *words.split(), timeout=NO_HANG).returncode == 0
    assert itb(record, "undo", timeout=NO_HANG).returncode == 0
    assert decode(record.read_bytes()) == decode(full.read_bytes())


@pytest.mark.slow
@pytest.mark.parametrize(
    "words", ["log 2026-11-20 --yes", "dose 300 --on 2026-11-20 --yes", "book tomorrow", "event fall --on 2026-11-20"]
)
def test_one_entry_more_than_can_be_read_again_is_not_saved(full: Path, tmp_path: Path, words: str):
    record = written(tmp_path / "record.toml", full.read_bytes())
    ended = itb(record, *words.split(), timeout=NO_HANG)
    assert (ended.returncode, ended.stdout) == (4, "")
    assert ended.stderr.startswith("itb: NOT saved: the record would hold more than 20,000 entries")
    assert record.read_bytes() == full.read_bytes()
    assert not states(record)


def of_size(size: int) -> Record:
    """A record that is `size` bytes long when it is written."""
    rest = len(encode(Record(contacts=(Contact(name="x"),)))) - 1
    return Record(contacts=(Contact(name="x" * (size - rest)),))


@pytest.mark.slow
def test_a_record_of_the_largest_size_is_saved_and_read_and_one_byte_more_is_not(tmp_path: Path):
    record = tmp_path / "record.toml"
    update(record, TODAY, lambda _: of_size(LARGEST_FILE))
    before = record.read_bytes()
    assert len(before) == LARGEST_FILE
    assert decode(before) == of_size(LARGEST_FILE)
    with pytest.raises(RecordNotSavedError, match="would be larger than 4 MB"):
        update(record, TODAY, lambda _: of_size(LARGEST_FILE + 1))
    assert record.read_bytes() == before
    assert len(states(record)) == 1
    with pytest.raises(RecordUnreadableError, match="larger than 4 MB"):
        decode(before + b"\n")


@pytest.mark.slow
def test_as_many_entries_as_may_be_and_one_more():
    text = marked("[[refills]]\non=2000-01-01\n" * (MOST_ENTRIES - 1) + "[[contacts]]\n")
    assert len(decode(text.encode()).refills) == MOST_ENTRIES - 1
    with pytest.raises(RecordUnreadableError, match="more than 20,000 entries"):
        decode(f"{text}[[events]]\non=2000-01-01\nkind='fall'\n".encode())


NOTES = {
    "sentences": "One word. " * 5_000,
    "a quote after sentences": "One word. " * 500 + 'He said \\". ' * 500,
    "a list of numbers": "1.2.3.4 " * 10_000,
    "dots": "." * 100_000,
    "dots and spaces": ". " * 100_000,
    "quotes": "\\\"'" * 50_000,
    "one long word": "x" * 1_000_000,
    "as many parts as may be": ".".join("a" * (MOST_PARTS + 1)),
}


@pytest.mark.parametrize("note", NOTES.values(), ids=NOTES)
def test_no_note_is_taken_for_a_key(note: str):
    record = decode(marked(f'[[refills]]\non = 2026-09-01\nnote = "{note}"').encode())
    assert record.refills[0].note == note.replace("\\", "")


@pytest.mark.parametrize(
    "key", [".".join("a" * (MOST_PARTS + 2)), " . ".join(['"a.b"'] * (MOST_PARTS + 2)), "\t.".join(["'a'"] * (MOST_PARTS + 2))]
)
@pytest.mark.parametrize("line", ["{} = 1", "[{}]", "[[{}]]", "  {}=1", "x = {{{} = 1}}", "x = [{{y=1}}, {{{} = 1}}]"])
def test_a_key_of_too_many_parts_is_found_wherever_it_stands(key: str, line: str):
    with pytest.raises(RecordDamagedError, match="nested too deeply"):
        decode(marked(line.format(key)).encode())


# --- time grows with what there is, not with its square ---------------------------------------------------------------

MANY = MOST_ENTRIES - 1
REFILL = '[[refills]]\nid = "z"\non = 2026-09-01\nalarm_date = 2026-12-10\nfilled_ml = 40\nstrength_mcg_per_ml = 2000\ndose_mcg_per_day = 200\n'
SHAPES: Mapping[str, tuple[str, str]] = {
    "unchecked events of one day": ('[[events]]\nid = "e{0}"\non = 2026-10-01\nkind = "fall"\n', "event --checked 2026-11-20"),
    "unchecked events of many days": ('[[events]]\nid = "e{0}"\non = {1}\nkind = "alarm"\n', "event --checked 2026-11-20"),
    "refills of one day": ('[[refills]]\nid = "r{0}"\non = 2026-08-01\n', "remove r5 --yes"),
    "visits of one day": ('[[appointments]]\nid = "a{0}"\non = 2026-12-05\n', "book 2026-12-05 --cancel"),
    "doses after the refill": ('[[doses]]\nid = "d{0}"\non = {2}\ndose_mcg_per_day = 200\n', "remove d5 --yes"),
    "contacts": ('[[contacts]]\nname = "c{0}"\n', "setup --name Ada"),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(("entry", "words"), SHAPES.values(), ids=SHAPES)
def test_no_shape_of_a_full_record_makes_a_change_or_its_undoing_hang(tmp_path: Path, entry: str, words: str):
    before, after = date(1970, 1, 1), date(2026, 9, 2)
    made = [entry.format(number, before + timedelta(number), after + timedelta(number)) for number in range(MANY)]
    record = written(tmp_path / "record.toml", marked(REFILL + "\n".join(made)))
    stood = decode(record.read_bytes())
    assert itb(record, *words.split(), timeout=NO_HANG).returncode == 0
    assert decode(record.read_bytes()) != stood
    assert itb(record, "undo", timeout=NO_HANG).returncode == 0
    assert decode(record.read_bytes()) == stood


class Counted(str):
    """An id that counts how often any is compared with another."""

    __slots__ = ()
    __hash__ = str.__hash__
    comparisons = 0

    def __eq__(self, other: object) -> bool:
        Counted.comparisons += 1
        return str.__eq__(self, other)


def comparisons(work: Callable[[Record], object], number: int) -> int:
    """How many comparisons of ids `work` takes on a record of `number` events and as many refills."""
    days = [date(1970, 1, 1) + timedelta(place) for place in range(number)]
    events = tuple(Event(Counted(f"e{on}"), on, EventKind.FALL) for on in days)
    record = Record(refills=tuple(Refill(Counted(f"r{on}"), on) for on in days), events=events)
    Counted.comparisons = 0
    work(record)
    return Counted.comparisons


def check_all(record: Record) -> object:
    return event.answer(record, event.EventRequest("id", words={"checked": "2026-11-20"}), AsOf(TODAY, TODAY))


def take_one_away(record: Record) -> object:
    return remove.answer(record, remove.RemoveRequest("r1970-01-09", answers=Answers(yes_to_all=True)), AsOf(TODAY, TODAY))


def take_back(record: Record) -> object:
    earlier = record._replace(events=record.events[:-1], refills=tuple(reversed(record.refills)))
    return undo.answer(record, undo.UndoRequest(earlier), AsOf(TODAY, TODAY))


@pytest.mark.parametrize("work", [check_all, take_one_away, take_back])
def test_comparisons_grow_with_the_entries_and_not_with_their_square(work: Callable[[Record], object]):
    few, many = (comparisons(work, number) for number in (100, 800))
    assert many <= 9 * max(few, 100)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("entry", "words", "hint"),
    [
        ('[[doses]]\nid = "d{0}"\non = 2026-10-01\ndose_mcg_per_day = 200\n', "edit 2026-10-01 --note x", "d9; 19,989 more: itb history --json."),
        ('[[appointments]]\nid = "a{0}"\non = 2026-12-05\n', "book 2026-12-06 --cancel", ", and 19,989 before these: itb history."),
        ('[[appointments]]\nid = "a{0}"\non = 2026-12-05\n', "book --cancel", ", and 19,989 before these: itb history."),
    ],
)  # fmt: skip
def test_an_error_names_a_few_of_many(run: Run, record: Path, entry: str, words: str, hint: str):
    written(record, marked("".join(entry.format(number) for number in range(MANY))))
    told = run(*words.split(), code=5).err
    assert hint in told
    assert len(told) < 500


# --- a note of 1 MB ---------------------------------------------------------------------------------------------------

MEGABYTE_NOTES = {
    "words": "wandering " * 100_000,
    "one word": "w" * 1_000_000,
    "figures": "1 " * 500_000,
}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "shown"), [("words", "screen"), ("one word", "plain"), ("one word", "screen"), ("figures", "plain")]
)
def test_a_note_of_a_megabyte_in_the_file_is_shown_whole_at_40_columns(run: Run, record: Path, kind: str, shown: str):
    note = MEGABYTE_NOTES[kind]
    written(record, marked(f'[[refills]]\nid = "a"\non = 2026-09-01\nnote = "{note}"'))
    world = {"COLUMNS": "40", "NO_COLOR": "1", "ITB_PLAIN": "1" if shown == "plain" else ""}
    result = run("history", is_terminal=True, environment=world)
    assert "".join(note.split()) in "".join(result.out.split())
    assert "One moment" in result.err or len(note.encode()) < MEGABYTE
    assert "a" in run("edit", "a", "--filled", "20", is_terminal=True, environment=world).out
    assert decode(record.read_bytes()).refills[0].note == note


# --- a word before a wait ---------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_terminal_is_told_before_a_large_record_is_read_and_a_pipe_is_not(full: Path):
    assert itb(full, "status", timeout=NO_HANG).stderr == ""
    terminal = pexpect.spawn(
        command("status")[0], command("status")[1:], env=environment(full), encoding="utf-8", timeout=NO_HANG
    )
    terminal.expect(r"itb: One moment\. The record has 1\.\d MB\.\r\n")
    terminal.expect(pexpect.EOF)
    terminal.close()
    assert "20,000" not in terminal.before
    assert terminal.exitstatus == 0


@pytest.mark.parametrize("words", ["status", "log 2026-11-20", "undo", "card", "emergency", "setup --name Ada"])
def test_every_way_to_a_large_record_says_a_word_first(run: Run, record: Path, words: str):
    written(record, marked("# " + "x" * MEGABYTE))
    result = run(*words.split(), is_terminal=True, typed="y\n" * 3, code=5 if words == "undo" else 3 if words == "status" else 0)
    assert result.err.startswith("itb: One moment. The record has 1.0 MB.\n")


@pytest.mark.slow
@pytest.mark.parametrize("words", ["restore", "doctor"])
def test_many_earlier_states_are_announced_before_they_are_read(run: Run, record: Path, words: str):
    run("log", "2026-09-01")
    for number in range(2, 13):
        (record.with_name("record.toml.generations") / f"{number:06}_2026-09-01.toml").write_text(entries(2_000))
    result = run(words, is_terminal=True)
    assert result.err.startswith("itb: One moment. Earlier states: 1.")
    assert run(words).err == "", "nobody reads a word in a pipe"


def test_a_usual_record_needs_no_word_nor_one_that_is_refused_at_once(run: Run, record: Path):
    written(record, entries(1_000))
    assert run("status", is_terminal=True).err == ""
    written(record, marked("# " + "x" * LARGEST_FILE))
    assert run("status", is_terminal=True, code=4).err.startswith("itb: The record")


# --- what a keyboard and closed streams can do ------------------------------------------------------------------------


def test_a_key_that_is_no_letter_ends_no_questions(tmp_path: Path):
    """Half a letter of another encoding, typed at a question."""
    world = {**environment(tmp_path / "record.toml"), "PYTHONIOENCODING": "utf-8:strict", "TERM": "xterm"}
    terminal = pexpect.spawn(command("setup")[0], [*command("setup")[1:]], env=world, timeout=NO_HANG)
    terminal.expect(rb"\]: ")
    terminal.send(b"\r" * 3)
    terminal.expect(rb"pump card.*\]: ")
    terminal.send(b"SynchroMed \xff\xfe\r")
    terminal.expect(rb"Name of the person.*\]: ")
    terminal.send(b"\r\ry\r")
    terminal.expect(pexpect.EOF)
    terminal.close()
    assert terminal.exitstatus == 0
    assert "SynchroMed \\\\xff\\\\xfe" in (tmp_path / "record.toml").read_text()


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="needs a shell that closes streams")
@pytest.mark.parametrize(
    ("words", "closed", "code"),
    [
        ("log 2026-09-01 --filled 200", "<&-", 5),
        ("setup", "<&-", 2),
        ("status", "<&-", 3),
        ("status", "2>&-", 3),
        ("log 2026-09-01 --filled 200", "2>&-", 5),
        ("emergency", "<&- 2>&-", 0),
        ("status", ">&-", 3),
        ("emergency", ">&-", 1),
        ("status", "<&- >&- 2>&-", 3),
    ],
)
def test_a_closed_stream_is_no_bug(tmp_path: Path, words: str, closed: str, code: int):
    line = " ".join([*command(*words.split()), closed])
    ended = subprocess.run(
        ["/bin/sh", "-c", line],
        env=environment(tmp_path / "record.toml"),
        capture_output=True,
        text=True,
        check=False,
        timeout=NO_HANG,
    )
    assert ended.returncode == code, ended.stderr
    assert "bug" not in ended.stderr
    assert "Traceback" not in ended.stderr
    if ">&-" in closed.split():
        assert not ended.stdout
