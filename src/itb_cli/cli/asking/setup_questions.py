"""`itb setup` without flags: one plain question a setting, Enter keeps what stands. Nothing is stored from here."""

from itb_cli.cli.call import Call
from itb_cli.domain.record import Record
from itb_cli.domain.settings import SETTINGS, Setting, current
from itb_cli.domain.text import harmless
from itb_cli.errors import ConfirmationNeededError, InputRefusedError
from itb_cli.services.answers import Answers
from itb_cli.services.people.setup import SetupRequest, answer, spoken_value


def asked_settings(call: Call, record: Record) -> SetupRequest:
    """The words typed, by flag, and what was said to questions about them; a setting passed over with Enter is absent."""
    whose = f"Record of: {call.person}. " if call.person else ""
    call.runtime.say(f"{whose}Enter keeps what stands. A single - removes it. Control-C stops, and stores nothing.\n")
    asked = SetupRequest({})
    for setting in SETTINGS:
        asked = _ask(call, record, setting, asked)
    return asked


def _ask(call: Call, record: Record, setting: Setting, asked: SetupRequest) -> SetupRequest:
    """`asked` with one setting more; asked again until it can be read and is right. Several are parted by semicolons."""
    stands = harmless(spoken_value(current(record, setting))) or "not recorded"
    several = "; several: part them by ;" if setting.many else ""
    while True:
        line = call.runtime.ask(f"{setting.question}{several} [{stands}]:").strip()
        words = tuple(part.strip() for part in line.split(";")) if setting.many else (line,)
        if not line:
            return asked
        tried = asked._replace(words={**asked.words, setting.flag: words})
        try:
            return tried._replace(answers=_settled(call, record, tried))
        except InputRefusedError as error:
            call.runtime.say(harmless(call.printed(f"{error.message} {error.hint}")) + "\n")


def _settled(call: Call, record: Record, tried: SetupRequest) -> Answers:
    """The answers with which the settings can be stored. Raises InputRefusedError if they cannot, or no is said."""
    said = tried.answers
    while True:
        try:
            answer(record, tried._replace(answers=said), call.as_of)
        except ConfirmationNeededError as needed:
            if call.runtime.ask(f"{harmless(call.printed(needed.message))} [y/N]").strip().casefold() not in ("y", "yes"):
                raise InputRefusedError("Then type it again.", "Enter keeps what stands.") from None
            said = said.with_yes(needed.topic)
        else:
            return said
