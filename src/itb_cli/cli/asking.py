"""`itb setup` without flags: one plain question a setting, Enter keeps what stands. Nothing is stored from here."""

from itb_cli.cli.runtime import Runtime
from itb_cli.domain.as_of import AsOf
from itb_cli.domain.record import Record
from itb_cli.domain.text import harmless
from itb_cli.errors import InputRefusedError
from itb_cli.services.setup import SETTINGS, Setting, current, spoken_value


def asked_settings(runtime: Runtime, record: Record, as_of: AsOf) -> dict[str, tuple[str, ...]]:
    """The words typed, by flag; a setting that was passed over with Enter is absent."""
    runtime.stderr.write("Enter keeps what stands. A single - removes it. Control-C stops, and stores nothing.\n")
    asked = {setting.flag: _ask(runtime, record, as_of, setting) for setting in SETTINGS}
    return {flag: words for flag, words in asked.items() if words}


def _ask(runtime: Runtime, record: Record, as_of: AsOf, setting: Setting) -> tuple[str, ...]:
    """One setting's words; asked again until they can be read. Several are parted by semicolons."""
    stands = harmless(spoken_value(current(record, setting))) or "not recorded"
    several = "; several: part them by ;" if setting.many else ""
    while True:
        line = runtime.ask(f"{setting.question}{several} [{stands}]:").strip()
        words = tuple(part.strip() for part in line.split(";")) if setting.many else (line,)
        if not line:
            return ()
        try:
            for word in words:
                if word != "-":
                    setting.read(word, as_of.day)
        except InputRefusedError as error:
            runtime.stderr.write(f"{harmless(error.message)} {harmless(error.hint)}\n")
            continue
        return words
