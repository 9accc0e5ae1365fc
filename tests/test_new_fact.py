"""A fact of an entry that nobody thought of: every fact has a row, and a new one in a copy of the source is found everywhere."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from itb_cli.cli.commands import edit
from itb_cli.domain.entries import KINDS, Kind
from itb_cli.domain.entry_facts import FACTS
from itb_cli.domain.stricter import rule_of
from itb_cli.services.entries.history import HistoryEntry

SOURCE = Path(__file__).parent.parent / "src"
ROW = """\
    Fact(
        "withdrawn_ml",
        "withdrawn",
        _without_day(parse_volume),
        spoken_volume,
        "withdrawn ",
        stricter=min,
        label="withdrawn, in mL",
    ),
"""
FIELD = "    withdrawn_ml: Decimal | None = None\n"
"""What a new fact takes: a row, and a field in each kind that has it."""
WRITTEN = {
    "Refill": ("log", "today"),
    "DoseChange": ("dose", "300", "--on", "today"),
    "Appointment": ("book", "in 10 days"),
    "Event": ("event", "fall", "--on", "today"),
    "DiaryEntry": ("diary", "add", "today"),
}
"""How each kind is written down."""
EDITOR = """\
import sys
from pathlib import Path
record = Path(sys.argv[1])
record.write_text(record.read_text(encoding="utf-8").replace("withdrawn_ml = 4", "withdrawn_ml = 5"), encoding="utf-8")
"""
RECORD = 'schema_version = 1\n[[refills]]\nid = "one"\non = 2026-09-01\nalarm_date = 2026-12-10\nwithdrawn_ml = 2\n'


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.label)
def test_every_fact_of_an_entry_has_a_row_in_the_table(kind: Kind):
    assert set(kind.type_.__annotations__) - {"extra"} <= {fact.field for fact in FACTS}


def test_every_row_is_told_in_the_history_and_corrected_by_a_flag_of_its_own():
    assert {fact.column or fact.field for fact in FACTS} <= set(HistoryEntry._fields)
    assert {fact.flag for fact in FACTS if fact.flag} <= set(edit.run.parameters)
    assert {fact.field for fact in FACTS if not fact.flag} == {"id", "kind", "status"}


def test_every_fact_from_which_an_answer_follows_has_a_stricter_value():
    counted = {(row.list_, field) for row in KINDS.values() if row.is_counted for field in row.type_.__annotations__}
    without = {name for where, name in counted if rule_of(where, name) is None}
    assert without == {"id", "extra"}, "each fact of a refill, a dose change or an event needs `stricter` in entry_facts.py"


@pytest.fixture
def new_fact(tmp_path: Path):
    """The program with a made-up fact of every kind of entry."""
    copy = tmp_path / "src"
    shutil.copytree(SOURCE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    table, record = copy / "itb_cli/domain/entry_facts.py", copy / "itb_cli/domain/record.py"
    table.write_text(table.read_text(encoding="utf-8").replace("FACTS = (\n", f"FACTS = (\n{ROW}"), encoding="utf-8")
    held = record.read_text(encoding="utf-8")
    for kind in WRITTEN:
        before, found, after = held.partition(f"class {kind}(NamedTuple):\n")
        assert found
        held = before + found + after.replace("    extra: Extra", f"{FIELD}    extra: Extra", 1)
    record.write_text(held, encoding="utf-8")
    editor = tmp_path / "editor.py"
    editor.write_text(EDITOR, encoding="utf-8")
    home = os.environ | {
        "PYTHONPATH": str(copy),
        "PYTHONUTF8": "1",
        "HOME": str(tmp_path),
        "VISUAL": f"{sys.executable} {editor.as_posix()}",
        "XDG_DATA_HOME": str(tmp_path),
    }

    def run(record: Path, *words: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "itb_cli", *words, "--file", str(record)],
            env=home,
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )
        return done.stdout + done.stderr

    return run


@pytest.mark.slow
def test_a_new_fact_is_kept_told_exported_imported_corrected_and_joined(new_fact, tmp_path: Path):
    mine, other = tmp_path / "mine.toml", tmp_path / "other.toml"
    mine.write_text(RECORD, encoding="utf-8")
    assert "withdrawn 2 mL" in new_fact(mine, "history")
    assert json.loads(new_fact(mine, "history", "--json"))["data"]["entries"][0]["withdrawn_ml"] == 2
    assert "withdrawn 2 mL" in new_fact(mine, "report")
    assert json.loads(new_fact(mine, "report", "--json"))["data"]["refills"][0]["withdrawn_ml"] == 2
    assert "withdrawn 2 mL" not in (shared := new_fact(mine, "report", "--redact"))
    assert "alarm date 10 December 2026" in shared
    assert json.loads(new_fact(mine, "report", "--redact", "--json"))["data"]["refills"][0]["withdrawn_ml"] is None
    for form in ("json", "csv"):
        made = tmp_path / f"export.{form}"
        new_fact(mine, "export", form, "--output", str(made))
        brought = tmp_path / f"from-{form}.toml"
        new_fact(brought, "import", str(made), "--yes")
        assert "withdrawn_ml = 2\n" in brought.read_text(encoding="utf-8")
    new_fact(mine, "edit", "one", "--note", "quiet", "--yes")
    assert 'note = "quiet"' in mine.read_text(encoding="utf-8")
    assert "withdrawn_ml = 2\n" in mine.read_text(encoding="utf-8")
    assert "--withdrawn" in new_fact(mine, "edit", "--help")
    assert "--withdrawn" in new_fact(mine, "log", "--help")
    new_fact(tmp_path / "new.toml", "log", "2026-09-01", "--withdrawn", "3 mL", "--yes")
    assert "withdrawn 3 mL" in new_fact(tmp_path / "new.toml", "history")
    told = new_fact(mine, "edit", "one", "--withdrawn", "4 mL", "--yes")
    assert "withdrawn 2 mL" in told
    assert "withdrawn 4 mL" in told
    by_hand = new_fact(mine, "edit", "--yes")
    assert "withdrawn 4 mL" in by_hand
    assert "withdrawn 5 mL" in by_hand
    assert "withdrawn 5 mL" in (taken_back := new_fact(mine, "undo"))
    assert "withdrawn 4 mL" in taken_back
    assert "withdrawn 2 mL" in (restored := new_fact(mine, "restore", "2", "--yes"))
    assert "withdrawn 4 mL" in restored
    other.write_text(RECORD.replace("withdrawn_ml = 2", "withdrawn_ml = 3"), encoding="utf-8")
    joined = new_fact(other, "restore", "--merge", str(mine), "--yes")
    assert "withdrawn, in mL: 2 (here: 3; in the copy: 2)" in joined
    assert "withdrawn_ml = 2\n" in other.read_text(encoding="utf-8")
    assert "cannot be read" in new_fact(_with(tmp_path, "withdrawn_ml = -1"), "history")


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.label)
def test_a_new_fact_is_typed_by_the_command_of_its_kind(new_fact, tmp_path: Path, kind: Kind):
    command, *rest = WRITTEN[kind.type_.__name__]
    assert "--withdrawn" in new_fact(tmp_path / "new.toml", command, "--help")
    stored = new_fact(tmp_path / "new.toml", command, *rest, "--withdrawn", "3 mL", "--yes")
    assert "Withdrawn: 3 mL" in stored
    assert "withdrawn_ml = 3\n" in (tmp_path / "new.toml").read_text(encoding="utf-8")
    told = new_fact(tmp_path / "new.toml", "history", "--kind", kind.label.split()[0].lower())
    assert "withdrawn 3 mL" in " ".join(told.split())


SETTING = """\
SETTINGS = (
    Setting(Group.PUMP, "lot", "--pump-lot", "Lot of the pump", _text, "It stands on the box."),
"""


@pytest.mark.slow
def test_a_new_setting_is_asked_kept_exported_taken_back_and_shared_with_nobody(new_fact, tmp_path: Path):
    table, record = (tmp_path / "src/itb_cli/domain" / name for name in ("settings.py", "record.py"))
    table.write_text(table.read_text(encoding="utf-8").replace("SETTINGS = (\n", SETTING, 1), encoding="utf-8")
    held = record.read_text(encoding="utf-8")
    record.write_text(
        held.replace("    model: str | None = None\n", "    model: str | None = None\n    lot: str | None = None\n")
    )
    mine = tmp_path / "mine.toml"
    mine.write_text(RECORD, encoding="utf-8")
    assert "L-77" in new_fact(mine, "setup", "--pump-lot", "L-77", "--yes")
    assert 'lot = "L-77"\n' in mine.read_text(encoding="utf-8")
    made, brought = tmp_path / "export.json", tmp_path / "brought.toml"
    new_fact(mine, "export", "json", "--output", str(made))
    new_fact(brought, "import", str(made), "--yes")
    assert 'lot = "L-77"\n' in brought.read_text(encoding="utf-8")
    assert "REPORT" in new_fact(mine, "report")
    for shared in (new_fact(mine, "report", "--redact"), new_fact(mine, "report", "--redact", "--json")):
        assert "2026" in shared
        assert "L-77" not in shared
    assert "Lot of the pump" in new_fact(mine, "undo")
    assert "lot" not in mine.read_text(encoding="utf-8")


def _with(folder: Path, line: str) -> Path:
    wrong = folder / "wrong.toml"
    wrong.write_text(RECORD.replace("withdrawn_ml = 2", line), encoding="utf-8")
    return wrong
