"""One call of one command: its options, the record it reads or writes, the answer it shows. Commands carry, this fetches."""

import contextlib
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from itb_cli.cli.chosen import Chosen, without_record
from itb_cli.cli.conflict_copies import counted_in
from itb_cli.cli.runtime import Runtime
from itb_cli.cli.show import Style, in_lines, show
from itb_cli.domain.as_of import AsOf
from itb_cli.domain.command import led, printed
from itb_cli.domain.record import Record
from itb_cli.domain.values import NamedTuple
from itb_cli.errors import ConfirmationNeededError, InputRefusedError, ItbError, StoppedError
from itb_cli.pages.blocks import Page
from itb_cli.services.answers import Answers, Request
from itb_cli.services.notices import Notice, open_to_others, record_started
from itb_cli.services.outcome import Outcome
from itb_cli.storage.paths import keeps_calendar_folder

View = TypeVar("View")
Asked = TypeVar("Asked", bound=Request)
NOTHING_SAID = Answers()


class Call(NamedTuple):
    """A command's name, the world, which record the command is about, and the other options that all commands take."""

    command: str
    runtime: Runtime
    style: Style
    chosen: Chosen
    as_of_words: str | None = None
    is_question: bool = False  # the words were no command: the answer's own last line says so

    @property
    def as_of(self) -> AsOf:
        """The day the answer is for."""
        today = self.runtime.today
        if self.as_of_words is None:
            return AsOf(today, today)
        from itb_cli.domain.dates import parse_date

        return AsOf(parse_date(self.as_of_words, today), today)

    @property
    def person(self) -> str | None:
        """Whose record was chosen; None for the usual one or a file. Raises what cannot be chosen."""
        return self.chosen.person

    @property
    def path(self) -> Path:
        """The record's place."""
        return self.chosen.path

    @property
    def known_path(self) -> Path:
        """The record's place; NoSuchPersonError or NoSuchFileError if one was named and is not there."""
        return self.chosen.known_path

    def read(self, answer: Callable[[Record, AsOf], Outcome[View]]) -> Outcome[View]:
        """The answer from the record as it stands; a record that cannot be read is an error."""
        from itb_cli.cli.progress import load

        path = self.known_path
        stored = load(self.runtime, path)
        as_of = self.runtime.as_of_file(self.as_of, stored.modified)
        record, warnings = counted_in(path, stored.record, as_of)
        return self.as_read(path, answer(record, as_of), warnings, is_open=stored.is_open)

    def as_read(self, path: Path, outcome: Outcome[View], warnings: tuple[Notice, ...], *, is_open: bool) -> Outcome[View]:
        """An answer for which nothing is saved: what a prompt shows is made again, a record open to others is told of."""
        if self.runtime.environment.get("ITB_PROMPT"):
            from itb_cli.cli.prompt_cache import renew_if_shown

            renew_if_shown(self.runtime, path)
        notices = (*warnings, *self.chosen.instead, *outcome.notices)
        if is_open:
            notices = (*notices[:-1], open_to_others(), *notices[-1:])
        return self.of_person(outcome._replace(notices=notices))

    def record(self, *, may_start: bool = False) -> Record:
        """The record as it stands; one that cannot be read is an error. `may_start`: a person need not have one yet."""
        from itb_cli.cli.progress import load

        return load(self.runtime, self.path if may_start else self.known_path).record

    def read_anyway(self, answer: Callable[[Record, bool], Outcome[View]], *, with_copies: bool = False) -> Outcome[View]:
        """The answer even if the record cannot be read: then from an empty one, and the answer knows it (R79).

        `with_copies`: it rests on dates or on the pump, so second copies of the record count, or are named at least.
        """
        person = None
        warnings: tuple[Notice, ...] = ()
        try:
            from itb_cli.cli.progress import load

            person = self.person
            record = load(self.runtime, path := self.known_path).record
            warnings = self.chosen.instead
            if with_copies:
                record, found = counted_in(path, record, self.as_of)
                warnings += found
        except Exception as error:  # noqa: BLE001  # whatever is wrong with a record must not stand in the way of help (R79)
            outcome = without_record(answer(Record(), False), error)  # noqa: FBT003  # whether it was read
        else:
            outcome = answer(record, True)  # noqa: FBT003  # the same
        return outcome._replace(person=person, notices=(*warnings, *outcome.notices))

    def change(
        self,
        answer: Callable[[Record, Asked, AsOf], Outcome[View]],
        request: Asked,
        *,
        yes: bool = False,
        may_start: bool = False,
    ) -> Outcome[View]:
        """The answer to `request` with its new record saved, as `write` does it."""
        return self.write(
            lambda said, record: answer(record, request._replace(answers=said), self.as_of),
            yes=yes,
            may_start=may_start,
            said=request.answers,
        )

    def write(
        self,
        answer: Callable[[Answers, Record], Outcome[View]],
        *,
        yes: bool = False,
        may_start: bool = False,
        said: Answers = NOTHING_SAID,
    ) -> Outcome[View]:
        """The answer with its new record saved; questions that come up are asked if somebody can answer.

        `yes` answers all of them, `said` those of before. `may_start`: a person who was chosen and has no record gets one.
        """
        said = said._replace(yes_to_all=yes)
        while True:
            try:
                is_new = self.starts(said, may_start=may_start)
                outcome = self.of_person(self._save(partial(answer, said), said))
                return self._of_new_record(outcome) if is_new and outcome.record is not None else outcome
            except ConfirmationNeededError as needed:
                said = self.asked(needed, said)
            except InputRefusedError as refused:
                raise InputRefusedError(f"{refused.message} Nothing was stored.", refused.hint) from None

    @property
    def can_ask(self) -> bool:
        """Whether there is somebody to answer a question."""
        return self.runtime.is_interactive() and not self.style.json

    def asked(self, needed: ConfirmationNeededError, said: Answers) -> Answers:
        """`said` with one more answer; an offer that nobody can answer is declined, any other question is raised again."""
        from itb_cli.cli.yes_or_no import says_yes

        try:
            is_agreed = self.can_ask and says_yes(self.ask, self.tell, self._question(needed))
        except EOFError:
            if not needed.is_offer:
                raise StoppedError from None
            is_agreed = False
        except KeyboardInterrupt:
            raise StoppedError from None
        if is_agreed or needed.is_offer:
            return said.with_yes(needed.topic) if is_agreed else said.with_no(needed.topic)
        raise needed.declined() if self.can_ask else needed

    def show(self, outcome: Outcome[View], build: Callable[[], Page]) -> int:
        """Writes the answer, and whose it is if a person was chosen; returns the exit code."""
        person = outcome.person
        if person is None:
            return self.show_unlabelled(outcome, build)
        from itb_cli.pages.person import labelled

        return self.show_unlabelled(outcome, lambda: labelled(build(), person))

    def show_unlabelled(self, outcome: Outcome[View], build: Callable[[], Page]) -> int:
        """Writes the answer, in which it stands already whose it is, or nothing must."""
        return show(self.runtime, self.style, self.command, self.as_of, outcome, build, self.chosen.lead)

    def printed(self, text: str) -> str:
        """`text`, which is for this terminal, with its commands as they are to be typed here."""
        return printed(led(text, self.chosen.lead))

    def ask(self, question: str, room: int = 1) -> str:
        """What was typed to a question, which stands in lines of the terminal's width, its commands as they are typed here.

        `room`: so many columns are left for the answer, if need be on a line of its own.
        """
        return self.runtime.ask(in_lines(self.runtime, question, self.chosen.lead, room))

    def tell(self, text: str) -> None:
        """Says a sentence beside questions, in the same way."""
        self.runtime.say(f"{in_lines(self.runtime, text, self.chosen.lead)}\n")

    def undo(self, answer: Callable[[Record, Record], Outcome[View]]) -> Outcome[View]:
        """The answer with the state before the last change brought back."""
        from itb_cli.cli.storing import take_back

        return self.of_person(take_back(self.runtime, self.known_path, self.chosen, answer))

    def of_person(self, outcome: Outcome[View]) -> Outcome[View]:
        """The answer with the person whose record it comes from, if one was chosen, and what is to be said of its calendar."""
        if (outcome.state is not None or outcome.record is not None) and keeps_calendar_folder(self.path):
            from itb_cli.cli.calendar_beside import with_folder

            outcome = with_folder(self.runtime, self.path, self.chosen, outcome)
        return outcome._replace(person=self.person)

    def check(self) -> None:
        """Raises UsageError if the flags name two records."""
        if self.chosen.person_words is not None and self.chosen.file is not None:
            from itb_cli.cli.person import check_flags

            check_flags(self.chosen.file, self.chosen.person_words)

    def sign(self, error: ItbError) -> None:
        """Writes into an error whose record it is about, if a person was chosen."""
        with contextlib.suppress(ItbError):
            person = self.person
            if person is not None:
                from itb_cli.cli.person import signed

                signed(error, person)

    def _question(self, needed: ConfirmationNeededError) -> str:
        """What is asked, and about whose record if a person was chosen."""
        if self.person is None:
            return needed.message
        from itb_cli.cli.person import question

        return question(needed, self.person)

    def starts(self, said: Answers, *, may_start: bool) -> bool:
        """Whether a save would start a record that was named; ConfirmationNeededError if somebody has to say yes first."""
        from itb_cli.cli.person import START

        if self.chosen.file is None and self.person is None:
            if self.can_ask and not (said.yes_to_all or START in said.yes):
                self.chosen.start_nameless()
            return False
        return self.chosen.starts(may_start=may_start or said.yes_to_all or START in said.yes)

    def _of_new_record(self, outcome: Outcome[View]) -> Outcome[View]:
        started = record_started(f"of {outcome.person}" if outcome.person else f"at {self.chosen.file}")
        return outcome._replace(notices=(started, *outcome.notices))

    def _save(self, answer: Callable[[Record], Outcome[View]], said: Answers) -> Outcome[View]:
        from itb_cli.cli.remarks import losing_remarks
        from itb_cli.cli.storing import save

        losing = losing_remarks(self.runtime, said, can_ask=self.can_ask)
        outcome = save(self.runtime, self.path, self.chosen, answer, losing)
        warnings = counted_in(self.path, outcome.record, self.as_of)[1] if outcome.record is not None else ()
        return outcome._replace(notices=(*warnings, *outcome.notices))
