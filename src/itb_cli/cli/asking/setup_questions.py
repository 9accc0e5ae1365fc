"""`itb setup` without flags: the settings that matter most are asked for first, the others if somebody wants them."""

from itb_cli.cli.asking.dialogue import Gate, Question, Review, Said, Step, asked
from itb_cli.cli.call import Call
from itb_cli.domain.quantities import counted
from itb_cli.domain.record import Record
from itb_cli.domain.settings import FIRST, SETTINGS, Setting, current
from itb_cli.pages import setup as pages
from itb_cli.pages.blocks import Page
from itb_cli.services.people.setup import SetupRequest, answer, spoken_value

_KEYS = "Enter passes over a question or keeps what stands. < goes back, ? explains, none means that there is none."
_STOP = "Control-C stops, and stores nothing."


def asked_settings(call: Call, record: Record) -> SetupRequest:
    """The words typed, by flag, and what was said to questions about them; a setting passed over with Enter is absent."""
    whose = f"Record of: {call.person}. " if call.person else ""
    call.tell(f"{whose}{_KEYS} {_STOP}")
    said = asked(call, _steps(call, record), lambda tried: answer(record, _request(tried), call.as_of))
    return _request(said)


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
    told = f"{counted(len(more), 'more question', 'more questions')}, such as the serial number, allergies, whom to call for you."
    return (*first, Gate("More?", told), *more, Review(lambda said: _review(call, record, said)))


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
