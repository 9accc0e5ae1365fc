"""When the next refill is due: each expected date is worked out by hand from design section 3 and evidence section 8."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from itb_cli.domain.candidates import Bound, Candidate, Origin
from itb_cli.domain.consumption import DosePiece, dose_pieces, whole_days
from itb_cli.domain.record import DoseChange, Event, EventKind, Phase, Plan, Pump, Record, Refill, Therapy
from itb_cli.domain.supply import Forecast, forecast

REFILL_DAY = date(2026, 9, 1)
CLINIC_DATE = date(2026, 12, 10)
FOUR_FACTS = {"filled_ml": Decimal(20), "strength_mcg_per_ml": Decimal(2000), "dose_mcg_per_day": Decimal(250)}


def refill(on: date = REFILL_DAY, **facts: object) -> Refill:
    return Refill("refill", on, **{name: Decimal(value) if isinstance(value, int) else value for name, value in facts.items()})


def change(on: date, dose: int, alarm_date: date | None = None) -> DoseChange:
    return DoseChange(f"dose-{on}-{dose}", on, Decimal(dose), alarm_date=alarm_date)


def predicted(
    *refills: Refill, alarm_ml: int | None = None, doses: tuple[DoseChange, ...] = (), plan: Plan | None = None
) -> Forecast:
    pump = Pump(alarm_volume_ml=None if alarm_ml is None else Decimal(alarm_ml))
    found = forecast(Record(refills=refills, pump=pump, doses=doses, plan=plan or Plan()))
    assert found is not None
    return found


def candidate(supply: Forecast, origin: Origin) -> Candidate | None:
    return next((found for found in supply.candidates if found.origin is origin), None)


# --- the worked examples of design section 3 --------------------------------------------------------------------------

EXAMPLES = {
    "clinic alarm date": (
        {"alarm_date": CLINIC_DATE},
        None,
        (),
        ("2026-12-10", "2026-11-30", "2026-11-16"),
        Origin.CLINIC_ALARM_DATE,
    ),
    "computed": (
        FOUR_FACTS,
        2,
        (),
        ("2027-01-23", "2027-01-13", "2026-12-30"),
        Origin.COMPUTED_ALARM_DATE,
    ),
    "computed with a dose rise": (
        FOUR_FACTS,
        2,
        (change(date(2026, 10, 1), 400),),
        ("2026-12-11", "2026-12-01", "2026-11-17"),
        Origin.COMPUTED_ALARM_DATE,
    ),
    "drug limit": (
        {"filled_ml": 40, "strength_mcg_per_ml": 2000, "dose_mcg_per_day": 300},
        2,
        (),
        ("2027-05-12", "2027-02-28", "2027-02-12"),
        Origin.DRUG_LIMIT,
    ),
    "alarm volume not recorded": (
        {"filled_ml": 20, "strength_mcg_per_ml": 500, "dose_mcg_per_day": 300},
        None,
        (),
        ("2026-09-27", "2026-09-17", "2026-09-03"),
        Origin.COMPUTED_ALARM_DATE,
    ),
    "only the refill": (
        {},
        None,
        (),
        (None, "2026-11-01", "2026-10-16"),
        Origin.ARTICLE_INTERVAL,
    ),
}


@pytest.mark.parametrize(("facts", "alarm_ml", "doses", "expected", "origin"), EXAMPLES.values(), ids=EXAMPLES)
def test_the_worked_examples(facts, alarm_ml, doses, expected, origin):
    supply = predicted(refill(**facts), alarm_ml=alarm_ml, doses=doses)
    assert supply.alarm_date == (expected[0] and date.fromisoformat(expected[0]))
    assert supply.refill_by == date.fromisoformat(expected[1])
    assert supply.book_by == date.fromisoformat(expected[2])
    assert supply.earliest.origin is origin


def test_without_a_refill_there_is_no_forecast():
    assert forecast(Record(doses=(change(REFILL_DAY, 300),))) is None


# --- evidence section 8.3 ---------------------------------------------------------------------------------------------


def dry_at_the_fastest(filled_ml: int, strength: int, dose: int) -> int:
    """Whole days at 1.145 times the dose (evidence, second part, A1), in whole numbers."""
    return filled_ml * strength * 1000 // (dose * 1145)


@pytest.mark.parametrize(("dose", "days"), [(250, 40), (500, 20)], ids=["T1: half a mL a day", "T2: one mL a day"])
def test_the_vectors_with_no_reserve(dose, days):
    supply = predicted(refill(filled_ml=20, strength_mcg_per_ml=500, dose_mcg_per_day=dose), alarm_ml=0)
    assert supply.alarm_date == REFILL_DAY + timedelta(days=days)
    assert supply.computation.days_to_empty == days
    assert supply.empty_date == REFILL_DAY + timedelta(days=dry_at_the_fastest(20, 500, dose))


@pytest.mark.parametrize(
    ("mcg_per_day", "mcg_per_hour", "days"),
    [
        (300, "12.5", 30),  # T3: exactly
        (800, "33.3", 29),  # T4: 33.3 is rounded down, so the thirtieth day is not whole
        (800, "33.34", 30),
        (100, "4.2", 30),  # T5: 4.2 is rounded up
        (100, "4.16", 29),
    ],
)
def test_the_vectors_by_the_hour_are_the_dose_of_24_hours(mcg_per_day, mcg_per_hour, days):
    supply_mcg = Decimal(mcg_per_hour) * 24 * 30
    supply = predicted(refill(filled_ml=supply_mcg / 500, strength_mcg_per_ml=500, dose_mcg_per_day=mcg_per_day), alarm_ml=0)
    assert supply.alarm_date == REFILL_DAY + timedelta(days=days)


@pytest.mark.parametrize(
    ("strength", "dose", "from_alarm_to_empty"),
    [
        (500, 100, 10),
        (500, 300, 3),  # 3.33
        (500, 800, 1),  # 1.25: some 30 hours
        (1000, 300, 6),  # 6.67
        (2000, 300, 13),  # 13.3
        (2000, 800, 5),
        (1000, 600, 3),  # 3.33
        (2000, 90, 44),  # 44.4
    ],
)
def test_the_derived_days_from_an_alarm_at_2_ml_to_empty(strength, dose, from_alarm_to_empty):
    supply = predicted(refill(filled_ml=2, strength_mcg_per_ml=strength, dose_mcg_per_day=dose), alarm_ml=2)
    assert supply.alarm_date == REFILL_DAY
    assert supply.computation.days_to_empty == from_alarm_to_empty
    assert supply.empty_date == REFILL_DAY + timedelta(days=dry_at_the_fastest(2, strength, dose))


@pytest.mark.parametrize(
    ("filled_ml", "strength", "dose", "to_2_ml", "to_4_ml", "to_empty"),
    [
        (20, 500, 100, 90, 80, 100),
        (20, 500, 300, 30, 26, 33),
        (20, 500, 800, 11, 10, 12),
        (20, 1000, 300, 60, 53, 66),
        (20, 2000, 300, 120, 106, 133),
        (20, 2000, 800, 45, 40, 50),
        (40, 500, 800, 23, 22, 25),
        (40, 1000, 600, 63, 60, 66),
        (40, 2000, 300, 253, 240, 266),
        (40, 2000, 800, 95, 90, 100),
        (20, 2000, 90, 400, 355, 444),
    ],
)
@pytest.mark.parametrize("alarm_ml", [2, 4])
def test_the_derived_table_and_its_cap_of_180_days(filled_ml, strength, dose, to_2_ml, to_4_ml, to_empty, alarm_ml):
    facts = refill(filled_ml=filled_ml, strength_mcg_per_ml=strength, dose_mcg_per_day=dose)
    supply = predicted(facts, alarm_ml=alarm_ml, plan=Plan(buffer_days=0))
    days = to_2_ml if alarm_ml == 2 else to_4_ml
    dry = dry_at_the_fastest(filled_ml, strength, dose)
    assert supply.alarm_date == REFILL_DAY + timedelta(days=days)
    assert supply.computation.days_to_empty == to_empty
    assert supply.empty_date == REFILL_DAY + timedelta(days=dry)
    assert supply.refill_by == REFILL_DAY + timedelta(days=min(days, 180, dry - 1))
    origins = {days: Origin.COMPUTED_ALARM_DATE, dry - 1: Origin.FLOW_TOLERANCE, 180: Origin.DRUG_LIMIT}
    assert supply.earliest.origin is origins[min(origins)]


def test_a_pump_within_its_label_can_be_dry_before_the_alarm_date_that_was_worked_out():
    supply = predicted(refill(filled_ml=40, strength_mcg_per_ml=2000, dose_mcg_per_day=400), alarm_ml=2)
    assert supply.alarm_date == date(2027, 3, 10) == REFILL_DAY + timedelta(days=190)
    assert supply.empty_date == date(2027, 2, 22) == REFILL_DAY + timedelta(days=174)  # 80,000 mcg at 458 a day: 174.67
    assert (supply.refill_by, supply.earliest.origin) == (date(2027, 2, 21), Origin.FLOW_TOLERANCE)
    assert supply.critical_on == date(2027, 2, 22)


def test_an_alarm_volume_that_is_not_recorded_counts_as_4_ml():
    facts = refill(filled_ml=20, strength_mcg_per_ml=500, dose_mcg_per_day=100)
    unrecorded, of_4_ml, of_0_ml = (predicted(facts, alarm_ml=alarm_ml) for alarm_ml in (None, 4, 0))
    assert unrecorded.alarm_date == of_4_ml.alarm_date == REFILL_DAY + timedelta(days=80)
    assert of_0_ml.alarm_date == REFILL_DAY + timedelta(days=100)
    recorded = [supply.computation.alarm_volume_recorded for supply in (unrecorded, of_4_ml, of_0_ml)]
    assert recorded == [False, True, True]


# --- arithmetic -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("supply_mcg", "dose", "days"),
    [
        ("299.999999", 300, 0),
        ("300", 300, 1),
        ("599.99", 300, 1),
        ("600", 300, 2),
        ("600.01", 300, 2),
        ("0", 300, 0),
        ("0", 1, 0),
        ("-1000", 300, 0),
    ],
)
def test_days_left_round_down(supply_mcg, dose, days):
    assert whole_days(Decimal(supply_mcg), [DosePiece(REFILL_DAY, Decimal(dose), None)]) == days


@pytest.mark.parametrize(
    ("supply_mcg", "days"),
    [
        (2999, 9),  # the last of ten days at 300 is not whole
        (3000, 10),  # the ten days, and nothing for the day at 400
        (3399, 10),
        (3400, 11),
        (3499, 11),
        (3500, 12),
        (3650, 13),
    ],
)
def test_pieces_are_used_up_one_by_one(supply_mcg, days):
    pieces = [
        DosePiece(REFILL_DAY, Decimal(300), 10),
        DosePiece(REFILL_DAY + timedelta(days=10), Decimal(400), 1),
        DosePiece(REFILL_DAY + timedelta(days=11), Decimal(100), None),
    ]
    assert whole_days(Decimal(supply_mcg), pieces) == days


def test_a_tiny_dose_is_cut_before_the_calendar_ends():
    tiny = DosePiece(REFILL_DAY, Decimal("0.000001"), None)
    assert whole_days(Decimal(10**13), [tiny]) == 3650
    assert whole_days(Decimal(10**13), [DosePiece(REFILL_DAY, Decimal("0.000001"), 3600), tiny]) == 3650
    assert whole_days(Decimal(10**13), [DosePiece(REFILL_DAY, Decimal("0.000001"), 9999), tiny]) == 3650
    assert whole_days(Decimal(3650), [DosePiece(REFILL_DAY, Decimal(1), None)]) == 3650
    assert whole_days(Decimal(3649), [DosePiece(REFILL_DAY, Decimal(1), None)]) == 3649


def test_pieces_that_end_hold_no_more_days_than_they_have():
    assert whole_days(Decimal(10_000), [DosePiece(REFILL_DAY, Decimal(1), 12)]) == 12


def test_a_pump_filled_below_its_alarm_volume_is_due_on_the_day():
    supply = predicted(refill(filled_ml=2, strength_mcg_per_ml=500, dose_mcg_per_day=100), alarm_ml=4)
    assert supply.alarm_date == REFILL_DAY
    assert supply.empty_date == REFILL_DAY + timedelta(days=8)  # 1,000 mcg at 114.5 a day
    assert supply.refill_by == REFILL_DAY - timedelta(days=10)


def piece(day: int, dose: int, days: int | None) -> DosePiece:
    return DosePiece(date(2026, 9, day), Decimal(dose), days)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ([], [piece(1, 300, None)]),
        ([(5, 400)], [piece(1, 300, 4), piece(5, 400, 1), piece(6, 400, None)]),
        ([(5, 200)], [piece(1, 300, 4), piece(5, 300, 1), piece(6, 200, None)]),
        ([(1, 400)], [piece(1, 400, 1), piece(2, 400, None)]),
        ([(1, 200)], [piece(1, 300, 1), piece(2, 200, None)]),
        ([(5, 400), (5, 200)], [piece(1, 300, 4), piece(5, 400, 1), piece(6, 400, None)]),
        ([(5, 200), (5, 400)], [piece(1, 300, 4), piece(5, 400, 1), piece(6, 400, None)]),
        ([(5, 400), (6, 350)], [piece(1, 300, 4), piece(5, 400, 1), piece(6, 400, 1), piece(7, 350, None)]),
        ([(5, 400), (9, 200)], [piece(1, 300, 4), piece(5, 400, 1), piece(6, 400, 3), piece(9, 400, 1), piece(10, 200, None)]),
    ],
)
def test_on_the_day_of_a_change_the_higher_dose_counts(changes, expected):
    doses = [change(date(2026, 9, day), dose) for day, dose in changes]
    assert dose_pieces(REFILL_DAY, Decimal(300), doses) == tuple(expected)


def test_changes_count_in_order_of_their_day_not_of_the_file():
    later, sooner = change(date(2026, 10, 1), 400), change(date(2026, 9, 11), 200)
    assert predicted(refill(**FOUR_FACTS), doses=(later, sooner)) == predicted(refill(**FOUR_FACTS), doses=(sooner, later))


def test_changes_before_the_refill_do_not_count():
    before = change(REFILL_DAY - timedelta(days=1), 900, alarm_date=date(2026, 9, 20))
    assert predicted(refill(**FOUR_FACTS), doses=(before,)) == predicted(refill(**FOUR_FACTS))


# --- what a computed date needs ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("fact", FOUR_FACTS)
def test_no_clinical_figure_has_a_default(fact):
    supply = predicted(refill(**{name: value for name, value in FOUR_FACTS.items() if name != fact}))
    assert supply.computation is None
    assert supply.empty_date is None
    assert supply.alarm_date is None
    assert supply.missing == (fact,)
    assert candidate(supply, Origin.COMPUTED_ALARM_DATE) is None


def test_all_that_is_missing_is_named():
    assert predicted(refill()).missing == ("filled_ml", "strength_mcg_per_ml", "dose_mcg_per_day")
    assert predicted(refill(**FOUR_FACTS)).missing == ()


def test_the_reservoir_is_never_taken_for_what_was_put_in():
    facts = refill(strength_mcg_per_ml=2000, dose_mcg_per_day=250)
    supply = forecast(Record(refills=(facts,), pump=Pump(reservoir_ml=Decimal(40))))
    assert supply is not None
    assert supply.computation is None


def test_a_dose_recorded_on_the_day_of_the_refill_stands_for_the_refills_own():
    facts = refill(filled_ml=20, strength_mcg_per_ml=2000)
    assert predicted(facts, alarm_ml=2, doses=(change(REFILL_DAY, 250),)).alarm_date == date(2027, 1, 23)


def test_of_several_changes_only_the_one_on_the_day_of_the_refill_stands_for_its_dose():
    facts = refill(filled_ml=20, strength_mcg_per_ml=2000)
    doses = (change(REFILL_DAY, 250), change(date(2026, 10, 1), 400))
    assert predicted(facts, alarm_ml=2, doses=doses).alarm_date == date(2026, 12, 11)


def test_a_dose_recorded_after_the_refill_does_not_reach_back_to_it():
    facts = refill(filled_ml=20, strength_mcg_per_ml=2000)
    supply = predicted(facts, alarm_ml=2, doses=(change(REFILL_DAY + timedelta(days=1), 250),))
    assert supply.computation is None
    assert supply.missing == ("dose_mcg_per_day",)


def test_the_newest_refill_counts_wherever_it_stands_in_the_file():
    new, old = refill(REFILL_DAY, alarm_date=CLINIC_DATE), refill(date(2026, 5, 1), alarm_date=date(2026, 8, 20))
    assert predicted(new, old).refill_by == predicted(old, new).refill_by == date(2026, 11, 30)


def test_of_two_refills_on_one_day_the_strictest_of_each_figure_counts():
    first = refill(
        alarm_date=CLINIC_DATE, refill_by=date(2026, 12, 9), filled_ml=40, strength_mcg_per_ml=500, dose_mcg_per_day=250
    )
    second = refill(
        alarm_date=date(2026, 12, 20), refill_by=date(2026, 12, 8), filled_ml=20, strength_mcg_per_ml=2000, dose_mcg_per_day=200
    )
    bare = refill()
    for refills in ((first, second, bare), (bare, second, first)):
        found = predicted(*refills).refill
        assert (found.alarm_date, found.refill_by) == (CLINIC_DATE, date(2026, 12, 8))
        assert (found.filled_ml, found.strength_mcg_per_ml, found.dose_mcg_per_day) == (20, 500, 250)


def test_of_two_changes_on_one_day_the_higher_dose_and_the_earlier_alarm_date_count():
    facts = refill(**FOUR_FACTS)
    high, low = change(date(2026, 9, 11), 400, date(2027, 1, 5)), change(date(2026, 9, 11), 200, date(2027, 1, 1))
    for doses in ((high, low), (low, high)):
        supply = predicted(facts, alarm_ml=2, doses=doses)
        # 36,000 mcg: 10 days at 250 leave 33,500, and that is 83.75 days at 400.
        assert supply.computation
        assert supply.computation.days_to_alarm == 93
        clinic = candidate(supply, Origin.CLINIC_ALARM_DATE)
        assert clinic
        assert clinic.date == date(2027, 1, 1)


# --- candidates -------------------------------------------------------------------------------------------------------


def test_each_known_fact_gives_its_candidate_and_none_hides_another():
    supply = predicted(refill(**FOUR_FACTS, alarm_date=CLINIC_DATE, refill_by=date(2026, 12, 5)), alarm_ml=2)
    assert [(found.origin, found.date, found.refill_by) for found in supply.candidates] == [
        (Origin.CLINIC_REFILL_BY, date(2026, 12, 5), date(2026, 12, 5)),
        (Origin.CLINIC_ALARM_DATE, CLINIC_DATE, date(2026, 11, 30)),
        (Origin.COMPUTED_ALARM_DATE, date(2027, 1, 23), date(2027, 1, 13)),
        (Origin.FLOW_TOLERANCE, date(2027, 1, 18), date(2027, 1, 17)),  # 40,000 mcg at 286.25 a day: 139.7 days
        (Origin.DRUG_LIMIT, date(2027, 2, 28), date(2027, 2, 28)),
    ]
    assert all(found.in_force for found in supply.candidates)
    assert supply.refill_by == date(2026, 11, 30)
    assert supply.alarm_date == CLINIC_DATE


@pytest.mark.parametrize(
    ("refill_by", "alarm_date", "origin", "expected"),
    [
        (date(2026, 11, 29), CLINIC_DATE, Origin.CLINIC_REFILL_BY, date(2026, 11, 29)),
        (date(2026, 11, 30), CLINIC_DATE, Origin.CLINIC_REFILL_BY, date(2026, 11, 30)),
        (date(2026, 12, 1), CLINIC_DATE, Origin.CLINIC_ALARM_DATE, date(2026, 11, 30)),
        (date(2027, 3, 1), None, Origin.DRUG_LIMIT, date(2027, 2, 28)),
        (date(2027, 2, 28), None, Origin.CLINIC_REFILL_BY, date(2027, 2, 28)),
        (None, date(2027, 3, 10), Origin.CLINIC_ALARM_DATE, date(2027, 2, 28)),
        (None, date(2027, 3, 11), Origin.DRUG_LIMIT, date(2027, 2, 28)),
    ],
)
def test_the_earliest_candidate_is_taken(refill_by, alarm_date, origin, expected):
    supply = predicted(refill(refill_by=refill_by, alarm_date=alarm_date))
    assert supply.refill_by == expected
    assert supply.earliest.origin is origin


def test_a_computed_date_earlier_than_the_clinics_is_taken_and_both_are_shown():
    supply = predicted(refill(**FOUR_FACTS, alarm_date=date(2027, 2, 20)), alarm_ml=2)
    assert supply.earliest.origin is Origin.COMPUTED_ALARM_DATE
    assert supply.alarm_date == date(2027, 1, 23)
    assert candidate(supply, Origin.CLINIC_ALARM_DATE)


@pytest.mark.parametrize(
    ("clinic", "expected"),
    [
        (date(2027, 1, 15), 8),
        (date(2027, 1, 16), None),
        (date(2027, 1, 23), None),
        (date(2027, 1, 30), None),
        (date(2027, 1, 31), 8),
    ],
)
def test_alarm_dates_more_than_7_days_apart_disagree(clinic, expected):
    assert predicted(refill(**FOUR_FACTS, alarm_date=clinic), alarm_ml=2).disagreement_days == expected


def test_the_words_for_origins_are_a_contract_with_machines():
    assert [str(origin) for origin in Origin] == [
        "clinic_refill_by",
        "clinic_alarm_date",
        "carried_date",
        "computed_alarm_date",
        "flow_tolerance",
        "drug_limit",
        "article_interval",
    ]


def test_one_alarm_date_alone_cannot_disagree():
    assert predicted(refill(alarm_date=CLINIC_DATE, refill_by=date(2026, 10, 1))).disagreement_days is None
    assert predicted(refill(**FOUR_FACTS, refill_by=date(2026, 10, 1))).disagreement_days is None


@pytest.mark.parametrize(
    ("phase", "on", "expected"),
    [
        (None, REFILL_DAY, date(2026, 11, 1)),
        (Phase.STABLE, REFILL_DAY, date(2026, 11, 1)),
        (Phase.TITRATING, REFILL_DAY, date(2026, 10, 1)),
        (Phase.STABLE, date(2026, 12, 31), date(2027, 2, 28)),
        (Phase.TITRATING, date(2027, 1, 31), date(2027, 2, 28)),
    ],
)
def test_the_articles_interval_is_two_months_or_one_while_titrating(phase, on, expected):
    supply = forecast(Record(refills=(refill(on),), therapy=Therapy(phase)))
    assert supply
    assert supply.refill_by == expected
    assert supply.is_estimate


@pytest.mark.parametrize("facts", [{"alarm_date": date(2027, 2, 1)}, {"refill_by": date(2027, 2, 1)}, FOUR_FACTS])
def test_the_articles_interval_stands_in_only_where_nothing_better_is_known(facts):
    supply = predicted(refill(**facts))
    assert candidate(supply, Origin.ARTICLE_INTERVAL) is None
    assert not supply.is_estimate
    assert supply.carries


def test_an_estimate_carries_nothing():
    supply = predicted(refill())
    assert supply.is_estimate
    assert not supply.carries
    assert [found.origin for found in supply.candidates] == [Origin.ARTICLE_INTERVAL, Origin.DRUG_LIMIT]
    assert not supply.candidates[0].in_force


@pytest.mark.parametrize(
    ("dose_at_refill", "expected"), [(300, date(2026, 10, 1)), (None, date(2026, 10, 1)), (500, date(2026, 11, 1))]
)
def test_after_a_rise_the_estimate_is_one_month(dose_at_refill, expected):
    supply = predicted(refill(dose_mcg_per_day=dose_at_refill), doses=(change(date(2026, 9, 9), 400),))
    assert (supply.refill_by, supply.is_estimate) == (expected, True)


# --- figures that cannot be meant (R82) -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("figures", "reservoir_ml", "plausible"),
    [
        ({}, None, True),
        ({"dose_mcg_per_day": "24", "strength_mcg_per_ml": "500"}, None, True),
        ({"dose_mcg_per_day": "23.9", "strength_mcg_per_ml": "500"}, None, False),
        ({"dose_mcg_per_day": "0.3"}, None, False),
        ({"strength_mcg_per_ml": "50"}, None, True),
        ({"strength_mcg_per_ml": "49.9"}, None, False),
        ({"strength_mcg_per_ml": "4000"}, None, True),
        ({"strength_mcg_per_ml": "4000.1"}, None, False),
        ({"filled_ml": "60", "dose_mcg_per_day": "400"}, None, True),
        ({"filled_ml": "60.1", "dose_mcg_per_day": "400"}, None, False),
        ({"filled_ml": "20"}, "20", True),
        ({"filled_ml": "20.1"}, "20", False),
        ({"filled_ml": "70", "dose_mcg_per_day": "400"}, "80", True),
    ],
)
def test_a_date_worked_out_from_figures_that_cannot_be_meant_carries_nothing(figures, reservoir_ml, plausible):
    facts = {**FOUR_FACTS, **{name: Decimal(value) for name, value in figures.items()}}
    supply = forecast(Record(refills=(refill(**facts),), pump=Pump(reservoir_ml=reservoir_ml and Decimal(reservoir_ml))))
    assert supply is not None
    assert supply.implausible is not plausible
    assert supply.carries is plausible
    assert supply.is_estimate is not plausible, "wrong figures never make an answer milder than none at all"
    assert not supply.dose_rose


LONG = {"filled_ml": 40, "strength_mcg_per_ml": 2000, "dose_mcg_per_day": 100}  # 760 days to an alarm at 2 mL: 1 October 2028


@pytest.mark.parametrize(
    ("alarm_date", "implausible"),
    [(None, True), (date(2028, 9, 30), False), (date(2028, 10, 7), False), (date(2028, 10, 8), True), (CLINIC_DATE, True)],
)
def test_figures_that_last_too_long_are_believed_if_the_clinic_printed_the_same(alarm_date, implausible):
    supply = predicted(refill(**LONG, alarm_date=alarm_date), alarm_ml=2)
    assert supply.implausible is implausible
    assert supply.refill_by <= date(2027, 2, 28), "the drug's own limit"


def test_a_slipped_point_in_the_dose_carries_nothing():
    slipped = {"filled_ml": Decimal("18.6"), "strength_mcg_per_ml": 2000, "dose_mcg_per_day": Decimal("28.54")}
    supply = predicted(refill(**slipped), alarm_ml=2)  # 33,200 mcg would last 1,163 days
    assert (supply.implausible, supply.is_estimate, supply.carries) == (True, True, False)


def test_a_later_dose_that_cannot_be_meant_takes_the_computed_date_out_of_force():
    weak = refill(**{**FOUR_FACTS, "strength_mcg_per_ml": Decimal(500)})
    assert predicted(weak, doses=(change(date(2026, 9, 21), 23),)).implausible
    assert not predicted(weak, doses=(change(date(2026, 9, 21), 24),)).implausible


def test_a_clinics_date_carries_beside_figures_that_cannot_be_meant():
    supply = predicted(refill(**{**FOUR_FACTS, "dose_mcg_per_day": Decimal("0.3")}, alarm_date=CLINIC_DATE))
    assert supply.implausible
    assert supply.carries
    assert supply.refill_by == date(2026, 11, 30)


# --- buffer and lead --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("buffer_days", "expected"),
    [(None, date(2026, 11, 30)), (10, date(2026, 11, 30)), (3, date(2026, 12, 7)), (0, CLINIC_DATE), (30, date(2026, 11, 10))],
)
def test_the_buffer_is_10_days_unless_recorded(buffer_days, expected):
    supply = predicted(refill(alarm_date=CLINIC_DATE), plan=Plan(buffer_days=buffer_days))
    assert supply.refill_by == expected
    assert supply.alarm_date == CLINIC_DATE


@pytest.mark.parametrize(
    ("lead_days", "expected"),
    [
        (None, date(2026, 11, 16)),
        (14, date(2026, 11, 16)),
        (0, date(2026, 11, 30)),
        (1, date(2026, 11, 27)),  # the 29th is a Sunday
        (2, date(2026, 11, 27)),  # the 28th is a Saturday
        (3, date(2026, 11, 27)),
        (30, date(2026, 10, 30)),  # the 31st is a Saturday
    ],
)
def test_the_lead_is_14_days_unless_recorded_and_ends_on_a_weekday(lead_days, expected):
    supply = predicted(refill(alarm_date=CLINIC_DATE), plan=Plan(lead_days=lead_days))
    assert supply.book_by == expected
    assert supply.refill_by == date(2026, 11, 30)


@pytest.mark.parametrize("facts", [{"refill_by": date(2026, 12, 1)}, {}])
def test_the_buffer_is_taken_from_alarm_dates_only(facts):
    with_buffer, without = (predicted(refill(**facts), plan=Plan(buffer_days=days)) for days in (30, 0))
    assert with_buffer.refill_by == without.refill_by


# --- dose changes and the clinic's dates ------------------------------------------------------------------------------

UP, DOWN = 400, 200
NEW_ALARM_DATE = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("dose_at_refill", "doses", "in_force", "carried"),
    [
        (300, [], True, None),
        (300, [(5, UP)], False, "2026-11-16"),  # 30,000 mcg, 1,200 used in 4 days, 72 days at 400
        (300, [(5, 301)], False, "2026-12-09"),  # 28,800 left, 95.7 days at 301
        (300, [(5, 300)], True, None),
        (300, [(5, DOWN)], True, None),
        (300, [(1, UP)], False, "2026-11-15"),  # 75 days at 400
        (300, [(5, DOWN), (9, 250)], True, None),  # never above what it was: the printed date is early, not late
        (300, [(5, 250), (9, DOWN)], True, None),
        (300, [(9, DOWN), (5, UP)], True, None),  # 4 days at 300, 5 at 400, then 200: the drug lasts beyond the printed date
        (None, [], True, None),
        (None, [(5, DOWN)], False, None),
        (None, [(1, 300)], False, None),
    ],
)
@pytest.mark.parametrize("name", ["alarm_date", "refill_by"])
def test_a_printed_date_is_carried_through_the_doses_if_they_rose(dose_at_refill, doses, in_force, carried, name):
    facts = refill(**{name: CLINIC_DATE}, dose_mcg_per_day=dose_at_refill)
    supply = predicted(facts, doses=tuple(change(date(2026, 9, day), dose) for day, dose in doses))
    assert supply.candidates[0].in_force is in_force
    assert supply.dose_rose is not in_force
    now = candidate(supply, Origin.CARRIED_DATE)
    assert (now and now.date) == (carried and date.fromisoformat(carried))
    assert now is None or now.in_force
    assert supply.carries is (in_force or carried is not None)


def test_no_step_of_doses_makes_a_carried_date_later_than_the_printed_one():
    facts = refill(alarm_date=CLINIC_DATE, dose_mcg_per_day=250)
    fallen = predicted(facts, doses=(change(date(2026, 9, 9), 200), change(date(2026, 11, 1), 260)))
    assert fallen.alarm_date == CLINIC_DATE
    assert fallen.carries


def test_the_example_of_the_rise_in_november():
    facts = refill(date(2026, 9, 14), alarm_date=date(2026, 12, 29), filled_ml=Decimal("18.6"), strength_mcg_per_ml=2000)
    facts = facts._replace(dose_mcg_per_day=Decimal("285.4"))
    supply = predicted(facts, alarm_ml=2, doses=(change(date(2026, 11, 27), 350),))
    # 106 days x 285.4 = 30,252.4 mcg at the printout; 74 days use 21,119.6; 9,132.8 left are 26.09 days at 350.
    assert (supply.alarm_date, supply.refill_by, supply.book_by) == (date(2026, 12, 23), date(2026, 12, 13), date(2026, 11, 27))
    assert supply.carries
    assert supply.disagreement_days == 8, "the sum from the volume gives 31 December: a rise silences no disagreement"


def test_a_lone_refill_by_date_turns_critical():
    facts = {"refill_by": date(2026, 12, 20)}
    assert predicted(refill(**facts)).critical_on == date(2026, 12, 23)
    assert predicted(refill(**facts), plan=Plan(buffer_days=7)).critical_on == date(2026, 12, 27)
    assert predicted(refill(**facts), plan=Plan(buffer_days=30)).critical_on == date(2026, 12, 30)
    early = refill(refill_by=date(2026, 11, 28))  # without it, critical from 1 December on
    assert predicted(early, plan=Plan(buffer_days=10)).critical_on == date(2026, 12, 1)
    assert predicted(refill(**facts, alarm_date=date(2027, 1, 5))).critical_on == date(2027, 1, 5)


def test_a_date_out_of_force_stays_as_an_upper_bound():
    facts = refill(filled_ml=20, strength_mcg_per_ml=2000, alarm_date=date(2026, 10, 20))
    supply = predicted(facts, alarm_ml=2, doses=(change(date(2026, 9, 5), 300),))
    assert supply.refill_by == date(2026, 10, 10)
    assert supply.alarm_date == date(2026, 10, 20)
    assert not supply.carries, "the dose of the printout is not recorded"


def test_a_new_alarm_date_replaces_the_older_one_and_is_in_force():
    facts = refill(alarm_date=CLINIC_DATE, dose_mcg_per_day=300)
    supply = predicted(facts, doses=(change(date(2026, 10, 1), UP, NEW_ALARM_DATE),))
    assert supply.alarm_date == NEW_ALARM_DATE
    assert supply.refill_by == date(2026, 11, 15)
    assert supply.carries
    assert not supply.dose_rose


def test_a_new_alarm_date_may_be_later_after_a_fall():
    facts = refill(alarm_date=CLINIC_DATE, dose_mcg_per_day=300)
    supply = predicted(facts, doses=(change(date(2026, 10, 1), DOWN, date(2027, 1, 20)),))
    assert supply.alarm_date == date(2027, 1, 20)
    assert supply.refill_by == date(2027, 1, 10)


def test_an_older_printout_that_left_clearly_less_is_an_upper_bound():
    facts = refill(alarm_date=CLINIC_DATE, dose_mcg_per_day=250)
    later = predicted(facts, doses=(change(date(2026, 10, 1), 240, date(2027, 2, 10)),))
    older = next(found for found in later.candidates if found.bound)
    # 25,000 mcg, 7,500 used, 250 on the day of the change, then 240 a day: 71.875 days more.
    assert (older.origin, older.date) == (Origin.CARRIED_DATE, date(2026, 12, 12))
    assert (older.bound, older.in_force) == (Bound.OLDER_PRINTOUT, False)
    assert later.refill_by == date(2026, 12, 2)
    assert not later.carries


def test_after_a_true_fall_the_newer_printout_stands_alone():
    facts = refill(alarm_date=CLINIC_DATE, dose_mcg_per_day=250)
    supply = predicted(facts, doses=(change(date(2026, 10, 1), 200, date(2026, 12, 27)),))
    assert (supply.alarm_date, supply.refill_by, supply.book_by) == (date(2026, 12, 27), date(2026, 12, 17), date(2026, 12, 3))
    assert supply.carries
    assert not any(found.bound for found in supply.candidates)


@pytest.mark.parametrize(("newest", "bounds"), [(date(2026, 12, 17), 0), (date(2026, 12, 18), 1)])
def test_two_printouts_of_one_dose_disagree_from_8_days_on(newest, bounds):
    mri = Event("e", date(2026, 10, 1), EventKind.MRI, checked_on=date(2026, 10, 5), alarm_date=newest)
    supply = forecast(Record(refills=(refill(alarm_date=CLINIC_DATE),), events=(mri,)))
    assert supply is not None
    assert sum(found.bound is Bound.OLDER_PRINTOUT for found in supply.candidates) == bounds
    assert supply.alarm_date == (CLINIC_DATE if bounds else newest)


def test_a_later_rise_never_takes_an_older_printout_out_of_the_way():
    older, newest = refill(alarm_date=date(2026, 11, 1), dose_mcg_per_day=200), date(2026, 11, 9)
    mri = Event("e", date(2026, 10, 1), EventKind.MRI, checked_on=date(2026, 10, 12), alarm_date=newest)
    with_rise, without = (
        forecast(Record(refills=(older,), events=(mri,), doses=doses)) for doses in ((change(date(2026, 10, 13), 230),), ())
    )
    assert with_rise
    assert without
    assert with_rise.refill_by <= without.refill_by
    assert not with_rise.carries


def test_a_refill_by_date_before_a_newer_printout_is_carried_too_unless_it_was_the_clinics_plan():
    doses = (change(date(2026, 10, 1), 66, date(2026, 11, 26)),)
    short = predicted(refill(refill_by=date(2026, 10, 29), dose_mcg_per_day=60), doses=doses)
    assert any(found.bound is Bound.OLDER_PRINTOUT for found in short.candidates)
    planned = predicted(refill(refill_by=date(2026, 10, 29), alarm_date=date(2026, 11, 29), dose_mcg_per_day=60), doses=doses)
    # 58 days at 60 are 3,480 mcg; 1,800 used by October, 1,680 left are 25 days at 66.
    assert (planned.refill_by, planned.earliest.origin) == (date(2026, 10, 26), Origin.CARRIED_DATE)
    assert planned.carries
    assert not any(found.bound for found in planned.candidates)


def test_the_last_dose_from_before_the_refill_is_an_upper_bound():
    before = refill(date(2026, 6, 1), dose_mcg_per_day=400)
    facts = refill(alarm_date=date(2027, 1, 20), filled_ml=20, strength_mcg_per_ml=2000)
    supply = predicted(before, facts, alarm_ml=2)
    assumed = next(found for found in supply.candidates if found.assumed_dose_mcg_per_day)
    assert (assumed.date, assumed.bound) == (date(2026, 11, 30), Bound.DOSE_UNCONFIRMED)  # 36,000 mcg at 400 a day: 90 days
    assert supply.refill_by == date(2026, 11, 20)
    assert (supply.alarm_date, supply.critical_on) == (date(2027, 1, 20), date(2027, 1, 20)), "no alarm date is made of it"
    assert not supply.carries
    alone = predicted(before, refill(filled_ml=20, strength_mcg_per_ml=2000), alarm_ml=2)
    assert alone.is_estimate, "it does not displace the estimate"


@pytest.mark.parametrize(("dose", "in_force"), [(UP, True), (399, True), (401, False)])
def test_only_a_rise_after_the_newest_alarm_date_takes_it_out_of_force(dose, in_force):
    facts = refill(alarm_date=CLINIC_DATE, dose_mcg_per_day=300)
    supply = predicted(facts, doses=(change(date(2026, 10, 1), UP, NEW_ALARM_DATE), change(date(2026, 10, 8), dose)))
    assert candidate(supply, Origin.CLINIC_ALARM_DATE).in_force is in_force
    assert (candidate(supply, Origin.CARRIED_DATE) is not None) is not in_force
    assert supply.carries


def test_a_rise_before_the_newest_alarm_date_does_not_take_it_out_of_force():
    facts = refill(alarm_date=CLINIC_DATE, dose_mcg_per_day=300)
    supply = predicted(facts, doses=(change(date(2026, 9, 5), UP), change(date(2026, 10, 1), DOWN, NEW_ALARM_DATE)))
    assert supply.alarm_date == NEW_ALARM_DATE
    assert supply.carries


def test_of_two_new_alarm_dates_the_newer_counts_wherever_it_stands_in_the_file():
    facts = refill(alarm_date=CLINIC_DATE, dose_mcg_per_day=300)
    older, newer = change(date(2026, 10, 1), UP, NEW_ALARM_DATE), change(date(2026, 10, 8), 350, date(2026, 12, 1))
    assert predicted(facts, doses=(older, newer)).alarm_date == date(2026, 12, 1)
    assert predicted(facts, doses=(newer, older)).alarm_date == date(2026, 12, 1)


def test_a_rise_that_comes_with_its_own_alarm_date_is_no_rise_after_the_one_before():
    facts = refill(alarm_date=CLINIC_DATE, dose_mcg_per_day=300)
    older, newer = change(date(2026, 10, 1), UP, NEW_ALARM_DATE), change(date(2026, 10, 8), 450, date(2026, 11, 20))
    assert predicted(facts, doses=(older, newer)).carries


def test_the_working_keeps_its_inputs():
    found = predicted(refill(**FOUR_FACTS), alarm_ml=2, doses=(change(date(2026, 10, 1), 400),)).computation
    assert found
    assert (found.filled_ml, found.alarm_volume_ml, found.strength_mcg_per_ml) == (20, 2, 2000)
    assert [(step.start, step.dose_mcg_per_day, step.days) for step in found.pieces] == [
        (date(2026, 9, 1), 250, 30),
        (date(2026, 10, 1), 400, 1),
        (date(2026, 10, 2), 400, None),
    ]
    # 36,000 mcg before the alarm: 30 days of 250 leave 28,500, and that is 71.25 days of 400.
    assert found.days_to_alarm == 30 + 71
    # 40,000 mcg in all: 32,500 after 30 days, and that is 81.25 days of 400.
    assert found.days_to_empty == 30 + 81


def test_a_forecast_tells_its_buffer_and_lead():
    assert (predicted(refill()).buffer_days, predicted(refill()).lead_days) == (10, 14)
    own = predicted(refill(), plan=Plan(buffer_days=0, lead_days=0))
    assert (own.buffer_days, own.lead_days) == (0, 0)
