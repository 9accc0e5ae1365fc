"""The records of several people: one file each, in a folder beside the usual record. How names are spelt: `domain.people`."""

import os
from pathlib import Path

from itb_cli.domain.people import is_sync_copy, slug
from itb_cli.errors import InputRefusedError, RecordUnreadableError
from itb_cli.files.whole import real_file, why
from itb_cli.storage.conflict_names import is_copy, is_of_another
from itb_cli.storage.paths import GENERATIONS, people_beside
from itb_cli.storage.reachable import leads_nowhere
from itb_cli.storage.snapshots import generations

SUFFIX = ".toml"


def people_recorded(usual: Path) -> dict[str, Path]:
    """Every person's record by the name that its file bears, in order; one that is gone but has earlier states is among them.

    What locks, temporary files and programs that sync folders leave there is nobody. Raises RecordUnreadableError if there
    is a folder that may not be read: that is not the same as nobody.
    """
    folder = people_beside(usual)
    try:
        names = sorted(path.name for path in folder.iterdir())
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise RecordUnreadableError(
            f"The records of people in {folder} cannot be read: {why(error)}.", "Look at who may read this folder."
        ) from None
    files = _without_copies(folder, [name for name in names if _is_a_person(name)])
    gone = [name.removesuffix(GENERATIONS) for name in names if name.endswith(GENERATIONS)]
    files += [name for name in gone if _is_a_person(name) and name not in files and is_recorded(folder / name)]
    return {name[: -len(SUFFIX)]: folder / name for name in sorted(files)}


def record_of(usual: Path, person: str) -> Path:
    """The place of the record of `person`, a slug. A file named by hand in other letters counts, if there is only one."""
    exact = people_beside(usual) / f"{person}{SUFFIX}"
    if os.path.lexists(exact):
        return exact
    try:
        same = [path for name, path in people_recorded(usual).items() if _means(name, person)]
    except RecordUnreadableError:
        return exact  # reading or writing it will say why
    return same[0] if len(same) == 1 else exact


def is_recorded(record: Path) -> bool:
    """Whether there is or was a record at `record`; in doubt yes, so that reading it says what is wrong."""
    try:
        target = real_file(record)
        target.stat()
    except (FileNotFoundError, NotADirectoryError):
        return _has_generations(target) or leads_nowhere(record)
    except (OSError, ValueError):
        return True
    return True


def _has_generations(target: Path) -> bool:
    try:
        return bool(generations(target))
    except OSError:
        return True


def _without_copies(folder: Path, names: list[str]) -> list[str]:
    """The names without second copies of one of them, whatever they are called: `alex (copy).toml` is nobody's record.

    `alex-maria.toml`, which is a name that `itb` gives, is one only if it shares an entry with the record of `alex`.
    """
    stems = {name: name[: -len(SUFFIX)] for name in names}
    pairs = [(name, of) for name in names for of in names if name != of and name.startswith(stems[of])]
    copies = {name for name, of in pairs if is_copy(folder / name, folder / of) and not is_of_another(folder / name, folder / of)}
    return [name for name in names if name not in copies]


def _is_a_person(name: str) -> bool:
    return name.casefold().endswith(SUFFIX) and not name.startswith(".") and not is_sync_copy(name)


def _means(name: str, person: str) -> bool:
    try:
        return slug(name) == person
    except InputRefusedError:
        return False
