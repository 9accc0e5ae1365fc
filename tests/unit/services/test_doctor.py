"""How the checks end together: exit codes, damaged knowledge, and that a check which fails hides no other."""

from datetime import date

import pytest

from itb_cli.content.index import INDEX_FILE
from itb_cli.content.loader import DATA_FOLDER, Knowledge
from itb_cli.domain.as_of import AsOf
from itb_cli.domain.examined import Examined, Guarded, KeptStates, LockState, Part, PromptFile
from itb_cli.domain.record import Record
from itb_cli.domain.reminders import ReminderMemory
from itb_cli.errors import ExitCode, RecordDamagedError
from itb_cli.services.people.all_people import Place
from itb_cli.services.record.doctor import DoctorRequest, Subject, answer
from itb_cli.services.record.findings import Finding
from itb_cli.services.record.surroundings import Surroundings

DAY = date(2026, 11, 22)
AROUND = Surroundings("0.1.0", "3.11.0", "linux", 80, True, True, "utf-8", "bash", True)
IN_ORDER = Examined(
    exists=True,
    record=Record(),
    schema=1,
    is_ours=True,
    is_writable=True,
    guarded=(Guarded(Part.RECORD, "record.toml", 0o600, is_ours=True),),
    states=KeptStates(),
    left_over=(),
    has_draft=False,
    lock=LockState.FREE,
    copies=(),
    stops=(),
    reminders=ReminderMemory(),
    prompt=PromptFile.ABSENT,
)
DAMAGED = IN_ORDER._replace(record=None, error=RecordDamagedError.code)


class Broken:
    """Knowledge with a bug in it."""

    @property
    def topics(self):
        raise ZeroDivisionError


def subject(found, name=""):
    return Subject(Place.PEOPLE if name else Place.MAIN, name, "~/record.toml", found, AsOf(DAY, DAY))


def ended(found, content, *people):
    return answer(DoctorRequest(subject(found), people, AROUND, None), content)


def findings(outcome):
    return {check.code: check.finding for check in outcome.view.checks if check.finding is not Finding.FINE}


@pytest.fixture(scope="module")
def whole():
    """The packaged knowledge, read once."""
    return Knowledge()


@pytest.fixture(params=["heat.toml", "sources.toml", "learn.toml", INDEX_FILE])
def damaged(request, tmp_path):
    """The packaged knowledge with one file damaged; and that file's name."""
    for file in DATA_FOLDER.glob("*.toml"):
        tmp_path.joinpath(file.name).write_bytes(file.read_bytes())
    tmp_path.joinpath(request.param).write_bytes(b"x")
    return Knowledge(tmp_path), request.param


def test_damaged_knowledge_is_named_and_ends_with_7(damaged):
    outcome = ended(IN_ORDER, damaged[0])
    assert (outcome.exit_code, findings(outcome)["knowledge"]) == (ExitCode.CONTENT, Finding.WRONG)
    assert any(damaged[1] in check.text for check in outcome.view.checks)


def test_a_damaged_record_counts_before_damaged_knowledge(damaged):
    outcome = ended(DAMAGED, damaged[0])
    assert (outcome.exit_code, outcome.view.wrong) == (ExitCode.RECORD, 2)


def test_a_source_that_is_named_and_missing_is_seen(tmp_path):
    for file in DATA_FOLDER.glob("*.toml"):
        tmp_path.joinpath(file.name).write_bytes(file.read_bytes().replace(b'id = "S08"', b'id = "S8888"'))
    assert findings(ended(IN_ORDER, Knowledge(tmp_path))) == {"knowledge": Finding.WRONG}


def test_a_check_that_fails_hides_no_other_and_is_never_fine():
    outcome = ended(DAMAGED, Broken())
    assert {code: kind for code, kind in findings(outcome).items() if code in ("record", "knowledge", "review")} == {
        "record": Finding.WRONG,
        "knowledge": Finding.SKIPPED,
        "review": Finding.SKIPPED,
    }
    assert len(outcome.view.checks) == len(ended(IN_ORDER, Broken()).view.checks)


def test_what_could_not_be_seen_is_never_fine(whole):
    unseen = {check.code for check in ended(Examined(), whole).view.checks if check.finding is Finding.FINE}
    assert unseen == {"place", "program", "knowledge", "review", "completions", "terminal"}


def test_the_record_of_a_person_counts_as_much_as_the_usual_one(whole):
    assert ended(IN_ORDER, whole, subject(IN_ORDER, "sam")).exit_code is ExitCode.ANSWERED
    outcome = ended(IN_ORDER, whole, subject(IN_ORDER, "sam"), subject(DAMAGED, "alex"))
    assert (outcome.exit_code, findings(outcome)) == (ExitCode.RECORD, {"person": Finding.WRONG})
