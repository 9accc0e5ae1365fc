"""The folder that a calendar reads, told of the record after every save. What answers say of it: `calendar_beside`."""

import contextlib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TypeVar

from itb_cli.calendars import ical, vdir
from itb_cli.calendars.marks import mark
from itb_cli.cli.calendar_entries import held, worded
from itb_cli.cli.chosen import Chosen
from itb_cli.cli.remarks import losing_remarks
from itb_cli.cli.runtime import Runtime
from itb_cli.domain.as_of import AsOf
from itb_cli.domain.calendar_folder import Deed, FolderFound, FolderMemory, Mark, deed
from itb_cli.domain.record import CalendarStatus, Record
from itb_cli.domain.values import NamedTuple
from itb_cli.errors import ItbError, RecordError
from itb_cli.files.whole import real_file, why
from itb_cli.pages.calendar_folder import name_of
from itb_cli.services.calendars import calendar_file as services
from itb_cli.services.outcome import Outcome
from itb_cli.storage.calendar_folder import mark_of, remember, remembered
from itb_cli.storage.locking import Patience
from itb_cli.storage.record_writer import update

MOST_PASSES = 3
"""The first remembers in the record what is told, the second tells it; another if somebody saves between the two."""
INTERRUPTED = "this was cut short"

View = TypeVar("View")


class Told(NamedTuple):
    """One entry as its file is to be; `matters`: its day is still to come, and it is the entry of that day itself."""

    data: bytes
    mark: Mark
    name: str
    matters: bool


def remembering(runtime: Runtime, path: Path, outcome: Outcome[View]) -> Outcome[View]:
    """The answer of a change, its record remembering already what the folder will be told: one save instead of two.

    If nothing can be written to the folder now, nothing is remembered: what was told stays what was told.
    """
    memory = remembered(path)
    if memory is None or memory.is_damaged or outcome.record is None:
        return outcome
    with contextlib.suppress(Exception):  # whatever is wrong with a calendar, the change itself is saved
        vdir.check_folder(Path(memory.folder))
        told = answered(runtime, path, outcome.record, detailed=memory.detailed, place=memory.folder).record
        return outcome if told is None else outcome._replace(record=told)
    return outcome


def tell(runtime: Runtime, path: Path, chosen: Chosen) -> None:
    """Tells the folder of the record as it stands, unless it was. What keeps it from that is remembered: answers say it."""
    memory = remembered(path)
    if memory is None or memory.is_damaged or memory.told_of == mark_of(path) != "":
        return
    try:
        vdir.check_folder(Path(memory.folder))
        _told_in_passes(runtime, path, chosen)
    except (OSError, ValueError) as error:
        _remember_trouble(path, why(error))
    except ItbError as error:
        _remember_trouble(path, error.message.rstrip("."))
    except Exception:
        _remember_trouble(path, INTERRUPTED)
        raise


def answered(runtime: Runtime, path: Path, record: Record, *, detailed: bool, place: str) -> Outcome[services.CalendarFileView]:
    """What a calendar is to hold, and the record that remembers it, as for a file."""
    target = real_file(path)
    stamp = target.stat().st_mtime if target.exists() else None
    as_of = runtime.as_of_file(AsOf(runtime.today, runtime.today), stamp)
    return held(runtime, path, record, services.CalendarFileRequest(place, detailed, (), None, is_folder=True), as_of)


def _told_in_passes(runtime: Runtime, path: Path, chosen: Chosen) -> None:
    """The record remembers first; what it remembers is then written, under its lock, so that nobody writes anything older."""

    def change(record: Record) -> Outcome[services.CalendarFileView]:
        memory = remembered(path)
        if memory is None:
            raise FileNotFoundError
        outcome = answered(runtime, path, record, detailed=memory.detailed, place=memory.folder)
        if outcome.record is None:
            _write(path, memory, _told(outcome.view, memory, runtime.today, chosen))
        return outcome

    for _ in range(MOST_PASSES):
        if update(path, runtime.today, change, losing_remarks(runtime), _in_silence(runtime)).record is None:
            return


def _in_silence(runtime: Runtime) -> Patience:
    return Patience(runtime.moment, lambda _seconds: None)


def _write(path: Path, memory: FolderMemory, told: Mapping[str, Told]) -> None:
    """Every file as it is to be. What may stand there is remembered before: who is killed between knows its own files again."""
    folder = Path(memory.folder)
    found = {uid: vdir.found(folder, uid) for uid in {*told, *memory.written}}
    deeds = {uid: deed(memory.written.get(uid, ()), found[uid], one.mark, matters=one.matters) for uid, one in told.items()}
    if memory.overwrites:
        deeds = {uid: Deed.SAME if done is Deed.SAME else Deed.WRITE for uid, done in deeds.items()}
    to_write = [uid for uid, done in deeds.items() if done is Deed.WRITE]
    before = {**memory.written, **{uid: (*memory.written.get(uid, ()), told[uid].mark) for uid in to_write}}
    remember(path, memory._replace(written=before, told_of="", trouble=""))
    for uid in to_write:
        vdir.write(folder, uid, told[uid].data)
    for uid in memory.written.keys() - told.keys():
        if is_ours(found[uid], memory.written[uid]):
            vdir.remove(folder, uid)
    after = {uid: (one.mark,) if deeds[uid] in (Deed.WRITE, Deed.SAME) else before.get(uid, ()) for uid, one in told.items()}
    by_hand = tuple(told[uid].name for uid, done in deeds.items() if done is Deed.BY_HAND)
    remember(path, memory._replace(written=after, told_of=mark_of(path), trouble="", by_hand=by_hand, overwrites=False))


def found_folder(path: Path) -> FolderFound | None:
    """How the folder of the record at `path` stands; None if none is kept. Writes nothing."""
    memory = remembered(path)
    if memory is None:
        return None
    try:
        vdir.check_folder(Path(memory.folder))
        trouble = ""
    except (OSError, ValueError) as error:
        trouble = why(error)
    return FolderFound(memory, trouble, memory.told_of == mark_of(path) != "")


def is_ours(found: Mark | None, known: tuple[Mark, ...]) -> bool:
    """Whether what stands there is what was written, and nobody changed it."""
    return found is not None and any(map(found.stands_for, known))


def _told(view: services.CalendarFileView, memory: FolderMemory, today: date, chosen: Chosen) -> Mapping[str, Told]:
    """By id what the folder is to hold. What was taken back before the folder ever held it is none of its business."""
    lead = chosen.lead_from_elsewhere
    told = {}
    for entry in view.entries:
        if entry.status is CalendarStatus.CANCELLED and entry.uid not in memory.written:
            continue
        data = ical.encode((worded(entry, view, lead),))
        matters = entry.about is not None and entry.about.days == 0 and entry.on >= today
        told[entry.uid] = Told(data, mark(data), name_of(entry, view), matters)
    return told


def _remember_trouble(path: Path, trouble: str) -> None:
    memory = remembered(path)
    if memory is not None and not memory.is_damaged:
        with contextlib.suppress(RecordError):
            remember(path, memory._replace(told_of="", trouble=trouble, overwrites=False))
