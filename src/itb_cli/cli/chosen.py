"""Which record a call is about, by its flags or the environment, and what leads a command to the same one. Reads none."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from itb_cli.cli.runtime import Runtime
from itb_cli.domain.command import USUAL, Command, Lead
from itb_cli.domain.values import NamedTuple
from itb_cli.errors import ItbError, NoSuchFileError, NoSuchPersonError, RecordUnreadableError
from itb_cli.services.notices import Notice, no_such_record, record_unreadable
from itb_cli.services.outcome import Outcome

View = TypeVar("View")


def chosen_in(world: Runtime, file: str | None, person_words: str | None) -> "Chosen":
    """What the flags of a call name."""
    return Chosen(file, person_words, world.environment, world.default_record)


def without_record(outcome: Outcome[View], error: Exception) -> Outcome[View]:
    """An answer that was given without the record, because of `error`. A name that nobody has is not called unreadable."""
    if not isinstance(error, NoSuchPersonError | NoSuchFileError):
        return outcome
    others = (notice for notice in outcome.notices if notice.code != record_unreadable().code)
    return outcome._replace(notices=(*others, no_such_record(error.message)))


class Chosen(NamedTuple):
    """What was named. `is_redacted`: what is shown may tell neither a name nor a place."""

    file: str | None
    person_words: str | None
    environment: Mapping[str, str]
    find_usual: Callable[[Mapping[str, str]], Path]
    is_redacted: bool = False

    @property
    def person(self) -> str | None:
        """The person, by --person or ITB_PERSON; None for the usual record or a file. Raises what cannot be chosen."""
        if self.person_words is None and "ITB_PERSON" not in self.environment:
            return None
        from itb_cli.cli.person import chosen_person

        return chosen_person(self.file, self.person_words, self.environment)

    @property
    def usual_path(self) -> Path:
        """The record's place if nothing was chosen. RecordUnreadableError if the folder of all data is not there."""
        usual = self.find_usual(self.environment)
        if self.environment.get("XDG_DATA_HOME"):
            from itb_cli.storage.reachable import check_data_folder

            check_data_folder(self.environment, usual)
        return usual

    @property
    def path(self) -> Path:
        """The record's place: --file or --person, else ITB_FILE or ITB_PERSON, else the platform's data folder."""
        file = self.environment.get("ITB_FILE") if self.file is None else self.file
        try:
            if self.person is not None:
                from itb_cli.storage.people import record_of

                return record_of(self.usual_path, self.person)
            if file == "":
                from itb_cli.cli.person import empty

                raise empty("ITB_FILE" if self.file is None else "--file")
            if file is None:
                return self.usual_path
            from itb_cli.storage.paths import named_record

            return named_record(file)
        except RuntimeError:
            raise RecordUnreadableError(
                "It is not known where your home folder is, so your record is not found.",
                f"Name the record with --file. Help now: {Command('emergency')}.",
            ) from None

    @property
    def known_path(self) -> Path:
        """The record's place; NoSuchPersonError or NoSuchFileError if a person or --file was named and there is none.

        ITB_FILE is where somebody always keeps the record: there the first one may be still to come.
        """
        if self.person is not None:
            from itb_cli.cli.person import check_recorded

            check_recorded(self.person, self.path, self.usual_path)
        elif self.file is not None:
            from itb_cli.cli.person import check_there

            check_there(self.path, self.file)
        return self.path

    @property
    def people_instead(self) -> tuple[str, ...]:
        """Who is recorded by name, if nothing was named and the usual record does not exist: it is hardly the one meant."""
        named = self.file is not None or self.person_words is not None
        if named or not {"ITB_FILE", "ITB_PERSON"}.isdisjoint(self.environment) or self.usual_path.exists():
            return ()
        from itb_cli.storage.people import is_recorded, people_recorded

        return () if is_recorded(self.usual_path) else tuple(people_recorded(self.usual_path))

    @property
    def instead(self) -> tuple[Notice, ...]:
        """What is to be said of them beside an answer."""
        people = self.people_instead
        if not people:
            return ()
        from itb_cli.cli.person import recorded_instead

        return (recorded_instead(people),)

    @property
    def lead(self) -> Lead:
        """For a command that is typed in this terminal: the flag of this call, if it had one."""
        if self.file is None and self.person_words is None:
            return USUAL
        from itb_cli.cli.person import lead

        return lead(self.file, self.person_words, is_redacted=self.is_redacted)

    @property
    def lead_from_elsewhere(self) -> Lead:
        """For a command that is read elsewhere, in a file or a calendar, where no variable of this terminal is set."""
        from itb_cli.cli.person import lead

        try:
            is_a_file = self.person is None and (self.file is not None or "ITB_FILE" in self.environment)
            return lead(str(self.path.absolute()) if is_a_file else None, self.person, is_redacted=self.is_redacted)
        except ItbError:
            return USUAL

    def lead_on_desktop(self, *, is_detailed: bool) -> Lead:
        """For a notification, which others may see: a place is told among details only.

        What starts reminders names every record by its place, the usual one and those of people too.
        """
        from itb_cli.cli.person import lead
        from itb_cli.files.whole import real_file
        from itb_cli.storage.people import people_recorded

        try:
            if self.file is None:
                return lead(None, self.person)
            record = real_file(self.path)
            if record == real_file(self.usual_path):
                return USUAL
            people = people_recorded(self.usual_path)
            person = next((name for name, place in people.items() if real_file(place) == record), None)
        except (ItbError, RuntimeError):
            person = None
        return lead(None, person) if person else lead(self.file, None, is_redacted=not is_detailed)

    def starts(self, *, may_start: bool) -> bool:
        """Whether a save would start the record that was named; ConfirmationNeededError if somebody has to say yes first."""
        from itb_cli.cli.person import may_start_at, may_start_of
        from itb_cli.storage.people import is_recorded

        if is_recorded(self.path):
            return False
        if not may_start:
            raise may_start_at(self.file or "") if self.person is None else may_start_of(self.person, self.usual_path)
        return True

    def start_nameless(self) -> None:
        """Raises ConfirmationNeededError if a save would start a record without a name beside those of people."""
        people = self.people_instead
        if people:
            from itb_cli.cli.person import may_start_nameless

            raise may_start_nameless(people)
