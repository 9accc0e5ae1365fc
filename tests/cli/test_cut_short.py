"""A record that was cut off never gives an answer, and what brings it back is offered."""

import sys

import pytest


@pytest.fixture
def cut(run, record):
    """The record of the issue, cut behind 45 of "dose = 450"; the bytes before and after."""
    run("setup", "--reservoir", "20 mL", "--alarm-volume", "2 mL")
    printed = ("--alarm-date", "2027-02-15", "--filled", "20 mL", "--strength", "2000 mcg per mL", "--dose", "250 mcg")
    run("log", "2026-09-10", *printed, "--yes")
    run("dose", "450", "--on", "2026-10-01", "--yes")
    whole = record.read_bytes()
    record.write_bytes(whole[: whole.index(b"= 450") + 4])
    return whole, record.read_bytes()


@pytest.mark.parametrize(
    "command", [("next-refill",), ("status",), ("history",), ("undo",), ("log", "2026-11-20"), ("calendar", "--ics", "-")]
)
def test_a_dose_of_450_that_was_cut_to_45_is_no_answer_and_restore_is_offered(run, record, cut, command):
    result = run(*command, code=4)
    assert "itb restore" in result.err
    assert "OK" not in result.out
    assert record.read_bytes() == cut[1]


def test_the_doctor_says_that_it_is_damaged(run, cut):
    shown = run("doctor", code=4)
    assert "cut off" in shown.out
    assert shown.out.startswith("NOT IN ORDER")


def test_restore_brings_the_whole_back(run, record, cut):
    run("restore", "3", "--yes")
    assert record.read_bytes() == cut[0]


def test_no_cut_of_a_record_gives_a_milder_answer_than_the_whole(run, record):
    run("log", "2026-09-01", "--alarm-date", "2027-02-15", "--yes")
    run("event", "mri", "--on", "2026-11-20")
    whole = record.read_bytes()
    for size in range(len(whole) - 1):
        record.write_bytes(whole[:size])
        run("next-refill", code=4)
    record.write_bytes(whole)
    run("next-refill", code=3)


# --- itb edit puts the closing line back


@pytest.fixture
def editor(tmp_path):
    """An editor that replaces the copy by what is given; None leaves it as it is."""

    def of(data):
        script = tmp_path / "editor.py"
        new = tmp_path / "new.toml"
        if data is not None:
            new.write_bytes(data)
        script.write_text(f"import shutil, sys\nif {data is not None}: shutil.copyfile({str(new)!r}, sys.argv[1])\n")
        return {"VISUAL": f"{sys.executable} {script}"}

    return of


def test_edit_asks_whether_all_is_there_and_puts_the_line_back(run, record, editor):
    run("log", "2026-09-01", "--alarm-date", "2027-02-15", "--yes")
    whole = record.read_bytes()
    record.write_bytes(whole[: whole.rstrip().rindex(b"\n")])
    result = run("edit", environment=editor(None), is_terminal=True, typed="y\ny\ny\n")
    assert "last line" in result.err + result.out
    assert record.read_bytes() == whole


@pytest.mark.parametrize("answer", ["n\nn\n", "\nn\n", ""])
def test_edit_saves_no_cut_record_unless_somebody_says_that_all_is_there(run, record, editor, cut, answer):
    run("edit", environment=editor(None), is_terminal=True, typed=answer, code=4)
    assert record.read_bytes() == cut[1]


def test_yes_beforehand_is_no_word_about_what_is_missing(run, record, editor, cut):
    run("edit", "--yes", environment=editor(None), code=4)
    assert record.read_bytes() == cut[1]


def test_edit_of_a_cut_record_mends_it_once_the_closing_line_is_typed(run, record, editor, cut):
    run("edit", "--yes", environment=editor(cut[0]))
    assert record.read_bytes() == cut[0]


def test_a_cut_old_record_that_is_said_to_be_whole_is_saved_as_it_is(run, record, editor):
    run("log", "2026-06-01", "--yes")
    run("log", "2026-09-01", "--alarm-date", "2027-02-15", "--yes")
    newest = max(record.with_name("record.toml.generations").iterdir())
    lines = newest.read_text().rstrip().splitlines()
    newest.write_text("\n".join(["# Kept by itb.", *lines[1:-1]]))
    text = newest.read_text()
    record.write_text(text[: text.index("alarm_date")])
    run("next-refill", code=4)
    run("edit", environment=editor(None), is_terminal=True, typed="y\ny\ny\ny\n")
    assert "alarm_date" not in record.read_text()
    run("next-refill")
