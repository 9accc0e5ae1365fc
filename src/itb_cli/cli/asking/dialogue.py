"""Questions one after the other at a terminal: the one way in which several things are asked for. Nothing is stored from here.

Enter passes over or keeps what stands, `<` goes back one question, `?` explains it, `none` means that there is none. A no at
the review asks which answer is to be another one, and keeps the rest.
"""

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import Enum

from itb_cli.cli.call import Call
from itb_cli.cli.show import width_of
from itb_cli.cli.yes_or_no import NO, YES, says_yes
from itb_cli.domain.command import led
from itb_cli.domain.values import NamedTuple
from itb_cli.errors import ConfirmationNeededError, InputEndedError, InputRefusedError, StoppedError
from itb_cli.pages.blocks import Page
from itb_cli.services.answers import Answers

BACK, EXPLAIN = "<", "?"
NONE = ("none", "-")
"""What is typed if there is no such thing; what stood is taken away."""
STOPS = "(Enter stops, and stores nothing)"
ROOM = 14
"""So many columns are free for an answer: a telephone number, a date."""
_PASSED_OVER = "passed over"
_TO_CHANGE = "Enter shows all of it again. Control-C stops and stores nothing."
_FIRST = "This is the first question."
_HOW = "Enter passes over it, < goes back one question, Control-C stops and stores nothing."


class Said(NamedTuple):
    """What was typed, by question, and what was said to doubts about it; what was passed over is absent.

    `before`: what was said before the first question. An answer that takes another one's place keeps no other yes.
    """

    words: Mapping[str, tuple[str, ...]] = {}
    answers: Answers = Answers()
    before: Answers = Answers()


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
    """Shows what was said, and goes on with a yes only; a no leads to one answer. `page` is None if there is nothing to show."""

    page: Callable[[Said], Page | None]
    words: str = "Store this?"
    explained: str = "y stores all of it. n changes one answer. < goes back to the questions. Control-C stores nothing."


Step = Question | Gate | Review
Judge = Callable[[Said], object]
"""Raises InputRefusedError or ConfirmationNeededError for what cannot be stored, or not without a word about it."""


def asked(call: Call, steps: Sequence[Step], judge: Judge, said: Said = NOTHING) -> Said:
    """What was said to all of the steps. Raises StoppedError if somebody stops."""
    before: list[int] = []
    place, said = 0, said._replace(before=said.answers)
    with stopping():
        while place < len(steps):
            passed = [step for step in (steps[at] for at in before) if isinstance(step, Question)]
            turn, said = _told(call, steps[place], said, judge, passed)
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
    except KeyboardInterrupt:
        raise StoppedError from None
    except EOFError:
        raise InputEndedError from None


def _review_after(steps: Sequence[Step], place: int) -> int:
    return next((at for at in range(place, len(steps)) if isinstance(steps[at], Review)), len(steps))


def _told(call: Call, step: Step, said: Said, judge: Judge, passed: Sequence[Question]) -> tuple[Turn, Said]:
    match step:
        case Question():
            return _answered(call, step, said, judge)
        case Gate():
            return _gone_through(call, step), said
        case Review():
            return _reviewed(call, step, said, lambda said: _changed(call, passed, said, judge))


def _gone_through(call: Call, step: Gate) -> Turn:
    while (line := _line(call, f"{step.words} [y/N]", step.explained).casefold()) not in (*YES, *NO, "", BACK):
        call.tell("Type y or n. Enter means no.")
    return Turn.BACK if line == BACK else Turn.ON if line in YES else Turn.PAST


def _reviewed(call: Call, step: Review, said: Said, change: Callable[[Said], Said]) -> tuple[Turn, Said]:
    """Shown again after each change, until somebody says yes or goes back."""
    from itb_cli.render import plain

    while (page := step.page(said)) is not None:
        call.runtime.say(f"\n{plain.render(led(page, call.chosen.lead), width_of(call.runtime))}\n")
        while (line := _line(call, f"{step.words} [y/n]", step.explained).casefold()) not in (BACK, *YES, *NO):
            call.tell(f"Type y or n. {step.explained}")
        if line not in NO:
            return Turn.BACK if line == BACK else Turn.ON, said
        said = change(said)
    return Turn.ON, said


def _changed(call: Call, questions: Sequence[Question], said: Said, judge: Judge) -> Said:
    """`said` with one answer that is another one now, and all others as they were."""
    call.tell("Nothing is stored yet. Which answer is to be changed? The others stay.")
    for number, question in enumerate(questions, start=1):
        typed = said.words.get(question.key)
        stands = question.stands or _PASSED_OVER if typed is None else "; ".join(typed) or NONE[0]
        call.tell(f"{number}. {question.words.partition(', such as')[0]}: {stands}")
    asks = f"Type its number, 1 to {len(questions)} (Enter: none of them):"
    while (line := _line(call, asks, _TO_CHANGE)) not in ("", BACK):
        if line in map(str, range(1, len(questions) + 1)):
            return _answered(call, questions[int(line) - 1], said, judge)[1]
        call.tell(f"Type a number from 1 to {len(questions)}. {_TO_CHANGE}")
    return said


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
        tried = _with_words(question, said, line) if line else said
        try:
            return Turn.ON, tried._replace(answers=_settled(call, tried, judge))
        except InputRefusedError as error:
            call.tell(f"{error.message} {error.hint}")


def _with_words(question: Question, said: Said, line: str) -> Said:
    """`said` with what was typed. If it takes another answer's place, whatever was said to doubts was said of that one."""
    words, before = _words(question, line), said.words.get(question.key)
    answers = said.answers if before in (None, words) else said.before
    return said._replace(words={**said.words, question.key: words}, answers=answers)


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
            if not says_yes(call.ask, call.tell, needed.message, BACK):
                raise InputRefusedError("Then type it again.", "") from None
            said = said.with_yes(needed.topic)
        else:
            return said
