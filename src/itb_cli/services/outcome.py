"""What a service hands back, the same for all commands. The words of notices live in `notices`."""

from typing import Generic, TypeVar

from itb_cli.domain.record import Record
from itb_cli.domain.supply_state import SupplyState
from itb_cli.domain.values import NamedTuple
from itb_cli.errors import ExitCode
from itb_cli.services.notices import Notice

View_co = TypeVar("View_co", covariant=True)


class Outcome(NamedTuple, Generic[View_co]):
    """A frozen view of facts, and beside it what holds for every medium. `record` is the new record, if one is to be saved.

    `person` is whose record the answer comes from, if one was chosen by name; services leave it to whoever read the record.
    """

    view: View_co
    notices: tuple[Notice, ...] = ()
    state: SupplyState | None = None
    record: Record | None = None
    exit_code: ExitCode = ExitCode.ANSWERED
    person: str | None = None
