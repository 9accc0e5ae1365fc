"""`itb calendar --vdir` and `--no-vdir`: a folder that a calendar reads, kept from now on, or not any more.

What is written there, then and after every save: `calendar_telling`.
"""

from pathlib import Path

from itb_cli.calendars import vdir
from itb_cli.cli.calendar_telling import answered, is_ours
from itb_cli.cli.call import Call
from itb_cli.domain.calendar_events import taken_back
from itb_cli.domain.calendar_folder import FolderMemory
from itb_cli.domain.command import Command
from itb_cli.domain.record import Record
from itb_cli.errors import InputRefusedError, NothingRecordedError, UsageError
from itb_cli.files.whole import why
from itb_cli.pages import calendar_folder as pages
from itb_cli.services.calendars import calendar_folder as services
from itb_cli.services.calendars.calendar_slots import is_empty
from itb_cli.services.calendars.folder_notices import CHANGED_SINCE
from itb_cli.services.outcome import Outcome
from itb_cli.storage.calendar_folder import forget, remember, remembered

ANOTHER = "Name another folder, or make that right and type the same again."


def kept(call: Call, words: str, *, detailed: bool, overwrite: bool) -> int:
    """The folder told of the record, and of every change from now on. Asked for once more, it is told once more."""
    _check_day(call)
    path, folder = call.known_path, _folder(words)
    before = remembered(path)
    if before is not None and not before.is_damaged and before.folder != str(folder):
        raise InputRefusedError(
            f"Your calendar reads another folder already: {before.folder}. Two would show everything twice.",
            f"End that first: {Command('calendar --no-vdir')}",
        )
    record = call.record()
    if is_empty(record):
        raise NothingRecordedError("Nothing is recorded that a calendar could hold.", f"To begin: {Command('log')}")
    memory = before if before and not before.is_damaged else FolderMemory("", is_alone=not record.calendar_events)
    remember(path, memory._replace(folder=str(folder), detailed=detailed, overwrites=overwrite, told_of="", trouble=""))
    outcome = call.write(lambda _said, record: answered(call.runtime, path, record, detailed=detailed, place=str(folder)))
    told = _checked(remembered(path), folder)
    view = services.CalendarFolderView(outcome.view, told.by_hand)
    notices = outcome.notices if told.is_alone else (services.FILES_BESIDE, *outcome.notices)
    answer = Outcome(view, notices, outcome.state, person=outcome.person)
    return call.show(answer, lambda: pages.build(answer, call.as_of))


def ended(call: Call) -> int:
    """What was written there taken away, but for what was changed by hand; nothing is told from now on."""
    _check_day(call)
    path = call.known_path
    memory = remembered(path)
    if memory is None:
        raise InputRefusedError("No folder is kept for a calendar.", f"To begin: {Command('calendar --vdir FOLDER')}")
    done: list[services.FolderEndedView] = []

    def answer(record: Record) -> Outcome[services.FolderEndedView]:
        view = done[0] if done else _taken_away(call, path, memory, record)
        done.append(view)
        forget(path)
        is_untold = memory.is_alone and not view.trouble and not view.left and not memory.is_damaged
        told = taken_back(record.calendar_events, call.runtime.today) if is_untold else record.calendar_events
        changed = None if told == record.calendar_events else record._replace(calendar_events=told)
        notices = (services.left_behind(view),) if view.left or view.trouble else ()
        return Outcome(view, notices, record=changed)

    outcome = call.write(lambda _said, record: answer(record))
    return call.show(outcome, lambda: pages.ended(outcome))


def note_file_beside(path: Path) -> bool:
    """Remembers, if a folder is kept, that a file for a calendar was made too; tells whether one is kept."""
    memory = remembered(path)
    if memory is None or memory.is_damaged:
        return False
    if memory.is_alone:
        remember(path, memory._replace(is_alone=False))
    return True


def _checked(told: FolderMemory | None, folder: Path) -> FolderMemory:
    """Raises InputRefusedError if the folder was not told of everything: no page is to say that it is kept."""
    if told is None or not told.told_of:
        reason = told.trouble if told and told.trouble else CHANGED_SINCE
        raise InputRefusedError(f"{folder} was NOT written whole: {reason}. The next change of your record tries again.", ANOTHER)
    return told


def _folder(words: str) -> Path:
    """The folder that was named. Raises InputRefusedError unless files can be written there: it is never made here.

    A folder that was there and is gone is a disk that is not in: a new one in its place would be read by nobody.
    """
    try:
        folder = Path(words).expanduser().absolute()
        str(folder).encode()
        vdir.check_folder(folder)
    except FileNotFoundError:
        raise InputRefusedError(
            f"There is no folder {words}. Nothing was written.", "If it is new, make it first. If it lies on a disk, put that in."
        ) from None
    except (OSError, RuntimeError, ValueError) as error:
        raise InputRefusedError(f"Nothing was written to {words}: {why(error)}.", ANOTHER) from None
    return folder


def _taken_away(call: Call, path: Path, memory: FolderMemory, record: Record) -> services.FolderEndedView:
    """Removes what is as it was written, and tells what stays: what was changed by hand, or all if nobody can get there."""
    folder = Path(memory.folder)
    view = answered(call.runtime, path, record, detailed=memory.detailed, place=memory.folder).view
    names = {entry.uid: pages.name_of(entry, view) for entry in view.entries}
    removed, left, trouble = list[str](), list[str](), ""
    for uid, known in memory.written.items():
        name = names.get(uid, f"{uid}{vdir.ENDING}")
        try:
            vdir.check_folder(folder)
            found = vdir.found(folder, uid)
            if is_ours(found, known):
                vdir.remove(folder, uid)
                removed.append(name)
            elif found is not None:
                left.append(name)
        except OSError as error:
            trouble = trouble or why(error)
            left.append(name)
    return services.FolderEndedView(memory.folder, tuple(removed), tuple(left), trouble)


def _check_day(call: Call) -> None:
    if call.as_of_words is not None:
        raise UsageError("A calendar is told of today, not of another day.", "Leave out --as-of.")
