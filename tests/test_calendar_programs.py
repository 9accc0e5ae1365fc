"""Files for calendars, taken in by programs that are not `itb`'s: other parsers in far zones, a calendar program, a calendar server.

What is not installed is skipped with a word. `.ci/run` puts the programs into an environment of their own, `.venv/calendars`.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from shown_day import day_in, shown_day, stamp_in

if sys.platform == "win32":
    pytest.skip("the programs lie elsewhere there", allow_module_level=True)

PROGRAMS = Path(__file__).parent.parent / ".venv" / "calendars"
ZONES = ("Pacific/Kiritimati", "Pacific/Pago_Pago", "Europe/Berlin")
LONGEST_WAIT_SECONDS = 180
ALARM_DATE = next(day for day in map(day_in, range(18, 25)) if day.isoweekday() == 4)
REFILL, VISIT, LATER_ALARM_DATE = (ALARM_DATE + timedelta(days=days) for days in (-100, -14, 10))
"""From the day of the test: the programs of others ask the real clock, and a visit that has passed is cancelled no more.
The alarm date is a Thursday, since a day to book by on a weekend is put before it."""

WITH_VOBJECT = """\
import json, sys, vobject
events = vobject.readOne(sys.stdin.buffer.read().decode()).vevent_list
print(json.dumps({event.uid.value: str(event.dtstart.value) for event in events}))
"""
WITH_ICAL_JS = """\
const found = require(process.argv[1]), ical = found.default || found;
const calendar = new ical.Component(ical.parse(require("fs").readFileSync(0, "utf8")));
const two = (number) => String(number).padStart(2, "0");
const said = (time) => `${time.year}-${two(time.month)}-${two(time.day)}` + (time.isDate ? ""
  : ` ${two(time.toJSDate().getHours())}:${two(time.toJSDate().getMinutes())}:00`);
const events = calendar.getAllSubcomponents("vevent").map((event) => new ical.Event(event));
const day = 24 * 60 * 60;
for (const event of events) {
  if (event.startDate.isDate && event.endDate.subtractDate(event.startDate).toSeconds() !== day) throw new Error("not one day");
}
console.log(JSON.stringify(Object.fromEntries(events.map((event) => [event.uid, said(event.startDate)]))));
"""
"""Prints by id the start of each entry, the hour as the machine's own zone has it."""


@pytest.fixture
def itb(tmp_path):
    """Runs the real program on a record with an alarm date and a visit, both ahead; `zone` is where the machine is."""

    def run(*words, zone="Europe/Berlin"):
        usual = {
            "PATH": os.environ["PATH"],
            "HOME": str(tmp_path),
            "ITB_FILE": str(tmp_path / "record.toml"),
            "LC_ALL": "C.UTF-8",
        }
        kept = {"PYTHONPATH": os.environ["PYTHONPATH"]} if "PYTHONPATH" in os.environ else {}
        words = [sys.executable, "-W", "error", "-m", "itb_cli", *words]
        os.utime(itb_record, (stamp_in(-1), stamp_in(-1)))
        return subprocess.run(
            words, env={**usual, **kept, **shown_day(), "TZ": zone}, capture_output=True, check=True, stdin=subprocess.DEVNULL
        )

    itb_record = tmp_path / "record.toml"
    itb_record.write_text(
        f"schema_version = 1\n[[refills]]\nid = 'r'\non = {REFILL}\nalarm_date = {ALARM_DATE}\n"
        f"[[appointments]]\nid = 'v'\non = {VISIT}\nat = 23:30:00\nplace = 'Straße; 3, 😀'\n",
        encoding="utf-8",
    )
    return run


def told(folder):
    """By id what the record says that calendars were told, read by nothing of `itb`'s own."""
    import tomllib

    events = tomllib.loads((folder / "record.toml").read_text(encoding="utf-8"))["calendar_events"]
    return {event["uid"]: event for event in events}


def starts(folder):
    return {uid: f"{event['on']} {event['at']}" if "at" in event else str(event["on"]) for uid, event in told(folder).items()}


def program(name):
    found = shutil.which(name, path=f"{PROGRAMS / 'bin'}:{os.environ['PATH']}")
    if found is None:
        pytest.skip(f"{name} is not installed here")
    return found


def run_other(*words, data=None, **environment):
    ended = subprocess.run(
        words,
        input=data,
        env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", **environment},
        capture_output=True,
        check=False,
        timeout=LONGEST_WAIT_SECONDS,
    )
    assert ended.returncode == 0, ended.stderr.decode()
    return ended.stdout.decode()


@pytest.mark.slow
@pytest.mark.parametrize("zone", ZONES)
def test_another_parser_in_a_far_zone_finds_every_entry_on_its_day(itb, tmp_path, zone):
    data = itb("calendar", "--ics", "-", "--detailed", zone=zone).stdout
    found = json.loads(run_other(sys.executable, "-c", WITH_VOBJECT, data=data, TZ=zone))
    assert found == starts(tmp_path)
    refill_by = ALARM_DATE - timedelta(days=10)
    assert {str(refill_by), f"{VISIT} 23:30:00"} <= set(found.values())


@pytest.mark.parametrize("zone", ZONES)
def test_the_parser_of_a_browsers_calendar_in_a_far_zone_finds_every_entry_on_its_day(itb, tmp_path, zone):
    node, library = program("node"), PROGRAMS / "node_modules" / "ical.js" / "dist" / "ical.es5.cjs"
    if not library.exists():
        pytest.skip("ical.js is not installed here")
    data = itb("calendar", "--ics", "-", "--detailed", zone=zone).stdout
    found = json.loads(run_other(node, "-e", WITH_ICAL_JS, str(library), data=data, TZ=zone))
    assert found == starts(tmp_path)


KHAL = """\
[calendars]
[[own]]
path = {folder}/own
[locale]
local_timezone = {zone}
default_timezone = {zone}
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[sqlite]
path = {folder}/khal.db
"""


@pytest.mark.slow
@pytest.mark.parametrize("zone", ZONES)
def test_a_calendar_program_takes_a_second_file_for_the_same_entries(itb, tmp_path, zone):
    khal = program("khal")
    (tmp_path / "own").mkdir()
    (tmp_path / "khal.conf").write_text(KHAL.format(folder=tmp_path, zone=zone), encoding="utf-8")

    def taken_in():
        itb("calendar", "--ics", str(tmp_path / "itb.ics"), zone=zone)
        how = {"TZ": zone, "HOME": str(tmp_path)}
        run_other(khal, "-c", str(tmp_path / "khal.conf"), "import", "--batch", "-a", "own", str(tmp_path / "itb.ics"), **how)
        form = ("--format", "{uid}={start-long}={cancelled}", "--day-format", "")
        listed = run_other(khal, "-c", str(tmp_path / "khal.conf"), "list", "--once", *form, str(day_in(-100)), "5000d", **how)
        lines = [line.split("=") for line in listed.splitlines() if "=" in line]
        assert len(lines) == len({uid for uid, _, _ in lines}) == len(list((tmp_path / "own").glob("*.ics"))), "something doubled"
        return {uid: start for uid, start, _ in lines}, {uid for uid, _, state in lines if state.strip()}

    def expected():
        return {uid: start.removesuffix(":00") for uid, start in starts(tmp_path).items()}

    first, _ = taken_in()
    assert first == expected()
    itb("edit", "r", "--alarm-date", str(LATER_ALARM_DATE), zone=zone)
    itb("book", "--cancel", zone=zone)
    second, cancelled = taken_in()
    assert second == expected()
    assert set(first) <= set(second)
    assert cancelled == {uid for uid, event in told(tmp_path).items() if event["status"] == "cancelled"}
    assert cancelled
    assert str(LATER_ALARM_DATE) in second.values()
    assert str(ALARM_DATE) not in {second[uid] for uid in first if told(tmp_path)[uid]["slot"] == "alarm_date"}


@pytest.mark.slow
def test_a_calendar_server_holds_the_same_entries_after_a_second_file(itb, tmp_path):
    python = PROGRAMS / "bin" / "python"
    radicale = [python, "-c", "import caldav, radicale"]
    if not python.exists() or subprocess.run(radicale, capture_output=True, check=False).returncode:
        pytest.skip("radicale and caldav are not installed here")
    itb("calendar", "--ics", str(tmp_path / "first.ics"))
    before = told(tmp_path)
    itb("edit", "r", "--alarm-date", str(LATER_ALARM_DATE))
    itb("calendar", "--ics", str(tmp_path / "second.ics"))
    after = told(tmp_path)
    client = str(Path(__file__).with_name("calendar_client.py"))
    said = run_other(str(python), client, str(tmp_path), str(tmp_path / "first.ics"), str(tmp_path / "second.ics"))
    first, second = json.loads(said)
    assert first == held(before)
    assert second == held(after)
    assert {line[0] for line in first} <= {line[0] for line in second}
    moved = {uid for uid, event in after.items() if event["slot"] == "refill_by"}
    (line,) = [line for line in second if line[0].removeprefix("UID:") in moved]
    assert line[1:] == [f"DTSTART;VALUE=DATE:{LATER_ALARM_DATE - timedelta(days=10):%Y%m%d}", "SEQUENCE:1", "STATUS:CONFIRMED"]


def held(events):
    """What a server must hold: id, start, number of changes, state, from the record alone."""
    lines = []
    for uid, event in events.items():
        day = event["on"].strftime("%Y%m%d")
        start = f"DTSTART:{day}T{event['at']:%H%M%S}" if "at" in event else f"DTSTART;VALUE=DATE:{day}"
        lines.append([f"UID:{uid}", start, f"SEQUENCE:{event['sequence']}", f"STATUS:{event['status'].upper()}"])
    return sorted(lines)


def test_no_id_tells_anything(itb):
    data = itb("calendar", "--ics", "-").stdout.decode()
    uids = re.findall(r"^UID:(.*)\r$", data, re.MULTILINE)
    assert len(uids) == len(set(uids)) == 3
    assert all(re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", uid) for uid in uids)


@pytest.mark.slow
def test_a_calendar_program_reads_the_folder_that_is_kept_and_sees_each_change(itb, tmp_path):
    khal = program("khal")
    (tmp_path / "own").mkdir()
    (tmp_path / "khal.conf").write_text(KHAL.format(folder=tmp_path, zone="Europe/Berlin"), encoding="utf-8")
    how = {"TZ": "Europe/Berlin", "HOME": str(tmp_path)}

    def khal_runs(*words):
        return run_other(khal, "-c", str(tmp_path / "khal.conf"), *words, **how)

    def listed():
        form = ("--format", "{uid}={start-long}={cancelled}", "--day-format", "")
        lines = [line.split("=") for line in khal_runs("list", "--once", *form, str(day_in(-100)), "30000d").splitlines()]
        lines = [line for line in lines if len(line) == 3]
        assert len(lines) == len({uid for uid, _, _ in lines}), "something doubled"
        return {uid: start for uid, start, _ in lines}, {uid for uid, _, state in lines if state.strip()}

    def expected():
        return {uid: start.removesuffix(":00") for uid, start in starts(tmp_path).items()}

    itb("calendar", "--vdir", str(tmp_path / "own"))
    assert listed()[0] == expected()
    itb("edit", "r", "--alarm-date", str(LATER_ALARM_DATE))
    itb("book", "--cancel")
    shown, cancelled = listed()
    assert shown == expected()
    assert cancelled == {uid for uid, event in told(tmp_path).items() if event["status"] == "cancelled"}
    assert str(LATER_ALARM_DATE) in shown.values()
    itb("calendar", "--no-vdir")
    assert listed() == ({}, set())


VDIRSYNCER = """\
[general]
status_path = "{folder}/status/"
[pair itb]
a = "here"
b = "there"
collections = null
conflict_resolution = null
[storage here]
type = "filesystem"
path = "{folder}/own/"
fileext = ".ics"
[storage there]
type = "caldav"
url = "{address}"
username = "someone"
password = "anything"
"""


@pytest.mark.slow
def test_a_calendar_server_hears_of_each_change_through_the_folder_and_nothing_is_doubled(itb, tmp_path):
    vdirsyncer, python = program("vdirsyncer"), PROGRAMS / "bin" / "python"
    (tmp_path / "own").mkdir()
    itb("calendar", "--vdir", str(tmp_path / "own"))
    words = [str(python), str(Path(__file__).with_name("calendar_server.py")), str(tmp_path)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(words, env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}, text=True, **pipes) as server:
        address = json.loads(server.stdout.readline())
        config = tmp_path / "vdirsyncer.conf"
        config.write_text(VDIRSYNCER.format(folder=tmp_path, address=address), encoding="utf-8")

        def synced():
            run_other(vdirsyncer, "-c", str(config), "sync", HOME=str(tmp_path))

        def on_server(line="held"):
            server.stdin.write(f"{line}\n")
            server.stdin.flush()
            return json.loads(server.stdout.readline())

        run_other(vdirsyncer, "-c", str(config), "discover", "itb", HOME=str(tmp_path))
        synced()
        assert on_server() == held(told(tmp_path))
        before = told(tmp_path)

        itb("edit", "r", "--alarm-date", str(LATER_ALARM_DATE))
        synced()
        after = told(tmp_path)
        assert before != after
        assert on_server() == held(after)

        (visit,) = [uid for uid, event in after.items() if event["slot"] == "appointment v"]
        moved = f"{VISIT + timedelta(days=1):%Y%m%d}"
        on_server(f"replace {visit} DTSTART:{VISIT:%Y%m%d}=>DTSTART:{moved}")
        synced()
        said = itb("book", "--cancel").stdout.decode()
        assert "Changed or deleted by hand in your calendar" in said
        assert f"{visit}.ics" in said
        synced()
        assert f"DTSTART:{moved}T233000" in {line[1] for line in on_server() if line[0] == f"UID:{visit}"}

        itb("calendar", "--vdir", str(tmp_path / "own"), "--overwrite")
        synced()
        assert on_server() == held(told(tmp_path))
        assert f"UID:{visit}" in {line[0] for line in on_server() if line[3] == "STATUS:CANCELLED"}

        itb("calendar", "--no-vdir")
        synced_away = run_other(vdirsyncer, "-c", str(config), "sync", "--force-delete", HOME=str(tmp_path))
        assert on_server() == [], synced_away
        server.stdin.close()
        server.wait(LONGEST_WAIT_SECONDS)
