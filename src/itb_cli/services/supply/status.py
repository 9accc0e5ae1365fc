"""One glance at everything: the facts of `next_refill`, and an answer wherever a refill is recorded."""

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.record import Record
from itb_cli.domain.supply_state import SupplyState
from itb_cli.errors import ExitCode
from itb_cli.services.outcome import Outcome
from itb_cli.services.supply import next_refill
from itb_cli.services.supply.next_refill import NextRefillRequest, NextRefillView


def answer(record: Record, request: NextRefillRequest, as_of: AsOf) -> Outcome[NextRefillView]:
    """The state on `as_of`; exit code 3 without a refill, the state's own with `--exit-code`."""
    outcome = next_refill.answer(record, request, as_of)
    is_answer = outcome.state is SupplyState.UNKNOWN and record.refills and not request.state_in_exit_code
    return outcome._replace(exit_code=ExitCode.ANSWERED) if is_answer else outcome
