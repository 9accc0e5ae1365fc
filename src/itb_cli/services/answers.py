"""Questions that a service raises and what was answered so far. Who asks them, and how, the command line knows."""

from typing import Protocol, Self

from itb_cli.domain.values import NamedTuple
from itb_cli.errors import WITH_YES, ConfirmationNeededError

NOT_BY_YES = "Nothing was stored. --yes does not answer this. Do the same at a terminal, and answer it there."


class Answers(NamedTuple):
    """The topics of questions answered with yes and with no; `yes_to_all` answers every one with yes (`--yes`).

    `subject` stands before each topic and question if several entries are asked about at once.
    """

    yes: frozenset[str] = frozenset()
    no: frozenset[str] = frozenset()
    yes_to_all: bool = False
    subject: str = ""

    def about(self, subject: str) -> "Answers":
        """The same answers, for questions about one entry among several."""
        return self._replace(subject=f"{subject}: ")

    def require(self, topic: str, question: str, hint: str = WITH_YES, *, field: str = "") -> None:
        """Goes on only with a yes. Raises ConfirmationNeededError; then nothing is stored. `hint` is for who cannot be asked.

        `field`: the fact of an entry that it is about.
        """
        topic = self.subject + topic
        if not self.yes_to_all and topic not in self.yes:
            raise ConfirmationNeededError(topic, self.subject + question, hint, field=field)

    def require_by_itself(self, topic: str, question: str) -> None:
        """Goes on only with a yes to this very question: a yes to all was said before it could be read. Else as `require`."""
        if self.subject + topic not in self.yes:
            raise ConfirmationNeededError(self.subject + topic, self.subject + question, NOT_BY_YES)

    def offer(self, topic: str, question: str) -> bool:
        """Whether something is to be done besides; a no stores the rest all the same. Raises ConfirmationNeededError."""
        if topic in self.no:
            return False
        if self.yes_to_all or topic in self.yes:
            return True
        raise ConfirmationNeededError(topic, question, is_offer=True)

    def with_yes(self, topic: str) -> "Answers":
        """With one more question answered with yes."""
        return self._replace(yes=self.yes | {topic})

    def with_no(self, topic: str) -> "Answers":
        """With one more question answered with no."""
        return self._replace(no=self.no | {topic})


YES_TO_ALL = Answers(yes_to_all=True)
"""For what asks nothing."""


class Request(Protocol):
    """What a change is asked for: the words that were typed, and what was answered to its questions so far."""

    @property
    def answers(self) -> Answers:
        """The answers."""

    def _replace(self, *, answers: Answers) -> Self: ...
