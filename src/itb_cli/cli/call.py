"""One call of one command: its options, the record it reads or writes, the answer it shows. Commands carry, this fetches."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeVar

from itb_cli.cli.runtime import Runtime
from itb_cli.cli.show import Style, show
from itb_cli.domain.as_of import AsOf
from itb_cli.domain.record import Record
from itb_cli.errors import ConfirmationNeededError, InputRefusedError, RecordUnreadableError
from itb_cli.pages.blocks import Page
from itb_cli.services.answers import Answers
from itb_cli.services.outcome import Outcome

View = TypeVar("View")


class Call(NamedTuple):
    """A command's name, the world, and the options that all commands take."""

    command: str
    runtime: Runtime
    style: Style
    file: str | None = None
    as_of_words: str | None = None

    @property
    def as_of(self) -> AsOf:
        """The day the answer is for."""
        today = self.runtime.today
        if self.as_of_words is None:
            return AsOf(today, today)
        from itb_cli.domain.dates import parse_date

        return AsOf(parse_date(self.as_of_words, today), today)

    @property
    def path(self) -> Path:
        """The record's place: --file, else ITB_FILE, else the platform's data folder."""
        chosen = self.file or self.runtime.environment.get("ITB_FILE")
        try:
            return Path(chosen).expanduser() if chosen else self.runtime.default_record(self.runtime.environment)
        except RuntimeError:
            raise RecordUnreadableError(
                "It is not known where your home folder is, so your record is not found.",
                "Name the record with --file. Help now: itb emergency.",
            ) from None

    def read(self, answer: Callable[[Record, AsOf], Outcome[View]]) -> Outcome[View]:
        """The answer from the record as it stands; a record that cannot be read is an error."""
        from itb_cli.storage.reading import load

        stored = load(self.path)
        written_on = None if stored.modified is None else self.runtime.day_of(stored.modified)
        return answer(stored.record, self.as_of._replace(written_on=written_on))

    def record(self) -> Record:
        """The record as it stands; one that cannot be read is an error."""
        from itb_cli.storage.reading import load

        return load(self.path).record

    def read_anyway(self, answer: Callable[[Record, bool], Outcome[View]]) -> Outcome[View]:
        """The answer even if the record cannot be read: then from an empty one, and the answer knows it (R79)."""
        try:
            from itb_cli.storage.reading import load

            record, readable = load(self.path).record, True
        except Exception:  # noqa: BLE001  # whatever is wrong with a record must not stand in the way of help (R79)
            record, readable = Record(), False
        return answer(record, readable)

    def write(self, answer: Callable[[Answers, Record], Outcome[View]], *, yes: bool = False) -> Outcome[View]:
        """The answer with its new record saved; questions that come up are asked where somebody can answer."""
        said = Answers(yes_to_all=yes)
        while True:
            try:
                return self._save(partial(answer, said))
            except ConfirmationNeededError as needed:
                said = self._asked(needed, said)
            except InputRefusedError as refused:
                raise InputRefusedError(f"{refused.message} Nothing was stored.", refused.hint) from None

    def _asked(self, needed: ConfirmationNeededError, said: Answers) -> Answers:
        """`said` with one more answer; an offer that nobody can answer is declined, any other question is raised again."""
        is_asked = self.runtime.is_interactive() and not self.style.json
        if is_asked and self.runtime.ask(f"{needed.message} [y/N]").strip().casefold() in ("y", "yes"):
            return said.with_yes(needed.topic)
        if needed.is_offer:
            return said.with_no(needed.topic)
        raise needed

    def show(self, outcome: Outcome[View], build: Callable[[], Page]) -> int:
        """Writes the answer; returns the exit code."""
        return show(self.runtime, self.style, self.command, self.as_of, outcome, build)

    def undo(self, answer: Callable[[Record, Record], Outcome[View]]) -> Outcome[View]:
        """The answer with the state before the last change brought back."""
        from itb_cli.storage.writing import undo

        answers: list[Outcome[View]] = []

        def change(record: Record, earlier: Record) -> Record | None:
            answers.append(answer(record, earlier))
            return answers[-1].record

        undo(self.path, self.runtime.today, change)
        return answers[-1]

    def _save(self, answer: Callable[[Record], Outcome[View]]) -> Outcome[View]:
        from itb_cli.storage.writing import update

        answers: list[Outcome[View]] = []

        def change(record: Record) -> Record | None:
            answers.append(answer(record))
            return answers[-1].record

        update(self.path, self.runtime.today, change)
        return answers[-1]
