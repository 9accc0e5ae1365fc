"""The day an answer is for. Not where today comes from: that is the runtime's."""

from datetime import date

from itb_cli.domain.values import NamedTuple


class AsOf(NamedTuple):
    """The day an answer is for. `written_on` is the day the record's file was written, if that is known."""

    day: date
    today: date
    written_on: date | None = None

    @property
    def is_today(self) -> bool:
        """Whether the answer is for today."""
        return self.day == self.today
