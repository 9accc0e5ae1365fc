"""`itb doctor`: every kind of harm is seen and said, nothing is called fine that was not seen, and --fix repairs permissions only."""

import json
import os
import re
import sys

import pytest

from conftest import TODAY, text

if sys.platform == "win32":
    pytest.skip("permissions are others there", allow_module_level=True)

REFILL = """\
schema_version = 1
[person]
name = "Alex Reed"
[clinic]
phone = "555 0100"
[[refills]]
id = "a"
on = 2026-09-01
alarm_date = 2026-12-10
filled_ml = 20
strength_mcg_per_ml = 2000
dose_mcg_per_day = 350
note = "SECRET"
"""


def written(record, content=REFILL):
    record.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    record.write_text(content, encoding="utf-8")
    return record


@pytest.fixture
def checks(run):
    """What the checks find, by code; and the exit code must be the one expected."""

    def examined(*words, code=0, **how):
        envelope = json.loads(run("doctor", "--json", *words, code=code, **how).out)
        assert envelope["data"]["ok"] == (code == 0)
        return {check["code"]: check for check in envelope["data"]["checks"]}

    return examined


def findings(checks):
    """The kinds that are not fine, by code."""
    return {code: check["finding"] for code, check in checks.items() if check["finding"] != "fine"}


def test_the_whole_page_of_a_record_in_order(run, record):
    run("log", "2026-09-01", "--alarm-date", "2026-12-10")
    result = run("doctor", environment={"HOME": str(record.parent.parent), "SHELL": "/bin/fish"})
    start, around = result.out.split("Program: ")
    assert start == text(
        """\
        IN ORDER: Nothing wrong was found with the record's files. To look at: 1.

        To look at:
        - Completions: Not found for fish in the usual places. To get them: itb completion fish. \
If Tab completes itb already, all is well.

        In order:
        Place: The file that --file or ITB_FILE names. ~/itb/record.toml
        Record: It can be read.
        Owner: The record is yours.
        Permissions: Only you can read it.
        Schema: Schema 1, the newest.
        Unknown keys: None.
        Clock: The date of this device fits the record. Today is 22 November 2026 here.
        Entries: No entry is unlikely by itself. That does not make them right.
        Settings: No setting is unlikely by itself. That does not make them right.
        Calendar: No file for a calendar was made.
        Earlier states: 1 earlier state is kept. The newest is the record. The newest is of 22 November 2026.
        Left over: No save was cut short.
        Draft: No edit by hand is unfinished.
        Lock: Nobody is writing the record.
        Copies: No second copy lies beside the record.
        Saving: Nothing stands in the way of the next change.
        Reminders: None ever ran. To have them run by themselves: itb remind --install
        Prompt: No prompt shows this record.
        """
    )
    assert around.endswith(
        "\nThis is about the record's files. It says nothing about your pump or its supply. For that: itb status\n"
        "\nIN ORDER: Nothing wrong was found with the record's files. To look at: 1.\n"
    )


def test_without_a_record_nothing_is_wrong_and_nothing_is_called_in_order(run, record, checks):
    found = checks()
    assert set(findings(found)) <= {"completions"}
    assert found["record"]["text"] == "There is none yet. To begin: itb log"
    assert run("doctor").out.startswith("NO RECORD: Nothing is recorded here yet.")
    assert not record.parent.exists()


BROKEN = {
    "empty": ("", {"record": "wrong", "schema": "skipped"}),
    "not text": ("\0\0", {"record": "wrong", "schema": "skipped"}),
    "of a newer itb": ("schema_version = 99\n", {"record": "wrong", "schema": "wrong"}),
    "with a wrong value": (REFILL + 'dose_mcg_per_day = "x"\n', {"record": "wrong", "schema": "skipped"}),
    "nested too deeply": ("a = " + "[" * 100_000, {"record": "wrong", "schema": "skipped"}),
}


@pytest.mark.parametrize(("content", "found"), BROKEN.values(), ids=BROKEN)
def test_a_record_that_cannot_be_read_is_wrong_and_what_rests_on_it_was_not_looked_at(checks, record, content, found):
    before = written(record, content).read_bytes()
    not_read = dict.fromkeys(("unknown_keys", "clock", "entries", "settings", "calendar"), "skipped")
    seen = findings(checks(code=4))
    assert {code: finding for code, finding in seen.items() if code != "completions"} == not_read | found
    assert record.read_bytes() == before


def test_a_damaged_record_is_said_with_its_line_on_a_screen_and_without_what_stands_there(run, record):
    written(record, REFILL + 'note = "SECRET TOO"\nnote = "x"\n')
    out = run("doctor", code=4).out
    assert out.startswith("NOT IN ORDER: 1 thing is wrong. What to do stands beside it.\n\nWrong:\n- Record: ")
    assert re.search(r"line 1\d[:,]", out)
    assert "SECRET" not in out


def test_a_record_that_is_gone_is_wrong(run, checks, record):
    run("log", "2026-09-01")
    record.unlink()
    found = checks(code=4)
    assert findings(found)["record"] == "wrong"
    assert found["record"]["hint"] == "To see them and bring one back: itb restore"


def test_a_record_in_a_pipes_place_holds_nobody_up(checks, record):
    record.parent.mkdir(mode=0o700)
    os.mkfifo(record)
    os.mkfifo(record.with_name("record.toml.lock"))
    assert findings(checks(code=4))["record"] == "wrong"


OTHERS = {
    "a key of a newer itb": ('[pump]\nside = "left"\n', "unknown_keys", "wrong"),
    "a key of another program": ('[pump]\nx-side = "left"\n', "unknown_keys", "fine"),
    "a refill in the future": ("[[refills]]\non = 2026-11-23\n", "entries", "wrong"),
    "a future day makes the clock doubtful": ("[[events]]\non = 2027-01-01\nkind = 'fall'\n", "clock", "wrong"),
    "a dose ten times the last one": ("[[doses]]\non = 2026-10-01\ndose_mcg_per_day = 3500\n", "entries", "advice"),
    "an alarm date too far": ("[[refills]]\non = 2026-10-01\nalarm_date = 2028-10-01\n", "entries", "advice"),
    "an alarm date before its refill": ("[[refills]]\non = 2026-10-01\nalarm_date = 2026-09-01\n", "entries", "wrong"),
    "an entry before the implant": ("[pump]\nimplanted_on = 2026-09-15\n", "entries", "advice"),
    "more than the reservoir holds": ("[pump]\nreservoir_ml = 10\n", "entries", "wrong"),
    "two refills of one day": ("[[refills]]\non = 2026-09-01\n", "entries", "advice"),
    "two entries of one id": ("[[events]]\nid = 'a'\non = 2026-10-01\nkind = 'fall'\n", "entries", "advice"),
    "a check before its event": ("[[events]]\non = 2026-10-01\nkind = 'mri'\nchecked_on = 2026-09-30\n", "entries", "wrong"),
}


@pytest.mark.parametrize(("added", "code", "finding"), OTHERS.values(), ids=OTHERS)
def test_what_stands_in_the_record_is_looked_at(checks, record, added, code, finding):
    written(record, REFILL + added)
    found = checks(code=4 if finding == "wrong" else 0)
    assert found[code]["finding"] == finding
    assert found[code]["text"] != "None."


def test_what_calendars_were_told_is_compared_with_the_record(run, checks, record, tmp_path):
    ics = str(tmp_path / "itb.ics")
    run("log", "2026-09-01", "--alarm-date", "2026-12-10")
    assert checks()["calendar"]["text"] == "No file for a calendar was made."
    run("calendar", "--ics", ics)
    assert checks()["calendar"]["finding"] == "fine"
    run("edit", "2026-09-01", "--alarm-date", "2026-12-15")
    assert checks()["calendar"]["hint"] == "Make its file again, then import it: itb calendar --ics itb.ics"
    run("calendar", "--ics", ics)
    assert checks()["calendar"]["finding"] == "fine"
    content = record.read_text(encoding="utf-8")
    event = "[[calendar_events]]" + content.split("[[calendar_events]]")[1]
    record.write_text(f"{content}\n{event}", encoding="utf-8")
    assert "have one id" in checks()["calendar"]["text"]


def test_a_device_whose_date_lies_behind_or_far_ahead_is_noticed(checks, record):
    written(record)
    assert findings(checks(code=4, today=TODAY.replace(year=2025)))["clock"] == "wrong"
    assert findings(checks(today=TODAY.replace(year=2029)))["clock"] == "advice"


def test_doubtful_entries_are_named_on_the_screen_with_the_reason(run, record):
    written(record, REFILL + OTHERS["a dose ten times the last one"][0])
    assert (
        "Entries: 1 entry (dose) may not be right. Dose of 1 October 2026: 3,500 mcg per day is 10 times more than the last one, "
        "350 mcg per day. Is it right? 3,500 mcg per day is more than pumps usually give. Is it right? Compare with your clinic's printout. To correct one: itb edit --help"
    ) in run("doctor").out


def test_many_doubtful_entries_are_counted_and_some_are_named(run, record):
    written(record, "schema_version = 1\n" + "".join(f"[[refills]]\non = 2027-01-{day:02d}\n" for day in range(1, 31)))
    out = run("doctor", code=4).out
    assert "30 entries (refill) cannot be right." in out
    assert out.count("lies in the future") == 10
    assert "And 20 more." in out


@pytest.mark.parametrize(
    "name", ["record.sync-conflict-20261101-120000-ABCDEFG.toml", "record (Alex's conflicted copy 2026-11-01).toml"]
)
def test_a_second_copy_is_wrong_where_it_holds_more_or_cannot_be_read_and_is_named_to_people_only(run, record, checks, name):
    written(record)
    copy = record.with_name(name)
    for content, finding, code in (
        (REFILL, "advice", 0),
        (REFILL + "[[refills]]\non = 2026-10-01\n", "wrong", 4),
        ("x", "wrong", 4),
    ):
        copy.write_text(content, encoding="utf-8")
        assert findings(checks(code=code))["copies"] == finding
        assert name in run("doctor", code=code).out
        assert "conflict" not in run("doctor", "--json", code=code).out
    record.write_text("x", encoding="utf-8")
    copy.write_text(REFILL, encoding="utf-8")
    assert findings(checks(code=4))["copies"] == "wrong"


def test_an_earlier_state_that_cannot_be_read_is_said(run, record, checks):
    for day in ("2026-08-01", "2026-09-01"):
        run("log", day)
    states = sorted(record.with_name("record.toml.generations").iterdir())
    states[0].write_text("junk", encoding="utf-8")
    found = checks()
    assert found["earlier_states"]["finding"] == "advice"
    assert found["earlier_states"]["text"] == "2 earlier states are kept. 1 of them cannot be read. The newest is the record."


def test_a_record_changed_by_hand_is_no_fault_and_is_said(run, record, checks):
    run("log", "2026-09-01")
    record.write_text(record.read_text(encoding="utf-8") + "# mine\n", encoding="utf-8")
    assert checks()["earlier_states"]["text"] == (
        "1 earlier state is kept. The record was changed since by something else than itb."
    )


def test_a_save_that_was_cut_short_is_said_unless_it_is_still_going_on(run, record, checks):
    from filelock import FileLock

    run("log", "2026-09-01")
    record.with_name(".record.toml.2147483647-0123456789ab.itb-tmp").write_text("half", encoding="utf-8")
    assert findings(checks())["left_over"] == "advice"
    with FileLock(record.with_name("record.toml.lock"), mode=0o600):
        found = findings(checks())
    assert (found.get("left_over"), found["lock"]) == (None, "advice")
    assert "lock" not in findings(checks())


def test_who_holds_the_lock_and_for_how_long_is_said_on_the_screen_where_it_is_known(run, record):
    from itb_cli.storage.locking import Patience, locked

    run("log", "2026-09-01")
    with locked(record, Patience(lambda: 987.5, lambda _seconds: None)):
        out = run("doctor").out
        machines = run("doctor", "--json").out
    assert f"It is process {os.getpid()}, for 12 seconds." in out
    assert str(os.getpid()) not in machines


def test_an_edit_that_was_not_finished_is_said_and_its_copy_is_kept_private(run, record, checks):
    from itb_cli.storage.drafts import begin

    written(record)
    begin(record, record.read_bytes()).copy.write_text(REFILL + "# mine\n", encoding="utf-8")
    assert findings(checks())["draft"] == "advice"
    drafts = record.with_name("record.toml.draft")
    for path in (*drafts.iterdir(), drafts):
        path.chmod(0o755)
    assert findings(checks(code=4))["permissions"] == "wrong"
    run("doctor", "--fix")
    assert {path.stat().st_mode & 0o777 for path in drafts.iterdir()} == {0o600}
    assert drafts.stat().st_mode & 0o777 == 0o700


def test_permissions_are_seen_repaired_and_nothing_else_is_changed(run, record, checks):
    run("log", "2026-09-01")
    lock, states = record.with_name("record.toml.lock"), record.with_name("record.toml.generations")
    foreign = record.with_name("photo.jpg")
    foreign.write_bytes(b"x")
    (state,) = states.iterdir()
    for path, mode in ((record, 0o644), (lock, 0o640), (state, 0o604), (states, 0o755), (foreign, 0o644), (record.parent, 0o755)):
        path.chmod(mode)
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in (record, lock, state, foreign)}
    found = checks(code=4)
    assert found["permissions"] == {
        "code": "permissions",
        "ok": False,
        "finding": "wrong",
        "text": "Other users of this computer may use 4 files and folders of yours.",
        "hint": "To make them yours alone: itb doctor --fix",
    }
    assert run("doctor", "--fix").out.split("\n\n")[1] == text(
        f"""\
        Permissions repaired:
        Record: record.toml: yours alone now (was 644)
        Lock: record.toml.lock: yours alone now (was 640)
        States folder: record.toml.generations: yours alone now (was 755)
        State: {state.name}: yours alone now (was 604)"""
    )
    assert [oct(path.stat().st_mode & 0o777) for path in (record, lock, state, states)] == ["0o600", "0o600", "0o600", "0o700"]
    assert (foreign.stat().st_mode & 0o777, record.parent.stat().st_mode & 0o777) == (0o644, 0o755), "not itb's own"
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in before} == before
    assert "No permissions had to be repaired. Nothing was changed." in run("doctor", "--fix").out


def test_the_folder_that_itb_made_is_repaired_and_what_it_hides_too(run, record):
    run("log", "2026-09-01", at_home=True)
    run("log", "2026-09-01", "--person", "alex", "--yes", at_home=True)
    people = record.with_name("people")
    for path in (people / "alex.toml", people, record, record.parent):
        path.chmod(0o755 if path.is_dir() else 0o644)
    said = run("doctor", code=4, at_home=True).out
    assert "Person: Not in order: permissions. Record of: alex. To see more: itb doctor --person NAME" in said
    run("doctor", "--fix", at_home=True)
    for path in (record.parent, *record.parent.rglob("*")):
        assert oct(path.stat().st_mode & 0o777) == ("0o700" if path.is_dir() else "0o600"), path


def test_the_folder_of_people_is_looked_at_even_with_nobody_in_it(run, record, checks):
    run("log", "2026-09-01", at_home=True)
    people = record.with_name("people")
    people.mkdir(mode=0o755)
    people.chmod(0o755)
    assert findings(checks(code=4, at_home=True))["permissions"] == "wrong"
    run("doctor", "--fix", at_home=True)
    assert people.stat().st_mode & 0o777 == 0o700


def test_a_link_is_followed_for_the_record_and_never_for_permissions(run, record, tmp_path, checks):
    real = written(tmp_path / "real" / "record.toml")
    real.chmod(0o644)
    other = tmp_path / "other.txt"
    other.write_text("x", encoding="utf-8")
    other.chmod(0o644)
    record.parent.mkdir()
    record.symlink_to(real)
    real.with_name("record.toml.lock").symlink_to(other)
    assert findings(checks(code=4))["permissions"] == "wrong"
    run("doctor", "--fix", code=4)
    assert (real.stat().st_mode & 0o777, other.stat().st_mode & 0o777) == (0o600, 0o644)
    assert "It is a link. The file behind it is the record." in run("doctor", code=4).out


def test_one_persons_record_can_be_examined_and_one_that_is_not_there_is_wrong(run, checks):
    run("log", "2026-09-01", "--person", "alex", "--yes", at_home=True)
    assert "Record of: alex\n" in run("doctor", "--person", "alex", at_home=True).out
    found = checks("--person", "kim", code=4, at_home=True)
    assert found["record"]["text"] == "There is no record of this person."


def test_a_damaged_record_of_a_person_shows_in_the_list(run, record, checks):
    run("log", "2026-09-01", "--person", "alex", "--yes", at_home=True)
    record.with_name("people").joinpath("alex.toml").write_text("x", encoding="utf-8")
    found = checks(code=4, at_home=True)
    assert found["person"]["text"] == "Not in order: record."


def test_what_machines_get_holds_no_health_data_no_name_and_no_path(run, record):
    written(record, REFILL + '[pump]\n"Alex wears it left" = 1\n' + OTHERS["a dose ten times the last one"][0])
    record.rename(record.with_name("Alex.toml"))
    record = record.with_name("Alex.toml")
    record.chmod(0o644)
    record.with_name("Alex (Sam's conflicted copy).toml").write_text("x", encoding="utf-8")
    for words in (("--json",), ("--json", "--fix")):
        out = run("doctor", *words, "--file", str(record), code=4).out
        for private in ("Alex", "Sam", "555", "SECRET", "350", "2026-09", "2026-10", "September", "October", str(record.parent)):
            assert private not in out, private
    at_home = run("doctor", "--json", "--person", "alex", code=4, at_home=True).out
    assert "alex" not in at_home.casefold()


def test_a_path_in_the_home_folder_is_shown_without_its_name(run, record):
    home = str(record.parent.parent)
    record.mkdir(parents=True)
    out = run("doctor", code=4, environment={"HOME": home}).out
    assert home not in out
    assert out.count("~/itb/record.toml") == 2, "the place, and why it cannot be read"


def test_knowledge_past_its_review_is_advised_and_no_failure(checks):
    found = checks(today=TODAY.replace(year=2040))
    assert found["review"]["finding"] == "advice"


@pytest.mark.parametrize(
    ("shell", "place"),
    [
        ("bash", ".local/share/bash-completion/completions/itb"),
        ("bash", ".bash_completions/itb.sh"),
        ("zsh", ".zfunc/_itb"),
        ("fish", ".config/fish/completions/itb.fish"),
    ],
)
def test_completions_are_found_where_shells_look(checks, tmp_path, shell, place):
    environment = {"HOME": str(tmp_path), "SHELL": f"/bin/{shell}"}
    assert checks(environment=environment)["completions"]["finding"] == "advice"
    (tmp_path / place).parent.mkdir(parents=True)
    (tmp_path / place).touch()
    assert checks(environment=environment)["completions"]["text"] == f"Found for {shell}."


def test_another_shell_is_no_fault(checks, tmp_path):
    for environment in ({}, {"SHELL": "/bin/tcsh", "HOME": str(tmp_path)}):
        assert checks(environment=environment)["completions"]["finding"] == "skipped"


def test_what_is_in_order_fits_a_screen_by_name_and_stands_whole_behind_a_flag(run):
    run("log", "2026-09-01", "--alarm-date", "2026-12-10")
    how = {"is_terminal": True, "environment": {"COLUMNS": "80"}}
    short, whole = (" ".join(run("doctor", *more, **how).out.split()) for more in ((), ("--more",)))
    assert len(run("doctor", **how).out.splitlines()) <= 23
    assert "record, owner, permissions, schema" in short
    assert "That does not make the entries right." in short
    assert "Each of them: itb doctor --more" in short
    assert "It says nothing about your pump" in short
    assert "No entry is unlikely by itself. That does not make them right." in whole
    assert "No entry is unlikely by itself." in run("doctor").out, "in a pipe every check is a line"


def test_the_terminal_is_described(run):
    for encoding, columns, shown in (
        ("utf-8", "80", "Terminal"),
        ("ascii", "80", "Signs outside ASCII are shown by other signs."),
        ("utf-8", "30", "Lines may break badly below 40 columns."),
    ):
        out = run("doctor", "--more", is_terminal=True, encoding=encoding, environment={"COLUMNS": columns}).out
        assert shown in " ".join(out.split())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("[[refills]]\non=2000-01-01\n" * 20_001, "holds more than 20,000 entries"),
        ("# " + "x" * 4 * 1024 * 1024, "is larger than 4 MB"),
    ],
    ids=["entries", "bytes"],
)
def test_a_record_beyond_what_itb_reads_names_the_limit_and_the_way_on_and_no_permissions(run, record, text, limit):
    record.parent.mkdir()
    record.write_text(f"schema_version = 1\n{text}", encoding="utf-8")
    record.chmod(0o600)
    before = record.read_bytes()
    said = " ".join(run("doctor", code=4).out.split())
    assert "The record's file holds more than itb reads. It was not changed." in said
    assert limit in said
    assert "bring back an earlier state: itb restore" in said
    assert "doctor --fix" not in said
    assert json.loads(run("status", "--json", code=4).out)["error"]["code"] == "record_too_large"
    assert record.read_bytes() == before


def test_a_folder_in_the_records_place_is_not_called_a_matter_of_permissions_alone(run, record):
    record.mkdir(parents=True)
    said = " ".join(run("doctor", code=4).out.split())
    assert "itb cannot read what stands in the record's place." in said
    assert "it is not a regular file" in said


def test_a_file_that_was_named_and_is_not_there_is_wrong_and_not_a_record_still_to_come(run, tmp_path):
    there = tmp_path / "mistyped.toml"
    ran = run("doctor", "--file", str(there), code=4)
    said = " ".join(ran.out.split())
    assert "Nothing stands at the place that --file names." in said
    assert "mistyped.toml" in said
    assert "To start a record there: itb setup --file" in said
    assert "NO RECORD" not in said
    assert not there.exists()
    assert run("doctor", environment={"ITB_FILE": str(there)}).out.startswith("NO RECORD")  # there it may be still to come
