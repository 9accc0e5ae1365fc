"""Second copies of a record, as programs that sync folders leave them: noticed, counted in if they are worse, joined by entry."""

import json
import tomllib

import pytest

NAME = "record.sync-conflict-20261126-101112-ABCDEF7.toml"
WARNING = (
    f'There is a second copy of this record, "{NAME}", such as programs that sync folders make. It holds what this record lacks.'
)
TO_JOIN = f'To look, and to join the two: itb restore --merge "{NAME}"'


@pytest.fixture
def copy(run, record):
    """The record of another device: the same refill, then an alarm there and a phone number here."""
    run("log", "2026-09-01", "--alarm-date", "2027-02-20")
    other = record.with_name(NAME)
    other.write_bytes(record.read_bytes())
    run("event", "alarm", "--on", "2026-11-20", "--file", str(other))
    run("setup", "--clinic-phone", "555 0100")
    return other


def stored(record):
    return tomllib.loads(record.read_text(encoding="utf-8"))


def test_an_alarm_in_the_other_copy_makes_the_answer_critical(run, record, copy):
    before = record.read_bytes()
    envelope = json.loads(run("status", "--json").out)
    assert envelope["state"] == "critical"
    first = envelope["notices"][0]
    assert (first["code"], first["signal"]) == ("copy_holds_more", "warning")
    assert first["text"] == (
        f"{WARNING} With that your supply stands worse, so the dates and states that itb shows count it in. {TO_JOIN}"
    )
    assert "555 0100" in run("status").out
    assert record.read_bytes() == before


@pytest.mark.parametrize("words", [("status",), ("next-refill",), ("history",), ("calendar",), ("trip", "today", "tomorrow")])
def test_every_reading_command_names_the_copy(run, copy, words):
    shown = run(*words).out
    assert WARNING in shown
    assert TO_JOIN in shown


def test_after_a_change_the_copy_is_named_too(run, copy):
    assert TO_JOIN in run("dose", "300", "--on", "2026-10-01", "--yes").out


def test_everybodys_states_count_the_copy_in(run, record, copy):
    assert json.loads(run("status", "--all", "--json", at_home=True).out)["data"]["people"][0]["state"] == "critical"


def test_what_the_record_has_and_the_copy_lacks_is_no_warning(run, record, copy):
    copy.write_bytes(b"schema_version = 1\n")
    assert "second copy" not in run("status").out


def test_a_milder_copy_is_named_but_never_answers(run, record, copy):
    run("log", "2026-11-21", "--alarm-date", "2027-05-01", "--file", str(copy))
    envelope = json.loads(run("next-refill", "--json").out)
    assert (envelope["state"], envelope["data"]["refill_by"]) == ("ok", "2027-02-10")
    assert envelope["notices"][0]["text"] == f"{WARNING} {TO_JOIN}"


def test_a_copy_that_cannot_be_read_is_named(run, copy):
    copy.write_bytes(b"damaged")
    (first, *_) = json.loads(run("status", "--json").out)["notices"]
    assert first["code"] == "copy_unreadable"
    assert "It cannot be read, so it is not known what it holds." in first["text"]


@pytest.mark.parametrize("name", ["record (1).toml", "record 2.toml", "record-LAPTOP.toml"])
def test_a_doubtful_name_counts_if_the_file_reads_as_a_record_whatever_it_shares(run, record, copy, name):
    other = record.with_name(name)
    copy.rename(other)
    assert name in run("status").out
    other.write_bytes(b'schema_version = 1\n[[events]]\non = 2026-11-01\nkind = "fall"\n')
    assert name in run("status").out
    other.write_bytes(b"damaged")
    assert name not in run("status").out


def test_joining_shows_what_comes_from_where_asks_and_can_be_taken_back(run, record, copy):
    before, theirs = record.read_bytes(), copy.read_bytes()
    done = run("restore", "--merge", NAME, is_terminal=True, typed="y\n", environment={"ITB_PLAIN": "1"})
    assert done.err == (
        f'TO BE JOINED: This is what "{NAME}" holds besides.\n\n'
        "From the copy:\nEvent: Friday 20 November 2026 (a pump alarm; pump check not recorded)\n\n"
        "Join the two? [y/N] "
    )
    assert done.out.startswith(f'JOINED: Your record now holds what "{NAME}" held besides.\n\nFrom the copy:\nEvent: Friday 20 ')
    assert "\nCALL NOW: " in done.out
    assert stored(record)["clinic"] == {"phone": "555 0100"}
    assert [event["kind"] for event in stored(record)["events"]] == ["alarm"]
    assert "second copy" not in run("status").out, "nothing is left to be joined"
    assert run("restore", "--merge", NAME).out.startswith(f'NOTHING TO JOIN: "{NAME}" holds nothing that your record lacks.\n')
    assert copy.read_bytes() == theirs
    run("undo")
    assert record.read_bytes() == before


def test_a_no_and_nobody_to_ask_join_nothing(run, record, copy):
    before = record.read_bytes()
    run("restore", "--merge", NAME, is_terminal=True, typed="n\n", code=5)
    assert "Join the two?" in run("restore", "--merge", NAME, code=5).err
    assert record.read_bytes() == before


def test_where_the_two_differ_the_stricter_is_taken_and_both_are_shown(run, record, copy):
    run("edit", "2026-09-01", "--alarm-date", "2026-12-10", "--file", str(copy))
    run("dose", "300", "--on", "2026-10-01", "--yes")
    shown = run("restore", "--merge", str(copy), "--yes").out
    assert (
        "The two differ:\nRefill of 1 September 2026, alarm date: 10 December 2026 "
        "(here: 20 February 2027; in the copy: 10 December 2026)\n"
    ) in shown
    assert "Only here, and kept:\nDose change: 1 October 2026 (300 mcg per day)\n" in shown
    assert str(stored(record)["refills"][0]["alarm_date"]) == "2026-12-10"


def test_for_machines_the_envelope_says_what_came_from_where(run, copy):
    run("edit", "2026-09-01", "--alarm-date", "2026-12-10", "--file", str(copy))
    data = json.loads(run("restore", "--merge", NAME, "--yes", "--json").out)["data"]
    assert data["copy"] == NAME
    assert [entry["event"] for entry in data["from_copy"]["new"]] == ["alarm"]
    (difference,) = data["differences"]
    assert {name: difference[name] for name in ("where", "on", "name", "here", "there", "taken")} == {
        "where": "refills",
        "on": "2026-09-01",
        "name": "alarm_date",
        "here": "2027-02-20",
        "there": "2026-12-10",
        "taken": "2026-12-10",
    }


@pytest.mark.parametrize(
    ("words", "said", "code"),
    [
        (("--merge", "nowhere.toml"), "nowhere.toml cannot be read: No such file or directory.", 5),
        (("--merge", "."), "is not a regular file", 5),
        (("3", "--merge", NAME), "--merge and NUMBER cannot stand together.", 2),
    ],
)
def test_what_cannot_be_joined_is_refused(run, record, copy, words, said, code):
    before = record.read_bytes()
    assert said in run("restore", *words, code=code).err
    assert record.read_bytes() == before


def test_a_damaged_copy_is_refused_and_nobody_calls_the_record_damaged(run, record, copy):
    copy.write_bytes(b"schema_version = 1\nrefills = 3\n")
    refused = run("restore", "--merge", NAME, code=5).err
    assert f"{NAME} cannot be read: refills: it must be a list of tables." in refused
    assert "The record" not in refused


# --- never milder than either

DIFFERS = WARNING.replace("It holds what this record lacks.", "It says something else than this record.")
AT_A_TERMINAL = {"is_terminal": True, "environment": {"ITB_PLAIN": "1"}}


def state(run, *words):
    return json.loads(run("status", "--json", *words).out)["state"]


@pytest.fixture
def checked(run, record):
    """An alarm on both devices, by one id; its check was written down on this one only."""
    run("log", "2026-09-01", "--alarm-date", "2027-02-20")
    run("event", "alarm", "--on", "2026-11-20")
    other = record.with_name(NAME)
    other.write_bytes(record.read_bytes())
    run("event", "alarm", "--checked", "2026-11-21", "--alarm-date", "2027-02-20")
    return other


def test_a_check_that_the_copy_lacks_leaves_the_answer_critical_and_the_copy_named(run, record, checked):
    shown = run("status").out
    assert "CALL NOW" in shown
    assert DIFFERS in shown
    assert state(run) == "critical"
    checked.unlink()
    assert state(run) == "ok"


def test_two_alarms_of_a_day_by_two_ids_are_named_and_critical_before_and_after_the_join(run, record, checked):
    text = checked.read_text(encoding="utf-8")
    alarm = tomllib.loads(text)["events"][0]["id"]
    checked.write_text(text.replace(f'"{alarm}"', '"theirs"'), encoding="utf-8")
    assert WARNING in run("status").out
    assert state(run) == "critical"
    run("restore", "--merge", NAME, "--yes")
    checked.unlink()
    assert state(run) == "critical"
    run("event", "alarm", "--checked", "2026-11-21", "--alarm-date", "2027-02-20")
    assert state(run) == "ok", "a joined record can be put right"


def test_what_would_be_milder_than_the_record_alone_is_asked_about_and_no_yes_to_all_answers_it(run, record, checked):
    theirs = record.read_bytes()
    record.write_bytes(checked.read_bytes())
    checked.write_bytes(theirs)
    before = record.read_bytes()
    refused = " ".join(run("restore", "--merge", NAME, "--yes", code=5).err.split())
    assert "Joined, the two would say less than one of them alone." in refused
    assert "the answer would be DATES OK, and is CALL NOW alone." in refused
    assert "--yes does not answer this." in refused
    run("restore", "--merge", NAME, typed="y\nn\n", code=5, **AT_A_TERMINAL)
    assert record.read_bytes() == before
    joined = run("restore", "--merge", NAME, typed="y\ny\n", **AT_A_TERMINAL)
    assert joined.err.count("TO BE JOINED") == 1
    assert "State on 21 November 2026: DATES OK (alone: CALL NOW)" in joined.err
    checked.unlink()
    assert state(run) == "ok"


def test_nothing_to_join_says_that_the_copy_alone_is_stricter(run, record, checked):
    shown = run("restore", "--merge", NAME).out
    assert shown.startswith("NOTHING TO JOIN")
    assert "State on 21 November 2026: DATES OK (alone: CALL NOW)" in shown
    assert "If what your record holds is right, move the copy elsewhere." in shown


def test_a_refill_that_was_taken_out_comes_back_only_by_a_yes_of_its_own(run, record):
    run("log", "2026-09-01", "--alarm-date", "2026-12-10")
    run("log", "2026-11-20", "--alarm-date", "2027-03-01")
    other = record.with_name(NAME)
    other.write_bytes(record.read_bytes())
    run("undo")
    refused = " ".join(run("restore", "--merge", NAME, "--yes", code=5).err.split())
    assert "The refill of Friday 20 November 2026 was in this record before, and was taken out. Is it to come back?" in refused
    assert len(stored(record)["refills"]) == 1
    run("restore", "--merge", NAME, typed="y\ny\n", **AT_A_TERMINAL)
    assert len(stored(record)["refills"]) == 2


def test_a_new_refill_of_another_device_is_joined_by_one_yes(run, record):
    run("log", "2026-09-01", "--alarm-date", "2026-12-10")
    other = record.with_name(NAME)
    other.write_bytes(record.read_bytes())
    run("log", "2026-11-20", "--alarm-date", "2027-03-01", "--file", str(other))
    assert state(run) == "soon", "until somebody has looked at it, the answer is the record's own"
    run("restore", "--merge", NAME, "--yes")
    assert state(run) == "ok"


@pytest.mark.parametrize("on_record", [True, False], ids=["changed here", "changed there"])
@pytest.mark.parametrize(
    "words",
    [
        ("dose", "200", "--on", "2026-10-01", "--alarm-date", "2026-12-27", "--yes"),
        ("setup", "--buffer-days", "3"),
        ("edit", "2026-09-01", "--alarm-date", "2026-12-29"),
        ("setup", "--lead-days", "3"),
    ],
    ids=["a fall with a new date", "a buffer", "a later alarm date", "a lead"],
)
def test_no_surface_is_milder_beside_a_stricter_copy(run, record, words, on_record):
    run("log", "2026-09-01", "--alarm-date", "2026-12-10", "--dose", "250")
    other = record.with_name(NAME)
    other.write_bytes(record.read_bytes())
    strict = {day: json.loads(run("next-refill", "--json", "--as-of", day).out) for day in DAYS}
    run(*words, *(() if on_record else ("--file", str(other))))
    for day, alone in strict.items():
        beside = json.loads(run("next-refill", "--json", "--as-of", day).out)
        assert beside["state"] == alone["state"]
        assert beside["data"]["refill_by"] <= alone["data"]["refill_by"]
        assert beside["data"]["book_by"] <= alone["data"]["book_by"]
        assert NAME in beside["notices"][0]["text"]
    assert json.loads(run("trip", "2026-11-25", "2026-12-05", "--json").out)["data"]["enough"] is not True


DAYS = ("2026-11-22", "2026-11-30", "2026-12-05", "2026-12-12")


def test_the_card_says_no_more_than_the_copies_beside_the_record_allow(run, record, checked):
    beside = json.loads(run("card", "--json").out)
    assert beside["data"]["dates_hold"] is False
    assert beside["notices"][0]["text"].startswith(DIFFERS)
    run("setup", "--buffer-days", "20", "--file", str(checked))
    assert json.loads(run("card", "--json").out)["data"]["refill_by"] == "2027-01-31"
    checked.unlink()
    alone = json.loads(run("card", "--json").out)["data"]
    assert (alone["dates_hold"], alone["refill_by"]) == (True, "2027-02-10")
