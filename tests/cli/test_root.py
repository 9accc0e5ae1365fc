"""`itb` itself: help, version, options before the command, words that do not fit; and what holds for every command's words."""

import json
import re

import pytest

from conftest import TODAY
from fakes import fake_runtime
from itb_cli import __version__
from itb_cli.cli.main import main
from selection import rest_slow

GROUPS = {
    "Every day": ["status", "next-refill", "check", "emergency", "card"],
    "Write down": ["log", "dose", "book", "event", "diary", "setup"],
    "Look ahead and back": ["history", "calendar", "trip", "remind"],
    "Share": ["report"],
    "Learn": ["learn", "sources"],
    "Care of the record": ["edit", "remove", "undo", "restore", "doctor", "export", "import", "prompt", "completion", "demo"],
}
COMMANDS = [command for group in GROUPS.values() for command in group]
HOW_TO_GO_ON = "     To see what can be typed: itb --help. Help now: itb emergency\n"


@pytest.fixture
def help_of(run, capsys):
    """The help that a call shows. Typer writes it to the process's own stream."""

    def shown(*words):
        result = run(*words)
        return result.out + capsys.readouterr().out

    return shown


def test_all_of_the_help_shows_the_commands_in_their_groups(help_of):
    sections = re.findall(r"^(\S[^\n]*):\n((?:  .*\n)+)", help_of("help", "all"), re.MULTILINE)
    shown = {title: re.findall(r"^  ([a-z-]+) {2,}\S", lines, re.MULTILINE) for title, lines in sections}
    assert {title: shown.get(title) for title in GROUPS} == GROUPS


def test_the_help_shows_every_days_commands_on_one_screen_and_ends_on_help_now(help_of):
    """What a person needs first stands on one screen; where the rest is, it says; the last line is help now."""
    shown = help_of("--help")
    named = re.findall(r"^  ([a-z-]+) {2,}\S", shown, re.MULTILINE)
    assert named == [*GROUPS["Every day"], *GROUPS["Write down"]]
    assert "All commands: itb help all." in shown
    assert shown.count("\n") <= 23
    assert max(map(len, shown.splitlines())) <= 80
    for words in (("--help",), ("help", "all")):
        assert help_of(*words).endswith("\nHelp now: itb emergency\n")


def test_the_help_says_what_itb_is_not(help_of):
    assert "No medical device, not checked by a clinician. Your clinic's date and the pump's alarm win." in " ".join(
        help_of("--help").split()
    )
    assert (
        "itb keeps records and dates. It does not set, change or recommend doses, does not talk to the pump, and makes no "
        "diagnosis. It is no medical device and was not checked by a clinician. It may be wrong: your clinic's date and the "
        "pump's alarm win."
    ) in " ".join(help_of("help", "all").split())


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example_as_plain_text(help_of, command):
    shown = help_of(command, "--help")
    assert re.search(rf"Examples?: itb {command}\b", shown)
    for option in ("--file FILE", "--person NAME", "--json", "--plain", "--no-color"):
        assert option in shown
    assert shown.isascii()
    assert "\x1b" not in shown
    assert help_of(command, "-h") == shown


def test_the_short_flag_for_help_is_the_same(help_of):
    assert help_of("-h") == help_of("--help")


def test_the_word_help_is_the_same(help_of):
    assert help_of("help") == help_of("--help")
    assert help_of("help", "log") == help_of("log", "--help")


@pytest.mark.parametrize("flag", ["--version", "-V"])
def test_the_version_is_one_line(run, flag):
    assert run(flag).out == f"itb {__version__}\n"


@pytest.mark.parametrize(
    "words", [("--plain", "--help"), ("--json", "-h"), ("--plain", "--version"), ("--as-of", "2026-11-22", "emergency")]
)
def test_options_of_every_command_fit_before_everything(help_of, words):
    assert help_of(*words)


def test_options_before_the_command_work_as_behind_it(run, tmp_path):
    run("log", "2026-09-01", "--alarm-date", "2026-12-10")
    other = str(tmp_path / "other.toml")
    run("log", "2026-09-02", "--file", other, "--yes")
    for before, behind in (
        (("--json", "status"), ("status", "--json")),
        (("--plain", "--no-color", "card"), ("card", "--plain", "--no-color")),
        (("--as-of", "2026-12-01", "next-refill"), ("next-refill", "--as-of", "2026-12-01")),
        (("--json", "--as-of", "1 Dec 2026", "status"), ("status", "--as-of", "1 Dec 2026", "--json")),
        (("--file", other, "history"), ("history", "--file", other)),
        ((f"--file={other}", "history"), ("history", "--file", other)),
        (("--json", "emergency"), ("emergency", "--json")),
    ):
        assert run(*before).out == run(*behind).out


def test_options_without_a_command_are_options_of_status(run, tmp_path):
    run("log", "2026-09-01", "--alarm-date", "2026-12-10")
    assert run("--json").out == run("status", "--json").out
    assert run("--as-of", "2026-12-05").out == run("status", "--as-of", "2026-12-05").out
    run("--exit-code", code=10)
    run("--file", str(tmp_path / "other.toml"), code=4)


def test_file_beats_the_environment(run, record, tmp_path):
    other = tmp_path / "other" / "record.toml"
    run("log", "2026-09-01", "--file", str(other), "--yes")
    assert other.exists()
    assert not record.exists()


@pytest.mark.parametrize(("typed", "meant"), [("stauts", "status"), ("next-refil", "next-refill"), ("crad", "card")])
def test_a_mistyped_command_is_suggested_and_not_run(run, record, typed, meant):
    result = run(typed, code=2)
    assert result.out == ""
    assert result.err.startswith("itb: ")
    assert meant in result.err
    assert result.err.endswith(HOW_TO_GO_ON)
    assert not record.parent.exists()


@pytest.mark.parametrize("words", [("lgo", "2026-09-01"), ("Log", "2026-09-01"), ("--plian", "log", "2026-09-01")])
def test_a_guess_is_never_run(run, record, words):
    run(*words, code=2)
    assert not record.parent.exists()


@pytest.mark.parametrize(
    "words",
    [
        ("--nonsense",),
        ("status", "--nonsense"),
        ("log", "2026-09-01", "2026-09-02"),
        ("log", "--dose"),
        ("status", "now"),
        ("restore", "first"),
        ("--file",),
        ("setup", "--unknown", "x"),
    ],
)
def test_words_that_do_not_fit_are_a_usage_error_for_people_and_machines(run, record, words):
    plain = run(*words, code=2)
    assert plain.out == ""
    assert plain.err.startswith("itb: ")
    assert plain.err.endswith(HOW_TO_GO_ON)
    assert len(plain.err.splitlines()) == 2
    machines = run("--json", *words, code=2)
    assert machines.err == ""
    envelope = json.loads(machines.out)
    error = envelope["error"]
    assert (envelope["data"], error["code"], error["exit_code"]) == ({}, "usage", 2)
    assert error["hint"] == HOW_TO_GO_ON.strip()
    assert not record.parent.exists()


def test_the_envelope_of_a_usage_error_names_the_command(run):
    assert json.loads(run("log", "--nonsense", "--json", code=2).out)["command"] == "log"
    assert json.loads(run("--json", "--nonsense", code=2).out)["command"] == "status"


@pytest.mark.parametrize(
    "words",
    [("--as-of", "03/04/2026"), ("next-refill", "--as-of", "soon"), ("card", "--as-of", "2026-02-30"), ("check", "--as-of", "")],
)
def test_a_day_that_cannot_be_read_is_refused_everywhere(run, words):
    result = run(*words, code=5)
    assert result.out == ""
    assert result.err.startswith("itb: ")


# What holds for the words of every command.

FULL = """\
schema_version = 1
[person]
name = "{word}"
born = 1980-01-02
allergies = ["{word}", "Latex"]
[[contacts]]
name = "{word}"
relation = "{word}"
phone = "555 0111 {word}"
[clinic]
name = "{word}"
phone = "555 0100 {word}"
out_of_hours_phone = "555 0199 {word}"
[pump]
model = "SynchroMed II {word}"
serial = "{word}"
implanted_on = 2024-03-05
replace_by = 2030-01-01
reservoir_ml = 20
alarm_volume_ml = 2.5
[therapy]
phase = "stable"
[plan]
buffer_days = 10
lead_days = 14
emergency_number = "911 {word}"
[standby_tablets]
use_before = 2027-05-31
[[refills]]
id = "{word}"
on = 2026-09-01
alarm_date = 2026-12-10
filled_ml = 19.5
strength_mcg_per_ml = 2000
dose_mcg_per_day = 1250.5
note = "{word}"
[[doses]]
on = 2026-10-01
dose_mcg_per_day = 1300
note = "{word}"
[[appointments]]
on = 2026-11-20
at = 09:05:00
place = "{word}"
[[appointments]]
on = 2026-12-24
place = "{word}"
[[events]]
on = 2026-10-02
kind = "mri"
note = "{word}"
[[events]]
on = 2026-10-03
kind = "alarm"
"""
READING = [
    ("status",),
    ("next-refill", "--why"),
    ("next-refill", "--as-of", "2029-01-01"),
    ("check",),
    ("check", "hot tub", "mri", "alcohol", "heating pad", "infection", "clothing", "abrupt-stop", "refill-visits"),
    ("check", "chocolate in a hot tub", "chocolate"),
    ("emergency",),
    ("card",),
    ("history",),
    ("trip", "2026-11-25", "2026-12-01"),
    ("trip", "2026-11-20", "in 10 days", "--delay", "30", "--flying", "--altitude", "--dive"),
    ("history", "--chart"),
    ("history", "--kind", "event", "--since", "yesterday"),
    ("calendar",),
    ("calendar", "--months", "1"),
    ("remind",),
    ("remind", "--once-a-day"),
    ("remind", "--heartbeat"),
    ("remind", "--message", "--detailed"),
    ("learn",),
    ("learn", "ms", "spasticity", "baclofen", "ms-treatment", "candidates", "how-it-works", "after-implant", "risks", "cost"),
    ("learn", "about"),
    ("learn", "spasticty"),
    ("sources",),
    ("sources", "S01", "S08"),
    ("restore",),
    ("doctor",),
    ("demo",),
]
CHANGING = [
    ("log", "2026-11-21", "--dose", "0.35 mg", "--filled", "20", "--strength", "2 mg/mL", "--alarm-date", "2027-02-01", "--yes"),
    ("log", "2026-11-21", "--complete", "--refill-by", "2027-01-20"),
    ("setup", "--buffer-days", "7"),
    ("dose", "0.4 mg", "--on", "2026-11-21"),
    ("dose", "4000", "--on", "2026-11-21"),
    ("book", "2026-12-01", "--at", "9:30", "--place", "Ward 3", "--yes"),
    ("book", "2026-12-02", "--move", "--from", "2026-12-01"),
    ("book", "2026-12-02", "--cancel"),
    ("book", "--done"),
    ("event", "dive", "--on", "2026-11-20"),
    ("event", "--checked"),
    ("edit", "2026-11-20", "--note", "Ten metres."),
    ("remove", "2026-11-20"),
    ("event", "alarm", "--on", "2026-11-21", "--note", "One tone."),
    ("remind", "--snooze", "0"),
    ("remind", "--snooze", "3"),
    ("calendar", "--ics", "-"),
    ("calendar", "--ics", "-", "--detailed"),
    ("undo",),
    ("restore", "1", "--yes"),
    ("doctor", "--fix"),
    ("log", "2026-11-21", "--dose", "350 mg"),
    ("log", "2026-11-21", "--strength", "1500"),
    ("log", "2027-11-21"),
    ("setup", "--alarm-volume", "40"),
]


def written(record, word):
    record.parent.mkdir(parents=True, exist_ok=True)
    record.write_text(FULL.format(word=word), encoding="utf-8")


@pytest.fixture(scope="module")
def said(tmp_path_factory):
    """What every command says on a full record, on an empty one and on a damaged one: to people, in plain text."""
    record = tmp_path_factory.mktemp("said") / "record.toml"
    answers = []
    for content in (FULL.format(word="Riverside"), "schema_version = 1\n", "damaged"):
        for words in (*READING, *CHANGING):
            record.write_text(content, encoding="utf-8")
            world = fake_runtime(TODAY, environment={"ITB_FILE": str(record), "TERM": "xterm"})
            assert main(words, world) in {0, 3, 4, 5}
            answers.append((words, f"{world.stdout.getvalue()}{world.stderr.getvalue()}"))
    return answers


BANNED = {
    "the micro sign": r"[\u00b5\u03bc]",
    "an ellipsis": r"\u2026|\.\.\.",
    "a slash between units": r"(?:mcg|mg|micrograms?)\s*/",
    "a date in figures": r"\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b",
    "a date for machines": r"\b\d{4}-\d{2}-\d{2}\b(?!(?: \d{4}-\d{2}-\d{2})? --)",
    "a trailing zero": r"\b\d+\.\d*0\b",
    "a point without a zero before it": r"(?<![\d.])\.\d",
    "a range with a dash": r"\d\s*[\u2013\u2014]\s*\d",
    "a thousand without a comma": r"\b[1-9]\d{3,} (?:mcg|days)",
    "a number without its unit on a new line": r"\d\n(?:mcg|mL|mg)",
    "signs that are misread": r"[<>&@]",
    "intrathecal shortened": r"\bIT\b",
    "boxes or emoji": r"[\u2500-\u257f\u2580-\u259f\u2600-\u27bf\U0001f000-\U0001faff\ufe0f]",
}
SAFE_IS_SAID_ONLY_TO_DENY = (
    "That does not mean it is safe",
    "does not make cooler water safe",
)


def test_no_command_ever_writes_what_can_be_misread(said):
    found = [
        (name, words, line)
        for name, banned in BANNED.items()
        for words, told in said
        if re.search(banned, told)
        for line in re.findall(rf".*(?:{banned}).*", told)
        if not _is_a_machines_place(line)
    ]
    assert found == []


def _is_a_machines_place(line):
    """A web address, a path in a message, or the number of a version: not words for people."""
    return "http" in line or "/record.toml" in line or line.startswith(("Program: itb ", "VERSION:2.0"))


def test_no_command_ever_calls_anything_safe(said):
    denials = "|".join(SAFE_IS_SAID_ONLY_TO_DENY)
    for words, told in said:
        assert not re.search(r"(?i)\bsafe(?:ly|r)?\b", re.sub(denials, "", told)), words


def test_the_help_says_safe_only_as_a_question(help_of):
    shown = "\n".join(
        " ".join(help_of(*words).split()) for words in [("--help",), *((command, "--help") for command in COMMANDS)]
    )
    assert shown.count("Is this safe with my pump?") == 2
    named = re.sub(r"Is this safe with my pump\?|--safety|The safety case", "", shown)
    assert not re.search(r"(?i)\bsafe", named)
    assert not re.search(r"[\u00b5\u03bc\u2026]", shown)


HOSTILE = {
    "escape sequences": "\x1b[2J\x1b]0;owned\x07\x1b[35mX",
    "the other escapes": "\x9b2J\x9d0;owned\x9cX",
    "lines of its own": "X\r\nFORGED\x0bFORGED\x0cFORGED\x85FORGED\u2028FORGED",
    "signs that turn the direction": "X\u202eevil\u2066\u2067\u200f\u061cX",
    "signs that cannot be seen": "X\u200b\u2060\ufeff\u00ad\U000e0041X",
    "signs that rub out": "X\x08\x08\x7fX",
    "the sign of itb's own for a joint": "X\ue000X",
    "markup": "[/red][link=http://x]X[/link][bold]",
    "emoji by name": ":bomb: :x:",
    "backslashes": "\\[/red]\\x1b",
}
OWN_STYLES = {"\x1b[0m", "\x1b[1m", "\x1b[1;97;41m", "\x1b[30;43m"}
HARMFUL = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ue000\U000e0000-\U000e007f]"
)


def is_inert(shown, *, is_wrapped=False):
    """Whether only printable text, line ends and the program's own styles are there, and no line is forged."""
    styles = set(re.findall(r"\x1b\[[\d;]*m", shown))
    rest = re.sub(r"\x1b\[[\d;]*m", "", shown)
    return styles <= OWN_STYLES and not HARMFUL.search(rest) and (is_wrapped or not re.search(r"^FORGED", rest, re.MULTILINE))


def in_toml(word):
    return "".join(f"\\U{ord(sign):08x}" for sign in word)


@pytest.mark.parametrize("columns", rest_slow(["40", "80", None]), ids=["40", "80", "plain"])
@pytest.mark.parametrize("word", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_in_the_record_is_inert_in_every_answer(run, record, word, columns):
    written(record, in_toml(word))
    look = {"is_terminal": True, "environment": {"COLUMNS": columns}} if columns else {}
    seen = ""
    for words in (
        ("status",),
        ("next-refill", "--why"),
        ("check", "mri"),
        ("emergency",),
        ("card",),
        ("history", "--chart"),
        ("calendar",),
    ):
        shown = run(*words, **look).out
        assert is_inert(shown, is_wrapped=bool(columns))
        seen += shown
    visible = "".join(f"\\x{ord(sign):02x}" if ord(sign) < 32 and sign not in "\r\n\x0b\x0c" else sign for sign in word)
    if word.isprintable() and word.isascii():
        assert visible.replace(" ", "") in re.sub(r"\s", "", re.sub(r"\x1b\[[\d;]*m", "", seen))


@pytest.mark.parametrize("word", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_in_the_record_is_inert_where_it_is_asked_about(run, record, word):
    written(record, in_toml(word))
    asked = run("setup", is_terminal=True, typed="\n" * 19, environment={"COLUMNS": "80"})
    assert is_inert(asked.out, is_wrapped=True)
    assert is_inert(asked.err)


@pytest.mark.parametrize("word", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_that_is_typed_is_stored_harmless_and_said_back_harmless(run, record, word):
    said = [
        run("setup", "--name", word, "--clinic-name", word, "--pump-model", word, "--pump-serial", word, "--allergy", word),
        run("setup", "--clinic-phone", f"555 {word}", "--contact", f"A{word},B{word},555 {word}"),
        run("log", "2026-09-01", "--note", word),
        run("undo"),
    ]
    assert all(is_inert(result.out) for result in said)
    assert is_inert(record.read_text(encoding="utf-8"))


@pytest.mark.parametrize("is_terminal", [False, True], ids=["plain", "screen"])
@pytest.mark.parametrize("word", rest_slow(HOSTILE.values(), every_day=3), ids=HOSTILE)
def test_hostile_text_in_a_question_or_a_refusal_is_inert(run, record, word, is_terminal):
    for words, code in (
        (("check", word), 3),
        (("check", word, f"hot tub {word}"), 3),
        (("learn", word), 3),
        (("sources", word), 3),
        (("log", word), 5),
        (("log", "2026-09-01", "--dose", word), 5),
        (("setup", "--born", word), 5),
        (("setup", "--phase", word), 5),
        (("status", "--as-of", word), 5),
        ((f"x{word}",), 3),
        (("log", f"--x{word}"), 2),
        (("restore", f"x{word}"), 2),
    ):
        shown = run(*words, code=code, is_terminal=is_terminal)
        assert is_inert(shown.out, is_wrapped=is_terminal), words
        assert is_inert(shown.err), words


@pytest.mark.parametrize("word", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_reaches_machines_as_it_is_but_escaped(run, record, word):
    written(record, in_toml(word))
    shown = run("card", "--json").out
    assert shown.isascii()
    assert shown.count("\n") == 1
    assert json.loads(shown)["data"]["person"]["name"] == word
