"""Examining a record and all around it: which checks there are, and how they end. Each check stands alone."""

from collections.abc import Callable

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.command import Command
from itb_cli.domain.examined import Examined, Part, Repair
from itb_cli.domain.values import NamedTuple
from itb_cli.errors import ExitCode
from itb_cli.services.knowledge.packaged import Knowledge
from itb_cli.services.outcome import Outcome
from itb_cli.services.people.all_people import Place
from itb_cli.services.record import file_checks, record_checks, saving_checks, surroundings
from itb_cli.services.record.findings import Check, Finding, fine, skipped, wrong
from itb_cli.services.record.surroundings import Surroundings


class Subject(NamedTuple):
    """One record as it was found: `name` is what --person takes, `path` the place as a person would write it.

    Both are empty if it was not found.
    """

    place: Place
    name: str
    path: str
    found: Examined
    as_of: AsOf


class DoctorRequest(NamedTuple):
    """The record asked about, those of people beside it, what is around, and what --fix did (None: it was not asked for)."""

    subject: Subject
    people: tuple[Subject, ...]
    around: Surroundings
    repairs: tuple[Repair, ...] | None


class Repaired(NamedTuple):
    """Permissions that --fix made right, or could not; no machine gets `only_on_screen`."""

    part: Part
    ok: bool
    mode_before: str
    refused: str | None
    only_on_screen: str


class DoctorView(NamedTuple):
    """`ok` is whether nothing is wrong; what is only advised does not count, what was skipped is not known.

    `repairs` is None unless --fix was asked for.
    """

    ok: bool
    wrong: int
    advised: int
    skipped: int
    has_record: bool
    checks: tuple[Check, ...]
    repairs: tuple[Repaired, ...] | None


def answer(request: DoctorRequest, content: Knowledge) -> Outcome[DoctorView]:
    """Every check; exit code 4 if something is wrong with a record, 7 if only the packaged knowledge is."""
    around = request.around
    of_itself = {
        "program": lambda: surroundings.program(around),
        "knowledge": lambda: surroundings.knowledge(content),
        "review": lambda: surroundings.review(content, request.subject.as_of.today),
        "completions": lambda: surroundings.completions(around),
        "terminal": lambda: surroundings.terminal(around),
    }
    of_records = (*of_record(request.subject), *(_person(subject) for subject in request.people))
    checks = (*of_records, *_made(of_itself))
    found = [check.finding for check in checks]
    view = DoctorView(
        ok=Finding.WRONG not in found,
        wrong=found.count(Finding.WRONG),
        advised=found.count(Finding.ADVICE),
        skipped=found.count(Finding.SKIPPED),
        has_record=request.subject.found.exists is not False or request.subject.found.error is not None,
        checks=checks,
        repairs=None if request.repairs is None else tuple(map(_repaired, request.repairs)),
    )
    if any(check.finding is Finding.WRONG for check in of_records):
        return Outcome(view, exit_code=ExitCode.RECORD)
    return Outcome(view, exit_code=ExitCode.ANSWERED if view.ok else ExitCode.CONTENT)


def of_record(subject: Subject) -> tuple[Check, ...]:
    """All checks of one record, in the order in which a person would look."""
    found = subject.found
    return _made(
        {
            "place": lambda: file_checks.place(found, subject.place, subject.path),
            "record": lambda: file_checks.record(found, subject.place),
            "owner": lambda: file_checks.owner(found),
            "permissions": lambda: file_checks.permissions(found),
            "schema": lambda: file_checks.schema(found),
            "unknown_keys": lambda: record_checks.unknown_keys(found.record),
            "clock": lambda: record_checks.clock(found.record, subject.as_of),
            "entries": lambda: record_checks.entries(found.record, subject.as_of),
            "settings": lambda: record_checks.settings(found.record, subject.as_of),
            "calendar": lambda: record_checks.calendar(found.record, found.folder),
            "earlier_states": lambda: file_checks.states(found),
            "left_over": lambda: file_checks.left_over(found),
            "draft": lambda: file_checks.draft(found),
            "lock": lambda: file_checks.lock(found),
            "copies": lambda: file_checks.copies(found),
            "saving": lambda: saving_checks.saving(found),
            "reminders": lambda: saving_checks.reminders(found, subject.as_of),
            "prompt": lambda: saving_checks.prompt(found),
        }
    )


def _made(checks: dict[str, Callable[[], Check]]) -> tuple[Check, ...]:
    return tuple(_standing_alone(code, check) for code, check in checks.items())


def _standing_alone(code: str, check: Callable[[], Check]) -> Check:
    """What a check finds; a bug in one must not hide what the others find."""
    try:
        return check()
    except Exception:  # noqa: BLE001  # whatever is wrong, the other checks are still wanted
        return skipped(code, "This check failed. That is a bug in itb.")


def _person(subject: Subject) -> Check:
    """A person's record in one line: all its checks, the gravest counts."""
    bad = [check for check in of_record(subject) if check.finding is Finding.WRONG]
    if not subject.name:
        hint = f"Look at who may read their folder. If only its permissions are wrong: {Command('doctor --fix')}"
        return wrong("person", "The records of people cannot be looked at.", hint)
    shown = f"Record of: {subject.name}."
    if bad:
        areas = ", ".join(check.code.replace("_", " ") for check in bad)
        return wrong("person", f"Not in order: {areas}.", f"To see more: {Command('doctor --person NAME')}", shown)
    return fine("person", "Nothing wrong was found.", shown)


def _repaired(repair: Repair) -> Repaired:
    return Repaired(repair.part, repair.refused is None, f"{repair.mode_before:03o}", repair.refused, repair.name)
