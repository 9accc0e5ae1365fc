"""`itb diary`: a day is written down, signs are answered first, and nothing of it reaches the dates."""

import json
import tomllib
from datetime import date

import pytest

from conftest import text
from itb_cli.domain.record import DiaryEntry, Record
from itb_cli.errors import RecordUnreadableError
from itb_cli.storage.limits import MOST_ENTRIES, check_entries

NO_SIGN = ("diary", "add", "--spasms", "1", "--tightness", "4", "--sleep", "7.5", "--note", "a good day")


@pytest.fixture
def stored(record):
    return lambda: tomllib.loads(record.read_text(encoding="utf-8")).get("diary_entries", [])


def test_a_day_is_stored_with_all_that_was_typed(run, stored):
    assert run(*NO_SIGN).out == text(
        """
        SAVED: Diary of Sunday 22 November 2026 (today).

        Spasms: 1 of 4 (mild spasms, only when something sets them off)
        Tightness: 4 of 10
        Sleep: 7.5 hours
        Note: a good day

        A diary says nothing about your pump. Symptoms beat dates. Any sign of trouble? Type: itb emergency
        All of it, drawn: itb diary
        To take this back: itb undo
        """
    )
    assert [(item["on"].isoformat(), item["spasms"], item["tightness"], item["note"]) for item in stored()] == [
        ("2026-11-22", 1, 4, "a good day")
    ]


def test_zero_is_stored_and_shown_as_zero(run, stored):
    run("diary", "add", "--spasms", "0", "--tightness", "0", "--sleep", "0")
    assert (stored()[0]["spasms"], stored()[0]["tightness"], stored()[0]["sleep_hours"]) == (0, 0, 0)
    assert "spasms 0 of 4; tightness 0 of 10; sleep 0 hours" in run("diary").out


@pytest.mark.parametrize(
    ("words", "first"),
    [
        (("--note", "itching all over"), "CALL NOW: Itching"),
        (("--note", "hardly breathing"), "EMERGENCY: Slow, shallow or hard breathing"),
        (("--spasms", "4"), "CALL NOW: Tight muscles or spasms coming back"),
        (("--sleep", "16"), "EMERGENCY: "),
    ],
)
def test_a_sign_is_answered_first_and_the_day_is_stored(run, stored, words, first):
    out = run("diary", "add", *words).out
    assert out.startswith(first)
    assert out.index("What to do:") < out.index("SAVED: ")
    assert len(stored()) == 1


def test_spasms_that_got_worse_are_answered(run):
    run("diary", "add", "yesterday", "--spasms", "1")
    out = run("diary", "add", "--spasms", "3").out
    assert out.startswith("CALL NOW: Tight muscles or spasms coming back\n")
    assert "What you wrote down: spasms 3 of 4, up from 1." in out
    assert "No checked source has a limit." in out


def test_the_list_begins_with_the_signs_of_its_newest_days(run):
    run("diary", "add", "2026-11-20", "--note", "itching")
    run("diary", "add", "--sleep", "8")
    assert run("diary").out.startswith("CALL NOW: Itching\n")
    assert run("diary", "--since", "2026-11-22").out.startswith("CALL NOW: Itching\n"), "whatever was asked for"
    assert run("diary", "--as-of", "2026-11-19").out.startswith("DIARY: "), "not yet written then"


def test_a_second_entry_of_a_day_is_asked_about_but_a_sign_never_waits(run, stored):
    run("diary", "add", "--spasms", "1")
    assert "already" in run("diary", "add", "--sleep", "7", code=5).err
    assert len(stored()) == 1
    run("diary", "add", "--sleep", "7", typed="y\n", is_terminal=True)
    run("diary", "add", "--sleep", "6", "--yes")
    run("diary", "add", "--note", "itching")
    assert len(stored()) == 4


def test_complete_adds_what_is_missing_and_overwrites_nothing(run, stored):
    run("diary", "add", "--spasms", "1")
    run("diary", "add", "--sleep", "7", "--complete")
    assert [(item["spasms"], item["sleep_hours"]) for item in stored()] == [(1, 7)]
    assert "another spasms already" in run("diary", "add", "--spasms", "2", "--complete", code=5).err
    assert "not clear" in run("diary", "add", "yesterday", "--spasms", "2", "--complete", code=5).err


@pytest.mark.parametrize(
    "words",
    [
        ("tomorrow", "--note", "itching"),
        ("--note", "itching", "--spasms", "7"),
        ("--note", "itching", "--complete"),
        ("03/04/2026", "--note", "itching"),
        ("tomorrow", "--spasms", "4"),
    ],
)
def test_where_a_sign_is_refused_help_comes_first(run, stored, record, words):
    err = run("diary", "add", *words, code=5).err
    assert "Call your pump clinic now, or type: itb emergency. " in err
    assert not record.exists()


@pytest.mark.parametrize(
    "words",
    [
        ("diary", "add"),
        ("diary", "--spasms", "1"),
        ("diary", "add", "--spasms", "1", "--since", "2026-01-01"),
        ("diary", "add", "--spasms", "1", "--as-of", "2026-11-01"),
        ("diary", "take"),
    ],
)
def test_words_that_do_not_fit(run, record, words):
    run(*words, code=2)
    assert not record.exists()


def test_a_day_still_to_come_is_refused(run, record):
    assert "lies in the future" in run("diary", "add", "tomorrow", "--spasms", "0", code=5).err
    assert "comes after today" in run("diary", "--since", "2026-12-01", code=5).err


def test_an_empty_diary_reassures_nobody(run):
    assert run("diary").out.startswith("NOTHING IN THE DIARY: No day is written down.\n")
    assert "Symptoms beat dates." in run("diary").out


def test_many_entries_are_listed_whole_and_drawn_by_the_worst_of_each_month(run, record):
    record.parent.mkdir(parents=True)
    rows = [
        f"[[diary_entries]]\non = 2026-{month:02}-{day:02}\nspasms = {int(day == 9)}\n"
        for month in (9, 10)
        for day in range(1, 31)
    ]
    record.write_text("schema_version = 1\n" + "".join(rows), encoding="utf-8")
    out = run("diary").out
    assert out.count("\nDay: ") == 60
    assert "September 2026: 1 of 4, the most of 30 entries\nOctober 2026: 1 of 4, the most of 30 entries\n" in out


def test_the_scale_is_named_with_its_source(run):
    run("diary", "add", "--spasms", "1")
    assert "Spasms are on the Penn Spasm Frequency Scale: 0 no spasms," in run("diary").out
    assert "S118" in run("diary").out
    assert "National Institute of Neurological Disorders and Stroke" in run("sources", "S118").out


def test_it_can_be_corrected_removed_and_taken_back(run, stored):
    run("diary", "add", "--spasms", "1", "--note", "x")
    run("edit", "today", "--kind", "diary", "--spasms", "2", "--sleep", "7", "--note", "")
    assert (stored()[0]["spasms"], stored()[0]["sleep_hours"], "note" in stored()[0]) == (2, 7, False)
    run("edit", "today", "--spasms", "5", code=5)
    run("edit", "today", "--on", "2026-12-24", code=5)
    run("remove", "today", "--yes")
    assert not stored()
    run("undo")
    assert len(stored()) == 1


def test_a_day_with_a_refill_and_a_diary_entry_is_never_guessed(run):
    run("log", "2026-11-01")
    run("diary", "add", "2026-11-01", "--spasms", "1")
    assert "More than one entry" in run("remove", "2026-11-01", "--yes", code=5).err


def test_the_history_leaves_it_out_unless_asked(run):
    run("log", "2026-11-01")
    run("diary", "add", "--spasms", "1")
    assert "Diary" not in run("history").out
    assert json.loads(run("history", "--json").out)["data"]["diary_entries"] == 1
    assert "spasms 1 of 4" in run("history", "--kind", "diary").out


def test_it_goes_out_and_comes_back(run, record, tmp_path):
    run(*NO_SIGN)
    run("diary", "add", "2026-11-20", "--sleep", "7")
    before = run("diary", "--json").out
    for form in ("csv", "json"):
        place = tmp_path / f"out.{form}"
        run("export", form, "-o", str(place))
        other = tmp_path / form / "record.toml"
        run("import", str(place), "--yes", "--file", str(other))
        assert run("diary", "--json", "--file", str(other)).out == before
        assert "NOTHING TO IMPORT" in run("import", str(place), "--yes").out


def test_two_entries_of_one_day_do_not_stand_in_each_others_way_at_an_import(run, tmp_path):
    place = tmp_path / "in.csv"
    place.write_text("kind,on,spasms\r\ndiary,2026-11-20,2\r\ndiary,1999-01-01,0\r\n", encoding="utf-8")
    run("setup", "--implanted-on", "2020-01-01")
    run("diary", "add", "2026-11-20", "--spasms", "1")
    run("import", str(place), "--yes")
    assert len(json.loads(run("diary", "--json").out)["data"]["entries"]) == 3


@pytest.mark.parametrize("cell", ["5", "-1", "1.5", "x"])
def test_a_figure_off_its_scale_is_not_imported(run, record, tmp_path, cell):
    place = tmp_path / "in.csv"
    place.write_text(f"kind,on,spasms\r\ndiary,2026-11-20,{cell}\r\n", encoding="utf-8")
    assert "column spasms" in run("import", str(place), "--yes", code=5).err


@pytest.mark.parametrize(
    "line", ["spasms = 5", "spasms = -1", "spasms = true", "spasms = 1.0", "tightness = 11", "sleep_hours = 25"]
)
def test_a_record_with_a_figure_off_its_scale_is_damaged_and_stays_as_it_is(run, record, line):
    record.parent.mkdir(parents=True)
    record.write_text(f"schema_version = 1\n[[diary_entries]]\non = 2026-11-20\n{line}\n", encoding="utf-8")
    before = record.read_bytes()
    assert "line 4" in run("diary", code=4).err
    assert record.read_bytes() == before


def test_a_table_called_diary_of_another_program_is_still_kept(run, record):
    record.parent.mkdir(parents=True)
    record.write_text('schema_version = 1\n[diary.2026]\n"a year" = true\n', encoding="utf-8")
    run("diary", "add", "--spasms", "1")
    assert tomllib.loads(record.read_text(encoding="utf-8"))["diary"] == {"2026": {"a year": True}}


def test_doctor_sees_a_day_that_cannot_be_right(run, record):
    record.parent.mkdir(parents=True)
    record.write_text("schema_version = 1\n[[diary_entries]]\non = 2027-11-20\nspasms = 1\n", encoding="utf-8")
    assert "Diary of 20 November 2027" in run("doctor", code=4).out


def test_machines_get_reasons_and_topics(run):
    run("diary", "add", "--spasms", "4", "--note", "itching")
    data = json.loads(run("diary", "--json").out)["data"]
    assert [reason["why"] for reason in data["signs"]["reasons"]] == ["spasms_most", "note"]
    assert [topic["id"] for topic in data["signs"]["topics"]] == ["itching", "spasms-returning"]
    assert (data["signs_until"], data["entries_in_all"]) == ("2026-11-22", 1)


def test_more_days_than_a_life_has_are_no_record():
    day = DiaryEntry("d", date(2026, 11, 20))
    check_entries(Record(diary_entries=(day,) * MOST_ENTRIES))
    with pytest.raises(RecordUnreadableError):
        check_entries(Record(diary_entries=(day,) * (MOST_ENTRIES + 1)))
