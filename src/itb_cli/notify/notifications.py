"""One notification on the desktop, by whatever this system has for it. Chooses the way, not the words; waits for nobody."""

import importlib.util
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path

from itb_cli.domain.values import NamedTuple
from itb_cli.machine import run_to_end

LONGEST_WAIT_SECONDS = 15
"""A desktop that does not answer holds no reminder up."""
_TITLE, _TEXT = "ITB_NOTIFICATION_TITLE", "ITB_NOTIFICATION_TEXT"
_APPLE_SCRIPT = f'display notification (system attribute "{_TEXT}") with title (system attribute "{_TITLE}")'
_POWERSHELL = f"""\
$ErrorActionPreference = 'Stop'
[Windows.UI.Notifications.ToastNotificationManager, Windows.UI.Notifications, ContentType = WindowsRuntime] | Out-Null
$toast = [Windows.UI.Notifications.ToastNotificationManager]::GetTemplateContent(
  [Windows.UI.Notifications.ToastTemplateType]::ToastText02)
$lines = $toast.GetElementsByTagName('text')
$lines.Item(0).AppendChild($toast.CreateTextNode($env:{_TITLE})) | Out-Null
$lines.Item(1).AppendChild($toast.CreateTextNode($env:{_TEXT})) | Out-Null
$owner = '{{1AC14E77-02E7-4E5D-B744-2EB1AE5198B7}}\\WindowsPowerShell\\v1.0\\powershell.exe'
[Windows.UI.Notifications.ToastNotificationManager]::CreateToastNotifier($owner).Show(
  [Windows.UI.Notifications.ToastNotification]::new($toast))
"""


class Way(StrEnum):
    """What can show a notification."""

    LIBRARY = "desktop-notifier"
    NOTIFY_SEND = "notify-send"
    OSASCRIPT = "osascript"
    POWERSHELL = "powershell"


class Attempt(NamedTuple):
    """`by` showed it; None: nothing did, of what was `tried`."""

    by: Way | None
    tried: tuple[Way, ...]


class _Program(NamedTuple):
    """A program with its words; the text goes by `stdin` or by the environment if the program can read it there."""

    way: Way
    words: tuple[str, ...]
    stdin: str = ""


def notify(title: str, text: str, environment: Mapping[str, str], platform: str = sys.platform) -> Attempt:
    """Shows a notification by the first way that works. Never raises: that nothing worked is an answer."""
    surroundings = {**environment, **_session_bus(environment, platform), _TITLE: title, _TEXT: text}
    tried = []
    for program in _programs(title, text, environment.get("PATH"), platform):
        tried.append(program.way)
        if _ran(program, surroundings):
            return Attempt(program.way, tuple(tried))
    return Attempt(None, tuple(tried))


def can_notify(environment: Mapping[str, str], platform: str = sys.platform) -> bool:
    """Whether there is anything here that shows notifications; not whether somebody sees them."""
    return next(_programs("", "", environment.get("PATH"), platform), None) is not None


def _programs(title: str, text: str, path: str | None, platform: str) -> Iterator[_Program]:
    """The library first, in a process of its own: it talks to the desktop, and this process opens no connection (R113)."""
    if importlib.util.find_spec("desktop_notifier") is not None:
        yield _Program(Way.LIBRARY, (sys.executable, "-P", "-m", "itb_cli.notify.desktop"), f"{title}\n{text}")
    if platform == "darwin":
        found = shutil.which(Way.OSASCRIPT, path=path)
        words: tuple[str, ...] = ("-e", _APPLE_SCRIPT)
        way = Way.OSASCRIPT
    elif platform == "win32":
        found, way = shutil.which(Way.POWERSHELL, path=path), Way.POWERSHELL
        words = ("-NoProfile", "-NonInteractive", "-Command", _POWERSHELL)
    else:
        found, way = shutil.which(Way.NOTIFY_SEND, path=path), Way.NOTIFY_SEND
        words = ("--app-name=itb", "--", title, text)
    if found:
        yield _Program(way, (found, *words))


def _ran(program: _Program, environment: Mapping[str, str]) -> bool:
    """Whether the program ended well in time. What it says is nobody's."""
    return run_to_end(program.words, environment, program.stdin.encode(errors="replace"), LONGEST_WAIT_SECONDS).code == 0


def _session_bus(environment: Mapping[str, str], platform: str) -> dict[str, str]:
    """Where the desktop of this user listens, for runs by cron, which does not say it (F21)."""
    if platform in ("darwin", "win32") or environment.get("DBUS_SESSION_BUS_ADDRESS") or not hasattr(os, "getuid"):
        return {}
    bus = Path(environment.get("XDG_RUNTIME_DIR") or f"/run/user/{os.getuid()}") / "bus"
    return {"DBUS_SESSION_BUS_ADDRESS": f"unix:path={bus}"} if bus.exists() else {}
