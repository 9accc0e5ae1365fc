"""The error tree: each expected failure owns its code, its exit code and its hint. No printing, no formatting."""

from enum import IntEnum


class ExitCode(IntEnum):
    """Every exit code of `itb`, told in the README. Stable: scripts and prompts rely on them."""

    ANSWERED = 0
    BUG = 1
    USAGE = 2
    NOT_ANSWERABLE = 3
    RECORD = 4
    REFUSED = 5
    LOCKED = 6
    CONTENT = 7
    SOON = 10
    OVERDUE = 11
    CRITICAL = 12
    INTERRUPTED = 130


class ItbError(Exception):
    """An expected failure: `message` says what happened, `hint` what to do next. Neither holds health data.

    `person` is whose record it is about, if a person was chosen.
    """

    code = "error"
    exit_code = ExitCode.BUG
    person: str | None = None

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(ItbError):
    """The words on the command line do not fit together."""

    code = "usage"
    exit_code = ExitCode.USAGE


class InputRefusedError(ItbError):
    """A value was understood but cannot be true, or can be read in two ways. Nothing was stored."""

    code = "input_refused"
    exit_code = ExitCode.REFUSED


WITH_YES = "Nothing was stored. If it is right, type the same again with --yes."


class ConfirmationNeededError(InputRefusedError):
    """Somebody has to answer `question`, which is known by `topic`: a value is possible but unlikely.

    `is_offer`: the question is only whether to do something besides, so a no stores the rest all the same. `field`: the fact
    of the entry that it is about.
    """

    code = "confirmation_needed"

    def __init__(
        self,
        topic: str,
        question: str,
        hint: str = WITH_YES,
        *,
        is_offer: bool = False,
        field: str = "",
    ) -> None:
        super().__init__(question, hint)
        self.topic = topic
        self.field = field
        self.is_offer = is_offer

    def declined(self) -> "ConfirmationNeededError":
        """The same to whoever was asked and said no: nobody reads the question a second time."""
        self.message = "You said no."
        return self


class StoppedError(ItbError):
    """Somebody stopped at a question, by Control-C or by the end of input."""

    code = "interrupted"
    exit_code = ExitCode.INTERRUPTED

    def __init__(self) -> None:
        super().__init__("Stopped. Nothing was stored.", "To begin again, type the same command once more.")


class InputEndedError(StoppedError):
    """The input came to its end at a question: nobody is there to answer."""


class NothingRecordedError(ItbError):
    """What was asked for would hold nothing: nobody is to take it for a record."""

    code = "nothing_recorded"
    exit_code = ExitCode.NOT_ANSWERABLE


class RecordError(ItbError):
    """The record cannot be read or written. Not one byte of it was changed."""

    code = "record"
    exit_code = ExitCode.RECORD


class RecordDamagedError(RecordError):
    """The record's file is there but is not a record."""

    code = "record_damaged"


class NoSuchPersonError(RecordError):
    """Nobody is recorded by the name that was given."""

    code = "no_such_person"


class NoSuchFileError(RecordError):
    """Nothing is or was at the place that --file names."""

    code = "no_such_file"


class RecordVanishedError(RecordError):
    """The record is gone although earlier copies of it exist."""

    code = "record_vanished"


class RecordTooNewError(RecordError):
    """A newer `itb` wrote the record."""

    code = "record_too_new"


class RecordUnreadableError(RecordError):
    """The record cannot be read where it is: the system does not let us, or what stands there is no file."""

    code = "record_unreadable"


class RecordTooLargeError(RecordUnreadableError):
    """There is more in the record's file than `itb` reads, and than it would ever write."""

    code = "record_too_large"


class RecordNotSavedError(RecordError):
    """The record could not be written. What was stored before still stands."""

    code = "record_not_saved"


class RecordUnconfirmedError(RecordError):
    """The record was replaced, but the system failed in a step after that."""

    code = "record_unconfirmed"


class RecordChangedError(RecordError):
    """Something else changed the record while `itb` was at work."""

    code = "record_changed"


class RecordLockedError(ItbError):
    """Another process is writing the record."""

    code = "record_locked"
    exit_code = ExitCode.LOCKED


class NotShownError(ItbError):
    """The answer is known, but the stream for it does not take it."""

    code = "not_shown"


class ContentDamagedError(ItbError):
    """A packaged knowledge file is missing or damaged."""

    code = "content_damaged"
    exit_code = ExitCode.CONTENT


class NotInstalledError(ItbError):
    """What reminders need could not be written, or not be taken away."""

    code = "not_installed"
    exit_code = ExitCode.REFUSED
