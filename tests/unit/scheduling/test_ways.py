"""What holds for every way: it writes what it showed, once; takes away just that; touches nothing of anybody else's."""

import plistlib
import shlex
import stat
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

if sys.platform == "win32":
    pytest.skip("the programs that stand in here are shell scripts", allow_module_level=True)

from itb_cli.domain.scheduled import Standing, Way
from itb_cli.errors import NotInstalledError
from itb_cli.machine import Machine
from itb_cli.scheduling import cron, launchd, shell_startup, systemd, task_scheduler
from itb_cli.scheduling.choice import SCHEDULERS
from itb_cli.scheduling.files import MARK
from itb_cli.scheduling.job import Job

EXAMPLES = Path(__file__).parents[2] / "data" / "scheduling"
ALEX = Machine({"HOME": "/home/alex"}, "linux")
PLATFORMS = {Way.LAUNCHD: "darwin", Way.WINDOWS: "win32"}
OWN_FILES = [Way.SYSTEMD, Way.LAUNCHD, Way.WINDOWS]
WAYS = [(way, "bash") for way in Way if way is not Way.SHELL] + [(Way.SHELL, shell) for shell in shell_startup.SHELLS]
TASK = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"
STRANGE = '/tmp/it\'s 50% "x" $HOME `id` \\b & <c>;é/record.toml'

each_way = pytest.mark.parametrize(("way", "shell"), WAYS, ids=[f"{way}-{shell}" for way, shell in WAYS])


def on(home, way, shell="bash"):
    return Machine({**home.environment, "SHELL": f"/bin/{shell}"}, PLATFORMS.get(way, "linux"))


# --- what is written --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("example", "made"),
    [
        ("crontab", cron.lines),
        ("local.itb-reminders.plist", launchd.text),
        ("startup.sh", lambda job: shell_startup.posix_lines(job, ALEX)),
        ("itb-reminders.fish", lambda job: shell_startup.fish_file(job, ALEX)),
    ],
)
def test_what_is_written_is_the_example(example, made, job):
    assert made(job) == (EXAMPLES / example).read_text(encoding="utf-8")


def test_the_task_is_the_example_in_the_encoding_that_it_names(job):
    assert task_scheduler.text(job).encode("utf-16") == (EXAMPLES / "itb-reminders.xml").read_bytes()


def test_the_units_are_the_examples(job, machine):
    texts = [part.text for part in systemd.parts(job, machine)]
    assert texts == [(EXAMPLES / f"itb-reminders.{kind}").read_text(encoding="utf-8") for kind in ("service", "timer")]


@pytest.mark.parametrize("path", ["/home/alex/record.toml", STRANGE])
def test_the_property_list_is_read_back_word_for_word(path):
    job = Job(Path(path))
    agent = plistlib.loads(launchd.text(job).encode())
    assert agent["ProgramArguments"] == list(job.for_desktop)
    assert (agent["Label"], agent["RunAtLoad"]) == ("local.itb-reminders", True)
    assert agent["StartCalendarInterval"] == {"Hour": 9, "Minute": 0}


# The order in the schema of the Task Scheduler: a trigger's parts stand in a sequence, everything else in any order, each once.
IN_SEQUENCE = {
    "CalendarTrigger": (
        *("Enabled", "StartBoundary", "EndBoundary", "Repetition", "ExecutionTimeLimit", "RandomDelay"),
        *("ScheduleByDay", "ScheduleByWeek", "ScheduleByMonth", "ScheduleByMonthDayOfWeek"),
    ),
}
KNOWN = {
    "Task": {"RegistrationInfo", "Triggers", "Settings", "Data", "Principals", "Actions"},
    "RegistrationInfo": {
        *("URI", "SecurityDescriptor", "Source", "Date"),
        *("Author", "Version", "Description", "Documentation"),
    },
    "Triggers": {"CalendarTrigger"},
    "ScheduleByDay": {"DaysInterval"},
    "Principals": {"Principal"},
    "Principal": {*("UserId", "LogonType", "GroupId", "DisplayName"), *("RunLevel", "ProcessTokenSidType", "RequiredPrivileges")},
    "Settings": {
        *("AllowStartOnDemand", "RestartOnFailure", "MultipleInstancesPolicy", "DisallowStartIfOnBatteries"),
        *(
            "StopIfGoingOnBatteries",
            "AllowHardTerminate",
            "StartWhenAvailable",
            "NetworkProfileName",
            "RunOnlyIfNetworkAvailable",
        ),
        *("WakeToRun", "Enabled", "Hidden", "DeleteExpiredTaskAfter", "IdleSettings", "NetworkSettings", "ExecutionTimeLimit"),
        *("Priority", "RunOnlyIfIdle", "UseUnifiedSchedulingEngine", "DisallowStartOnRemoteAppSession"),
    },
    "Actions": {"Exec"},
    "Exec": {"Command", "Arguments", "WorkingDirectory"},
}
VALUES = {
    "Enabled": {"true", "false"},
    "StartWhenAvailable": {"true"},
    "DisallowStartIfOnBatteries": {"false"},
    "StopIfGoingOnBatteries": {"false"},
    "MultipleInstancesPolicy": {"Parallel", "Queue", "IgnoreNew", "StopExisting"},
    "LogonType": {"InteractiveToken"},
    "RunLevel": {"LeastPrivilege"},
}


def task_of(job):
    return ET.fromstring(task_scheduler.text(job).encode("utf-16"))


def test_the_task_keeps_to_the_schema(job):
    task = task_of(job)
    assert (task.tag, task.attrib) == (f"{TASK}Task", {"version": "1.2"})
    for element in task.iter():
        name = element.tag.removeprefix(TASK)
        children = [child.tag.removeprefix(TASK) for child in element]
        assert len(set(children)) == len(children), name
        if name in IN_SEQUENCE:
            assert children == sorted(children, key=IN_SEQUENCE[name].index), name
        else:
            assert set(children) <= KNOWN.get(name, set()), name
        assert (element.text or "").strip() in VALUES.get(name, {(element.text or "").strip()}), name
    assert task.find(f"{TASK}Actions").get("Context") == task.find(f"{TASK}Principals/{TASK}Principal").get("id")


def test_the_task_names_nobody_and_quotes_spaces():
    task = task_of(
        Job(Path("C:\\Users\\Alex Reed\\<record> & co.toml"), None, "", ("C:\\Program Files\\python.exe", "-m", "itb_cli"))
    )
    action = task.find(f"{TASK}Actions/{TASK}Exec")
    assert action.findtext(f"{TASK}Command") == "C:\\Program Files\\python.exe"
    assert action.findtext(f"{TASK}Arguments").endswith('--file "C:\\Users\\Alex Reed\\<record> & co.toml"')
    assert task.find(f".//{TASK}UserId") is None


@pytest.mark.parametrize(
    ("program", "beside", "started"),
    [
        ("python.exe", "pythonw.exe", "pythonw.exe"),
        ("Python.exe", "pythonw.exe", "pythonw.exe"),
        ("python.exe", "pythonw.txt", "python.exe"),
        ("itb.exe", "pythonw.exe", "itb.exe"),
        ("python3", "pythonw.exe", "python3"),
    ],
)
def test_the_task_is_started_by_the_python_that_opens_no_window_if_there_is_one(tmp_path, program, beside, started):
    folder = tmp_path / "Jörg Müller" / "Scripts"
    folder.mkdir(parents=True)
    (folder / beside).write_bytes(b"")
    job = Job(
        Path("C:\\Users\\Jörg Müller\\OneDrive - Praxis\\itb\\record.toml"), program=(str(folder / program), "-m", "itb_cli")
    )
    action = task_of(job).find(f"{TASK}Actions/{TASK}Exec")
    assert action.findtext(f"{TASK}Command") == str(folder / started)
    words = action.findtext(f"{TASK}Arguments")
    assert words.startswith("-m itb_cli remind --notify")
    assert words.endswith('--file "C:\\Users\\Jörg Müller\\OneDrive - Praxis\\itb\\record.toml"')


@pytest.mark.parametrize("path", ["C:\\%TEMP%\\record.toml", "C:\\$(Arg0)\\record.toml"])
def test_no_task_where_windows_would_put_something_else_into_a_path(path):
    with pytest.raises(NotInstalledError):
        task_scheduler.text(Job(Path(path)))


@each_way
def test_nothing_of_a_person_stands_in_what_is_written(way, shell, home):
    job = Job(Path("/home/alex/record.toml"), None, "0a1b2c3d")
    text = "".join(part.text for part in SCHEDULERS[way].parts(job, on(home, way, shell))).casefold()
    assert not {"baclofen", "refill", "pump", "dose", "clinic"} & set(text.split())


# --- writing, once ----------------------------------------------------------------------------------------------------------


@each_way
def test_installing_writes_what_was_shown(way, shell, home, job):
    machine = on(home, way, shell)
    shown = SCHEDULERS[way].parts(job, machine)
    assert {part.standing for part in shown} == {Standing.ABSENT}
    SCHEDULERS[way].install(job, machine)
    written = b"".join(home.files().values()).replace(b"\0", b"")
    for part in shown:
        assert part.text.encode().replace(b"\0", b"") in written or part.text in written.decode("utf-8", "ignore")
    assert [part.standing for part in SCHEDULERS[way].parts(job, machine)] == [Standing.CURRENT] * len(shown)
    assert SCHEDULERS[way].is_active(job, machine) is not False


@each_way
def test_installing_twice_is_installing_once(way, shell, home, job):
    machine = on(home, way, shell)
    SCHEDULERS[way].install(job, machine)
    once = home.files()
    SCHEDULERS[way].install(job, machine)
    assert home.files() == once


@each_way
def test_an_older_version_of_ours_is_renewed(way, shell, home, job):
    machine = on(home, way, shell)
    older = job._replace(program=("/opt/old/python", "-m", "itb_cli"))
    SCHEDULERS[way].install(older, machine)
    assert Standing.OLDER in {part.standing for part in SCHEDULERS[way].parts(job, machine)}
    SCHEDULERS[way].install(job, machine)
    assert {part.standing for part in SCHEDULERS[way].parts(job, machine)} == {Standing.CURRENT}
    assert b"/opt/old" not in b"".join(home.files().values())


@each_way
def test_what_is_taken_away_is_what_was_written_and_no_folder_is_left_behind(way, shell, home, job):
    machine = on(home, way, shell)
    before, folders = home.files(), home.folders()
    SCHEDULERS[way].install(job, machine)
    assert home.files() != before
    SCHEDULERS[way].remove(job, machine)
    assert home.files() == before
    assert home.folders() - folders <= {
        ".config",
        ".local",
        ".local/share",
        "Library",
        "Library/LaunchAgents",
        "AppData",
        "AppData/Local",
    }
    assert SCHEDULERS[way].found(job, machine) == ()
    assert SCHEDULERS[way].is_active(job, machine) is not True


@each_way
def test_the_reminders_of_two_records_do_not_know_each_other(way, shell, home, job):
    machine = on(home, way, shell)
    other = job._replace(tag="0a1b2c3d", record=Path("/home/alex/sam.toml"))
    SCHEDULERS[way].install(job, machine)
    alone = home.files()
    SCHEDULERS[way].install(other, machine)
    assert [part.standing for part in SCHEDULERS[way].parts(job, machine) if part.standing is not Standing.CURRENT] == []
    SCHEDULERS[way].remove(other, machine)
    assert home.files() == alone


@pytest.mark.parametrize("way", OWN_FILES)
def test_a_file_of_this_name_that_is_not_ours_is_called_foreign(way, home, job):
    machine = on(home, way)
    place = Path(SCHEDULERS[way].parts(job, machine)[0].place)
    place.parent.mkdir(parents=True)
    place.write_bytes("mine".encode("utf-16" if way is Way.WINDOWS else "utf-8"))
    assert SCHEDULERS[way].parts(job, machine)[0].standing is Standing.FOREIGN
    assert SCHEDULERS[way].found(job, machine) == ()
    SCHEDULERS[way].remove(job, machine)
    assert place.exists()


def test_a_task_of_this_name_that_is_not_ours_is_called_foreign(home, job):
    (home.folder / "enabled").touch()
    assert task_scheduler.parts(job, on(home, Way.WINDOWS))[0].standing is Standing.FOREIGN


@pytest.mark.parametrize(("way", "program"), [(Way.SYSTEMD, "systemctl"), (Way.LAUNCHD, "launchctl"), (Way.WINDOWS, "schtasks")])
def test_where_the_system_does_not_take_it_nothing_is_left(way, program, home, job):
    machine = on(home, way)
    before, folders = home.files(), home.folders()
    home.add(program, "exit 1\n")
    with pytest.raises(NotInstalledError, match="Nothing was installed"):
        SCHEDULERS[way].install(job, machine)
    assert (home.files(), home.folders()) == (before, folders)


@pytest.mark.parametrize(("way", "program"), [(Way.SYSTEMD, "systemctl"), (Way.LAUNCHD, "launchctl"), (Way.WINDOWS, "schtasks")])
def test_where_the_system_does_not_take_the_new_version_the_old_one_stays(way, program, home, job):
    machine = on(home, way)
    SCHEDULERS[way].install(job, machine)
    before = home.files()
    home.add(program, "exit 1\n")
    with pytest.raises(NotInstalledError):
        SCHEDULERS[way].install(job._replace(program=("/opt/new/python",)), machine)
    assert home.files() == before


@each_way
def test_where_the_program_is_missing_it_is_said(way, shell, tmp_path, job):
    machine = Machine(
        {"HOME": str(tmp_path), "USERPROFILE": str(tmp_path), "PATH": str(tmp_path), "SHELL": "/bin/tcsh"},
        PLATFORMS.get(way, "linux"),
    )
    with pytest.raises(NotInstalledError, match="Nothing was installed"):
        SCHEDULERS[way].parts(job, machine)
    assert SCHEDULERS[way].found(job, machine) == ()


def test_files_of_ours_are_for_their_owner_only_and_say_whose_they_are(home, job):
    systemd.install(job, on(home, Way.SYSTEMD))
    for part in systemd.found(job, on(home, Way.SYSTEMD)):
        assert stat.S_IMODE(Path(part.place).stat().st_mode) == 0o600
        assert part.text.startswith(f"# {MARK}")


def test_without_a_home_nothing_is_written(job):
    with pytest.raises(NotInstalledError, match="home"):
        shell_startup.install(job, Machine({"SHELL": "/bin/bash"}, "linux"))


# --- the crontab ------------------------------------------------------------------------------------------------------------


TABLES = [
    b"",
    b"MAILTO=me\n5 4 * * * true\n",
    b"5 4 * * * true # no end of line",
    b"\xff\xfe not text\n\n\n",
    b"# itb\r\n0 0 * * * x\r\n",
]


@pytest.mark.parametrize("table", TABLES)
def test_every_other_line_of_the_crontab_is_kept_byte_for_byte(table, home, machine, job):
    (home.folder / "table").write_bytes(table)
    cron.install(job, machine)
    assert (home.folder / "table").read_bytes().endswith(table)
    cron.install(job._replace(program=("/opt/new",)), machine)
    cron.remove(job, machine)
    assert (home.folder / "table").read_bytes() == table


def test_a_crontab_that_was_made_for_it_goes_with_it(home, machine, job):
    cron.install(job, machine)
    cron.remove(job, machine)
    assert home.words()[-1] == "crontab -r"
    assert "table" not in home.files()


@pytest.mark.parametrize("said", ["You (alex) are not allowed to use this program (crontab)", "", "Permission denied"])
def test_a_crontab_that_cannot_be_read_is_never_taken_for_an_empty_one(said, home, machine, job):
    home.add("crontab", f'[ "$1" = -l ] && {{ echo "{said}" >&2; exit 1; }}; cat >"$HOME/table"\n')
    with pytest.raises(NotInstalledError, match="cannot be read"):
        cron.install(job, machine)
    assert "table" not in home.files()


def test_a_crontab_that_does_not_take_it_is_said_to_be_as_it_was(home, machine, job):
    home.add("crontab", '[ "$1" = -l ] && { echo "no crontab for alex" >&2; exit 1; }; exit 1\n')
    with pytest.raises(NotInstalledError, match="as it was"):
        cron.install(job, machine)


@pytest.mark.parametrize("name", ["a\\\\b", "\\\\\\\\", "50\\%", "a\\\\%b'\\\\c", "plain"])
def test_a_cron_that_takes_one_of_two_backslashes_away_runs_the_command_as_it_is(name, job):
    """What cron hands on: a percent sign behind a backslash is one, two adjacent backslashes may become one."""
    named = job._replace(record=Path(f"/home/alex/{name}/record.toml"))
    command = cron.lines(named).split(" * * * ", 1)[1].removesuffix(" >/dev/null 2>&1\n")
    assert "\\\\" not in command
    assert tuple(shlex.split(command.replace("\\%", "%"))) == named.for_desktop
