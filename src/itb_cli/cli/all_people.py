"""Everybody's record for `itb status --all`: the usual one, the one of ITB_FILE, and all people's."""

from pathlib import Path

from itb_cli.cli.call import Call
from itb_cli.cli.conflict_copies import counted_in
from itb_cli.cli.person import empty, lead
from itb_cli.cli.progress import load
from itb_cli.domain.command import Command, Lead
from itb_cli.domain.people import slug
from itb_cli.errors import InputRefusedError, RecordError, RecordUnreadableError, UsageError
from itb_cli.files.whole import real_file
from itb_cli.pages import all_people as pages
from itb_cli.services.people import all_people as services
from itb_cli.services.people.all_people import Found, Place
from itb_cli.storage.people import is_recorded, people_recorded


def show_everyone(call: Call, *, exit_code: bool) -> int:
    """Shows how everybody's supply stands; a record that cannot be read hides no other."""
    if call.chosen.file is not None or call.chosen.person_words is not None:
        raise UsageError("--all is about everybody, --file and --person about one.", "Leave one of them out.")
    request = services.EveryoneRequest(exit_code, _usual_person(call))
    outcome = services.answer(_found(call), request, call.as_of)
    return call.show(outcome, lambda: pages.build(outcome, call.as_of, _lead_to_main(call)))


def _lead_to_main(call: Call) -> Lead:
    """What leads to the main record if a variable leads elsewhere."""
    chosen = any(call.runtime.environment.get(name) for name in ("ITB_FILE", "ITB_PERSON"))
    return lead(str(call.chosen.usual_path) if chosen else None, None)


def _usual_person(call: Call) -> str | None:
    name = call.runtime.environment.get("ITB_PERSON")
    if name == "":
        raise empty("ITB_PERSON")
    try:
        return slug(name) if name else None
    except InputRefusedError:
        return None


def _found(call: Call) -> tuple[Found, ...]:
    """Every record once, however many ways lead to it."""
    try:
        usual, named = call.chosen.usual_path, call.runtime.environment.get("ITB_FILE")
        if named == "":
            raise empty("ITB_FILE")
        file = None if named is None else Path(named).expanduser()
    except RuntimeError:
        raise RecordUnreadableError(
            "It is not known where your home folder is, so no record is found.",
            f"Name one record with --file. Help now: {Command('emergency')}.",
        ) from None
    places = [(Place.PEOPLE, path) for path in people_recorded(usual).values()]
    places += [(Place.MAIN, usual)] if is_recorded(usual) else []
    seen = {real_file(path) for _, path in places}
    if file is not None and is_recorded(file) and real_file(file) not in seen:
        places.append((Place.NAMED_FILE, file))
    return tuple(_read(call, place, path) for place, path in places)


def _read(call: Call, place: Place, path: Path) -> Found:
    try:
        stored = load(call.runtime, path)
    except RecordError as error:
        return Found(place, path.name, None, error.code, None)
    if stored.modified is None:
        return Found(place, path.name, None, RecordUnreadableError.code, None)
    return Found(place, path.name, counted_in(path, stored.record, call.as_of)[0], None, call.runtime.day_of(stored.modified))
