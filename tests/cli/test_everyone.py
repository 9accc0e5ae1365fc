"""`itb status --all`: everybody who is recorded, the most urgent first, nobody hidden."""

import json
from datetime import date

import pytest

from conftest import text

SYMPTOMS = (
    "Symptoms beat dates. Itching, tightness or spasms coming back, fever, confusion, heavy sleepiness or slow breathing: "
    "do not wait for any date. [S04, S10, S30, S35] Type: itb emergency\n"
)


@pytest.fixture
def people(record):
    return record.parent / "people"


@pytest.fixture
def everybody(home, people):
    home("log", "2026-10-10", "--alarm-date", "2027-02-10")
    home("setup", "--name", "Robin Roe")
    home("setup", "--person", "Alex", "--name", "Alex Reed")
    home("log", "2026-09-01", "--alarm-date", "2026-12-10", "--person", "alex")
    home("log", "2026-06-01", "--alarm-date", "2026-09-10", "--person", "zoë", "--yes")
    home("setup", "--person", "kim", "--name", "Kim")
    (people / "sam.toml").write_text("x", encoding="utf-8")


def test_the_most_urgent_come_first_and_a_record_that_cannot_be_read_is_unknown(home, everybody):
    assert home("status", "--all").out == text(
        """
        CALL NOW: zoë. Call your pump clinic now, at any hour. No answer, or any sign of trouble? Get emergency help. Type: itb emergency --person zoë
        83 days past the refill-by date.
        Refill by: Monday 31 August 2026
        Alarm date: Thursday 10 September 2026

        UNKNOWN: kim. No refill is recorded. Look at your clinic's printout, then type: itb log --person kim
        Refill by: Unknown
        Alarm date: Unknown

        UNKNOWN: sam. This record cannot be read. Go by the clinic's printout. To see why, type: itb status --person sam

        BOOK NOW: alex (Alex Reed). Call your pump clinic. Ask for a refill by Monday 30 November 2026.
        8 days left to the refill-by date.
        Refill by: Monday 30 November 2026
        Alarm date: Thursday 10 December 2026

        DATES OK: Robin Roe (main record). Book your refill by Friday 15 January 2027.
        70 days left to the refill-by date.
        Refill by: Sunday 31 January 2027
        Alarm date: Wednesday 10 February 2027

        5 records are listed, the most urgent first. More about one of them: itb status --person NAME

        """
    ) + SYMPTOMS + (
        "\nCALL NOW: zoë. Call your pump clinic now, at any hour. No answer, or any sign of trouble? Get emergency help. "
        "Type: itb emergency --person zoë. Symptoms beat dates.\n"
    )


def test_nobody_is_recorded(home, record):
    assert home("status", "--all", code=3).out == (
        "UNKNOWN: Nobody is recorded yet. To start a record, type: itb setup --person NAME\n\n" + SYMPTOMS
    )
    home("status", "--all", "--exit-code", code=3)
    assert not record.parent.exists()


def test_one_person_alone_is_listed_too(home):
    home("log", "2026-10-10", "--alarm-date", "2027-02-10", "--person", "alex", "--yes")
    assert (
        home("status", "--all").out
        == text(
            """
        DATES OK: alex. Book your refill by Friday 15 January 2027.
        70 days left to the refill-by date.
        Refill by: Sunday 31 January 2027
        Alarm date: Wednesday 10 February 2027

        1 record is listed, the most urgent first. More about one of them: itb status --person NAME

        """
        )
        + SYMPTOMS
    )


@pytest.mark.parametrize("columns", ["40", "80", "120"])
def test_on_a_screen_every_person_has_a_state_and_no_line_is_too_wide(home, everybody, columns):
    shown = home("status", "--all", "--no-color", is_terminal=True, environment={"COLUMNS": columns}).out
    assert [line.partition("   ")[0] for line in shown.split("\n") if "   " in line] == [
        *("CALL NOW", "UNKNOWN", "UNKNOWN", "BOOK NOW", "DATES OK"),
    ]
    assert max(map(len, shown.split("\n"))) <= int(columns)


def test_for_machines_everybody_has_a_state_and_no_path(home, record, everybody):
    out = home("status", "--all", "--json").out
    envelope = json.loads(out)
    assert (envelope["command"], envelope["person"], envelope["state"]) == ("status", None, "critical")
    people = envelope["data"]["people"]
    assert [(one["person"], one["name"], one["place"], one["file"], one["state"], one["error"]) for one in people] == [
        ("zoë", None, "people", "zoë.toml", "critical", None),
        ("kim", "Kim", "people", "kim.toml", "unknown", None),
        ("sam", None, "people", "sam.toml", "unknown", "record_damaged"),
        ("alex", "Alex Reed", "people", "alex.toml", "soon", None),
        (None, "Robin Roe", "main", "record.toml", "ok", None),
    ]
    assert people[3] == {
        "person": "alex",
        "name": "Alex Reed",
        "place": "people",
        "file": "alex.toml",
        "state": "soon",
        "error": None,
        "refill_by": "2026-11-30",
        "days_left": 8,
        "book_by": "2026-11-16",
        "alarm_date": "2026-12-10",
        "empty_date": None,
        "origin": "clinic_alarm_date",
        "appointment": None,
        "doubts": [],
    }
    assert str(record.parent) not in out
    assert [notice["code"] for notice in envelope["notices"]] == ["symptoms_beat_dates"]


def test_the_exit_code_tells_the_gravest_state_where_it_is_asked_for(home, everybody, people):
    home("status", "--all", "--exit-code", code=12)
    home("status", "--all", "--json", "--exit-code", code=12)
    (people / "zoë.toml").unlink()
    for left in (people / "zoë.toml.generations").iterdir():
        left.unlink()
    home("status", "--all", "--exit-code", code=3)
    for name in ("kim", "sam"):
        (people / f"{name}.toml").write_text("schema_version = 1\n[[refills]]\non = 2026-10-10\nalarm_date = 2027-02-10\n")
    home("status", "--all", "--exit-code", code=10)
    home("status", "--all")


def test_another_day_says_so_with_every_person(home, everybody):
    shown = home("status", "--all", "--as-of", "2026-12-20").out
    assert shown.startswith("CALL NOW: zoë. ")
    assert "\nCALL NOW: alex (Alex Reed). " in shown
    assert shown.count("\nThis answer is for Sunday 20 December 2026, not for today.\n") == 4, "all but the unreadable one"


def test_a_record_that_is_gone_or_too_new_is_listed_and_hides_nobody(home, people, everybody):
    (people / "zoë.toml").unlink()
    (people / "kim.toml").write_text("schema_version = 2\n", encoding="utf-8")
    states = {one["person"]: one["error"] for one in json.loads(home("status", "--all", "--json").out)["data"]["people"]}
    assert states == {
        "zoë": "record_vanished",
        "kim": "record_too_new",
        "sam": "record_damaged",
        "alex": None,
        None: None,
    }
    shown = home("status", "--all").out
    assert "\nUNKNOWN: zoë. This record cannot be read." in shown
    assert "UNKNOWN: kim. This record cannot be read." in shown


def test_a_link_to_nowhere_is_listed_as_unreadable(home, people):
    people.mkdir(parents=True)
    try:
        (people / "alex.toml").symlink_to(people / "nowhere.toml")
    except OSError:
        pytest.skip("no links here")
    assert home("status", "--all").out.startswith("UNKNOWN: alex. This record cannot be read.")


def test_copies_locks_and_other_files_are_nobody(home, people, everybody):
    before = home("status", "--all").out
    for name in ("alex.sync-conflict-20261122-101500-AAAAAAA.toml", "alex (conflicted copy).toml", ".x.toml", "x.txt", "x.toml~"):
        (people / name).write_text("x", encoding="utf-8")
    assert home("status", "--all").out == before


def test_a_folder_of_people_that_is_none_is_an_error_and_not_nobody(home, people):
    home("log", "2026-10-10", "--alarm-date", "2027-02-10")
    people.write_text("", encoding="utf-8")
    result = home("status", "--all", code=4)
    assert result.out == ""
    assert result.err.startswith("itb: The records of people in ")


@pytest.mark.parametrize("words", [("--person", "alex"), ("--person", ""), ("--file", "x.toml")])
def test_all_and_one_do_not_go_together(home, everybody, words):
    assert home("status", "--all", *words, code=2).err == (
        "itb: --all is about everybody, --file and --person about one.\n     Leave one of them out.\n"
    )


def test_the_record_of_the_environment_is_listed_beside_the_usual_one(home, tmp_path, everybody):
    other = tmp_path / "mine.toml"
    home("log", "2026-09-01", "--alarm-date", "2026-11-28", "--file", str(other), "--yes")
    shown = home("status", "--all", environment={"ITB_FILE": str(other)}).out
    assert "\nOVERDUE: record of ITB_FILE. Call your pump clinic today." in shown
    assert "\nDATES OK: Robin Roe (main record). " in shown
    assert "\n6 records are listed" in shown


def test_no_record_is_listed_twice(home, record, people, everybody):
    for same in (record, people / "alex.toml"):
        assert "\n5 records are listed" in home("status", "--all", environment={"ITB_FILE": str(same)}).out
    assert "\n5 records are listed" in home("status", "--all", environment={"ITB_FILE": str(record.parent / "none.toml")}).out


def test_where_the_environment_chooses_somebody_everybody_is_listed_and_it_says_whom_itb_alone_means(home, record, everybody):
    for environment in ({"ITB_PERSON": "Alex"}, {"ITB_PERSON": "Alex", "ITB_FILE": str(record)}):
        shown = home("status", "--all", environment=environment).out
        assert "\nITB_PERSON is set: itb alone is about alex.\n" in shown
        assert "Record of: alex" not in shown
        assert "\n5 records are listed" in shown
    assert "ITB_PERSON" not in home("status", "--all", environment={"ITB_PERSON": "../x"}).out


def test_each_persons_state_is_the_one_that_status_tells(home, everybody):
    for day in (date(2026, 11, 22), date(2026, 12, 5), date(2027, 1, 20)):
        people = json.loads(home("status", "--all", "--json", today=day).out)["data"]["people"]
        for one in people:
            if one["person"] and not one["error"]:
                code = 3 if one["person"] == "kim" else 0
                alone = json.loads(home("status", "--person", one["person"], "--json", today=day, code=code).out)
                assert (one["state"], one["refill_by"]) == (alone["state"], alone["data"]["refill_by"])
