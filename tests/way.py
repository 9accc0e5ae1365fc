"""The way of a command through the house: which functions of ours it calls. `cd tests; python way.py status` counts them."""

import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import FrameType
from typing import Any

from fakes import fake_runtime
from itb_cli.cli.main import main

_OURS = "/itb_cli/"


def way_of(work: Callable[[], Any]) -> Counter[str]:
    """How often each function of ours is called by `work`, as `domain/supply.py forecast`. What imports do is left out."""
    seen: Counter[str] = Counter()

    def look(frame: FrameType, event: str, _: Any) -> None:
        name = frame.f_code.co_filename.replace("\\", "/")
        if event == "call" and _OURS in name and not frame.f_code.co_name.startswith("<"):
            seen[f"{name.rpartition(_OURS)[2]} {frame.f_code.co_name}"] += 1

    before = sys.getprofile()
    sys.setprofile(look)
    try:
        work()
    finally:
        sys.setprofile(before)
    return seen


def itb(record: Path, *words: str) -> int:
    """`itb` on a fixed day, on a record of its own, in this process."""
    return main(words, fake_runtime(date(2026, 11, 22), environment={"ITB_FILE": str(record), "TERM": "xterm"}))


def counted(*words: str) -> Counter[str]:
    """The way of `itb WORDS` on a record of one refill, the second time, when all is imported."""
    with tempfile.TemporaryDirectory() as place:
        for name in ("first", "second"):
            record = Path(place).resolve() / name / "record.toml"
            itb(record, "log", "2026-06-01", "--alarm-date", "2026-09-10", "--dose", "250", "--yes")
            way = way_of(lambda record=record: itb(record, *words))  # type: ignore[misc]  # bound now
    return way


if __name__ == "__main__":
    found = counted(*sys.argv[1:])
    modules = {name.split()[0] for name in found}
    sys.stdout.write(f"{len(modules)} modules, {len(found)} functions, {found.total()} calls\n")
