"""What is written, handed to the real systemd and the real cron. Both run apart: their folders are hidden in a space of their own."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

if sys.platform != "linux":
    pytest.skip("systemd and these spaces are Linux's", allow_module_level=True)

from itb_cli.machine import Machine
from itb_cli.scheduling import systemd
from itb_cli.scheduling.job import Job, job_of

pytestmark = pytest.mark.slow
STRANGE = 'it\'s 50% "of" $HOME ${PATH} `id` %h %% \\n é'
LONGEST_WAIT_SECONDS = 120
APART = ("unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc")
"""What is started there ends with it. Numbers of processes repeat, so the clock that is lent must not find shared memory of others."""
SYSTEMD = next((path for path in ("/usr/lib/systemd/systemd", "/lib/systemd/systemd") if Path(path).exists()), None)
CRON = shutil.which("cron", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
BY_SYSTEMD = f"""\
set -e
mount -t tmpfs tmpfs /run/systemd
mkdir /run/systemd/system
mkdir -m 700 "$XDG_RUNTIME_DIR"
{SYSTEMD} --user </dev/null >"$HOME/log" 2>&1 &
for _ in $(seq 100); do systemctl --user is-system-running >/dev/null 2>&1 && break; sleep 0.1; done
systemctl --user is-system-running
$itb remind --install systemd --yes | head -1
systemctl --user is-enabled $name.timer
systemctl --user is-active $name.timer
$itb remind --install systemd --yes | head -1
$itb remind --status | grep '^By'
systemctl --user start $name.service
cat "$record.reminders"
systemctl --user show --property=Result $name.service
$itb remind --uninstall --yes | head -1
systemctl --user list-timers --all --no-legend --no-pager
find "$HOME" -type f
"""
BY_CRON = f"""\
set -e
for folder in /var/spool/cron /run /etc/cron.d /dev/shm; do mount -t tmpfs tmpfs $folder; done
mount --bind /dev/null /etc/crontab
mkdir -m 1730 /var/spool/cron/crontabs
chgrp crontab /var/spool/cron/crontabs
printf '%s' '# mine' | crontab - 2>/dev/null || printf '%s\\n' '# mine' | crontab -
crontab -l >"$HOME/before"
$itb remind --install cron --yes | head -1
faketime '2026-11-26 08:59:48' {CRON} -f >/dev/null 2>&1 &
for _ in $(seq 600); do [ -f "$record.reminders" ] && break; sleep 0.1; done
cat "$record.reminders"
$itb remind --install cron --yes | head -1
$itb remind --uninstall --yes | head -1
crontab -l | cmp - "$HOME/before" && echo SAME
"""


def needs(*programs):
    missing = [name for name in programs if not name or not shutil.which(name)]
    if missing:
        pytest.skip(f"not here: {', '.join(str(name) for name in missing)}")


@pytest.fixture
def apart(tmp_path):
    """Runs a script where what it mounts is seen by nobody else; gives its lines."""
    if os.getuid() != 0 or not shutil.which("unshare"):
        pytest.skip("only root can hide the real folders from a test")
    if subprocess.run([*APART, "true"], check=False, capture_output=True).returncode != 0:
        pytest.skip("no space of its own can be made here")
    home = tmp_path / "home"
    home.mkdir()
    record = tmp_path / STRANGE / "record.toml"

    def run_apart(script):
        environment = {
            "PATH": f"{os.environ['PATH']}:/usr/sbin:/sbin",
            "HOME": str(home),
            "LC_ALL": "C.UTF-8",
            "record": str(record),
            "itb": f"{sys.executable} -m itb_cli",
            "XDG_RUNTIME_DIR": str(tmp_path / "run"),
            "name": job_of(record, None, is_usual=False).name,
            "ITB_FILE": str(record),
        }
        log = [sys.executable, "-m", "itb_cli", "log", "2026-09-01", "--alarm-date", "2026-12-10", "--yes"]
        subprocess.run(log, env=environment, check=True, stdout=subprocess.DEVNULL)
        ended = subprocess.run(
            [*APART, "bash", "-c", script],
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=LONGEST_WAIT_SECONDS,
        )
        assert ended.returncode == 0, f"{ended.stdout}\n{ended.stderr}"
        return ended.stdout.splitlines()

    return run_apart


@pytest.mark.parametrize("name", ["plain", STRANGE])
def test_systemd_finds_nothing_wrong_with_the_units(name, tmp_path):
    needs("systemd-analyze")
    program = tmp_path / name / "itb"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\n", encoding="utf-8")
    program.chmod(0o700)
    job = Job(tmp_path / name / "record.toml", None, "", (str(program),))
    service, timer = _written(job, tmp_path)
    verified = _verified(service, timer, folder=tmp_path)
    assert (verified.returncode, verified.stdout, verified.stderr) == (0, "", "")
    timer.write_text(timer.read_text(encoding="utf-8").replace("OnCalendar", "OnCalender"), encoding="utf-8")
    assert "OnCalender" in _verified(service, timer, folder=tmp_path).stderr


def test_systemd_starts_it_writes_down_that_it_ran_and_keeps_nothing(apart):
    needs("systemctl")
    if SYSTEMD is None:
        pytest.skip("not here: systemd")
    said = apart(BY_SYSTEMD)
    run = [line for line in said if line.startswith("last_run = ")]
    assert len(run) == 1
    left = [line for line in said if not line.startswith(("last_run", "not_notified_on", "shown", "# Kept by itb"))]
    home = left.pop().rpartition("/")[0]
    assert left == [
        "running",
        "INSTALLED: By systemd.",
        "enabled",
        "active",
        "INSTALLED ALREADY: By systemd. Nothing was changed.",
        "By systemd: active",
        "Result=success",
        "REMOVED: No reminder will come by itself any more. To see how you stand: itb status",
    ]
    assert home


def test_cron_starts_it_at_nine_and_every_other_line_stays(apart):
    needs("crontab", "faketime", CRON)
    said = apart(BY_CRON)
    assert sum(line.startswith("last_run = ") for line in said) == 1, (
        "cron hands on no shown day: what it starts knows the real one"
    )
    assert [line for line in said if line.startswith(("INSTALLED", "REMOVED", "SAME"))] == [
        "INSTALLED: By cron.",
        "INSTALLED ALREADY: By cron. Nothing was changed.",
        "REMOVED: No reminder will come by itself any more. To see how you stand: itb status",
        "SAME",
    ]


def _written(job, folder):
    """The units in a folder of their own. Nothing of a running systemd is asked for."""
    (folder / "systemctl").write_text("", encoding="utf-8")
    (folder / "systemctl").chmod(0o700)
    machine = Machine({"HOME": str(folder), "PATH": str(folder)})
    places = []
    for part in systemd.parts(job, machine):
        place = folder / Path(part.place).name
        place.write_text(part.text, encoding="utf-8")
        places.append(place)
    return places


def _verified(*units, folder):
    return subprocess.run(
        ["systemd-analyze", "verify", "--user", *map(str, units)],
        env={"PATH": os.environ["PATH"], "HOME": str(folder), "XDG_RUNTIME_DIR": str(folder), "LC_ALL": "C"},
        capture_output=True,
        text=True,
        check=False,
    )
