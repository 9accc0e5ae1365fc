"""What differs between two states, told from all entries though most are alike; one id may stand twice in a file by hand."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from itb_cli.domain.record import DoseChange, Record, Refill
from itb_cli.services.entries.history import HistoryEntry, all_entries_of
from itb_cli.services.record.changes import changes

FIRST = date(2026, 9, 1)
days = st.integers(0, 3).map(lambda days: FIRST + timedelta(days))
ids = st.sampled_from(["a", "b", "c"])
refills = st.tuples(ids, days).map(lambda given: Refill(*given))
doses = st.builds(lambda id_, on, dose: DoseChange(id_, on, Decimal(dose)), ids, days, st.integers(1, 2))
records = st.builds(
    lambda refills, doses: Record(refills=tuple(refills), doses=tuple(doses)),
    st.lists(refills, max_size=4),
    st.lists(doses, max_size=4),
)


def numbered(record: Record) -> dict[tuple[str, str, int], HistoryEntry]:
    """All entries in the order of their days, each by its kind, its id, and how many of both stood before it."""
    found: dict[tuple[str, str, int], HistoryEntry] = {}
    for entry in all_entries_of(record):
        count = sum(key[:2] == (entry.kind, entry.id) for key in found)
        found[entry.kind, entry.id, count] = entry._replace(days_since_refill=None)
    return found


@given(records, records)
def test_the_entries_that_are_alike_change_nothing_of_what_is_told(before: Record, after: Record):
    told, then, now = changes(before, after), numbered(before), numbered(after)
    assert list(told.new) == [entry for key, entry in now.items() if key not in then]
    assert list(told.gone) == [entry for key, entry in then.items() if key not in now]
    assert [tuple(pair) for pair in told.corrected] == [
        (then[key], now[key]) for key in now if key in then and then[key] != now[key]
    ]
