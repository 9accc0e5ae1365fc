"""Which tests a run holds: slow ones, hypothesis' examples, the hazard table's controls. Loaded by `conftest.py`.

`pytest` is the run of every day: without what is marked `slow`, 25 examples a property. `pytest --everything` is the run of
`.ci/run`: all tests, all examples, and a hazard control that did not run fails it.
"""

import os
from collections.abc import Iterable

import pytest
from hypothesis import HealthCheck, settings

from hazards import named_tests

NO_CLOCKS = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
"""No profile judges by how long an example took: that is the machine's load, not the code."""
PROFILES = {"local": 25, "quick": 10, "ci": 100, "default": 100}
"""Examples a property; `thoroughly` doubles a hundred. quick: for a suite that runs once more in other surroundings."""
for _name, _examples in PROFILES.items():
    settings.register_profile(_name, max_examples=_examples, print_blob=True, derandomize=False, **NO_CLOCKS)

_left_out: set[str] = set()
_passed: set[str] = set()
_not_passed: dict[str, str] = {}


def rest_slow(cases: Iterable[object], *, every_day: int = 1, are_values: bool = False) -> list[object]:
    """The cases of a `parametrize`: the first so many run every day, the rest with `--everything`.

    A tuple is the values of several names, or, with `are_values`, the value of one.
    """
    values = [case if isinstance(case, tuple) and not are_values else (case,) for case in cases]
    return [pytest.param(*case, marks=() if at < every_day else pytest.mark.slow) for at, case in enumerate(values)]


def pytest_addoption(parser: pytest.Parser) -> None:
    """The flag `--everything`."""
    parser.addoption(
        "--everything",
        action="store_true",
        help="run the slow tests too, draw all examples, and fail if a control of the hazard table did not run",
    )


def pytest_configure(config: pytest.Config) -> None:
    """The profile that was asked for, or the one for where this runs."""
    config.addinivalue_line("markers", "slow: takes long or needs much; runs with --everything, as in .ci/run")
    if not config.getoption("--hypothesis-profile", None):
        settings.load_profile("ci" if config.option.everything or os.environ.get("CI") else "local")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves out what is slow, unless it is asked for by `--everything` or in `-m`: then it goes first, so that no worker ends late."""
    if config.option.everything or "slow" in config.option.markexpr:
        items.sort(key=lambda item: item.get_closest_marker("slow") is None)
        return
    slow = [item for item in items if item.get_closest_marker("slow")]
    if slow:
        _left_out.update(item.nodeid for item in slow)
        items[:] = [item for item in items if not item.get_closest_marker("slow")]
        config.hook.pytest_deselected(items=slow)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Remembers how each test ended, whatever its parameters. With several workers their controller gets all reports."""
    name = report.nodeid.partition("[")[0]
    if report.when == "call" and report.passed:
        _passed.add(name)
    elif report.failed:
        _not_passed[name] = "failed"
    elif report.skipped:
        _not_passed.setdefault(name, "skipped")


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: object, error: object) -> None:
    """What a worker of pytest-xdist left out: its controller collects nothing itself."""
    _left_out.update(getattr(node, "workeroutput", {}).get("left_out", ()))


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Every control of the hazard table must have run and passed (R70); what this run leaves out is told, or fails `--everything`."""
    config = session.config
    if hasattr(config, "workeroutput"):
        config.workeroutput["left_out"] = sorted(_left_out)
        return
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if config.option.collectonly or session.shouldstop or session.shouldfail or not reporter:
        return
    if _is_whole(config):
        reporter.ensure_newline()
        told, wrong = _judged(set(named_tests()), is_strict=config.option.everything)
        for line in told:
            reporter.write_line(line, yellow=True)
        for line in wrong:
            reporter.write_line(line, red=True)
        if wrong:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED


def _is_whole(config: pytest.Config) -> bool:
    """Whether this run was asked for all tests there are."""
    is_all = config.args_source is pytest.Config.ArgsSource.TESTPATHS and not config.option.deselect
    return is_all and (config.option.everything or not (config.option.keyword or config.option.markexpr))


def _judged(controls: set[str], *, is_strict: bool) -> tuple[list[str], list[str]]:
    """What is told of the hazard table's controls, and what fails the run."""
    slow = {name.partition("[")[0] for name in _left_out}
    told, wrong = [], []
    for name in sorted(controls):
        how = _not_passed.get(name) or ("left out, slow" if name in slow else None if name in _passed else "did not run")
        if how is not None:
            is_wrong = is_strict or how in ("failed", "did not run")
            (wrong if is_wrong else told).append(f"HAZARD CONTROL NOT VERIFIED{'' if is_wrong else ' HERE'}: {name} ({how})")
    return told, wrong


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """One line about what a run of every day does not hold."""
    if _left_out:
        many = len(_left_out) != 1
        words = f"{len(_left_out)} slow test{'s were' if many else ' was'} left out. With {'them' if many else 'it'}"
        terminalreporter.write_line(f"{words}: pytest --everything")
