"""What holds the house up: import rules, one writer, one clock, names, sizes; each rule is also broken once on purpose."""

import ast
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src"
PACKAGE = SOURCE / "itb_cli"
TESTS = ROOT / "tests"
MODULES = {path.relative_to(PACKAGE).as_posix(): path.read_text(encoding="utf-8") for path in sorted(PACKAGE.rglob("*.py"))}
CONTRACTS = [
    contract["name"]
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
]
TOP_LEVEL = {
    ".ci",
    ".github",
    ".gitignore",
    ".pre-commit-config.yaml",
    "CHANGELOG.md",
    "LICENSE",
    "README.md",
    "completions",
    "pyproject.toml",
    "src",
    "tests",
}
PAPERS = (".github/CONTRIBUTING.md", "src/itb_cli/README.md", "src/itb_cli/content/README.md", "tests/README.md")
SHORT = {"README.md": 120, ".github/CONTRIBUTING.md": 80}
"""The most lines of a paper that everybody reads first."""
LONGEST_MODULE = 260
DRAWERS = {"common", "helper", "helpers", "manager", "managers", "misc", "util", "utils"}
WRITERS = {"cli/show.py", "cli/main.py", "cli/runtime.py", "cli/asking/dialogue.py"}
CLOCKS = {"cli/runtime.py"}
LIBRARYS_OWN_VALUES = {"domain/values.py", "services/entries/history.py", "services/papers/report_entries.py"}
"""For the type checker; and classes that a table makes, which no usual command loads."""
STREAMS = {"stdout", "stderr", "stream", "__stdout__", "__stderr__"}
CLOCK_READINGS = {"today", "now", "utcnow", "fromtimestamp", "utcfromtimestamp", "time", "time_ns", "localtime", "gmtime"}
CLOCK_OWNERS = {"date", "datetime", "time"}

ONLY_SOME = {
    "PUMP_MAKERS": "a family of several makers",
    "_PLACE_WORDS": "people have names",
    "COUNTED": "dates that follow are named, not counted",
    "NEEDS": "only ways that need something said",
    "SAID_BY": "without a refill the headline asks",
    "DAYS_BEFORE": "a call is on the day of the file",
    "_PLACES": "shells whose folder is known",
    "_ALSO": "shells that want a line more",
    "_WORDS": "a folder open to others stops no save, and is advice",
    "REASONS": "in that state a reminder can wait",
}
"""Tables by a kind that hold some of its members on purpose, and why the others are left out."""
CORE = ("domain/", "services/", "pages/", "errors.py")
OUTSIDE_CALLS = {"open", "input", "print", "eval", "exec", "compile", "__import__", "breakpoint"}
RUFF = shutil.which("ruff", path=os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", ""))))

VIOLATIONS = {
    "a layer above": ("domain/text.py", "import itb_cli.services.outcome"),
    "the errors know somebody": ("errors.py", "import itb_cli.domain.text"),
    "a page knows a medium": ("pages/wording.py", "import itb_cli.render.lines"),
    "a service knows its page": ("services/outcome.py", "import itb_cli.pages.blocks"),
    "adapters know each other": ("content/loader.py", "import itb_cli.storage.migrations"),
    "a new part of no layer": ("drawer.py", '"""Anything."""'),
    "the domain reads files": ("domain/text.py", "import pathlib"),
    "a service reads the environment": ("services/outcome.py", "import os"),
    "a page reads a clock": ("pages/wording.py", "import time"),
    "the domain draws lots": ("domain/text.py", "import random"),
    "a calendar knows the record's file": ("calendars/ical.py", "import itb_cli.storage.paths"),
    "a renderer knows the framework": ("render/lines.py", "import typer"),
    "storage knows the other framework": ("storage/migrations.py", "import click"),
    "rich beside the screen": ("render/plain.py", "import rich.text"),
    "rich in a command": ("cli/show.py", "import rich.console"),
    "a circle": ("domain/statement.py", "import itb_cli.domain.topics"),
}
RUFF_VIOLATIONS = [
    ("TID251", "services/supply/status.py", "from datetime import date\n\nTODAY = date.today()\n"),
    ("TID251", "cli/call.py", "import click\n"),
    ("TID252", "services/supply/status.py", "from . import check\n"),
    ("TID253", "cli/show.py", "import rich\n"),
    ("TID253", "storage/record_reader.py", "import filelock\n"),
    ("TID253", "cli/calendars/calendar_file.py", "import icalendar\n"),
    ("PLC0415", "storage/record_reader.py", "def late():\n    import json\n"),
    ("T201", "services/supply/status.py", "print(1)\n"),
]
"""What the linter of single files has to find: rule, module, and a text that would stand there."""

needs_import_linter = pytest.mark.skipif(
    importlib.util.find_spec("importlinter") is None, reason="import-linter is not installed; it is in the dev extra"
)


@needs_import_linter
def test_the_import_rules_hold() -> None:
    code, broken, said = _linted(ROOT)
    assert (code, broken) == (0, set()), said


@pytest.mark.slow
@needs_import_linter
def test_each_import_rule_catches_what_breaks_it(tmp_path: Path) -> None:
    caught = {what: _caught(tmp_path / what.replace(" ", "-"), *broken) for what, broken in VIOLATIONS.items()}
    assert not [what for what, contracts in caught.items() if not contracts]
    assert set().union(*caught.values()) == set(CONTRACTS)


@pytest.mark.skipif(not RUFF, reason="ruff is not installed; it is in the dev extra")
@pytest.mark.parametrize(("rule", "module", "text"), RUFF_VIOLATIONS)
def test_ruff_catches_what_import_linter_cannot_see(rule: str, module: str, text: str) -> None:
    words = [str(RUFF), "check", "--quiet", "--output-format=concise", "--stdin-filename", str(PACKAGE / module), "-"]
    said = subprocess.run(words, cwd=ROOT, input=text, capture_output=True, encoding="utf-8", check=False).stdout
    assert f" {rule} " in said


def test_the_core_opens_asks_and_runs_nothing() -> None:
    core = {module: text for module, text in MODULES.items() if module.startswith(CORE)}
    assert len(core) > 100
    assert _offenders(core, _outside_calls) == {}


def test_only_the_edge_writes_to_a_stream() -> None:
    assert set(_offenders(MODULES, _stream_writes)) <= WRITERS


def test_only_the_runtime_reads_the_clock_and_it_does() -> None:
    assert set(_offenders(MODULES, _clock_readings)) == CLOCKS


def test_a_class_of_values_is_made_without_compiling_source() -> None:
    """`typing.NamedTuple` compiles a constructor for each class at every start: `domain/values.py`."""
    assert set(_offenders(MODULES, _librarys_own_values)) == LIBRARYS_OWN_VALUES
    assert list(_librarys_own_values("from typing import Any, NamedTuple"))
    assert list(_librarys_own_values("class A(typing.NamedTuple): ..."))
    assert list(_librarys_own_values("from dataclasses import dataclass"))


def test_one_place_among_the_tests_asks_for_today() -> None:
    texts = {path.relative_to(TESTS).as_posix(): path.read_text(encoding="utf-8") for path in sorted(TESTS.rglob("*.py"))}
    asking = _offenders(texts, lambda text: [find for find in _clock_readings(text) if "import" not in find])
    assert set(asking) <= {"shown_day.py", "benchmarks/prompt.py", "benchmarks/peers.py"}, (
        "show the day, or write days from shown_day.day_in"
    )


@pytest.mark.parametrize(
    "line",
    ["print('x')", "sys.stdout.write('x')", "runtime.stderr.writelines([])", "typer.echo('x')", "stream.write('x')"],
)
def test_the_search_for_writers_finds(line: str) -> None:
    assert list(_stream_writes(line))


@pytest.mark.parametrize(
    "line",
    [
        "date.today()",
        "datetime.date.today()",
        "datetime.datetime.now(UTC)",
        "time.time()",
        "date.fromtimestamp(0)",
        "import time",
    ],
)
def test_the_search_for_clocks_finds(line: str) -> None:
    assert list(_clock_readings(line))


@pytest.mark.parametrize("line", ["runtime.today", "as_of.today", "file.write(b'')", "Direction.now"])
def test_the_searches_let_values_pass(line: str) -> None:
    assert not [*_clock_readings(line), *_stream_writes(line)]


def test_a_module_opens_with_what_lives_there() -> None:
    assert [module for module, text in MODULES.items() if not ast.get_docstring(ast.parse(text))] == []


def test_a_condition_is_told_with_if() -> None:
    assert _offenders(MODULES, _conditions_told_as_places) == {}
    assert [*_conditions_told_as_places('"""Raises OSError where nobody may look; None where there is none."""')]
    assert not [*_conditions_told_as_places('"""None: it is not known where the record is."""')]


def test_a_module_stays_readable_in_one_go() -> None:
    lines = {module: len(text.splitlines()) for module, text in MODULES.items()}
    assert {module: number for module, number in lines.items() if number > LONGEST_MODULE} == {}


def test_no_module_is_a_drawer() -> None:
    paths = [*PACKAGE.rglob("*"), *(ROOT / "tests").rglob("*")]
    assert not [path for path in paths if path.stem in DRAWERS]


def test_a_command_has_the_same_name_at_every_layer() -> None:
    names = {Path(module).name for module in MODULES if module.startswith("cli/commands/") and "__init__" not in module}
    assert len(names) > 20
    for layer, elsewhere in (("services/", set()), ("pages/", {"remove.py"})):  # shows the page of `edit`
        assert names - {Path(module).name for module in MODULES if module.startswith(layer)} == elsewhere


def test_what_a_module_says_of_its_neighbours_is_there() -> None:
    """`services/record/doctor` or `storage.paths` in the text above a module, a class or a function."""
    assert _offenders(MODULES, _named_neighbours_that_are_gone) == {}
    assert [*_named_neighbours_that_are_gone('"""See `services/merge`."""')] == ["services/merge"]
    assert not [*_named_neighbours_that_are_gone('"""See `storage.paths` and `storage/migrations.py`."""')]


def test_every_suppressed_rule_states_its_reason() -> None:
    assert _offenders(MODULES, _suppressed_without_reason) == {}
    assert list(_suppressed_without_reason("x = 1  # noqa: ABC1"))
    assert not list(_suppressed_without_reason("x = 1  # noqa: ABC1  # a reason"))


def test_the_top_level_holds_what_the_design_names() -> None:
    assert _top_level() == TOP_LEVEL


def test_every_choice_in_pages_and_media_ends_in_a_case_for_all_that_is_left() -> None:
    """So that mypy finds a kind that was forgotten: `case _: assert_never(block)`."""
    modules = {module: text for module, text in MODULES.items() if module.startswith(("pages/", "render/"))}
    assert _offenders(modules, _open_choices) == {}
    assert list(_open_choices("match block:\n    case Facts():\n        pass"))
    assert list(_open_choices("match block:\n    case _ if block:\n        pass"))
    assert not list(_open_choices("match block:\n    case Facts():\n        pass\n    case _:\n        assert_never(block)"))


def test_a_table_by_the_members_of_a_kind_has_a_row_for_each() -> None:
    """So that a new state, event or way is missed at a desk and not by a person: `mypy` sees no gap in a table."""
    kinds = _kinds(MODULES.values())
    assert len(kinds) > 20
    gaps = {module: dict(_rows_missing(text, kinds)) for module, text in MODULES.items()}
    found = {name: missing for tables in gaps.values() for name, missing in tables.items()}
    assert {name: missing for name, missing in found.items() if name not in ONLY_SOME} == {}
    assert set(ONLY_SOME) - found.keys() == set()
    table = "WORDS = {Way.CRON: 1, Way.SHELL: 2}"
    assert dict(_rows_missing(table, [("Way", {"CRON", "SHELL", "LAUNCHD"})])) == {"WORDS": {"LAUNCHD"}}


def test_mypy_finds_a_kind_of_block_that_a_medium_forgets(tmp_path: Path) -> None:
    if not importlib.util.find_spec("mypy"):
        pytest.skip("mypy is not installed")
    shutil.copytree(SOURCE, tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    medium = tmp_path / "src" / "itb_cli" / "render" / "markdown.py"
    whole = medium.read_text(encoding="utf-8")
    medium.write_text(
        whole.replace("case Gauge() | Chart() | Course() | Months():", "case Gauge() | Chart() | Months():"), encoding="utf-8"
    )
    assert medium.read_text(encoding="utf-8") != whole
    words = [
        sys.executable,
        "-m",
        "mypy",
        "--follow-imports=silent",
        "-m",
        "itb_cli.render.markdown",
        "--config-file",
        "mypy.ini",
    ]
    (tmp_path / "mypy.ini").write_text("[mypy]\nstrict = True\nmypy_path = src\nincremental = False\n", encoding="utf-8")
    ended = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert 'Argument 1 to "assert_never" has incompatible type "Course"' in ended.stdout


def test_the_papers_name_files_that_exist() -> None:
    papers = [ROOT / name for name in PAPERS if (ROOT / name).exists()]
    named = {
        paper: set(re.findall(r"`((?:[\w.-]+/)*[\w.-]*\w\.(?:py|toml|yml|yaml|md))`", paper.read_text(encoding="utf-8")))
        for paper in papers
    }
    assert sum(map(len, named.values())) > 100
    places = (ROOT, PACKAGE, ROOT / "completions")
    gone = {
        (paper.name, name)
        for paper in papers
        for name in named[paper]
        if not any((at / name).exists() for at in (paper.parent, *places))
    }
    assert gone == set()


def test_the_papers_for_everybody_stay_short() -> None:
    lines = {name: (ROOT / name).read_text(encoding="utf-8").count("\n") for name in SHORT if (ROOT / name).exists()}
    assert lines
    assert {name: many for name, many in lines.items() if many > SHORT[name]} == {}


def _kinds(texts: Iterable[str]) -> list[tuple[str, set[str]]]:
    """Our kinds: the name of each, and of its members. Two may have one name."""
    classes = (node for text in texts for node in ast.walk(ast.parse(text)) if isinstance(node, ast.ClassDef))
    kinds = (node for node in classes if {base.id for base in node.bases if isinstance(base, ast.Name)} & {"StrEnum", "IntEnum"})
    return [(kind.name, {item.targets[0].id for item in kind.body if isinstance(item, ast.Assign)}) for kind in kinds]


def _rows_missing(text: str, kinds: list[tuple[str, set[str]]]) -> Iterator[tuple[str, set[str]]]:
    """Tables with two members or more of one kind as keys: their names, and the members that no key is."""
    for node in ast.parse(text).body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Dict):
            keys = [key for key in node.value.keys if isinstance(key, ast.Attribute) and isinstance(key.value, ast.Name)]
            named, owners = {key.attr for key in keys}, {key.value.id for key in keys}
            target = node.target if isinstance(node, ast.AnnAssign) else node.targets[0]
            members = next((members for name, members in kinds if {name} == owners and named <= members), None)
            if members and len(named) > 1 and named != members and isinstance(target, ast.Name):
                yield target.id, members - named


def _conditions_told_as_places(text: str) -> Iterator[str]:
    for line in text.splitlines():
        yield from re.findall(r"(?:\w+Error|None|False|True|empty|nothing|exit code \d) (?:also |only )?where\b.*", line)


def _named_neighbours_that_are_gone(text: str) -> Iterator[str]:
    layers = "|".join(sorted({Path(module).parts[0] for module in MODULES if "/" in module}))
    nodes = (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef))
    for said in filter(None, map(ast.get_docstring, nodes)):
        for name in re.findall(rf"`((?:{layers})(?:[./]\w+)+)`", said):
            place = name.removesuffix(".py").replace(".", "/")
            there = (PACKAGE / place, PACKAGE / f"{place}.py", PACKAGE / f"{place.rpartition('/')[0]}.py")
            if not any(path.exists() for path in there):
                yield name


def _open_choices(text: str) -> Iterator[str]:
    """Every `match` whose last case does not take all that is left."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Match):
            last = node.cases[-1]
            if last.guard is not None or not (isinstance(last.pattern, ast.MatchAs) and last.pattern.pattern is None):
                yield f"line {node.lineno}: match {ast.unparse(node.subject)}"


def _top_level() -> set[str]:
    """What git keeps or would keep; skips if the tests do not lie in a clone."""
    if not (ROOT / ".git").exists() or not shutil.which("git"):
        pytest.skip("this is no clone, or git is not installed")
    words = ["git", "-c", "safe.directory=*", "ls-files", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    return {name.partition("/")[0] for name in names if (ROOT / name).exists()}


def _copy_with(folder: Path, module: str, line: str) -> Path:
    """A copy of the package and its rules in which `module` ends with one more line."""
    shutil.copytree(SOURCE, folder / "src", ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    target = folder / "src" / "itb_cli" / module
    with target.open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")
    return folder


def _caught(folder: Path, module: str, line: str) -> set[str]:
    """The names of the contracts that one more line in `module` breaks."""
    code, broken, said = _linted(_copy_with(folder, module, line))
    assert code != 0, f"not caught: {line} in {module}\n{said}"
    return broken


def _linted(folder: Path) -> tuple[int, set[str], str]:
    """Exit code, names of the broken contracts, and all that import-linter said of the package under `folder`."""
    linter = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    ended = subprocess.run(
        [sys.executable, "-c", linter, "--no-cache", "--config", str(folder / "pyproject.toml")],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(folder / "src"), "COLUMNS": "200", "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    said = ended.stdout + ended.stderr
    return ended.returncode, {name for name in CONTRACTS if f"{name} BROKEN" in said}, said


def _offenders(modules: dict[str, str], search: Callable[[str], Iterable[str]]) -> dict[str, list[str]]:
    """What a search finds, by module; a module without any is left out."""
    found = {module: list(search(text)) for module, text in modules.items()}
    return {module: finds for module, finds in found.items() if finds}


def _suppressed_without_reason(text: str) -> Iterator[str]:
    suppressed = [line for line in text.splitlines() if re.search(r"#\s*(noqa|type: ignore)", line)]
    yield from (line for line in suppressed if not re.search(r"#\s*(noqa: |type: ignore\[)[^#]+  # \w", line))


def _librarys_own_values(text: str) -> Iterator[str]:
    """What makes classes from source text: typing's NamedTuple, namedtuple, dataclass."""
    for node in ast.walk(ast.parse(text)):
        match node:
            case ast.ImportFrom(module="typing" | "collections" | "dataclasses", names=names):
                made = {name.name for name in names} & {"NamedTuple", "namedtuple", "dataclass"}
                yield from (f"line {node.lineno}: {name}" for name in made)
            case ast.Attribute(attr="NamedTuple" | "namedtuple" | "dataclass"):
                yield f"line {node.lineno}: {node.attr}"


def _outside_calls(text: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(text)):
        match node:
            case ast.Call(func=ast.Name(id=name)) if name in OUTSIDE_CALLS:
                yield f"line {node.lineno}: {ast.unparse(node)}"


def _stream_writes(text: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(text)):
        match node:
            case ast.Call(func=ast.Name(id="print")) | ast.Call(func=ast.Attribute(attr="echo" | "secho")):
                yield f"line {node.lineno}: {ast.unparse(node)}"
            case ast.Call(func=ast.Attribute(value=owner, attr="write" | "writelines")) if _last_name(owner) in STREAMS:
                yield f"line {node.lineno}: {ast.unparse(node)}"


def _clock_readings(text: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(text)):
        match node:
            case ast.Attribute(value=owner, attr=attr) if attr in CLOCK_READINGS and _last_name(owner) in CLOCK_OWNERS:
                yield f"line {node.lineno}: {ast.unparse(node)}"
            case ast.Import(names=names) if any(name.name == "time" for name in names):
                yield f"line {node.lineno}: {ast.unparse(node)}"
            case ast.ImportFrom(module="time"):
                yield f"line {node.lineno}: {ast.unparse(node)}"


def _last_name(node: ast.AST) -> str:
    """`stdout` of `runtime.stdout`, `date` of `datetime.date`."""
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""
