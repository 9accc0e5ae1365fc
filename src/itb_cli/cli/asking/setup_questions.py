"""`itb setup` without flags: the settings that matter most are asked for first, the others if somebody wants them."""

from itb_cli.cli.asking.dialogue import STOPS, Gate, Question, Review, Said, Step, asked
from itb_cli.cli.call import Call
from itb_cli.domain.command import Command
from itb_cli.domain.quantities import counted
from itb_cli.domain.record import Record
from itb_cli.domain.settings import FIRST, SETTINGS, Setting, current
from itb_cli.errors import ConfirmationNeededError
from itb_cli.pages import setup as pages
from itb_cli.pages.blocks import Page
from itb_cli.services.outcome import Outcome
from itb_cli.services.people.setup import SetupRequest, SetupView, answer, spoken_value

_KEYS = "Enter passes over a question or keeps what stands. < goes back, ? explains, none means that there is none."
_STOP = "Control-C stops, and stores nothing."


def asked_settings(call: Call, record: Record) -> SetupRequest:
    """The words typed, by flag, and what was said to questions about them; a setting passed over with Enter is absent."""
    whose = f"Record of: {call.person}. " if call.person else ""
    call.tell(f"{whose}{_KEYS} {_STOP}")
    said = asked(call, _steps(call, record), lambda tried: answer(record, _request(tried), call.as_of))
    return _request(said)


def settled_settings(call: Call, request: SetupRequest, *, yes: bool) -> Outcome[SetupView]:
    """The answer with the settings stored. At a terminal a no asks for that one again, and keeps the rest of what was typed."""
    while True:
        try:
            return call.change(answer, request, yes=yes, may_start=True)
        except ConfirmationNeededError as needed:
            setting = next((one for one in SETTINGS if f"{one.group}.{one.name}" == needed.field), None)
            if setting is None or setting.flag not in request.words or not call.can_ask:
                raise
            again = _typed_again(call, request, setting)
            if again is None:
                raise
            request = again


def _typed_again(call: Call, request: SetupRequest, setting: Setting) -> SetupRequest | None:
    """The request with other words for one setting; None if none were typed."""
    record = call.record(may_start=True)
    question = _question(record, setting)._replace(words=f"Then type it again. {setting.question} {STOPS}", stands="")

    def with_words(said: Said) -> SetupRequest:
        return SetupRequest({**request.words, **said.words}, said.answers)

    def judge(tried: Said) -> None:
        """Other settings are asked about by themselves."""
        try:
            answer(record, with_words(tried), call.as_of)
        except ConfirmationNeededError as needed:
            if needed.field == f"{setting.group}.{setting.name}":
                raise

    said = asked(call, (question,), judge)
    return with_words(said) if said.words else None


def _steps(call: Call, record: Record) -> tuple[Step, ...]:
    by_flag = {setting.flag: setting for setting in SETTINGS}
    first = tuple(_question(record, by_flag[flag]) for flag in FIRST)
    first = (first[0]._replace(heading="What matters most"), *first[1:])
    later = tuple(setting for setting in SETTINGS if setting.flag not in FIRST)
    headings = [pages.GROUP_WORDS[setting.group] for setting in later]
    more = tuple(
        _question(record, setting, heading if heading not in headings[:place] else "")
        for place, (setting, heading) in enumerate(zip(later, headings, strict=True))
    )
    number = counted(len(more), "more question", "more questions")
    gate = Gate(
        f"{number}, such as allergies and whom to call. They can wait. Ask them now?",
        f"y asks them, n goes on to what is stored. They can be answered another day: {Command('setup')}",
    )
    return (*first, gate, *more, Review(lambda said: _review(call, record, said)))


def _question(record: Record, setting: Setting, heading: str = "") -> Question:
    return Question(
        setting.flag,
        setting.question,
        setting.explained,
        spoken_value(current(record, setting)) or "not recorded",
        heading,
        setting.many,
        setting.none,
    )


def _review(call: Call, record: Record, said: Said) -> Page | None:
    view = answer(record, _request(said), call.as_of).view
    return pages.review(view) if view.changed else None


def _request(said: Said) -> SetupRequest:
    return SetupRequest(said.words, said.answers)
