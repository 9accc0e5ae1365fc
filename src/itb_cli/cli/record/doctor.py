"""Whose records `itb doctor` is about, looked at and, if asked for, repaired."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from itb_cli.cli.call import Call
from itb_cli.cli.conflict_copies import counted_in
from itb_cli.cli.progress import announced_with_states
from itb_cli.cli.prompt_cache import standing
from itb_cli.cli.record.surroundings import home_of, surroundings
from itb_cli.domain.as_of import AsOf
from itb_cli.domain.calendar_folder import FolderFound
from itb_cli.domain.examined import Examined, Repair
from itb_cli.errors import NoSuchFileError, RecordError
from itb_cli.files.passing import passing_in
from itb_cli.files.whole import real_file
from itb_cli.services.people.all_people import Place
from itb_cli.services.record.doctor import DoctorRequest, Subject
from itb_cli.storage.inspection import examined
from itb_cli.storage.paths import keeps_calendar_folder, people_beside
from itb_cli.storage.people import people_recorded
from itb_cli.storage.privacy import repair


def examine(call: Call, *, fix: bool) -> DoctorRequest:
    """The facts, after the repair if one is asked for. People's records are found after it: a closed folder hides them."""
    subjects, repairs = list[Subject](), list[Repair]()
    for place, name, path in _places(call):
        if isinstance(path, RecordError):
            subjects.append(_not_found(call, place, name, path))
            continue
        folders = _own_folders(place, path)
        if fix:
            repairs += repair(real_file(path), folders)
        subjects.append(_subject(call, place, name, path, folders))
    return DoctorRequest(subjects[0], tuple(subjects[1:]), surroundings(call), tuple(repairs) if fix else None)


def _places(call: Call) -> Iterator[tuple[Place, str, Path | RecordError]]:
    """The record asked for first; then, if that is the usual one, everybody's. An error if one cannot be found."""
    try:
        path = call.known_path if call.chosen.file else call.path
    except RecordError as error:
        yield Place.NAMED_FILE if call.chosen.file else Place.MAIN, "", error
        return
    if call.person is not None:
        yield Place.PEOPLE, call.person, path
    elif call.chosen.file or call.runtime.environment.get("ITB_FILE"):
        yield Place.NAMED_FILE, "", path
    else:
        yield Place.MAIN, "", path
        try:
            yield from ((Place.PEOPLE, name, record) for name, record in people_recorded(path).items())
        except RecordError as error:
            yield Place.PEOPLE, "", error


def _own_folders(place: Place, record: Path) -> tuple[Path, ...]:
    """The folders that itb makes for itself. The one of a file that was named by hand is its owner's affair."""
    match place:
        case Place.MAIN:
            return (record.parent, people_beside(record))
        case Place.PEOPLE:
            return (record.parent,)
        case _:
            return ()


def _subject(call: Call, place: Place, name: str, path: Path, folders: tuple[Path, ...]) -> Subject:
    home = home_of(call)
    found = examined(announced_with_states(call.runtime, path), folders)
    as_of = call.runtime.as_of_file(AsOf(call.runtime.today, call.runtime.today), found.written)
    if found.held_since is not None:
        found = found._replace(held_seconds=int(call.runtime.moment() - found.held_since))
    if found.record is not None and found.copies:
        found = found._replace(copies_hold_more=bool(counted_in(path, found.record, as_of)[1]))
    if place is not Place.PEOPLE and found.left_over is not None:
        found = found._replace(left_over=(*found.left_over, *_left_elsewhere(real_file(path).parent, home)))
    found = found._replace(prompt=standing(call.runtime, path), folder=_folder(path))
    found = found._replace(told=found.told.replace(str(home), "~")) if home else found
    return Subject(place, name, _shown(path, home), found, as_of)


def _folder(path: Path) -> FolderFound | None:
    """The folder that a calendar reads; most records have none, and load nothing for it."""
    if not keeps_calendar_folder(path):
        return None
    from itb_cli.cli.calendar_telling import found_folder

    return found_folder(path)


def _left_elsewhere(of_record: Path, home: Path | None) -> tuple[str, ...]:
    """What exports that were killed left where people keep them: the folder in which this runs, and the home folder."""
    folders = {folder.absolute() for folder in (Path(), home) if folder is not None} - {of_record.absolute()}
    return tuple(_shown(path, home) for folder in sorted(folders) for path in passing_in(folder))


def _not_found(call: Call, place: Place, name: str, error: RecordError) -> Subject:
    today = call.runtime.today
    shown = _shown(call.path, home_of(call)) if isinstance(error, NoSuchFileError) else ""
    return Subject(place, name, shown, Examined(error=error.code, told=error.message), AsOf(today, today))


def _shown(path: Path, home: Path | None) -> str:
    """The path with the home folder as `~`: what is shown is also what people paste elsewhere."""
    with contextlib.suppress(ValueError):
        if home is not None:
            return str(Path("~") / path.relative_to(home))
    return str(path)
