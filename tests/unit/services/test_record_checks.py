"""What is judged of a record's values: foreign keys of every part, and the clock if nothing else is recorded."""

from datetime import date, timedelta

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.record import Event, EventKind, Person, Record, Refill
from itb_cli.services.record.findings import Finding
from itb_cli.services.record.record_checks import clock, unknown_keys

DAY = date(2026, 11, 22)


def with_keys(start: str) -> Record:
    return Record(
        person=Person(extra={f"{start}pets": 2}),
        refills=(Refill("a", DAY, extra={f"{start}nurse": "x"}), Refill("b", DAY, extra={f"{start}nurse": "y"})),
        events=(Event("c", DAY, EventKind.FALL, extra={f"{start}wh\x1bere": "x"}),),
        extra={f"{start}colour": "red"},
    )


def test_foreign_keys_are_found_in_every_part_and_named_harmless():
    check = unknown_keys(with_keys("x-"))
    assert (check.finding, check.text) == (Finding.FINE, "4 keys that this itb does not know. They are kept as they are.")
    assert check.only_on_screen == ("events.x-wh\\x1bere.", "person.x-pets.", "refills.x-nurse.", "x-colour.")


def test_keys_that_may_be_a_slip_are_wrong():
    check = unknown_keys(with_keys(""))
    assert (check.finding, check.text) == (Finding.WRONG, "4 keys that this itb does not know, so every answer is in doubt.")
    assert check.only_on_screen == ("colour.", "pets in person.", "nurse in refills.", "wh\\x1bere in events.")


def test_a_file_written_after_today_makes_the_clock_doubtful_even_with_nothing_recorded():
    assert clock(Record(), AsOf(DAY, DAY, DAY)).finding is Finding.FINE
    assert clock(Record(), AsOf(DAY, DAY, DAY + timedelta(days=1))).finding is Finding.WRONG
