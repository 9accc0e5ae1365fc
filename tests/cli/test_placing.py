"""Days, times and units where people put them; what has two meanings stays refused."""

from datetime import date

import pytest

from itb_cli.cli.words.placing import placed

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        (("log", "20", "Nov", "2026"), ("log", "2026-11-20")),
        (("log", "3", "weeks", "ago"), ("log", "2026-11-01")),
        (("log", "November", "20,", "2026", "--dose", "300"), ("log", "2026-11-20", "--dose", "300")),
        (("event", "mri", "2026-11-20"), ("event", "mri", "--on", "2026-11-20")),
        (("event", "fall", "20", "Nov", "2026"), ("event", "fall", "--on", "2026-11-20")),
        (("book", "2026-12-15", "10:30", "AM"), ("book", "2026-12-15", "--at", "10:30")),
        (("book", "15", "Dec", "2026", "14:05"), ("book", "2026-12-15", "--at", "14:05")),
        (("dose", "300", "mcg"), ("dose", "300")),
        (("dose", "300", "mcg", "2026-11-20"), ("dose", "300", "--on", "2026-11-20")),
        (("dose", "300", "mcg/day", "20", "Nov", "2026"), ("dose", "300", "--on", "2026-11-20")),
        (("dose", "300", "yesterday"), ("dose", "300", "--on", "yesterday")),
    ],
)
def test_what_is_typed_where_people_put_it_is_stored_as_with_its_flag(run, tmp_path, typed, same):
    stored = []
    for name, words in (("typed", typed), ("flags", same)):
        file = tmp_path / name / "record.toml"
        run("log", "2026-09-01", "--alarm-date", "2026-12-20", "--dose", "250", "--file", str(file), "--yes")
        run(*words, "--file", str(file), "--yes")
        stored.append([line for line in file.read_text().splitlines() if not line.startswith("id =")])
    assert stored[0] == stored[1]
    assert len(stored[0]) > 5


@pytest.mark.parametrize(
    "typed",
    [
        ("log", "2026-09-01", "2026-09-02"),
        ("log", "03/04/2026", "20"),
        ("dose", "300", "ml"),
        ("dose", "300", "400"),
        ("dose", "300", "mcg", "per", "week"),
        ("event", "mri", "tired"),
        ("book", "2026-12-15", "10:30", "Riverside"),
        ("book", "2026-12-15", "2026-12-16"),
        ("trip", "5", "dec", "2026"),
        ("trip", "2026-12-05", "2026-12-12", "2026-12-13"),
    ],
)
def test_what_has_no_one_meaning_stays_as_typed_and_is_refused(run, record, typed):
    assert placed(typed, TODAY) == list(typed)
    run(*typed, "--yes", code=2)
    assert not record.parent.exists()


@pytest.mark.parametrize(
    "typed",
    [
        ("5", "dec", "2026", "12", "December", "2026"),
        ("from", "2026-12-05", "to", "2026-12-12"),
        ("2026-12-05", "until", "12 dec 2026"),
        ("in", "13", "days", "in", "20", "days"),
    ],
)
def test_the_two_days_of_a_trip_are_read_as_they_are_said(run, typed):
    run("log", "2026-09-01", "--alarm-date", "2026-12-20")
    assert run("trip", *typed, "--flying").out == run("trip", "2026-12-05", "2026-12-12", "--flying").out


def test_a_missing_argument_is_answered_with_an_example(run):
    said = " ".join(run("dose", code=2).err.split())
    assert "For example: itb dose 400 --on 2026-10-01 --alarm-date 2026-12-11. To see what can be typed: itb --help." in said
    assert "For example: itb trip " in " ".join(run("trip", code=2).err.split())


@pytest.mark.parametrize(
    "words",
    [("dose", "300", "mcg", "2026-11-20"), ("event", "fall", "20", "Nov", "2026"), ("book", "15", "Dec", "2026", "10:30")],
)
@pytest.mark.parametrize("before", [("--file", "RECORD"), ("--plain",), ("--file", "RECORD", "--no-color")])
def test_an_option_before_the_command_changes_nothing_of_where_days_are_read(run, record, before, words):
    run("log", "2026-09-01", "--dose", "290", "--yes")
    before = [str(record) if word == "RECORD" else word for word in before]
    assert run(*before, *words, "--yes").out.startswith("SAVED: ")
