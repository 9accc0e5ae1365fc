"""Questions one after the other at a terminal: the one way in which several things are asked for. Nothing is stored from here.

Enter passes over or keeps what stands, `<` goes back one question, `?` explains it, `none` means that there is none.
"""

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import Enum

from itb_cli.cli.call import Call
from itb_cli.cli.show import width_of
from itb_cli.domain.command import Command, led
from itb_cli.domain.values import NamedTuple
from itb_cli.errors import ConfirmationNeededError, InputRefusedError, StoppedError
from itb_cli.pages.blocks import Page
from itb_cli.services.answers import Answers

BACK, EXPLAIN = "<", "?"
NONE = ("none", "-")
"""What is typed if there is no such thing; what stood is taken away."""
ROOM = 14
"""So many columns are free for an answer: a telephone number, a date."""
YES, NO = ("y", "yes"), ("n", "no")
_FIRST = "This is the first question."
_HOW = "Enter passes over it, < goes back one question, Control-C stops and stores nothing."


class Said(NamedTuple):
    """What was typed, by question, and what was said to doubts about it; what was passed over is absent."""

    words: Mapping[str, tuple[str, ...]] = {}
    answers: Answers = Answers()


NOTHING = Said()


class Turn(Enum):
    """Where a step leads: to the next one, to the one before, or past all up to the review."""

    ON = 1
    BACK = 2
    PAST = 3


class Question(NamedTuple):
    """One thing that is asked for. `stands`: what Enter keeps. `heading` stands above it. `many`: parted by semicolons.

    `none`: what is taken for the word none, if it means more than nothing. `must`: Enter is judged as well.
    """

    key: str
    words: str
    explained: str = ""
    stands: str = ""
    heading: str = ""
    many: bool = False
    none: str = ""
    must: bool = False


class Gate(NamedTuple):
    """Whether the questions up to the next Review are asked too."""

    words: str
    explained: str = ""


class Review(NamedTuple):
    """Shows what was said, and goes on with a yes only. `page` is None if there is nothing to show."""

    page: Callable[[Said], Page | None]
    words: str = "Store this?"
    explained: str = "y stores all of it. n stores nothing. < goes back to the questions."


Step = Question | Gate | Review
Judge = Callable[[Said], object]
"""Raises InputRefusedError or ConfirmationNeededError for what cannot be stored, or not without a word about it."""


def asked(call: Call, steps: Sequence[Step], judge: Judge, said: Said = NOTHING) -> Said:
    """What was said to all of the steps. Raises StoppedError if somebody stops, InputRefusedError for a no at the review."""
    before: list[int] = []
    place = 0
    with stopping():
        while place < len(steps):
            turn, said = _told(call, steps[place], said, judge)
            if turn is Turn.BACK and not before:
                call.tell(_FIRST)
            elif turn is Turn.BACK:
                place = before.pop()
            else:
                before.append(place)
                place = place + 1 if turn is Turn.ON else _review_after(steps, place)
    return said


def asked_for(call: Call, question: Question, check: Callable[[str], object]) -> str | None:
    """The words typed to one question alone, which `check` does not refuse; None if it was passed over."""

    def judge(tried: Said) -> None:
        words = tried.words[question.key][0]
        if words:
            check(words)

    words = asked(call, (question,), judge).words.get(question.key, ("",))
    return words[0] or None


@contextlib.contextmanager
def stopping() -> Iterator[None]:
    """Control-C and the end of input at a question store nothing, and it is said."""
    try:
        yield
    except (KeyboardInterrupt, EOFError):
        raise StoppedError from None


def _review_after(steps: Sequence[Step], place: int) -> int:
    return next((at for at in range(place, len(steps)) if isinstance(steps[at], Review)), len(steps))


def _told(call: Call, step: Step, said: Said, judge: Judge) -> tuple[Turn, Said]:
    match step:
        case Question():
            return _answered(call, step, said, judge)
        case Gate():
            return _gone_through(call, step), said
        case Review():
            return _reviewed(call, step, said), said


def _gone_through(call: Call, step: Gate) -> Turn:
    while (line := _line(call, f"{step.words} [y/N]", step.explained).casefold()) not in (*YES, *NO, "", BACK):
        call.tell("Type y or n. Enter means no.")
    return Turn.BACK if line == BACK else Turn.ON if line in YES else Turn.PAST


def _reviewed(call: Call, step: Review, said: Said) -> Turn:
    page = step.page(said)
    if page is None:
        return Turn.ON
    from itb_cli.render import plain

    call.runtime.say(f"\n{plain.render(led(page, call.chosen.lead), width_of(call.runtime))}\n")
    while True:
        line = _line(call, f"{step.words} [y/n]", step.explained).casefold()
        if line == BACK:
            return Turn.BACK
        if line in YES:
            return Turn.ON
        if line in NO:
            raise InputRefusedError("You said no. Nothing was stored.", f"To begin again: {Command(call.command)}")
        call.tell(f"Type y or n. {step.explained}")


def _answered(call: Call, question: Question, said: Said, judge: Judge) -> tuple[Turn, Said]:
    """`said` with one answer more; asked again until it can be read and is right."""
    if question.heading:
        call.runtime.say("\n")
        call.tell(question.heading)
    typed = said.words.get(question.key)
    stands = question.stands if typed is None else "; ".join(typed) or NONE[0]
    several = "; several: part them by ;" if question.many else ""
    while True:
        words = f"{question.words}{several}{stands and f' [{stands}]'}:"
        line = _line(call, words, f"{question.explained} {_HOW}".strip(), ROOM)
        if line == BACK:
            return Turn.BACK, said
        if not line and not question.must:
            return Turn.ON, said
        tried = said._replace(words={**said.words, question.key: _words(question, line)}) if line else said
        try:
            return Turn.ON, tried._replace(answers=_settled(call, tried, judge))
        except InputRefusedError as error:
            call.tell(f"{error.message} {error.hint}")


def _words(question: Question, line: str) -> tuple[str, ...]:
    if line.casefold() in NONE:
        return (question.none if line.casefold() == NONE[0] else "",)
    return tuple(part.strip() for part in line.split(";")) if question.many else (line,)


def _line(call: Call, asks: str, explained: str, room: int = 1) -> str:
    """What was typed; `?` is answered here."""
    while (line := call.ask(asks, room).strip()) == EXPLAIN:
        call.tell(explained)
    return line


def _settled(call: Call, tried: Said, judge: Judge) -> Answers:
    """The answers with which it can be stored. Raises InputRefusedError if it cannot, or no is said."""
    said = tried.answers
    while True:
        try:
            judge(tried._replace(answers=said))
        except ConfirmationNeededError as needed:
            if needed.is_offer:
                return said
            if call.ask(f"{needed.message} [y/N]").strip().casefold() not in YES:
                raise InputRefusedError("Then type it again.", "") from None
            said = said.with_yes(needed.topic)
        else:
            return said
