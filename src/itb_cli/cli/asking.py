"""`itb setup` without flags: one plain question a setting, Enter keeps what stands. Nothing is stored from here."""

from collections.abc import Mapping

from itb_cli.cli.call import Call
from itb_cli.domain.record import Record
from itb_cli.domain.text import harmless
from itb_cli.errors import InputRefusedError
from itb_cli.services.settings import SETTINGS, Setting, current
from itb_cli.services.setup import answer, request, spoken_value


def asked_settings(call: Call, record: Record) -> dict[str, tuple[str, ...]]:
    """The words typed, by flag; a setting that was passed over with Enter is absent."""
    whose = f"Record of: {call.person}. " if call.person else ""
    call.runtime.say(f"{whose}Enter keeps what stands. A single - removes it. Control-C stops, and stores nothing.\n")
    asked: dict[str, tuple[str, ...]] = {}
    for setting in SETTINGS:
        if words := _ask(call, record, setting, asked):
            asked[setting.flag] = words
    return asked


def _ask(call: Call, record: Record, setting: Setting, asked: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """One setting's words; asked again until they can be read and fit the answers before. Several are parted by semicolons."""
    stands = harmless(spoken_value(current(record, setting))) or "not recorded"
    several = "; several: part them by ;" if setting.many else ""
    while True:
        line = call.runtime.ask(f"{setting.question}{several} [{stands}]:").strip()
        words = tuple(part.strip() for part in line.split(";")) if setting.many else (line,)
        if not line:
            return ()
        try:
            answer(record, request({**asked, setting.flag: words}), call.as_of)
        except InputRefusedError as error:
            call.runtime.say(harmless(call.printed(f"{error.message} {error.hint}")) + "\n")
            continue
        return words
