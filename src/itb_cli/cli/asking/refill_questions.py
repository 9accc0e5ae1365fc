"""`itb log` without words: the refill is asked for, fact by fact, and a day that is missing. Nothing is stored from here."""

from itb_cli.cli.asking.dialogue import NOTHING, Question, Review, Said, asked
from itb_cli.cli.call import Call
from itb_cli.domain.command import Command
from itb_cli.errors import ConfirmationNeededError
from itb_cli.pages import log as pages
from itb_cli.pages.blocks import Page
from itb_cli.services.answers import Answers
from itb_cli.services.entries import log as services

_OPENING = (
    "What does the clinic's printout say? Enter passes over a question. < goes back, ? explains. "
    "Control-C stops, and stores nothing. "
    f"If you have the printout as text, it can be read by itself: {Command('log --printout -')}"
)
QUESTIONS = (
    Question(
        "on",
        "Day of the refill, such as 2026-09-01 or yesterday",
        "The day on which the pump was filled.",
        must=True,
    ),
    Question(
        "alarm_date",
        "Low-reservoir alarm date, such as 2026-12-10",
        "The day on which the pump is worked out to run low. All dates come from it. Without it they are only estimates.",
    ),
    Question("filled", "Volume put in, such as 20 mL", "How much was put into the pump, not how much it can hold."),
    Question(
        "strength",
        "Strength, such as 2000 mcg per mL",
        "How much baclofen is in 1 mL. The printout calls it concentration or strength.",
    ),
    Question("dose", "Dose over 24 hours, such as 350 mcg", "The total of one day, in micrograms (mcg)."),
)


def asked_refill(call: Call, typed: services.LogRequest) -> services.LogRequest:
    """The refill in the words that were typed to its questions, with what was said to doubts about it."""
    said = NOTHING._replace(answers=_may_start(call))
    record = call.record(may_start=True)
    whose = f"Record of: {call.person}. " if call.person else ""
    call.tell(f"{whose}{_OPENING}")
    review = Review(lambda said: _review(call, _request(typed, said)))
    said = asked(call, (*QUESTIONS, review), lambda tried: services.answer(record, _request(typed, tried), call.as_of), said)
    return _request(typed, said)


def _may_start(call: Call) -> Answers:
    """A mistyped name is noticed before anything is asked for it."""
    said = Answers()
    try:
        call.starts(said, may_start=False)
    except ConfirmationNeededError as needed:
        said = call.asked(needed, said)
    return said


def _request(typed: services.LogRequest, said: Said) -> services.LogRequest:
    words = {question.key: said.words.get(question.key, ("",))[0] or None for question in QUESTIONS}
    return typed._replace(on=words.pop("on"), words=words, answers=said.answers)


def _review(call: Call, request: services.LogRequest) -> Page:
    return pages.review(services.refill_of(request, call.as_of.day), call.as_of)
