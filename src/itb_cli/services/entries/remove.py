"""Taking one entry away, after a question. Which entry is meant, and what follows: `edit`."""

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.dates import spoken
from itb_cli.domain.entries import EntryKind
from itb_cli.domain.record import Record
from itb_cli.domain.values import NamedTuple
from itb_cli.services.answers import Answers
from itb_cli.services.entries.edit import EditView, found, outcome, without
from itb_cli.services.outcome import Outcome


class RemoveRequest(NamedTuple):
    """The entry by its day or id, and its kind if several are of that day."""

    entry: str
    kind: EntryKind | None = None
    answers: Answers = Answers()


def answer(record: Record, request: RemoveRequest, as_of: AsOf) -> Outcome[EditView]:
    """The record without the entry. Raises InputRefusedError or ConfirmationNeededError; then nothing is stored."""
    entry = found(record, request.entry, request.kind, as_of.day)
    request.answers.require("remove", f"Remove the {entry.kind} of {spoken(entry.on)}?")
    return outcome(record, without(record, entry)[0], entry, as_of)
