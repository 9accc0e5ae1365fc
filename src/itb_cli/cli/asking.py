"""`itb setup` without flags: one plain question a setting, Enter keeps what stands. Nothing is stored from here."""

from collections.abc import Mapping

from itb_cli.cli.runtime import Runtime
from itb_cli.domain.as_of import AsOf
from itb_cli.domain.record import Record
from itb_cli.domain.text import harmless
from itb_cli.errors import InputRefusedError
from itb_cli.services.settings import SETTINGS, Setting, current
from itb_cli.services.setup import answer, request, spoken_value


def asked_settings(runtime: Runtime, record: Record, as_of: AsOf, person: str | None) -> dict[str, tuple[str, ...]]:
    """The words typed, by flag; a setting that was passed over with Enter is absent. `person`: whose, where one was chosen."""
    whose = f"Record of: {person}. " if person else ""
    runtime.say(f"{whose}Enter keeps what stands. A single - removes it. Control-C stops, and stores nothing.\n")
    asked: dict[str, tuple[str, ...]] = {}
    for setting in SETTINGS:
        if words := _ask(runtime, record, as_of, setting, asked):
            asked[setting.flag] = words
    return asked


def _ask(
    runtime: Runtime, record: Record, as_of: AsOf, setting: Setting, asked: Mapping[str, tuple[str, ...]]
) -> tuple[str, ...]:
    """One setting's words; asked again until they can be read and fit the answers before. Several are parted by semicolons."""
    stands = harmless(spoken_value(current(record, setting))) or "not recorded"
    several = "; several: part them by ;" if setting.many else ""
    while True:
        line = runtime.ask(f"{setting.question}{several} [{stands}]:").strip()
        words = tuple(part.strip() for part in line.split(";")) if setting.many else (line,)
        if not line:
            return ()
        try:
            answer(record, request({**asked, setting.flag: words}), as_of)
        except InputRefusedError as error:
            runtime.say(f"{harmless(error.message)} {harmless(error.hint)}\n")
            continue
        return words
