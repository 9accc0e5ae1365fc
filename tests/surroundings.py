"""A plugin of the suite: the folders of whoever runs it stay as they are, and what their system cannot do is skipped."""

import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Generator, Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest

STARTUP_FILES = (".profile", ".bash_profile", ".bashrc", ".zshrc", ".zprofile", ".config/fish/config.fish")
SCHEDULES = (".config/systemd/user", "Library/LaunchAgents", ".config/autostart")
NO_LINKS = 1314
"""Windows' error if an account may not make links, as ordinary ones may not."""
_BEFORE = pytest.StashKey[Mapping[str, tuple[int, int]]]()


def own_places() -> tuple[Path, ...]:
    """Where `itb` would write for whoever runs the tests."""
    import platformdirs

    folders = (getattr(platformdirs, f"user_{kind}_dir")("itb", appauthor=False) for kind in ("data", "cache", "config", "state"))
    home = Path.home()
    return (*map(Path, folders), *(home / place for place in (".itb", *STARTUP_FILES, *SCHEDULES)))


def seen(places: Iterable[Path]) -> dict[str, tuple[int, int]]:
    """Every file and folder there, with its stamp and size."""
    found: dict[str, tuple[int, int]] = {}
    for place in places:
        for path in (place, *(place.rglob("*") if place.is_dir() else ())):
            try:
                status = path.lstat()
            except OSError:
                continue
            found[str(path)] = (status.st_mtime_ns, status.st_size)
    return found


def touched(before: Mapping[str, tuple[int, int]], after: Mapping[str, tuple[int, int]]) -> list[str]:
    """What was made, changed or taken away between two looks."""
    return sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))


def pytest_configure(config: pytest.Config) -> None:
    """Looks at the developer's own folders; then, if variables do not say where those are, says that they are elsewhere.

    A shell lets what it starts in the background ignore Control-C, and processes of the tests would too.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    config.stash[_BEFORE] = seen(own_places())
    if sys.platform == "win32" and not hasattr(config, "workerinput"):
        elsewhere = tempfile.mkdtemp(prefix="itb-profile-")
        config.add_cleanup(lambda: shutil.rmtree(elsewhere, ignore_errors=True))
        for folder in ("LOCAL_APPDATA", "APPDATA"):
            os.environ[f"WIN_PD_OVERRIDE_{folder}"] = elsewhere


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """No test writes where the developer's own record and files are."""
    config = session.config
    if hasattr(config, "workerinput"):
        return  # a part of a run in several processes: the whole looks at the end
    overrides = {name: os.environ.pop(name) for name in list(os.environ) if name.startswith("WIN_PD_OVERRIDE_")}
    now = seen(own_places())
    os.environ.update(overrides)
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    for path in touched(config.stash[_BEFORE], now):
        if reporter is not None:
            reporter.write_line(f"A TEST WROTE IN THE FOLDERS OF WHOEVER RUNS IT: {path}", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup() -> Generator[None, Any, Any]:
    """As below, for fixtures."""
    return (yield from _skipped_without_links())


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call() -> Generator[None, Any, Any]:
    """A test that makes links is skipped if this account may make none."""
    return (yield from _skipped_without_links())


def _skipped_without_links() -> Generator[None, Any, Any]:
    try:
        return (yield)
    except OSError as error:
        if getattr(error, "winerror", None) == NO_LINKS:
            pytest.skip("this account may make no links")
        raise
