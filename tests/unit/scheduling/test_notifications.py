"""Notifications by programs that stand in for the desktop's own: what they are handed, and what counts as shown."""

import json
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("the programs that stand in here are shell scripts", allow_module_level=True)

from itb_cli.notify.notifications import Attempt, Way, notify

HAS_LIBRARY = not subprocess.run([sys.executable, "-c", "import desktop_notifier"], capture_output=True, check=False).returncode
RECORDS_ITS_WORDS = """\
#!{python} -S
import json, os, sys
seen = {{name: os.environ.get(name) for name in ("ITB_NOTIFICATION_TITLE", "ITB_NOTIFICATION_TEXT", "DBUS_SESSION_BUS_ADDRESS")}}
with open({log!r}, "a", encoding="utf-8") as log:
    log.write(json.dumps([os.path.basename(sys.argv[0]), sys.argv[1:], seen]) + "\\n")
sys.exit({code})
"""
TEXT = "A date is due. $(touch hacked) `touch hacked`; \"quoted\" 'quoted' -- -h <b>"


@pytest.fixture
def desktop(tmp_path):
    """Programs on a PATH of their own, which write down what they are handed and end with a code."""
    folder = tmp_path / "bin"
    folder.mkdir()
    log = tmp_path / "log"

    def install(name, code=0):
        program = folder / name
        program.write_text(RECORDS_ITS_WORDS.format(python=sys.executable, log=str(log), code=code), encoding="utf-8")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)

    def handed():
        return [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()] if log.exists() else []

    install.handed = handed
    install.environment = {"PATH": str(folder), "XDG_RUNTIME_DIR": str(tmp_path)}
    return install


def fallback(attempt):
    """The attempt without the library, which is installed on some machines only."""
    return Attempt(attempt.by, tuple(way for way in attempt.tried if way is not Way.LIBRARY))


def test_notify_send_is_handed_title_and_text_as_words_of_their_own(desktop):
    desktop("notify-send")
    attempt = notify("itb", TEXT, desktop.environment, "linux")
    assert fallback(attempt) == (Way.NOTIFY_SEND, (Way.NOTIFY_SEND,))
    name, words, _ = desktop.handed()[0]
    assert (name, words) == ("notify-send", ["--app-name=itb", "--", "itb", TEXT])


@pytest.mark.parametrize(("platform", "way"), [("darwin", Way.OSASCRIPT), ("win32", Way.POWERSHELL)])
def test_elsewhere_the_text_is_no_part_of_the_program_it_is_shown_by(desktop, platform, way):
    desktop(str(way))
    attempt = notify("itb", TEXT, desktop.environment, platform)
    assert fallback(attempt) == (way, (way,))
    name, words, seen = desktop.handed()[0]
    assert name == str(way)
    assert "A date is due" not in json.dumps(words)
    assert (seen["ITB_NOTIFICATION_TITLE"], seen["ITB_NOTIFICATION_TEXT"]) == ("itb", TEXT)
    assert "ITB_NOTIFICATION_TEXT" in json.dumps(words)


@pytest.mark.parametrize("platform", ["linux", "darwin", "win32", "freebsd14"])
def test_where_there_is_nothing_nothing_was_shown(desktop, platform):
    assert fallback(notify("itb", TEXT, desktop.environment, platform)) == (None, ())


def test_a_program_that_fails_showed_nothing(desktop):
    desktop("notify-send", code=1)
    assert fallback(notify("itb", TEXT, desktop.environment, "linux")) == (None, (Way.NOTIFY_SEND,))
    assert len(desktop.handed()) == 1


def test_a_program_that_cannot_be_run_showed_nothing(desktop):
    program = Path(desktop.environment["PATH"]) / "notify-send"
    program.write_bytes(b"\x7fELF, but not really")
    program.chmod(0o700)
    assert fallback(notify("itb", TEXT, desktop.environment, "linux")) == (None, (Way.NOTIFY_SEND,))


def test_a_run_by_cron_finds_the_desktop_of_its_user(desktop, tmp_path):
    desktop("notify-send")
    (tmp_path / "bus").touch()
    notify("itb", TEXT, desktop.environment, "linux")
    assert desktop.handed()[0][2]["DBUS_SESSION_BUS_ADDRESS"] == f"unix:path={tmp_path}/bus"


def test_a_desktop_that_is_named_is_kept(desktop, tmp_path):
    desktop("notify-send")
    (tmp_path / "bus").touch()
    notify("itb", TEXT, desktop.environment | {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/mine"}, "linux")
    assert desktop.handed()[0][2]["DBUS_SESSION_BUS_ADDRESS"] == "unix:path=/mine"


# --- a real desktop's service -------------------------------------------------------------------------------------------------

NEEDED = [name for name in ("dbus-run-session", "dunst", "Xvfb", "gdbus") if shutil.which(name) is None]
ON_A_DESKTOP = """\
Xvfb :{display} -screen 0 640x480x8 >/dev/null 2>&1 & xvfb=$!
export DISPLAY=:{display}
dunst -print -config /dev/null >"$LOG" 2>/dev/null & dunst=$!
gdbus wait --session --timeout 20 org.freedesktop.Notifications || exit 9
"$@"; code=$?
kill $dunst $xvfb
exit $code
"""
SHOW = """\
import os, sys
from itb_cli.notify.notifications import notify
sys.exit(0 if notify("itb", sys.argv[1], os.environ).by == sys.argv[2] else 1)
"""


@pytest.mark.slow
@pytest.mark.skipif(bool(NEEDED), reason=f"not installed here: {', '.join(NEEDED)}")
@pytest.mark.parametrize("way", [Way.NOTIFY_SEND, Way.LIBRARY])
def test_a_real_service_shows_the_words(tmp_path, way):
    if way is Way.LIBRARY and not HAS_LIBRARY:
        pytest.skip("the extra notify is not installed here")
    if way is Way.NOTIFY_SEND and (HAS_LIBRARY or shutil.which("notify-send") is None):
        pytest.skip("notify-send is not installed here, or the library goes before it")
    log = tmp_path / "log"
    text = "A date is due. Open itb."
    on_a_desktop = ("dbus-run-session", "--", "sh", "-c", ON_A_DESKTOP.format(display=90 + os.getpid() % 900), "sh")
    ended = subprocess.run(
        [*on_a_desktop, sys.executable, "-c", SHOW, text, str(way)],
        env={**{name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}, "HOME": str(tmp_path)}
        | {"XDG_RUNTIME_DIR": str(tmp_path), "LOG": str(log)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    if ended.returncode == 9:
        pytest.skip("no session bus can be started here")
    assert ended.returncode == 0, ended.stderr
    shown = log.read_text(encoding="utf-8")
    assert "appname: 'itb'" in shown
    assert "summary: 'itb'" in shown
    assert f"body: '{text}'" in shown


@pytest.mark.skipif(not HAS_LIBRARY, reason="the extra notify is not installed here")
def test_the_library_that_fails_without_a_word_is_not_believed(desktop):
    desktop("notify-send")
    assert notify("itb", TEXT, desktop.environment, "linux") == (Way.NOTIFY_SEND, (Way.LIBRARY, Way.NOTIFY_SEND))
