"""A no to a question about what was typed behind a command: that one fact is asked for again, and the rest is kept."""

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from itb_cli.cli.asking.dialogue import STOPS, Question, asked_for
from itb_cli.cli.call import Call
from itb_cli.cli.person import START
from itb_cli.domain.entry_facts import BY_FIELD, typed_facts
from itb_cli.domain.values import NamedTuple
from itb_cli.errors import ConfirmationNeededError, InputEndedError, InputRefusedError
from itb_cli.services.answers import Answers
from itb_cli.services.entries.log import day_of
from itb_cli.services.outcome import Outcome

View = TypeVar("View")
DAY = "on"
SAME = ("second_refill", "second_appointment")
"""A no says that it is written down already, or moved: no other day is to be asked for."""


class DayQuestion(NamedTuple):
    """How the day of an entry is asked for, and how it is read."""

    words: str
    read: Callable[[str, date], date]


_PAST_DAY = DayQuestion("On which day, such as 2026-09-01 or yesterday?", day_of)


def kept(
    call: Call, request: Any, kind: type, write: Callable[[Any], Outcome[View]], day: DayQuestion = _PAST_DAY
) -> Outcome[View]:
    """The answer of `write` to `request` for an entry of `kind`, or to what it becomes at a terminal.

    Raises what `write` raises if nobody can be asked, or nothing is typed again.
    """
    field = ""
    refused: InputRefusedError
    while True:
        try:
            return write(request)
        except ConfirmationNeededError as needed:
            refused, field = needed, "" if needed.topic in SAME else needed.field
        except InputRefusedError as error:
            if not field:
                raise
            call.tell(f"{error.message} {error.hint}")
            refused = error
        flag = _flag(kind, field)
        try:
            words = _again(call, request, flag, field, day) if flag and call.can_ask else None
        except InputEndedError:
            raise refused from None
        if flag is None or words is None:
            raise refused
        request = _with(request, flag, words)


def asked_day(call: Call, day: DayQuestion) -> str | None:
    """A day that was typed; None if nothing was."""
    return asked_for(call, Question(DAY, f"{day.words} {STOPS}"), lambda line: day.read(line, call.as_of.day))


def _again(call: Call, request: Any, flag: str, field: str, day: DayQuestion) -> str | None:
    """What was typed for the fact once more; None if it was no fact that was typed, or is not typed again."""
    today = call.as_of.day
    if flag == DAY:
        return asked_day(call, day)
    if not (getattr(request, flag, None) or request.words.get(flag)):
        return None
    fact = BY_FIELD[field]
    name = fact.name.partition(",")[0]
    return asked_for(call, Question(flag, f"Then type the {name} again {STOPS}"), lambda line: fact.read(line, today))


def _flag(kind: type, field: str) -> str | None:
    """What the fact is called where it is typed."""
    return DAY if field == DAY else next((flag for flag, fact in typed_facts(kind).items() if fact.field == field), None)


def _with(request: Any, flag: str, words: str) -> Any:
    """The request with the words; what was said to doubts was said of others."""
    said = request._replace(answers=Answers(request.answers.yes & {START}))
    return said._replace(**{flag: words}) if flag in request._fields else said._replace(words={**request.words, flag: words})
