"""The start-up files of shells: which one, links and permissions kept; and what real shells make of the lines."""

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("shells are others there", allow_module_level=True)

import pexpect

from itb_cli.errors import NotInstalledError
from itb_cli.machine import Machine
from itb_cli.scheduling import shell_startup
from itb_cli.scheduling.job import Job

pytestmark = pytest.mark.slow
SHELLS = ("bash", "zsh", "fish")
LINE = "BOOK NOW: call."
CANNOT = "itb: The reminder cannot answer. To see why: itb remind. Help now: itb emergency"
STRANGE = 'it\'s 50% "of" $HOME `id` \\n \\\\'
SOMEBODY = 65534
LONGEST_WAIT_SECONDS = 60

each_shell = pytest.mark.parametrize("shell", SHELLS)


class Desk:
    """A home, a program that says one line and counts its runs, and terminals that open there."""

    def __init__(self, folder, shell):
        self.home = folder / "home"
        self.home.mkdir()
        self.shell = shell
        self.program = folder / STRANGE / "itb"
        self.program.parent.mkdir()
        self.says(f"echo '{LINE}'")
        self.job = Job(folder / STRANGE / "record.toml", None, "", (str(self.program),))
        self.environment = {"HOME": str(self.home), "PATH": os.environ["PATH"], "SHELL": f"/bin/{shell}", "TERM": "dumb"}
        self.machine = Machine(self.environment, "linux")
        self.place = shell_startup.place_of(shell, self.job, self.machine)
        self.stamp = self.home / ".cache" / "itb" / "itb-reminders.day"

    def says(self, script):
        self.program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$*" >>"$HOME/runs"\n{script}\n', encoding="utf-8")
        self.program.chmod(0o700)

    def runs(self):
        log = self.home / "runs"
        return log.read_text(encoding="utf-8").splitlines() if log.exists() else []

    def opens_a_terminal(self, command="echo END"):
        """All that a new terminal shows, up to the end of `command`."""
        words = ["-i", "-c", command]
        child = pexpect.spawn(
            self.shell, words, env=self.environment, encoding="utf-8", timeout=LONGEST_WAIT_SECONDS, cwd=self.home
        )
        child.expect(pexpect.EOF)
        child.close()
        shown = [line for line in child.before.replace("\r", "").split("\n") if line and not line.startswith("\x1b")]
        return [line for line in shown if "job control" not in line and "terminal process group" not in line]

    def runs_quietly(self, *words):
        """What a shell that no terminal sees writes, both streams."""
        ended = subprocess.run(
            [self.shell, *words],
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=True,
            cwd=self.home,
            timeout=LONGEST_WAIT_SECONDS,
        )
        return ended.stdout.decode()


@pytest.fixture
def desk(tmp_path, request):
    """A desk with the shell that the test names."""
    shell = request.getfixturevalue("shell")
    if not shutil.which(shell):
        pytest.skip(f"no {shell} here")
    return Desk(tmp_path, shell)


@each_shell
def test_the_first_terminal_of_a_day_shows_the_line_and_no_other_does(desk, shell):
    shell_startup.install(desk.job, desk.machine)
    assert desk.opens_a_terminal() == [LINE, "END"]
    assert desk.opens_a_terminal() == ["END"]
    assert desk.runs() == [f"remind --file {desk.job.record}"]
    desk.stamp.write_text("2020-01-01\n", encoding="utf-8")
    assert desk.opens_a_terminal() == [LINE, "END"]
    assert desk.stamp.read_text(encoding="utf-8") != "2020-01-01\n"


@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_a_shell_that_cannot_tell_the_day_asks_for_it(desk, shell):
    """As bash 3.2 of macOS."""
    shell_startup.install(desk.job, desk.machine)
    old = desk.place.read_text(encoding="utf-8").replace("printf -v day", "printf -v 0day").replace("zsh/datetime", "none")
    desk.place.write_text(old, encoding="utf-8")
    desk.stamp.parent.mkdir(parents=True)
    desk.stamp.write_text("\n", encoding="utf-8")
    assert desk.opens_a_terminal() == [LINE, "END"]
    assert desk.opens_a_terminal() == ["END"]
    assert len(desk.stamp.read_text(encoding="utf-8")) == len("2026-11-22\n")


@each_shell
def test_a_person_is_named_where_a_terminal_shows_it(desk, shell):
    shell_startup.install(desk.job._replace(person="o'brien"), desk.machine)
    desk.opens_a_terminal()
    assert desk.runs() == ["remind --person o'brien"]


@each_shell
def test_nothing_due_shows_nothing(desk, shell):
    desk.says("exit 0")
    shell_startup.install(desk.job, desk.machine)
    assert desk.opens_a_terminal() == ["END"]


@each_shell
@pytest.mark.parametrize("script", ["echo 'two lines' >&2; echo 'of an error' >&2; exit 4", "exit 1", "kill -9 $$"])
def test_what_cannot_answer_says_so_in_one_line(desk, shell, script):
    desk.says(script)
    shell_startup.install(desk.job, desk.machine)
    shown = [line for line in desk.opens_a_terminal() if "killed" not in line.casefold()]
    assert shown == [CANNOT, "END"]


@each_shell
def test_a_program_that_is_gone_is_no_silence(desk, shell):
    shell_startup.install(desk.job, desk.machine)
    desk.program.unlink()
    assert desk.opens_a_terminal()[-2:] == [CANNOT, "END"]


@each_shell
def test_what_somebody_stopped_by_a_key_is_asked_again(desk, shell):
    desk.says("exit 130")
    shell_startup.install(desk.job, desk.machine)
    assert desk.opens_a_terminal() == ["END"]
    assert not desk.stamp.exists()


@each_shell
def test_where_the_day_cannot_be_noted_it_still_speaks_and_does_not_complain(desk, shell):
    shell_startup.install(desk.job, desk.machine)
    (desk.home / ".cache").write_text("in the way", encoding="utf-8")
    assert desk.opens_a_terminal() == [LINE, "END"]
    assert desk.opens_a_terminal() == [LINE, "END"]


@each_shell
def test_root_in_the_home_of_a_person_makes_no_folder_there(desk, shell):
    if os.geteuid():
        pytest.skip("only root can give a home away")
    shell_startup.install(desk.job, desk.machine)
    os.chown(desk.home, SOMEBODY, SOMEBODY)
    assert desk.opens_a_terminal() == [LINE, "END"]
    assert not desk.stamp.parent.exists()


@each_shell
def test_no_script_no_pipe_and_no_copying_sees_a_letter(desk, shell):
    shell_startup.install(desk.job, desk.machine)
    assert desk.runs_quietly("-c", f"source '{desk.place}'; echo END") == "END\n"
    assert desk.runs_quietly("-i", "-c", "echo END").endswith("END\n")
    assert desk.runs() == []


@each_shell
def test_no_name_is_left_in_the_shell(desk, shell):
    shell_startup.install(desk.job, desk.machine)
    asked = "functions -q itb_remind_once_a_day" if shell == "fish" else "typeset -f itb_remind_once_a_day >/dev/null"
    left = '''set --names | string match -r "^(day|said)\\$"''' if shell == "fish" else 'echo "${day-}${said-}"'
    assert [line for line in desk.opens_a_terminal(f"{asked} && echo LEFT; {left}") if line.strip()] == [LINE]


@pytest.mark.parametrize("shell", ["bash", "zsh"])
@pytest.mark.parametrize("options", ["set -eu", "set -o noclobber", "alias date=false; alias printf=false; alias read=false"])
def test_the_options_of_a_person_do_not_break_it(desk, shell, options):
    desk.place.write_text("", encoding="utf-8")
    shell_startup.install(desk.job, desk.machine)
    desk.place.write_text(f"{options}\n{desk.place.read_text(encoding='utf-8')}set +eu\n", encoding="utf-8")
    assert desk.opens_a_terminal() == [LINE, "END"]
    assert desk.opens_a_terminal() == ["END"]


@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_lines_after_ours_still_run(desk, shell):
    desk.place.write_text("echo AFTER", encoding="utf-8")
    shell_startup.install(desk.job, desk.machine)
    assert desk.opens_a_terminal() == [LINE, "AFTER", "END"]


# --- the file ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("shell", "platform", "more", "place"),
    [
        ("bash", "linux", {}, ".bashrc"),
        ("bash", "darwin", {}, ".bash_profile"),
        ("zsh", "darwin", {}, ".zshrc"),
        ("zsh", "linux", {"ZDOTDIR": "{home}/z"}, "z/.zshrc"),
        ("zsh", "linux", {"ZDOTDIR": "z"}, ".zshrc"),
        ("fish", "linux", {}, ".config/fish/conf.d/itb-reminders.fish"),
        ("fish", "linux", {"XDG_CONFIG_HOME": "{home}/c"}, "c/fish/conf.d/itb-reminders.fish"),
    ],
)
def test_each_shell_has_its_file(shell, platform, more, place, home, job):
    more = {name: value.format(home=home.folder) for name, value in more.items()}
    machine = Machine({**home.environment, **more, "SHELL": f"/usr/local/bin/{shell}"}, platform)
    assert [part.place for part in shell_startup.parts(job, machine)] == [str(home.folder / place)]


def bash(home):
    return Machine({**home.environment, "SHELL": "/bin/bash"}, "linux")


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o664])
def test_a_link_stays_a_link_and_the_permissions_stay(mode, home, job):
    kept = home.folder / "dotfiles" / "bashrc"
    kept.parent.mkdir()
    kept.write_bytes(b"mine")
    kept.chmod(mode)
    link = home.folder / ".bashrc"
    link.symlink_to("dotfiles/bashrc")
    shell_startup.install(job, bash(home))
    assert (link.is_symlink(), kept.read_bytes()[-4:], stat.S_IMODE(kept.stat().st_mode)) == (True, b"mine", mode)
    shell_startup.remove(job, bash(home))
    assert (link.is_symlink(), kept.read_bytes(), stat.S_IMODE(kept.stat().st_mode)) == (True, b"mine", mode)
    assert set(home.files()) == {".bashrc", "dotfiles/bashrc"}


def test_a_file_that_nobody_may_write_is_left_alone_with_a_clear_word(home, job):
    file = home.folder / ".bashrc"
    file.write_bytes(b"mine")
    file.chmod(0o444)
    with pytest.raises(NotInstalledError, match="read-only") as told:
        shell_startup.install(job, bash(home))
    assert str(file) in told.value.message
    assert file.read_bytes() == b"mine"


def test_a_link_to_nothing_is_not_followed(home, job):
    (home.folder / ".bashrc").symlink_to("gone")
    with pytest.raises(NotInstalledError, match="link to nothing"):
        shell_startup.install(job, bash(home))
    assert not (home.folder / "gone").exists()


def test_a_folder_in_the_place_of_the_file_is_said(home, job):
    (home.folder / ".bashrc").mkdir()
    with pytest.raises(NotInstalledError, match="is no file"):
        shell_startup.parts(job, bash(home))


def test_lines_in_the_file_of_another_shell_are_found_and_taken_out_too(home, job):
    shell_startup.install(job, bash(home))
    now = Machine({**home.environment, "SHELL": "/bin/zsh"}, "linux")
    assert [Path(part.place).name for part in shell_startup.found(job, now)] == [".bashrc"]
    shell_startup.remove(job, now)
    assert home.files() == {}
