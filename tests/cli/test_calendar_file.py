"""`itb calendar --ics`: the file for a calendar of one's own, the page about it, what the record remembers."""

import json
import sys
import tomllib
from datetime import date

import pytest
import vobject

from conftest import text
from itb_cli.storage.snapshots import generations

SYMPTOMS = (
    "Symptoms beat dates. Itching, tightness or spasms coming back, fever, confusion, heavy sleepiness or slow breathing: "
    "do not wait for any date. [S04, S10, S30, S35] Type: itb emergency\n"
)
PRIVATE = ("pump", "baclofen", "refill", "Riverside", "555", "Ward", "350", "Alex", "clinic", "mcg", "alarm", "spasm")


@pytest.fixture
def ics(tmp_path):
    return tmp_path / "itb.ics"


@pytest.fixture
def usual(run):
    """A refill with an alarm date and everything that should not leave the record."""
    run("setup", "--name", "Alex Reed", "--clinic-name", "Riverside", "--clinic-phone", "555 0100")
    run("log", "2026-09-01", "--alarm-date", "2026-12-10", "--dose", "350", "--note", "Ward note")
    run("book", "2026-11-26", "--at", "14:30", "--place", "Ward 3")


def events(ics):
    """What another library reads: by summary the start, the number of changes and the state."""
    calendar = vobject.readOne(ics.read_bytes().decode())
    return {
        (event.summary.value, str(event.dtstart.value)): (int(event.sequence.value), event.status.value)
        for event in calendar.vevent_list
    }


def by_uid(ics):
    return {event.uid.value: event for event in vobject.readOne(ics.read_bytes().decode()).vevent_list}


def phone(shown, ics):
    """A calendar on a phone as it takes a file in: an entry that it has is passed over unless the file's is stamped later."""
    for uid, event in by_uid(ics).items():
        if uid not in shown or shown[uid].last_modified.value < event.last_modified.value:
            shown[uid] = event


def test_a_phone_takes_every_moved_entry_of_a_second_file_of_one_day(run, usual, ics):
    shown = {}
    for moved_to in ("2026-12-11", "2026-12-05", "2026-12-20", "2026-12-02"):
        run("edit", "2026-09-01", "--kind", "refill", "--alarm-date", moved_to, "--yes")
        run("calendar", "--ics", str(ics))
        phone(shown, ics)
        written = by_uid(ics)
        assert {uid: event.dtstart.value for uid, event in shown.items()} == {
            uid: event.dtstart.value for uid, event in written.items()
        }
        assert all(event.dtstamp.value == event.last_modified.value for event in written.values())
        before = ics.read_bytes()
        run("calendar", "--ics", str(ics))
        assert ics.read_bytes() == before, "nothing changed, so no byte does"


def test_the_page_says_what_the_calendar_will_show_and_what_it_cannot_do(run, usual, ics):
    shown = run("calendar", "--ics", str(ics)).out
    assert shown == text(
        f"""
        WRITTEN: 3 calendar entries to {ics}

        What the calendar will show:
        Wednesday 25 November 2026: Is the appointment of Thursday 26 November 2026 still right? (in 3 days)
        Thursday 26 November 2026 at 14:30: Appointment (in 4 days)
        Monday 30 November 2026: The appointment must be kept by today: if it was not, call today (in 8 days)

        BOOKED: Your refill is booked for Thursday 26 November 2026 at 14:30. Keep this visit.
        8 days left to the refill-by date.

        What to do now:
        1. Open the file with your calendar. Let it import every entry.
        2. Look at one entry. Check that your calendar reminds you: some take the alarms out.
        3. After any change of your record, make the file again and import it again.

        What a calendar cannot do:
        A calendar that knows the entries again moves them. One that does not shows them twice: then delete the old ones first. Look at the old ones after each import.
        A calendar shows the dates as they are today. It does not hear of later changes. Go on looking: itb status
        itb undo does not take a file back. It takes back the change before it.
        The entries do not name a pump, a clinic or a place. With names and sources: add --detailed
        Two people in one calendar? Put a letter or a colour in front: itb setup --calendar-label TEXT

        {SYMPTOMS}
        BOOKED: Your refill is booked for Thursday 26 November 2026 at 14:30. Keep this visit. Symptoms beat dates.
        """
    )
    assert {(summary, start) for summary, start in events(ics)} == {
        ("Is the appointment of Thursday 26 November 2026 still right?", "2026-11-25"),
        ("Appointment", "2026-11-26 14:30:00"),
        ("The appointment must be kept by today: if it was not, call today", "2026-11-30"),
    }
    assert set(events(ics).values()) == {(0, "CONFIRMED")}


def test_nothing_private_is_in_the_file_unless_asked(run, usual, ics):
    run("calendar", "--ics", str(ics))
    said = ics.read_text(encoding="utf-8").replace("\n ", "").replace("BEGIN:VALARM", "").replace("END:VALARM", "")
    assert [word for word in PRIVATE if word.casefold() in said.casefold()] == []
    assert said.count("CLASS:PRIVATE") == said.count("TRANSP:TRANSPARENT") == said.count("BEGIN:VEVENT") == 3
    run("calendar", "--ics", str(ics), "--detailed")
    said = ics.read_bytes().decode().replace("\r\n ", "")
    for word in ("Riverside", "555 0100", "Ward 3", "S04", "The pump must be refilled by today"):
        assert word in said
    for word in ("350", "mcg", "Alex", "Ward note"):
        assert word not in said, "never a dose, a name or a note"
    assert {sequence for sequence, _ in events(ics).values()} == {1}, "other words are a change"


def test_every_entry_has_a_whole_alarm_of_its_own(run, usual, ics):
    run("calendar", "--ics", str(ics))
    for event in by_uid(ics).values():
        for alarm in event.valarm_list:
            assert alarm.action.value == "DISPLAY"
            assert alarm.description.value
            assert alarm.trigger.value
    lines = ics.read_bytes().decode().split("\r\n")
    triggers = [line for line in lines if line.startswith("TRIGGER")]
    within = ["TRIGGER:-P1DT5H30M", "TRIGGER:-P2DT15H", "TRIGGER:-PT15H", "TRIGGER:P1DT9H", "TRIGGER:P10DT9H"]
    assert sorted(triggers) == sorted(["TRIGGER:-PT5H30M", *["TRIGGER:PT9H"] * 2, *within])
    run("book", "--cancel")
    run("calendar", "--ics", str(ics))
    lines = ics.read_bytes().decode().split("\r\n")
    assert sorted(line for line in lines if line.startswith("TRIGGER")) == ["TRIGGER:-P13DT15H", *["TRIGGER:PT9H"] * 8]


def test_twice_on_any_day_without_a_change_is_the_same_file_and_no_new_state(run, usual, record, ics):
    run("calendar", "--ics", str(ics))
    first, states, stored = ics.read_bytes(), generations(record), record.read_bytes()
    shown = run("calendar", "--ics", str(ics), today=date(2026, 11, 23)).out
    assert "Since the file before: nothing has changed.\n" in shown
    assert (ics.read_bytes(), generations(record), record.read_bytes()) == (first, states, stored)


def test_a_moved_alarm_date_moves_the_same_entries(run, usual, ics):
    run("calendar", "--ics", str(ics))
    before = by_uid(ics)
    run("edit", "2026-09-01", "--alarm-date", "2026-12-15")
    shown = run("calendar", "--ics", str(ics)).out
    assert "Since the file before: 1 moved or changed.\n" in shown
    after = by_uid(ics)
    assert set(after) == set(before)
    moved = {uid for uid in after if after[uid].sequence.value == "1"}
    assert len(moved) == 1
    for uid in set(after) - moved:
        assert after[uid].serialize() == before[uid].serialize()
    (last,) = [event for event in after.values() if "must be kept" in event.summary.value]
    assert last.dtstart.value == date(2026, 12, 5)


def test_undo_takes_back_the_change_before_a_file_and_the_next_file_counts_on(run, usual, record, ics):
    run("calendar", "--ics", str(ics))
    run("edit", "2026-09-01", "--alarm-date", "2026-12-15")
    run("calendar", "--ics", str(ics))
    assert "Refill" in run("undo").out
    run("calendar", "--ics", str(ics))
    moved = {summary: (start, sequence) for (summary, start), (sequence, _) in events(ics).items() if sequence}
    assert moved["The appointment must be kept by today: if it was not, call today"] == ("2026-11-30", 2)
    run("restore", "1", "--yes")
    run("calendar", "--ics", str(ics), "--json")
    told = tomllib.loads(record.read_text(encoding="utf-8"))["calendar_events"]
    assert {event["status"] for event in told if event["slot"] != "call"} == {"cancelled"}, "state 1 has no refill"
    assert min(event["sequence"] for event in told if event["slot"] != "call") >= 1


def test_undo_until_nothing_is_left_keeps_what_was_told(run, usual, record, ics):
    run("calendar", "--ics", str(ics))
    for what in ("Appointment", "Refill", "Settings"):
        assert what in run("undo").out
    assert "no change left" in run("undo", code=5).err
    assert len(tomllib.loads(record.read_text(encoding="utf-8"))["calendar_events"]) == 3


def test_every_answer_says_that_the_calendar_is_behind_until_the_file_is_made_again(run, usual, ics):
    behind = (
        "Your own calendar was told of other days than these. Make its file again, then import it: itb calendar --ics itb.ics\n"
    )
    assert behind not in run("status").out
    run("calendar", "--ics", str(ics))
    assert behind not in run("status").out
    assert behind in run("edit", "2026-09-01", "--alarm-date", "2026-12-15").out
    for words in (("status",), ("next-refill",), ("calendar",)):
        assert behind in run(*words).out
    assert behind not in run("calendar", "--ics", str(ics)).out
    assert behind not in run("status").out


@pytest.mark.parametrize("columns", ["40", "80", "120"])
def test_no_line_of_the_page_is_wider_than_the_terminal(run, usual, tmp_path, columns, monkeypatch):
    monkeypatch.chdir(tmp_path)
    shown = run("calendar", "--ics", "itb.ics", is_terminal=True, environment={"COLUMNS": columns, "NO_COLOR": "1"}).out
    assert max(map(len, shown.splitlines())) <= int(columns)
    assert "\x1b" not in shown
    assert " ".join(shown.split()).count("Check that your calendar reminds you") == 1


def test_the_ids_outlive_a_damaged_record_that_is_brought_back(run, usual, record, ics):
    run("calendar", "--ics", str(ics))
    run("edit", "2026-09-01", "--alarm-date", "2026-12-15")
    run("calendar", "--ics", str(ics))
    before = {uid: int(event.sequence.value) for uid, event in by_uid(ics).items()}
    record.write_text("damaged", encoding="utf-8")
    run("restore", "4", "--yes")
    run("calendar", "--ics", str(ics))
    after = {uid: int(event.sequence.value) for uid, event in by_uid(ics).items()}
    assert set(before) <= set(after)
    assert sum(after[uid] == before[uid] + 1 for uid in before) == 1, "the date of state 4 is the first one again"
    assert all(after[uid] >= before[uid] for uid in before)


def test_typed_by_hand_what_was_told_stays_as_it_was_told(run, usual, record, ics, tmp_path):
    run("calendar", "--ics", str(ics))
    editor = tmp_path / "editor.py"
    editor.write_text(
        "import pathlib, re, sys\n"
        "place = pathlib.Path(sys.argv[1])\n"
        "head, *events = place.read_text(encoding='utf-8').split('[[calendar_events]]')\n"
        "events = [event.replace('sequence = 0', 'sequence = 7') for event in events[1:]]\n"
        "place.write_text('[[calendar_events]]'.join([head, *events]), encoding='utf-8')\n",
        encoding="utf-8",
    )
    before = tomllib.loads(record.read_text(encoding="utf-8"))["calendar_events"]
    shown = run("edit", "--yes", environment={"EDITOR": f"{sys.executable} {editor}"}).out
    assert "The entries under calendar_events were kept as they were" in shown
    assert tomllib.loads(record.read_text(encoding="utf-8"))["calendar_events"] == before


def test_a_cancelled_visit_is_taken_back_in_the_calendar(run, usual, ics):
    run("calendar", "--ics", str(ics))
    run("book", "--cancel")
    shown = run("calendar", "--ics", str(ics)).out
    assert "Since the file before: 6 new, 2 moved or changed, 1 taken back.\n" in shown
    assert "Sunday 22 November 2026: Call today (today)\n" in shown
    taken_back = [start for (summary, start), (sequence, state) in events(ics).items() if (sequence, state) == (1, "CANCELLED")]
    assert sorted(taken_back) == ["2026-11-26 14:30:00"]


def test_two_peoples_entries_are_told_apart_by_a_word_that_they_choose(run, usual, ics):
    run("calendar", "--ics", str(ics))
    before = set(by_uid(ics))
    assert "Is it meant to tell that?" in run("setup", "--calendar-label", "Alex", code=5).err
    assert "Is it meant to tell that?" in run("setup", "--calendar-label", "my pump", code=5).err
    assert "at most 16 letters" in run("setup", "--calendar-label", "somebody whom nobody knows", code=5).err
    run("setup", "--calendar-label", "Blue")
    run("calendar", "--ics", str(ics))
    assert set(by_uid(ics)) == before, "no entry is doubled"
    assert all(summary.startswith("Blue: ") for summary, _ in events(ics))
    run("setup", "--calendar-label", "")
    run("calendar", "--ics", str(ics))
    assert not [summary for summary, _ in events(ics) if "Blue" in summary]


def test_an_estimate_never_passes_for_a_clinics_date(run, ics):
    run("log", "2026-09-01")
    shown = run("calendar", "--ics", str(ics)).out
    assert "\nBOOK NOW: " in shown or "\nUNKNOWN: " in shown or "\nOVERDUE: " in shown
    unsure = [summary for summary, _ in events(ics) if "(only an estimate)" in summary]
    assert [key for key in events(ics) if key[0] not in unsure] == [("Call today", "2026-11-22")]
    assert "Do not rely on this day. Call\\, and ask for the right one." in ics.read_bytes().decode().replace("\r\n ", "")


@pytest.mark.parametrize("detailed", [(), ("--detailed",)], ids=["neutral", "detailed"])
def test_a_sum_of_ours_and_few_days_to_spare_stand_in_the_entry_itself(run, ics, detailed):
    """The pump can be dry on 22 February 2027, before the alarm date worked out, 10 March. Nothing of a pump in neutral words."""
    run("setup", "--alarm-volume", "2", "--reservoir", "40", "--buffer-days", "1", "--lead-days", "2", "--yes")
    run("log", "2026-09-01", "--filled", "40", "--strength", "2000", "--dose", "400", "--yes")
    run("calendar", "--ics", str(ics), *detailed)
    said: dict[str, set[str]] = {}
    for summary, day in events(ics):
        said.setdefault(day, set()).add(summary[summary.rindex(" (") :])
    earliest, short = "worked out by itb, as early as it can be", "that leaves few days"
    assert said["2027-02-19"] == {f" ({earliest}; {short} to get one)"}
    assert said["2027-02-21"] == {f" ({earliest}; {short})"}
    assert said["2027-02-22"] == {f" ({earliest})", f" ({earliest}; {short})"}
    assert said["2027-03-10"] == {" (worked out by itb)"}
    written = ics.read_bytes().decode().replace("\r\n ", "")
    assert "Do not rely on this day" not in written
    if detailed:
        assert "1 day before the earliest day on which the pump can be dry\\, worked out here\\, 22 February 2027" in written
    else:
        said_in_words = written.replace("BEGIN:VALARM", "").replace("END:VALARM", "").casefold()
        assert not [word for word in PRIVATE if word.casefold() in said_in_words]


@pytest.mark.parametrize(("day", "word"), [("2026-12-05", "OVERDUE"), ("2026-12-11", "CALL NOW"), ("2028-12-11", "CALL NOW")])
def test_what_is_late_does_not_vanish_and_asks_for_a_call_on_the_day_of_the_file(run, usual, ics, day, word):
    shown = run("calendar", "--ics", str(ics), today=date.fromisoformat(day)).out
    assert f"\n{word}: " in shown
    days = dict(list(events(ics)))
    assert days["Call now, at any hour" if word == "CALL NOW" else "Call today"] == day
    assert days["The appointment must be kept by today"] == "2026-11-30"
    assert days["If the appointment was not kept, call now, at any hour"] == "2026-12-10"


def test_with_nothing_recorded_no_file_is_written_and_no_record_begins(run, record, ics):
    shown = run("calendar", "--ics", str(ics), code=3).out
    assert shown.startswith("UNKNOWN: No refill is recorded.")
    assert "so no file was written." in shown
    assert not ics.exists()
    assert not record.parent.exists()


@pytest.mark.parametrize("content", ["damaged", "schema_version = 99\n", ""])
def test_a_record_that_cannot_be_read_writes_no_file(run, record, ics, content):
    record.parent.mkdir()
    record.write_text(content, encoding="utf-8")
    assert run("calendar", "--ics", str(ics), code=4).out == ""
    assert not ics.exists()
    assert record.read_text(encoding="utf-8") == content


def test_a_file_that_is_not_ours_is_not_changed_nor_the_record(run, usual, record, ics):
    ics.write_text("my own", encoding="utf-8")
    stored = record.read_bytes()
    assert "is there already. It was not changed." in run("calendar", "--ics", str(ics), code=5).err
    assert (ics.read_text(encoding="utf-8"), record.read_bytes()) == ("my own", stored)


def test_a_file_of_another_record_is_not_changed(run, usual, ics, tmp_path):
    other = ("--file", str(tmp_path / "other.toml"))
    run("log", "2026-09-01", "--alarm-date", "2026-12-10", *other, "--yes")
    run("calendar", "--ics", str(ics))
    before = ics.read_bytes()
    assert "this record knows nothing of" in run("calendar", "--ics", str(ics), *other, code=5).err
    assert ics.read_bytes() == before


def test_a_record_that_is_carried_elsewhere_goes_on_telling_under_the_same_ids(run, usual, ics, tmp_path):
    run("calendar", "--ics", str(ics))
    before = by_uid(ics)
    run("export", "json", "--output", str(tmp_path / "record.json"))
    elsewhere = ("--file", str(tmp_path / "elsewhere" / "record.toml"))
    run("import", str(tmp_path / "record.json"), "--yes", *elsewhere)
    assert "nothing has changed" in run("calendar", "--ics", str(ics), *elsewhere).out
    assert set(by_uid(ics)) == set(before)


def test_a_folder_that_is_not_there_is_refused_before_anything_is_remembered(run, usual, record, tmp_path):
    stored = record.read_bytes()
    assert "No such file or directory" in run("calendar", "--ics", str(tmp_path / "none" / "itb.ics"), code=5).err
    assert record.read_bytes() == stored


def test_each_person_has_a_file_of_their_own(run, usual, ics):
    run("calendar", "--ics", str(ics), "--person", "nobody", code=4, at_home=True)
    run("log", "2026-09-01", "--alarm-date", "2026-12-10", "--person", "sam", "--yes", at_home=True)
    shown = run("calendar", "--ics", str(ics), "--person", "sam", at_home=True).out
    assert shown.startswith(f"WRITTEN: 8 calendar entries to {ics}\nRecord of: sam\n")
    assert "itb status --person sam" in shown
    for event in by_uid(ics).values():
        assert event.description.value == "Look first whether this still holds: itb status --person sam"


def test_standard_output_gets_the_file_and_nothing_else(run, usual, ics):
    result = run("calendar", "--ics", "-")
    run("calendar", "--ics", str(ics))
    assert result.out == ics.read_bytes().decode()
    assert result.err.startswith("WRITTEN: 3 calendar entries to standard output\n")


@pytest.mark.parametrize(
    "words",
    [
        ("--ics", "x.ics", "--months", "3"),
        ("--detailed",),
        ("--ics", "x.ics", "--as-of", "2026-12-01"),
        ("--ics", "-", "--json"),
    ],
)
def test_flags_that_do_not_fit_together(run, usual, words):
    run("calendar", *words, code=2)


def test_for_machines(run, usual, ics):
    envelope = json.loads(run("calendar", "--ics", str(ics), "--json").out)
    view = envelope["data"]
    assert (envelope["command"], envelope["state"], view["new"], view["changed"], view["cancelled"]) == (
        "calendar",
        "soon",
        3,
        0,
        0,
    )
    entry = next(entry for entry in view["entries"] if entry["about"]["speaks"] == "refill_by")
    assert (entry["on"], entry["sequence"], entry["status"], entry["about"]["days"]) == ("2026-11-30", 0, "confirmed", 0)
    assert [rung["speaks"] for rung in entry["about"]["within"]] == ["refill_by", "refill_by", "refill_by", "alarm_date"]
    assert set(by_uid(ics)) == {entry["uid"] for entry in view["entries"]}


def test_a_second_copy_in_which_the_supply_stands_worse_counts_here_too(run, usual, record, ics):
    copy = record.with_name("record.sync-conflict-20261101-120000-ABCDEFG.toml")
    copy.write_text(record.read_text(encoding="utf-8").replace("2026-12-10", "2026-11-25"), encoding="utf-8")
    for _ in range(2):
        assert "There is a second copy of this record" in run("calendar", "--ics", str(ics)).out
    assert ("The appointment must be kept by today", "2026-11-15") in events(ics)


def test_the_list_of_earlier_states_tells_which_of_them_are_files_for_a_calendar(run, usual, ics):
    run("calendar", "--ics", str(ics))
    assert run("restore").out.count("entries for a calendar") == 1


def test_an_export_takes_along_what_calendars_were_told_and_another_device_moves_the_same_entries(run, usual, ics, tmp_path):
    run("calendar", "--ics", str(ics))
    before = by_uid(ics)
    sent = tmp_path / "record.json"
    run("export", "json", "--output", str(sent))
    elsewhere = ("--file", str(tmp_path / "elsewhere.toml"))
    assert "SAVED: 2 entries, 3 settings and entries for a calendar from the file." in run(
        "import", str(sent), "--yes", *elsewhere
    ).out.replace("\n", " ")
    assert "NOTHING TO IMPORT" in run("import", str(sent), "--yes", *elsewhere).out
    run("edit", "2026-09-01", "--alarm-date", "2026-12-15", *elsewhere)
    run("calendar", "--ics", str(ics), *elsewhere)
    after = by_uid(ics)
    assert set(after) == set(before)
    assert sum(event.sequence.value == "1" for event in after.values()) == 1


def test_an_import_counts_on_from_what_the_other_device_told(run, usual, record, ics, tmp_path):
    run("calendar", "--ics", str(ics))
    elsewhere = tmp_path / "elsewhere.toml"
    elsewhere.write_bytes(record.read_bytes())
    for day in ("2026-12-15", "2026-12-16"):
        run("edit", "2026-09-01", "--alarm-date", day, "--file", str(elsewhere))
        run("calendar", "--ics", str(ics), "--file", str(elsewhere))
    elsewhere_told = by_uid(ics)
    sent = tmp_path / "record.json"
    run("export", "json", "--output", str(sent), "--file", str(elsewhere))
    shown = run("import", str(sent), code=5).out
    assert "NOT STORED: entries for a calendar would be added." in shown
    assert "SAVED: entries for a calendar from the file." in run("import", str(sent), "--yes").out
    assert "Your own calendar was told of other days than these." in run("status").out
    run("calendar", "--ics", str(ics))
    now = by_uid(ics)
    for uid, event in elsewhere_told.items():
        told_here, told_there = (one.serialize().replace("\r\n ", "") for one in (now[uid], event))
        is_newer = int(now[uid].sequence.value) > int(event.sequence.value)
        assert is_newer or told_here == told_there.replace(str(elsewhere), str(record))
    assert {event.sequence.value for event in elsewhere_told.values()} == {"0", "2"}


def test_a_csv_says_that_the_entries_for_a_calendar_are_not_in_it(run, usual, ics, tmp_path):
    run("calendar", "--ics", str(ics))
    assert "entries for a calendar" in run("export", "csv", "--output", str(tmp_path / "record.csv")).out


def test_a_file_made_after_all_was_taken_back_is_no_change_to_take_back(run, ics, record):
    run("log", "2026-09-01", "--alarm-date", "2026-12-10")
    run("calendar", "--ics", str(ics))
    run("undo")
    run("calendar", "--ics", str(ics))
    stored = record.read_bytes()
    assert "no change left" in run("undo", code=5).err
    assert record.read_bytes() == stored


def test_reminders_say_that_the_calendar_is_behind_and_it_cannot_wait(run, usual, ics):
    run("edit", "2026-09-01", "--alarm-date", "2027-02-10")
    run("calendar", "--ics", str(ics))
    assert run("remind").out == ""
    run("edit", "2026-09-01", "--alarm-date", "2027-02-12")
    assert "Your own calendar shows other days than your record." in run("remind").out
    assert "cannot be put off" in run("remind", "--snooze", "3", code=5).err
    run("calendar", "--ics", str(ics))
    assert run("remind").out == ""


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ('uid = "alex-reed-1980"', "it must be a UUID"),
        ("sequence = -1", "it must be a whole number from 0 on"),
        ("sequence = true", "it must be a whole number from 0 on"),
        ('status = "maybe"', "it must be one of confirmed, cancelled"),
        ('on = "soon"', "it must be a day"),
    ],
)
def test_an_entry_that_cannot_be_right_is_named(run, record, line, why):
    good = {
        "uid": 'uid = "00000000-0000-4000-8000-000000000001"',
        "slot": 'slot = "refill_by"',
        "on": "on = 2026-11-30",
        "changed_on": "changed_on = 2026-11-22",
    }
    good[line.partition(" ")[0]] = line
    record.parent.mkdir()
    record.write_text("schema_version = 1\n[[calendar_events]]\n" + "\n".join(good.values()), encoding="utf-8")
    assert why in run("status", code=4).err


HOSTILE = ("a,b;c\\d", "😀" * 60, "\u202eevil", "one\ntwo", "BEGIN:VEVENT", '"quoted": x', "\x1b[2J")


@pytest.mark.parametrize("word", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_names_and_places_are_inert_in_the_file(run, record, ics, word):
    in_toml = "".join(f"\\U{ord(sign):08x}" for sign in word)
    record.parent.mkdir()
    record.write_text(
        f'schema_version = 1\n[clinic]\nname = "{in_toml}"\nphone = "{in_toml}"\n[[refills]]\non = 2026-09-01\n'
        f'alarm_date = 2026-12-10\n[[appointments]]\nid = "{in_toml}"\non = 2026-11-26\nplace = "{in_toml}"\n',
        encoding="utf-8",
    )
    shown = run("calendar", "--ics", str(ics), "--detailed").out
    assert "\x1b" not in shown + ics.read_text(encoding="utf-8")
    data = ics.read_bytes()
    assert max(map(len, data.split(b"\r\n"))) <= 75
    assert data.replace(b"\r\n ", b"").count(b"\r\nBEGIN:VEVENT\r\n") == len(by_uid(ics)) == 3
    places = {event.location.value for event in by_uid(ics).values() if "location" in event.contents}
    assert len(places) == 1


@pytest.mark.slow
def test_five_hundred_visits_are_as_many_entries(run, record, ics):
    visits = "".join(f'[[appointments]]\nid = "a{number}"\non = {2027 + number // 300}-01-01\n' for number in range(500))
    record.parent.mkdir()
    record.write_text(f"schema_version = 1\n[[refills]]\non = 2026-09-01\nalarm_date = 2026-12-10\n{visits}", encoding="utf-8")
    run("calendar", "--ics", str(ics))
    assert sum(event.summary.value.startswith("Appointment (later") for event in by_uid(ics).values()) == 500


def test_no_entry_glues_its_sources_behind_a_command(run, tmp_path):
    ics = tmp_path / "itb.ics"
    run("log", "2026-09-01", "--alarm-date", "2026-12-10")
    run("calendar", "--ics", str(ics), "--detailed")
    told = ics.read_text(encoding="utf-8").replace("\r\n ", "").replace("\n ", "")
    assert "\\nSources: S04\\, S10" in told
    assert " Sources: " not in told
