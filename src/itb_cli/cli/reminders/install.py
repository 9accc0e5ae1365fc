"""Reminders that start by themselves: shown first, written or taken away once somebody said yes."""

from collections.abc import Iterator
from pathlib import Path

from itb_cli.cli.call import Call
from itb_cli.cli.show import write
from itb_cli.domain.command import led
from itb_cli.domain.scheduled import Installed, Standing, Way
from itb_cli.errors import ConfirmationNeededError, NotInstalledError, UsageError
from itb_cli.machine import Machine
from itb_cli.notify.notifications import can_notify
from itb_cli.pages import install as pages
from itb_cli.scheduling.choice import SCHEDULERS, Scheduler, fitting_way
from itb_cli.scheduling.job import Job, check_starts, job_of
from itb_cli.services.answers import Answers
from itb_cli.services.reminders import install as services
from itb_cli.storage.reminders import remembered

AUTOMATIC = "auto"
"""What `--install` means without a value."""
_NOTHING_DONE = "Nothing was changed. To do it, type the same again with --yes."


def install(call: Call, name: str, *, yes: bool) -> int:
    """Shows what would be written and where, and writes it once somebody said yes."""
    job, machine = _job(call, call.known_path)
    try:
        way = _way(name, machine)
        scheduler = SCHEDULERS[way]
        parts = scheduler.parts(job, machine)
    except NotInstalledError as error:
        error.hint = led(error.hint, job.lead)  # what is to be put into a file by hand is read there, not in this terminal
        raise
    is_active = scheduler.is_active(job, machine)
    outcome = call.of_person(services.plan(way, parts, is_active=is_active, can_show=can_notify(machine.environment)))
    if outcome.view.changes and not yes and not call.can_ask:
        outcome = services.unanswered(outcome)
    elif outcome.view.changes:
        check_starts(job, machine)
        if not yes:
            call.show(outcome, lambda: pages.build(outcome))
            _agreed(call, "Write this?")
        scheduler.install(job, machine)
        outcome = services.installed(outcome, is_active=scheduler.is_active(job, machine))
    return call.show(outcome, lambda: pages.build(outcome, is_repeated=call.can_ask and not yes))


def uninstall(call: Call, *, yes: bool) -> int:
    """Shows what would be taken away, and takes it away once somebody said yes."""
    job, machine = _job(call, call.path)
    found = tuple(_found(job, machine))
    outcome = call.of_person(services.removal(found, is_done=False))
    if found and not yes and not call.can_ask:
        outcome = services.unanswered(outcome)
    elif found:
        if not yes:
            call.show(outcome, lambda: pages.removed(outcome))
            _agreed(call, "Take this away?")
        for one in found:
            SCHEDULERS[one.way].remove(job, machine)
        outcome = call.of_person(services.removal(found, is_done=True))
    return call.show(outcome, lambda: pages.removed(outcome, is_repeated=call.can_ask and not yes))


def status(call: Call) -> int:
    """Tells what is installed and when it last ran."""
    job, machine = _job(call, call.path)
    can_show = can_notify(machine.environment)
    outcome = services.status(tuple(_found(job, machine)), remembered(job.record), call.as_of, can_show=can_show)
    return call.show(call.of_person(outcome), lambda: pages.status(outcome, call.as_of))


def _job(call: Call, record: Path) -> tuple[Job, Machine]:
    """What is to start, and where: reminders of several records are told apart."""
    environment = call.runtime.environment
    is_usual = call.person is None and not call.chosen.file and not environment.get("ITB_FILE")
    return job_of(record, call.person, is_usual=is_usual), Machine(environment)


def _way(name: str, machine: Machine) -> Way:
    if name == AUTOMATIC:
        return fitting_way(machine)
    try:
        return Way(name)
    except ValueError:
        raise UsageError("--install takes one of: " + ", ".join(Way), "Without a value it chooses what fits.") from None


def _agreed(call: Call, question: str) -> None:
    """Raises ConfirmationNeededError unless somebody says yes."""
    write(call.runtime.stderr, "\n")
    call.asked(ConfirmationNeededError("install", question, _NOTHING_DONE), Answers())


def _found(job: Job, machine: Machine) -> Iterator[Installed]:
    """Every way on which something of ours is there."""
    for way, scheduler in SCHEDULERS.items():
        parts = scheduler.found(job, machine)
        if parts:
            is_active = scheduler.is_active(job, machine)
            yield Installed(way, parts, _is_current(scheduler, job, machine), is_active)


def _is_current(scheduler: Scheduler, job: Job, machine: Machine) -> bool:
    try:
        return all(part.standing is Standing.CURRENT for part in scheduler.parts(job, machine))
    except NotInstalledError:
        return False
