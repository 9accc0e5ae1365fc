"""`itb calendar --vdir`: a folder that a calendar reads, told of every change; what is said if it cannot be, and what stays."""

import json
import os
import re
import shutil
import stat
import sys
from datetime import date

import pytest
import vobject

from conftest import TODAY
from selection import rest_slow

BEHIND = "Your calendar's folder was NOT told of these days"
BY_HAND = "Changed or deleted by hand in your calendar, and left so"
OTHER_DAYS = "Your own calendar was told of other days than these."
FILE_BEHIND = "A calendar that took in the file shows other days than these."
MOVED = ("edit", "2026-09-01", "--alarm-date", "2026-12-15")
KEEP = "The appointment must be kept by today"
"""What the entry of the refill-by date says: 30 November, and 5 December once it is moved."""

needs_permissions = pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="nobody is kept out here: Windows, or the administrator"
)


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "my calendars" / "pümp"
    made.mkdir(parents=True)
    return made


@pytest.fixture
def usual(run):
    run("setup", "--name", "Alex Reed", "--clinic-name", "Riverside", "--clinic-phone", "555 0100")
    run("log", "2026-09-01", "--alarm-date", "2026-12-10", "--dose", "350", "--note", "Ward note")


@pytest.fixture
def kept(run, usual, folder):
    run("calendar", "--vdir", str(folder))
    return folder


def read(folder):
    """By file name what another library reads: what is shown, its start, its state."""
    shown = {}
    for file in folder.glob("*.ics"):
        (event,) = vobject.readOne(file.read_bytes().decode()).vevent_list
        assert file.name == f"{event.uid.value}.ics"
        shown[file.name] = (event.summary.value, str(event.dtstart.value), event.status.value)
    return shown


def file_of(folder, summary):
    """The file of the entry that says this, on its own day."""
    return next(folder / name for name, (said, _, _) in read(folder).items() if said == summary)


def by_hand(file, old, new):
    """What a person changes in a calendar program."""
    text = file.read_bytes().decode()
    assert old in text
    file.write_bytes(text.replace(old, new).encode())


def days_in(folder):
    return {start for _, start, _ in read(folder).values()}


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_each_entry_of_the_file_for_a_calendar_is_a_file_of_its_own_named_by_its_id(run, usual, folder, tmp_path):
    said = run("calendar", "--vdir", str(folder)).out
    assert f"KEPT: {len(names(folder))} calendar entries in {folder}" in said
    assert names(folder) == sorted(read(folder)), "nothing else lies there"
    run("calendar", "--ics", str(tmp_path / "itb.ics"))
    as_file = vobject.readOne((tmp_path / "itb.ics").read_bytes().decode()).vevent_list
    assert {(f"{event.uid.value}.ics", event.summary.value, str(event.dtstart.value)) for event in as_file} == {
        (name, summary, start) for name, (summary, start, _) in read(folder).items()
    }


def test_a_change_of_the_record_is_in_the_folder_at_once_and_nothing_is_doubled(run, kept):
    before = read(kept)
    said = run(*MOVED).out
    after = read(kept)
    assert before.keys() == after.keys()
    alarm = "If the appointment was not kept, call now, at any hour"
    assert ("2026-12-15" in start for summary, start, _ in after.values() if summary == alarm)
    assert {start for summary, start, _ in before.values() if summary == alarm} == {"2026-12-10"}
    assert {start for summary, start, _ in after.values() if summary == alarm} == {"2026-12-15"}
    assert OTHER_DAYS not in said
    assert BEHIND not in said
    assert OTHER_DAYS not in run("status").out


@pytest.mark.parametrize(
    "change",
    rest_slow(
        [
            ("dose", "380", "2026-11-20", "--alarm-date", "2026-12-04", "--yes"),
            ("book", "--move", "2026-11-27", "--at", "14:30"),
            ("book", "--cancel"),
            ("setup", "--buffer-days", "12", "--yes"),
            ("remove", "2026-09-01", "--kind", "refill", "--yes"),
            ("undo",),
            ("restore", "2", "--yes"),
            ("edit", "--yes"),
            ("import", "other.json", "--yes"),
        ],
        every_day=3,
        are_values=True,
    ),
    ids=" ".join,
)
def test_after_every_kind_of_change_the_folder_holds_what_a_new_file_would(run, kept, tmp_path, change):
    run("book", "2026-11-26", "--at", "14:30")
    editor = tmp_path / "editor.py"
    editor.write_text(
        "import pathlib, sys\nfile = pathlib.Path(sys.argv[1])\n"
        "file.write_text(file.read_text(encoding='utf-8').replace('2026-12-10', '2026-12-18'), encoding='utf-8')\n",
        encoding="utf-8",
    )
    other = tmp_path / "other.toml"
    run("log", "2026-11-21", "--alarm-date", "2027-02-18", "--file", str(other), "--yes")
    run("export", "json", "--output", str(tmp_path / "other.json"), "--file", str(other))
    words = [word.replace("other.json", str(tmp_path / "other.json")) for word in change]
    before = read(kept)
    run(*words, environment={"VISUAL": f'"{sys.executable}" "{editor}"'})
    assert read(kept) != before
    now = read(kept)
    assert run("calendar", "--ics", str(tmp_path / "itb.ics")).code == 0
    as_file = vobject.readOne((tmp_path / "itb.ics").read_bytes().decode()).vevent_list
    assert {
        f"{event.uid.value}.ics": (event.summary.value, str(event.dtstart.value), event.status.value) for event in as_file
    } == now


def test_one_change_stays_one_state_to_take_back(run, kept, record):
    from itb_cli.storage.snapshots import generations

    before = len(generations(record))
    run(*MOVED)
    assert len(generations(record)) == before + 1
    assert "10 December 2026" in run("undo").out
    assert "2026-12-10" in days_in(kept)


def test_a_visit_that_is_cancelled_is_withdrawn_in_the_folder(run, kept):
    run("book", "2026-11-26", "--at", "14:30")
    name = file_of(kept, "Appointment").name
    run("book", "--cancel")
    assert read(kept)[name] == ("Withdrawn: this day no longer holds", "2026-11-26 14:30:00", "CANCELLED")


@pytest.mark.skipif(sys.platform == "win32", reason="a file's mode says nothing there")
def test_nobody_else_can_read_the_entries_and_they_tell_nothing_unless_asked(run, kept):
    assert {stat.S_IMODE(path.stat().st_mode) for path in kept.iterdir()} == {0o600}
    told = b"".join(path.read_bytes() for path in kept.iterdir()).replace(b"\r\n ", b"")
    for word in (b"Riverside", b"555", b"Ward", b"350", b"Alex", b"pump", b"baclofen"):
        assert word not in told
    run("calendar", "--vdir", str(kept), "--detailed")
    run(*MOVED)
    assert b"Riverside" in b"".join(path.read_bytes() for path in kept.iterdir()), "a change keeps to what was asked for"


# --- what a person changed in an entry ---------------------------------------------------------------------------------------


def test_what_was_changed_by_hand_is_not_written_over_but_said_named_and_can_be_had_as_ours(run, kept):
    file = file_of(kept, KEEP)
    by_hand(file, "20261130", "20261128")
    theirs = file.read_bytes()
    said = run(*MOVED).out
    assert file.read_bytes() == theirs
    assert BY_HAND in said
    assert f'"{KEEP}" of Saturday 5 December 2026 ({file.name})' in said
    assert f'itb calendar --vdir "{kept}" --overwrite' in said
    assert BY_HAND in run("status").out
    assert "Your calendar may show other days than your record." in run("remind").out
    run("calendar", "--vdir", str(kept), "--overwrite")
    assert read(kept)[file.name] == (KEEP, "2026-12-05", "CONFIRMED")
    assert BY_HAND not in run("status").out
    by_hand(file, "20261205", "20261128")
    run("edit", "2026-09-01", "--alarm-date", "2026-12-16")
    assert read(kept)[file.name] == (KEEP, "2026-11-28", "CONFIRMED"), "once asked is not asked for ever"


def test_a_word_added_by_hand_is_kept_without_a_word_as_long_as_the_day_is_right(run, kept):
    file = file_of(kept, KEEP)
    by_hand(file, f"SUMMARY:{KEEP}", "SUMMARY:Sam drives")
    said = run("book", "2026-12-20", "--yes").out
    assert read(kept)[file.name][0] == "Sam drives"
    assert BY_HAND not in said
    said = run(*MOVED).out
    assert read(kept)[file.name] == ("Sam drives", "2026-11-30", "CONFIRMED")
    assert BY_HAND in said


def test_an_entry_that_was_deleted_by_hand_is_not_there_again_unasked(run, kept):
    file = file_of(kept, KEEP)
    file.unlink()
    said = run(*MOVED).out
    assert not file.exists()
    assert BY_HAND in said
    assert file.name in said
    run("calendar", "--vdir", str(kept), "--overwrite")
    assert file.exists()


def test_what_a_server_adds_folds_and_leaves_out_is_no_change_by_hand(run, kept):
    file = file_of(kept, KEEP)
    text = file.read_bytes().decode().replace("\r\n ", "")
    lines = [line for line in text.splitlines() if not line.startswith(("CLASS", "TRANSP", "SEQUENCE"))]
    inside = "\n".join(lines).replace("BEGIN:VEVENT", "BEGIN:VEVENT\nCREATED:20261122T100000Z\nX-MOZ-GENERATION:2")
    file.write_text(re.sub(r"BEGIN:VALARM.*?END:VALARM\n", "", inside, flags=re.DOTALL), encoding="utf-8")
    assert BY_HAND not in run(*MOVED).out
    assert read(kept)[file.name] == (KEEP, "2026-12-05", "CONFIRMED")


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right of their own there")
def test_nothing_is_written_through_a_link_that_somebody_put_there(run, kept, tmp_path):
    file = file_of(kept, KEEP)
    elsewhere = tmp_path / "elsewhere.txt"
    elsewhere.write_text("mine", encoding="utf-8")
    file.unlink()
    file.symlink_to(elsewhere)
    assert BY_HAND in run(*MOVED).out
    run("calendar", "--vdir", str(kept), "--overwrite", code=5)
    assert elsewhere.read_text(encoding="utf-8") == "mine"


def test_a_telling_that_fails_between_two_files_takes_its_own_files_for_its_own(run, kept):
    """What may stand there is remembered before anything is written: some files are of before, some of after."""
    last = file_of(kept, "If the appointment was not kept, call now, at any hour")
    last.chmod(0o400)
    assert f"{BEHIND}: it is read-only" in run(*MOVED).out
    assert {"2026-12-05", "2026-12-10"} <= days_in(kept), "half of it is told"
    last.chmod(0o600)
    assert BY_HAND not in run("edit", "2026-09-01", "--alarm-date", "2026-12-18").out
    assert {"2026-12-08", "2026-12-18"} <= days_in(kept)


def test_what_was_to_be_written_over_and_could_not_be_is_not_written_over_later_unasked(run, kept, tmp_path):
    file, other = file_of(kept, "If the appointment was not kept, call now, at any hour"), file_of(kept, KEEP)
    file.chmod(0o400)
    run(*MOVED)
    run("calendar", "--vdir", str(kept), "--overwrite", code=5)
    file.chmod(0o600)
    by_hand(other, "SUMMARY:", "SUMMARY:Sam drives. ")
    run("edit", "2026-09-01", "--alarm-date", "2026-12-18")
    assert b"Sam drives" in other.read_bytes()


def test_what_was_withdrawn_a_year_ago_is_taken_away_unless_it_was_changed_by_hand(run, kept):
    visits = []
    for day in ("2026-11-26", "2026-11-27"):
        run("book", day)
        visits.append(file_of(kept, "Appointment"))
        run("book", "--cancel")
    by_hand(visits[1], "Withdrawn", "Sam was there")
    run("setup", "--buffer-days", "11", "--yes", today=date(2028, 1, 1))
    assert not visits[0].exists()
    assert visits[1].exists()


# --- a folder that cannot be told --------------------------------------------------------------------------------------------


def gone(folder):
    shutil.rmtree(folder)


def a_file(folder):
    shutil.rmtree(folder)
    folder.write_text("x", encoding="utf-8")


def read_only(folder):
    folder.chmod(0o500)


ANYWHERE = [pytest.param(gone, "it is not there", id="gone"), pytest.param(a_file, "it is a file, not a folder", id="a file")]
TROUBLES = [*ANYWHERE, pytest.param(read_only, "it is read-only", id="read-only", marks=needs_permissions)]


@pytest.mark.parametrize(("trouble", "why"), ANYWHERE)
def test_a_folder_that_cannot_be_told_keeps_no_change_from_being_saved_and_every_answer_says_so(run, kept, record, trouble, why):
    saved_and_said(run, kept, record, trouble, why)


@needs_permissions
def test_nor_does_one_that_may_only_be_read(run, kept, record):
    saved_and_said(run, kept, record, read_only, "it is read-only")


def saved_and_said(run, kept, record, trouble, why):
    """The change is saved, and every answer says that the folder was not told of it."""
    trouble(kept)
    said = run(*MOVED).out
    assert "alarm date 15 December 2026" in said
    assert b"2026-12-15" in record.read_bytes()
    line = f'{BEHIND}: {why}. Your calendar may show others. To tell it: itb calendar --vdir "{kept}"\n'
    for out in (said, run("status").out, run("next-refill").out, run("calendar").out):
        assert line in out
        assert OTHER_DAYS not in out
    assert "was not told of the last change" in run("remind").out
    codes = [notice["code"] for notice in json.loads(run("status", "--json").out)["notices"]]
    assert codes[-2:] == ["calendar_folder_behind", "symptoms_beat_dates"]
    seen = run("doctor").out
    assert f"cannot be told of changes: {why}." in seen
    assert str(kept) not in run("doctor", "--json").out, "what goes into bug reports names no place"
    run("calendar", "--vdir", str(kept), code=5)


@pytest.mark.parametrize(("trouble", "why"), TROUBLES)
def test_a_folder_that_is_there_again_is_told_by_the_next_change_or_when_asked(run, kept, trouble, why):
    before = {name: (kept / name).read_bytes() for name in names(kept)}
    trouble(kept)
    run(*MOVED)
    if kept.is_file():
        kept.unlink()
    kept.mkdir(exist_ok=True)
    kept.chmod(0o700)
    for name, data in before.items():
        (kept / name).write_bytes(data)
    run("calendar", "--vdir", str(kept))
    assert BEHIND not in run("status").out
    assert "2026-12-15" in days_in(kept)
    assert len(read(kept)) == len(before)


def test_a_report_that_is_to_name_nobody_names_no_folder(run, kept, tmp_path):
    gone(kept)
    run(*MOVED)
    assert BEHIND in run("report").out
    assert str(kept.parent) in run("report").out
    assert str(kept.parent) not in run("report", "--redact").out


def test_a_record_that_something_else_changed_is_said_not_to_be_in_the_folder(run, kept, record):
    record.write_text(record.read_text(encoding="utf-8").replace("2026-12-10", "2026-12-08"), encoding="utf-8")
    assert f"{BEHIND}: the record was changed since" in run("status").out
    run("calendar", "--vdir", str(kept))
    assert BEHIND not in run("status").out
    assert "2026-12-08" in days_in(kept)


def test_what_is_remembered_of_the_folder_and_damaged_is_said_and_can_be_begun_again(run, kept, record):
    memory = record.with_name(record.name + ".calendar")
    memory.write_bytes(b"folder = 3")
    assert "It cannot be read any more which folder your calendar reads" in run("status").out
    assert "alarm date 15 December 2026" in run(*MOVED).out
    assert "It cannot be read any more which folder your calendar reads" in run("status").out
    before = names(kept)
    run("calendar", "--vdir", str(kept), "--overwrite")
    assert names(kept) == before
    assert "2026-12-15" in days_in(kept)


@pytest.mark.parametrize("words", ["nowhere", "a.txt"])
def test_a_folder_is_never_made_and_a_file_is_none(run, usual, tmp_path, record, words):
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    assert "Nothing was written" in run("calendar", "--vdir", str(tmp_path / words), code=5).err
    assert not (tmp_path / "nowhere").exists()
    assert not record.with_name(record.name + ".calendar").exists()


def test_without_anything_recorded_no_folder_is_kept(run, folder):
    assert "Nothing is recorded" in run("calendar", "--vdir", str(folder), code=3).err
    assert names(folder) == []


@pytest.mark.parametrize(
    "flags",
    [
        ("--vdir", "x", "--no-vdir"),
        ("--vdir", "x", "--ics", "y.ics"),
        ("--no-vdir", "--overwrite"),
        ("--vdir", "x", "--months", "3"),
    ],
    ids=" ".join,
)
def test_flags_that_do_not_fit_are_refused(run, usual, flags):
    run("calendar", *flags, code=2)


def test_a_calendar_is_not_told_of_another_day(run, usual, folder):
    run("calendar", "--vdir", str(folder), "--as-of", "2026-12-01", code=2)
    assert names(folder) == []


# --- several ----------------------------------------------------------------------------------------------------------------


def test_two_people_in_two_folders_and_two_in_one_leave_each_other_alone(run, usual, folder, tmp_path):
    other, shared = tmp_path / "other.toml", folder
    run("log", "2026-10-05", "--alarm-date", "2027-01-20", "--file", str(other), "--yes")
    run("calendar", "--vdir", str(shared))
    ours = read(shared)
    run("calendar", "--vdir", str(shared), "--file", str(other))
    both = read(shared)
    assert ours.items() < both.items()
    run("edit", "2026-10-05", "--alarm-date", "2027-01-22", "--file", str(other))
    assert ours.items() <= read(shared).items()
    run("calendar", "--no-vdir", "--file", str(other))
    assert read(shared) == ours
    apart = tmp_path / "apart"
    apart.mkdir()
    run("calendar", "--vdir", str(apart), "--file", str(other))
    assert read(shared) == ours
    assert not read(shared).keys() & read(apart).keys()


def test_what_others_keep_in_the_folder_is_not_touched(run, kept):
    (kept / "theirs.ics").write_text("BEGIN:VCALENDAR\nEND:VCALENDAR\n", encoding="utf-8")
    (kept / "color").write_text("#ff0000", encoding="utf-8")
    run(*MOVED)
    run("calendar", "--no-vdir")
    assert names(kept) == ["color", "theirs.ics"]


def test_a_second_folder_is_refused_since_all_would_show_twice(run, kept, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    said = run("calendar", "--vdir", str(other), code=5).err
    assert str(kept) in said
    assert "itb calendar --no-vdir" in said
    assert names(other) == []


def test_a_file_made_beside_the_folder_is_said_not_to_hear_of_changes(run, kept, tmp_path):
    assert "its entries do not hear of changes" in run("calendar", "--ics", str(tmp_path / "itb.ics")).out
    assert "its entries do not hear of changes" in run("calendar", "--vdir", str(kept)).out


def test_a_file_made_before_the_folder_is_said_to_have_left_entries(run, usual, folder, tmp_path):
    run("calendar", "--ics", str(tmp_path / "itb.ics"))
    assert "delete there what came from the file" in run("calendar", "--vdir", str(folder)).out


def test_a_new_file_beside_the_folder_says_what_has_changed_since_the_file_before(run, kept, tmp_path):
    file = ("calendar", "--ics", str(tmp_path / "itb.ics"))
    assert "Since the file before" not in run(*file).out, "all are new to a file"
    run(*MOVED)
    assert re.search(r"Since the file before: \d+ moved or changed\.", run(*file).out)
    assert "Since the file before: nothing has changed." in run(*file).out


def test_until_the_file_beside_the_folder_is_made_again_every_answer_says_that_it_shows_other_days(run, kept, tmp_path):
    file = ("calendar", "--ics", str(tmp_path / "itb.ics"))
    run(*file)
    for change in (MOVED, ("book", "2026-11-26"), ("book", "--cancel")):
        said = run(*change).out
        assert FILE_BEHIND in said, change
        assert BEHIND not in said, change
        assert FILE_BEHIND in run("status").out, change
        assert FILE_BEHIND in run("doctor").out, change
        run(*file)
        assert FILE_BEHIND not in run("status").out, change
    run("calendar", "--no-vdir")
    assert OTHER_DAYS not in run("status").out
    run("edit", "2026-09-01", "--alarm-date", "2026-12-18")
    assert OTHER_DAYS in run("status").out


def test_a_folder_with_names_and_a_file_without_leave_each_others_entries_as_they_are(run, usual, folder, record, tmp_path):
    run("calendar", "--vdir", str(folder), "--detailed")
    file = ("calendar", "--ics", str(tmp_path / "itb.ics"))
    run(*file)
    before, in_file, in_folder = record.read_bytes(), (tmp_path / "itb.ics").read_bytes(), read(folder)
    assert "Since the file before: nothing has changed." in run(*file).out
    assert (record.read_bytes(), (tmp_path / "itb.ics").read_bytes(), read(folder)) == (before, in_file, in_folder)
    assert FILE_BEHIND not in run("status").out
    run("setup", "--clinic-phone", "555 0199")
    assert FILE_BEHIND not in run("status").out, "the file names no telephone"
    assert "Since the file before: nothing has changed." in run(*file).out
    run(*MOVED)
    assert re.search(r"Since the file before: \d+ moved or changed\.", run(*file).out)
    numbers = [int(number) for number in re.findall(rb"SEQUENCE:(\d+)", (tmp_path / "itb.ics").read_bytes())]
    assert min(numbers) > max(int(number) for number in re.findall(rb"SEQUENCE:(\d+)", in_file))


# --- the end ----------------------------------------------------------------------------------------------------------------


def test_the_end_takes_away_what_is_ours_names_it_and_nothing_is_told_any_more(run, kept, record):
    files = names(kept)
    said = run("calendar", "--no-vdir").out
    assert names(kept) == []
    assert f"{len(files)} calendar entries taken away" in said
    assert all(name in said for name in files)
    assert "vdirsyncer sync --force-delete" in said, "it takes nothing away from a server if all is gone here"
    run(*MOVED)
    assert names(kept) == []
    assert OTHER_DAYS not in run("status").out, "no calendar shows anything any more"
    assert not record.with_name(record.name + ".calendar").exists()
    assert "No folder is kept" in run("calendar", "--no-vdir", code=5).err


def test_begun_again_after_the_end_the_entries_have_new_ids_and_old_ones_stay_away(run, kept):
    before = read(kept)
    run("calendar", "--no-vdir")
    run("calendar", "--vdir", str(kept))
    assert not before.keys() & read(kept).keys()
    assert sorted(before.values()) == sorted(read(kept).values())


def test_the_end_leaves_what_was_changed_by_hand_and_says_that_it_stays_as_it_is(run, kept):
    file = file_of(kept, KEEP)
    by_hand(file, "20261130", "20261128")
    said = run("calendar", "--no-vdir").out
    assert names(kept) == [file.name]
    assert "1 entry stays" in said
    assert file.name in said


def test_the_end_of_a_folder_that_is_gone_says_that_its_entries_may_go_on_showing(run, kept):
    moved, files = kept.with_name("unplugged"), names(kept)
    kept.rename(moved)
    run("edit", "2026-09-01", "--alarm-date", "2026-12-12")
    said = run("calendar", "--no-vdir").out
    assert "The folder could not be reached" in said
    assert f"{len(files)} entries stay" in said
    assert names(moved) == files
    assert OTHER_DAYS in run("status").out, "what stays behind is not left unsaid"


def test_the_end_after_a_file_was_made_too_goes_on_saying_that_the_file_is_behind(run, kept, tmp_path):
    run("calendar", "--ics", str(tmp_path / "itb.ics"))
    run("calendar", "--no-vdir")
    run(*MOVED)
    assert OTHER_DAYS in run("status").out


def test_a_day_on_which_nothing_changes_writes_nothing(run, kept):
    stamps = {path.name: path.stat().st_mtime_ns for path in kept.iterdir()}
    run("status")
    run("setup", "--note", "x", code=2)
    run("calendar", "--vdir", str(kept), today=TODAY)
    assert {path.name: path.stat().st_mtime_ns for path in kept.iterdir()} == stamps
