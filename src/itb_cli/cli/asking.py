"""`itb setup` without flags: one plain question a setting, Enter keeps what stands. Nothing is stored from here."""

from itb_cli.cli.runtime import Runtime
from itb_cli.domain.as_of import AsOf
from itb_cli.domain.record import Record
from itb_cli.domain.text import harmless
from itb_cli.errors import ConfirmationNeededError, InputRefusedError
from itb_cli.services.answers import Answers
from itb_cli.services.settings import SETTINGS, Setting, current
from itb_cli.services.setup import SetupRequest, answer, spoken_value


def asked_settings(runtime: Runtime, record: Record, as_of: AsOf, person: str | None) -> SetupRequest:
    """The words typed, by flag, and what was said to questions about them; a setting passed over with Enter is absent.

    `person`: whose, where one was chosen.
    """
    whose = f"Record of: {person}. " if person else ""
    runtime.stderr.write(f"{whose}Enter keeps what stands. A single - removes it. Control-C stops, and stores nothing.\n")
    asked = SetupRequest({})
    for setting in SETTINGS:
        asked = _ask(runtime, record, as_of, setting, asked)
    return asked


def _ask(runtime: Runtime, record: Record, as_of: AsOf, setting: Setting, asked: SetupRequest) -> SetupRequest:
    """`asked` with one setting more; asked again until it can be read and is right. Several are parted by semicolons."""
    stands = harmless(spoken_value(current(record, setting))) or "not recorded"
    several = "; several: part them by ;" if setting.many else ""
    while True:
        line = runtime.ask(f"{setting.question}{several} [{stands}]:").strip()
        words = tuple(part.strip() for part in line.split(";")) if setting.many else (line,)
        if not line:
            return asked
        tried = asked._replace(words={**asked.words, setting.flag: words})
        try:
            return tried._replace(answers=_settled(runtime, record, as_of, tried))
        except InputRefusedError as error:
            runtime.stderr.write(f"{harmless(error.message)} {harmless(error.hint)}\n")


def _settled(runtime: Runtime, record: Record, as_of: AsOf, tried: SetupRequest) -> Answers:
    """The answers with which the settings can be stored. Raises InputRefusedError where they cannot, or no is said."""
    said = tried.answers
    while True:
        try:
            answer(record, tried._replace(answers=said), as_of)
        except ConfirmationNeededError as needed:
            if runtime.ask(f"{harmless(needed.message)} [y/N]").strip().casefold() not in ("y", "yes"):
                raise InputRefusedError("Then type it again.", "Enter keeps what stands.") from None
            said = said.with_yes(needed.topic)
        else:
            return said
