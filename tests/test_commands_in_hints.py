"""A command that `itb` tells a person to type leads to the record that was asked about, in every medium, and works as pasted."""

import ast
import itertools
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import itb_cli
from conftest import TODAY
from fakes import fake_runtime
from itb_cli.cli.app import COMMANDS, LazyCommands
from itb_cli.cli.main import main
from itb_cli.cli.words.argv import OPTIONAL_VALUES, arranged
from itb_cli.domain.command import BEGIN, END
from itb_cli.errors import ExitCode
from selection import rest_slow

SOURCE = Path(itb_cli.__file__).parent
ABOUT_NO_RECORD = ("learn", "sources", "demo")
NAMES = "|".join(sorted(entry.name for entry in COMMANDS))
A_COMMAND = re.compile(
    rf"\bitb (?:{NAMES})\b|(?<=[:] )itb\b(?!: | that| an| review sheet| \d)|(?<=Open )itb\b|(?<=see )itb\b|(?<=means: type )itb\b"
)
"""Where a sentence tells what to type. The program's name alone stands in many sentences."""
NO_HINT = {
    "cli/app.py": "the text of --help, of which there is one for all records",
    "cli/commands/edit.py": "the same: the help of an argument",
    "cli/commands/import_.py": "the same",
    "cli/commands/remove.py": "the same",
    "pages/all_people.py": "what ITB_PERSON makes of itb alone, not a thing to type",
    "storage/ends.py": "the first line of the record itself, which lies wherever its owner puts it",
    "scheduling/files.py": "the mark by which a file of ours is known",
    "domain/command.py": "the home of commands",
    "calendars/ical.py": "the name of the program that made a calendar",
}


def literals(module: Path) -> Iterator[str]:
    """The texts of a module; what stands alone as a statement documents."""
    tree = ast.parse(module.read_text())
    documents = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documents:
            yield node.value


def bare_in_source(module: Path) -> list[str]:
    return [text for text in literals(module) if re.search(rf"\bitb (?:(?:{NAMES})\b|--[a-z])|: itb\.?$", text)]


@pytest.mark.slow
def test_no_sentence_in_the_source_holds_a_command_that_is_no_value():
    found = {str(module.relative_to(SOURCE)): bare_in_source(module) for module in sorted(SOURCE.rglob("*.py"))}
    assert {module: texts for module, texts in found.items() if texts and module not in NO_HINT} == {}


@pytest.mark.parametrize("line", ['"To look: itb undo"', 'f"{x} itb log {y}"', '"More: itb"', '"All: itb --help"'])
def test_the_search_finds_such_a_sentence(tmp_path, line):
    module = tmp_path / "module.py"
    module.write_text(f'"""Says itb undo."""\nx = y = 1\nTEXT = {line}\n"""See itb undo."""\n')
    assert len(bare_in_source(module)) == 1


REFILL = ("log", "2026-09-01", "--alarm-date", "2026-12-10")
WITHOUT_RECORD = (
    ("status",),
    ("emergency",),
    ("check", "mri"),
    ("card",),
    *(("card", "--format", form) for form in ("text", "md", "html", "svg")),
    ("doctor",),
    ("restore",),
    ("edit",),
    ("undo",),
    ("log",),
)
DAMAGE = ()
WALK = (
    *WITHOUT_RECORD,
    ("setup", "--alarm-volume", "2"),
    ("status",),
    ("history",),
    ("history", "--chart"),
    ("next-refill", "--why"),
    ("remind",),
    ("report",),
    ("diary",),
    ("check",),
    ("check", "hot", "tub"),
    ("check", "chocolate"),
    ("check", "mri"),
    ("check", "itching"),
    ("emergency",),
    ("card",),
    ("card", "--format", "md"),
    ("card", "--format", "text"),
    ("card", "--format", "html", "--qr"),
    ("card", "--format", "svg"),
    ("calendar",),
    ("trip", "2026-12-01", "2026-12-20"),
    ("dose", "350"),
    ("undo",),
    REFILL,
    REFILL,
    ("log", "2026-09-01", "--alarm-date", "2026-12-20"),
    ("log", "2026-09-01", "--complete", "--filled", "20", "--strength", "2000", "--dose", "285"),
    ("log", "2027-09-01"),
    ("log", "2026-13-01"),
    ("dose", "2000"),
    ("dose", "300", "--on", "2026-10-01"),
    ("dose", "310", "--on", "2026-10-01"),
    ("book", "2026-12-20"),
    ("book", "2026-12-28", "--move"),
    ("book", "2026-12-03", "--at", "25:00"),
    ("book", "2026-11-01", "--done"),
    ("event", "mri", "--on", "2026-10-10"),
    ("event", "storm"),
    ("event", "--checked", "mri"),
    ("event", "--checked"),
    ("setup", "--reservoir", "20"),
    ("setup",),
    ("setup", "--clinic-phone", "555 0100", "--card-printed-on", "2026-01-01"),
    ("diary", "add", "--spasms", "4", "--note", "the pump beeps"),
    ("diary", "add"),
    ("diary", "--spasms", "1"),
    ("diary",),
    ("status",),
    ("status", "--as-of", "2026-12-15"),
    ("status", "--as-of", "2026-08-15"),
    ("next-refill",),
    ("next-refill", "--why"),
    ("remind",),
    ("remind", "--as-of", "2026-12-15"),
    ("remind", "--heartbeat"),
    ("remind", "--status"),
    ("remind", "--message"),
    ("remind", "--message", "--detailed"),
    ("remind", "--snooze", "3"),
    ("remind", "--install", "shell"),
    ("remind", "--install", "cron"),
    ("remind", "--install", "launchd"),
    ("remind", "--detailed"),
    ("trip", "2026-12-01", "2026-12-20"),
    ("trip", "2026-12-20", "2026-12-01"),
    ("trip", "2026-01-01", "2026-02-01"),
    ("calendar",),
    ("calendar", "--months", "40"),
    ("calendar", "--detailed"),
    ("calendar", "--ics", "OUT/own.ics"),
    ("calendar", "--ics", "OUT/own.ics", "--detailed"),
    ("calendar", "--ics", "-"),
    ("history",),
    ("history", "--since", "2026-11-01"),
    ("history", "--since", "2027-11-01"),
    ("report",),
    ("report", "--html", "OUT/report.html"),
    ("sources", "--review", "--html", "OUT/review.html"),
    ("sources", "X9"),
    ("learn", "spasticity"),
    ("learn", "nothing"),
    ("demo",),
    ("export", "csv"),
    ("export", "csv", "--output", "OUT/all.csv"),
    ("export", "json", "--output", "OUT/all.json"),
    ("import", "OUT/all.csv", "--yes"),
    ("import", "OUT/none.csv"),
    ("edit", "2026-09-01"),
    ("edit",),
    ("edit", "2020-01-01", "--note", "x"),
    ("edit", "2026-09-01", "--alarm-date", "2026-12-12"),
    ("remove", "2020-01-01"),
    ("restore",),
    ("restore", "999"),
    ("restore", "1"),
    ("undo",),
    ("doctor",),
    ("prompt", "bash"),
    ("prompt", "fish"),
    ("completion", "fish"),
    ("card", "--format", "html", "-o", "OUT/card.html"),
    ("card", "--format", "svg", "-o", "OUT/card.svg"),
    ("card", "-o", "OUT/nothing"),
    ("card", "--open"),
    ("nonsense",),
    DAMAGE,
    *WITHOUT_RECORD,
)
MEDIA = {
    "plain": ((), {}),
    "screen": ((), {"is_terminal": True}),
    "json": (("--json",), {}),
}
LEADS = {"--person alex": ("--person", "Alex"), '--file "my record.toml"': ("--file", "my record.toml")}

SPELT = {"\\,": ",", "&quot;": '"', "&#x27;": "'", "&nbsp;": " ", "'\"'\"'": "'", "//itb calendar//": ""}
"""How media spell what they hold; and the name of the program that made a calendar, which is no command."""


def strings(item: Any) -> Iterator[str]:
    """Every text of what JSON holds."""
    if isinstance(item, str):
        yield item
    elif isinstance(item, (list, dict)):
        for part in item.values() if isinstance(item, dict) else item:
            yield from strings(part)


def texts(out: str) -> Iterator[str]:
    """What was written, as a person or a program reads it: lines joined again, since they are broken anywhere between words."""
    try:
        said = list(strings(json.loads(out)))
    except json.JSONDecodeError:
        said = [out]
        if "BEGIN:VCALENDAR" in out:  # where a line may be folded inside a word
            said = [re.sub(r"\r?\n ", "", out)]
        elif out.startswith("<"):
            said = [re.sub(r"<[^>]*>", " ", out)]
    spelt = re.compile("|".join(map(re.escape, SPELT)))
    for text in said:
        meant = spelt.sub(lambda found: SPELT[found[0]], text)
        yield re.sub(r"\s+", " ", re.sub(r"\x1b\[[\d;]*m|</?span>|\\(?=')", "", meant))


def bare(text: str, leads: tuple[str, ...], *, gaps: str = " ") -> list[str]:
    """The commands in `text` that do not lead to the record, with what follows them. What names nobody has placeholders.

    `gaps` empty: on a narrow card, from which nobody can copy, a long word is broken anywhere.
    """
    leads = (*leads, "--person NAME", "--file FILE")
    starts = [match.start() for match in A_COMMAND.finditer(text)] + [len(text)]
    said = [text[start:end] for start, end in itertools.pairwise(starts)]
    return [
        one
        for one in said
        if not any(lead.replace(" ", gaps) in one.replace(" ", gaps) for lead in leads)
        and not re.match(
            rf"itb (?:{'|'.join(ABOUT_NO_RECORD)}|--help)\b|itb [a-z-]+ (?:\S+ )?--help|itb status --person NAME", one
        )
    ]


@pytest.mark.parametrize(("medium", "lead"), rest_slow(sorted(itertools.product(MEDIA, LEADS)), every_day=1))
def test_no_output_of_any_command_tells_to_type_what_is_about_another_record(tmp_path, monkeypatch, lead, medium):
    monkeypatch.chdir(tmp_path)
    flags, how = MEDIA[medium]
    (tmp_path / "OUT").mkdir()
    whole_place = f'--file "{tmp_path / "my record.toml"}"'
    leads = (lead, f"--file {tmp_path / 'usual' / 'people' / 'alex.toml'}") if "person" in lead else (lead, whole_place)
    found: list[tuple[tuple[str, ...], str]] = []
    for words in WALK:
        if words == DAMAGE:
            for damaged in (*tmp_path.glob("*.toml"), *tmp_path.glob("usual/people/*.toml")):
                damaged.write_text("refills = [")
            continue
        argv = [*words, *LEADS[lead], *flags]
        for typed in (argv, [*argv, "--yes"]):
            world = fake_runtime(
                TODAY,
                environment={
                    "TERM": "xterm-256color",
                    "COLUMNS": "400",
                    "HOME": str(tmp_path),
                    "SHELL": "/bin/bash",
                    "PATH": "/bin",
                    "VISUAL": "true",
                },
                typed="\n" * 60,
                default_record=lambda _environment: tmp_path / "usual" / "record.toml",
                cache_folder=tmp_path / "cache",
                **how,
            )
            ended = main(typed, world)
            outputs = [world.stdout.getvalue(), world.stderr.getvalue()]  # type: ignore[attr-defined]
            for file in (tmp_path / "OUT").iterdir():
                outputs.append(file.read_bytes().decode())
                if file.suffix != ".csv" or "import" in words:
                    file.unlink()
            for out in outputs:
                assert not {BEGIN, END} & set(out), (typed, out)
                assert r"\ufdd" not in out, (typed, out)
                found += [(words, one) for text in texts(out) for one in bare(text, leads, gaps="" if "<svg" in out else " ")]
            if ended != ExitCode.REFUSED:
                break
    assert "\n".join(f"{words}: {one}" for words, one in dict.fromkeys(found)) == ""


def test_the_walk_finds_a_command_that_leads_elsewhere():
    said = "To look: itb status --person alex. To take this back: itb undo. More: itb"
    assert bare(said, ("--person alex",)) == ["itb undo. More: ", "itb"]
    assert bare("Read on: itb learn pump. All: itb --help, itb log --help", ("--person alex",)) == []


def itb(*words: str, home: Path) -> str:
    """The output of the real program in a data folder of the test's own."""
    program = (sys.executable, "-m", "itb_cli", *words)
    ended = subprocess.run(program, cwd=home, env=surroundings(home), capture_output=True, text=True, check=False)
    assert ended.returncode in (ExitCode.ANSWERED, ExitCode.NOT_ANSWERABLE), ended.stderr
    return ended.stdout


def pasted(line: str, *, home: Path) -> str:
    """What a shell makes of a line that was copied from the screen."""
    function = f'itb() {{ "{sys.executable}" -m itb_cli "$@"; }}\n{line}\n'
    ended = subprocess.run(("sh", "-c", function), cwd=home, env=surroundings(home), capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def surroundings(home: Path) -> dict[str, str]:
    return {"HOME": str(home), "XDG_DATA_HOME": str(home / "data"), "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}


@pytest.mark.slow
@pytest.mark.parametrize(("flag", "place"), rest_slow([("--person", "O'Brien"), ("--file", "it's $HOME/my record.toml")]))
def test_a_hint_that_is_pasted_changes_the_record_that_it_was_about(tmp_path, flag, place):
    named = (flag, place)
    for name in ("data", "it's $HOME"):
        (tmp_path / name).mkdir()
    itb("log", "2026-11-01", "--alarm-date", "2027-02-01", home=tmp_path)
    usual = itb("export", "json", home=tmp_path)
    said = itb("log", "2026-11-02", "--alarm-date", "2027-03-01", *named, "--yes", home=tmp_path)
    missing = json.loads(itb("status", *named, "--json", home=tmp_path))["data"]["missing"]
    complete = next(fact["how"] for fact in missing if fact["code"] == "filled_ml")
    pasted(complete.replace("VOLUME", "20"), home=tmp_path)
    assert json.loads(itb("status", *named, "--json", home=tmp_path))["data"]["last_refill"]["filled_ml"] == 20
    undo = re.search(r"To take this back: (itb undo.*)", said)
    assert undo is not None
    for _ in range(2):
        pasted(undo[1], home=tmp_path)
    assert json.loads(itb("status", *named, "--json", home=tmp_path))["data"]["last_refill"] is None
    assert itb("export", "json", home=tmp_path) == usual


def told_commands() -> Iterator[tuple[str, str]]:
    """Every command that the source makes, with its module; `X` stands for what is filled in."""
    for module in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(module.read_text())):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Command" and node.args):
                continue
            words = node.args[0]
            if isinstance(words, ast.JoinedStr):
                parts = (str(part.value) if isinstance(part, ast.Constant) else "X" for part in words.values)
                yield str(module.relative_to(SOURCE)), "".join(parts)
            elif isinstance(words, ast.Constant):
                yield str(module.relative_to(SOURCE)), str(words.value)


def lacking(words: str) -> list[str]:
    """What keeps `itb words` from working as it is pasted: a flag that is not known, or one that lacks its value."""
    first, *rest = arranged(words.split())
    if first.startswith("-") or first not in {entry.name for entry in COMMANDS}:
        return []
    options = {name: option for option in LazyCommands()[first].params for name in option.opts if name.startswith("--")}
    wrong = [word for word in rest if re.search(r"[\[\]()<>|]", word)]
    for word, following in itertools.pairwise([*rest, "--"]):
        takes_value = word in options and not options[word].is_flag and (first, word) not in OPTIONAL_VALUES
        is_unknown = word.startswith("--") and word not in (*options, "--help", "--json")
        wrong += [word] if is_unknown or (takes_value and following.startswith("--")) else []
    return wrong


def test_every_command_that_is_told_works_as_it_is_pasted():
    told = [*told_commands()]
    assert len(told) > 100
    assert {(module, words): lacking(words) for module, words in told if lacking(words)} == {}


@pytest.mark.parametrize("words", ["setup --pump-model", "setup --pump-modl X", "log [DATE]", "log --alarm-date --dose 3"])
def test_the_search_finds_a_command_that_would_not_work(words):
    assert lacking(words)


@pytest.mark.parametrize("flags", [(), ("--more",), ("--plain", "--more")])
def test_no_id_of_a_source_stands_behind_a_command(tmp_path, flags):
    """Who copies a command to the end of its line would copy the ids too."""
    place = ("--file", str(tmp_path / "record.toml"))
    for words in (
        ("log", "2026-11-01", "--yes"),
        ("setup", "--clinic-phone", "555 0100"),
        ("event", "mri", "2026-11-20", "--yes"),
    ):
        assert main([*words, *place], fake_runtime(TODAY, environment={"TERM": "xterm"})) == 0
    for words in (
        ("status",),
        ("next-refill", "--why"),
        ("check", "hot", "tub"),
        ("card",),
        ("trip", "2026-12-01", "2026-12-20"),
    ):
        own = tuple(flag for flag in flags if flag != "--more" or words[0] != "next-refill")
        world = fake_runtime(TODAY, environment={"TERM": "xterm-256color", "COLUMNS": "400"}, is_terminal=True)
        main([*words, *own, *place], world)
        shown = re.sub(r"\x1b\[[\d;]*m", "", world.stdout.getvalue())  # type: ignore[attr-defined]
        assert not re.search(r"\bitb [^.:\n]*\[(?:S\d|own)", shown), words
