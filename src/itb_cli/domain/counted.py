"""A record with what other copies of it say, answered from together. Which copies: `services/record/conflict_merge`.

Two copies that were changed on two devices cannot always be made one record that is as strict as either: one knows that the dose
rose, the other an earlier date. So nothing is chosen: the dates are the earliest, the state the gravest of what each gives alone.
"""

from typing import Any

from itb_cli.domain.record import Record


class CountedRecord(Record):
    """A record with what other copies of it say: no answer from it is milder than the answer from any of them.

    Read and answered from, never written: a file holds one record.
    """

    beside: tuple[Record, ...] = ()

    def _replace(self, **changes: Any) -> "CountedRecord":
        return counting(Record(*self)._replace(**changes), self.beside)


def counting(record: Record, beside: tuple[Record, ...]) -> CountedRecord:
    """`record`, answered from together with what stands `beside` it."""
    counted = CountedRecord(*record)
    counted.beside = beside
    return counted


def all_beside(record: Record) -> tuple[Record, ...]:
    """What other copies of the record say that an answer has to count in; nothing of most records."""
    return record.beside if isinstance(record, CountedRecord) else ()
