"""The earlier states of a record: their names, their order, which of them undo goes back to. Writes nothing."""

import re
from datetime import date
from pathlib import Path

from itb_cli.domain.values import NamedTuple
from itb_cli.storage.paths import generations_beside

_NAME = r"(\d{6,9})_(\d{4}-\d{2}-\d{2})(?:_as-(\d{6,9}))?\.toml"
BEFORE_ALL = 0
"""The state before the first save: no record at all."""
FIRST = 1
"""The first save of all, if no record stood before."""
FIRST_FOUND = 2
"""The oldest state of a record that was there already: what stood before it would have number 1, and nobody knows it."""


class NotKeptError(LookupError):
    """The state that comes before is not kept: `earlier` is the newest before it, None if none is."""

    def __init__(self, earlier: "Generation | None") -> None:
        super().__init__()
        self.earlier = earlier


class Generation(NamedTuple):
    """One earlier state. `same_as` is the number of the state that an undo went back to with it."""

    number: int
    kept_on: date
    same_as: int | None
    path: Path

    @property
    def state(self) -> int:
        """The number of the state that this generation shows."""
        return self.number if self.same_as is None else self.same_as


def generation_name(number: int, kept_on: date, label: str) -> str:
    """The file's name: a rising number first, so that names sort as they came whatever the clock said."""
    return f"{number:06d}_{kept_on.isoformat()}{label}.toml"


def gone_back_to(state: int) -> str:
    """The label of a generation with which an undo went back to `state`."""
    return f"_as-{state:06d}"


def generations(record: Path) -> list[Generation]:
    """The earlier states of the record at `record`, oldest first; files with other names are left alone.

    Raises OSError if there is a folder of them that may not be read: that is not the same as none.
    """
    try:
        paths = list(generations_beside(record).iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return []
    found = [generation for path in paths if (generation := _generation(path))]
    return sorted(found, key=lambda generation: generation.number)


def newest_generation(record: Path) -> Generation | None:
    """The newest earlier state, found by the names alone; None if there is none. Raises OSError as `generations` does."""
    folder = generations_beside(record)
    try:
        names = [path.name for path in folder.iterdir()]
    except (FileNotFoundError, NotADirectoryError):
        return None
    by_number = sorted(names, key=lambda name: (name.find("_"), name), reverse=True)
    return next((found for name in by_number if (found := _generation(folder / name))), None)


def _generation(path: Path) -> Generation | None:
    name = re.fullmatch(_NAME, path.name)
    if not name:
        return None
    try:
        kept_on = date.fromisoformat(name[2])
    except ValueError:
        return None
    return Generation(int(name[1]), kept_on, int(name[3]) if name[3] else None, path)


def before_newest(kept: list[Generation], *, record_is_newest: bool) -> Generation | None:
    """The state that undo goes back to; None stands for the state before the first save.

    `record_is_newest` is False if the record was changed by hand since, or if an undo kept the state it goes back to
    and came no further: then the newest generation is the state before.
    Raises LookupError if nothing is left to take back, NotKeptError as `before` does.
    """
    if not kept:
        raise LookupError
    if not record_is_newest:
        return kept[-1]
    if kept[-1].state == BEFORE_ALL:
        raise LookupError
    return before(kept, kept[-1].state)


def before(kept: list[Generation], state: int) -> Generation | None:
    """The generation just before the state of that number; None stands for the state before the first save.

    Raises NotKeptError if that one has been taken away, or stood there before `itb` did.
    """
    older = [generation for generation in kept if generation.number < state]
    earlier = older[-1] if older else None
    if state != BEFORE_ALL and (earlier.number if earlier else BEFORE_ALL) + 1 != state:
        raise NotKeptError(earlier)
    return earlier
