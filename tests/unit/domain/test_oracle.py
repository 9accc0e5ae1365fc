"""The oracle itself, held against the worked examples that stand in `test_supply.py` too, which were reckoned by hand."""

from datetime import date
from decimal import Decimal

import pytest

from domain.oracle import expected, expected_state
from itb_cli.domain.record import DoseChange, Pump, Record, Refill

REFILLED = date(2026, 9, 1)
TWENTY = {"filled_ml": Decimal(20), "strength_mcg_per_ml": Decimal(2000), "dose_mcg_per_day": Decimal(250)}
FORTY = {"filled_ml": Decimal(40), "strength_mcg_per_ml": Decimal(2000)}
CLINIC = {"alarm_date": date(2026, 12, 10)}
AT_250 = {**CLINIC, "dose_mcg_per_day": Decimal(250)}
OCTOBER = date(2026, 10, 1)


def pump(refill, *changes, alarm_volume_ml=Decimal(2), on=REFILLED):
    doses = tuple(DoseChange(f"dose-{place}", *change) for place, change in enumerate(changes))
    return Record(refills=(Refill("refill", on, **refill),), doses=doses, pump=Pump(alarm_volume_ml=alarm_volume_ml))


EXAMPLES = {
    "clinic": (pump(CLINIC), "2026-12-10", "2026-11-30", "2026-11-16"),
    "worked out": (pump(TWENTY), "2027-01-23", "2027-01-13", "2026-12-30"),
    "worked out, risen": (pump(TWENTY, (OCTOBER, Decimal(400))), "2026-12-11", "2026-12-01", "2026-11-17"),
    "tolerance": (pump({**FORTY, "dose_mcg_per_day": Decimal(400)}), "2027-03-10", "2027-02-21", "2027-02-05"),
    "drug limit": (pump({**FORTY, "dose_mcg_per_day": Decimal(300)}), "2027-05-12", "2027-02-28", "2027-02-12"),
    "alarm volume not recorded": (
        pump(
            {"filled_ml": Decimal(20), "strength_mcg_per_ml": Decimal(500), "dose_mcg_per_day": Decimal(300)},
            alarm_volume_ml=None,
        ),
        "2026-09-27",
        "2026-09-17",
        "2026-09-03",
    ),
    "estimate": (pump({}), None, "2026-11-01", "2026-10-16"),
    "carried, figures known": (
        pump(
            {
                "alarm_date": date(2026, 12, 29),
                "filled_ml": Decimal("18.6"),
                "strength_mcg_per_ml": Decimal(2000),
                "dose_mcg_per_day": Decimal("285.4"),
            },
            (date(2026, 11, 27), Decimal(350)),
            on=date(2026, 9, 14),
        ),
        "2026-12-23",
        "2026-12-13",
        "2026-11-27",
    ),
    "carried": (pump(AT_250, (OCTOBER, Decimal(400))), "2026-11-13", "2026-11-03", "2026-10-20"),
    "a fall with a new printout": (
        pump(AT_250, (OCTOBER, Decimal(200), date(2026, 12, 27))),
        "2026-12-27",
        "2026-12-17",
        "2026-12-03",
    ),
    "risen from nobody knows what": (pump(CLINIC, (OCTOBER, Decimal(400))), "2026-12-10", "2026-11-30", "2026-11-16"),
}


@pytest.mark.parametrize(("record", "alarm", "refill_by", "book_by"), EXAMPLES.values(), ids=EXAMPLES)
def test_the_worked_examples(record, alarm, refill_by, book_by):
    told = expected(record)
    assert (str(told.alarm_date or "") or None, str(told.refill_by), str(told.book_by)) == (alarm, refill_by, book_by)


def test_the_days_of_the_worked_examples():
    assert expected(EXAMPLES["tolerance"][0]).empty_date == date(2027, 2, 22)
    assert not expected(EXAMPLES["a fall with a new printout"][0]).disagree
    assert expected(EXAMPLES["carried, figures known"][0]).disagree
    assert expected_state(EXAMPLES["risen from nobody knows what"][0], date(2026, 11, 1)) == (
        "unknown",
        {"nothing_carries"},
    )
    assert expected_state(EXAMPLES["estimate"][0], date(2026, 10, 20))[0] == "unknown"
    assert expected_state(EXAMPLES["carried"][0], date(2026, 11, 20))[0] == "critical"
    assert expected_state(EXAMPLES["drug limit"][0], date(2027, 1, 1))[0] == "ok"
