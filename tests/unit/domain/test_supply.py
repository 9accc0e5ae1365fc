"""When the next refill is due: each expected date is worked out by hand from the rules in the package's README."""

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
    *refills: Refill,
    alarm_ml: int | None = None,
    doses: tuple[DoseChange, ...] = (),
    plan: Plan | None = None,
    events: tuple[Event, ...] = (),
) -> Forecast:
    pump = Pump(alarm_volume_ml=None if alarm_ml is None else Decimal(alarm_ml))
    found = forecast(Record(refills=refills, pump=pump, doses=doses, plan=plan or Plan(), events=events))
    assert found is not None
    return found


def candidate(supply: Forecast, origin: Origin) -> Candidate | None:
    return next((found for found in supply.candidates if found.origin is origin), None)


# --- the worked examples ----------------------------------------------------------------------------------------------

FORTY = {"filled_ml": 40, "strength_mcg_per_ml": 2000}
AT_250 = {"alarm_date": CLINIC_DATE, "dose_mcg_per_day": 250}
OCTOBER = date(2026, 10, 1)
DECIMALS = {"filled_ml": Decimal("18.6"), "strength_mcg_per_ml": 2000, "dose_mcg_per_day": Decimal("285.4")}
EXAMPLES = {
    "clinic alarm date": (
        refill(alarm_date=CLINIC_DATE),
        (),
        ("2026-12-10", None, "2026-11-30", "2026-11-16"),
        Origin.CLINIC_ALARM_DATE,
    ),
    "computed": (  # 36,000 mcg at 250; 40,000 at 286.25
        refill(**FOUR_FACTS),
        (),
        ("2027-01-23", "2027-01-18", "2027-01-13", "2026-12-30"),
        Origin.COMPUTED_ALARM_DATE,
    ),
    "computed with a dose rise": (  # 40,000 less 30 x 286.25 are 31,412.5: 68.6 days at 458
        refill(**FOUR_FACTS),
        (change(OCTOBER, 400),),
        ("2026-12-11", "2026-12-08", "2026-12-01", "2026-11-17"),
        Origin.COMPUTED_ALARM_DATE,
    ),
    "flow tolerance": (  # 80,000 mcg at 458: 174.7 days
        refill(**FORTY, dose_mcg_per_day=400),
        (),
        ("2027-03-10", "2027-02-22", "2027-02-21", "2027-02-05"),
        Origin.FLOW_TOLERANCE,
    ),
    "drug limit": (  # 80,000 mcg at 343.5: 232.9 days
        refill(**FORTY, dose_mcg_per_day=300),
        (),
        ("2027-05-12", "2027-04-21", "2027-02-28", "2027-02-12"),
        Origin.DRUG_LIMIT,
    ),
    "alarm volume not recorded": (  # 10,000 mcg at 343.5: 29.1 days
        refill(filled_ml=20, strength_mcg_per_ml=500, dose_mcg_per_day=300),
        (),
        ("2026-09-27", "2026-09-30", "2026-09-17", "2026-09-03"),
        Origin.COMPUTED_ALARM_DATE,
    ),
    "only the refill": (refill(), (), (None, None, "2026-11-01", "2026-10-16"), Origin.ARTICLE_INTERVAL),
    "carried, with figures": (  # 37,200 mcg; 74 days at 326.783 leave 13,018.058: 32.5 days at 400.75
        refill(date(2026, 9, 14), alarm_date=date(2026, 12, 29), **DECIMALS),
        (change(date(2026, 11, 27), 350),),
        ("2026-12-23", "2026-12-29", "2026-12-13", "2026-11-27"),
        Origin.CARRIED_DATE,
    ),
    "carried": (
        refill(**AT_250),
        (change(OCTOBER, 400),),
        ("2026-11-13", None, "2026-11-03", "2026-10-20"),
        Origin.CARRIED_DATE,
    ),
    "a fall with a new printout": (
        refill(**AT_250),
        (change(OCTOBER, 200, date(2026, 12, 27)),),
        ("2026-12-27", None, "2026-12-17", "2026-12-03"),
        Origin.CLINIC_ALARM_DATE,
    ),
    "a rise from a dose that is not recorded": (
        refill(alarm_date=CLINIC_DATE),
        (change(OCTOBER, 400),),
        ("2026-12-10", None, "2026-11-30", "2026-11-16"),
        Origin.CLINIC_ALARM_DATE,
    ),
}
NOTHING_CARRIES = ("only the refill", "a rise from a dose that is not recorded")


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_worked_examples(name):
    facts, doses, (alarm_date, empty_date, refill_by, book_by), origin = EXAMPLES[name]
    supply = predicted(facts, alarm_ml=None if name == "alarm volume not recorded" else 2, doses=doses)
    assert supply.alarm_date == (alarm_date and date.fromisoformat(alarm_date))
    assert supply.empty_date == (empty_date and date.fromisoformat(empty_date))
    assert supply.refill_by == date.fromisoformat(refill_by)
    assert supply.book_by == date.fromisoformat(book_by)
    assert supply.earliest.origin is origin
    assert supply.carries is (name not in NOTHING_CARRIES)


def test_a_rise_never_silences_that_the_clinic_and_the_sum_disagree():
    facts, doses, *_ = EXAMPLES["carried, with figures"]
    # Worked out: 33,200 mcg, 74 days at 285.4 leave 12,080.4, and these are 34.5 days of 350: 31 December, 8 days later.
    assert predicted(facts, alarm_ml=2, doses=doses).disagreement_days == 8


def test_without_a_refill_there_is_no_forecast():
    assert forecast(Record(doses=(change(REFILL_DAY, 300),))) is None


# --- the published examples -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("dose", "days"), [(250, 40), (500, 20)], ids=["T1: half a mL a day", "T2: one mL a day"])
def test_the_vectors_with_no_reserve(dose, days):
    supply = predicted(refill(filled_ml=20, strength_mcg_per_ml=500, dose_mcg_per_day=dose), alarm_ml=0)
    assert supply.alarm_date == REFILL_DAY + timedelta(days=days)
    assert supply.computation
    assert supply.computation.days_to_empty == days


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
    ("strength", "dose", "from_alarm_to_empty", "at_the_fastest"),
    [
        (500, 100, 10, 8),  # 10, and at 114.5 a day 8.73
        (500, 300, 3, 2),  # 3.33, 2.91
        (500, 800, 1, 1),  # 1.25: some 30 hours; 1.09: some 26
        (1000, 300, 6, 5),  # 6.67, 5.82
        (2000, 300, 13, 11),  # 13.3, 11.6
        (2000, 800, 5, 4),  # 5, 4.37
        (1000, 600, 3, 2),  # 3.33, 2.91
        (2000, 90, 44, 38),  # 44.4, 38.8
    ],
)
def test_the_derived_days_from_an_alarm_at_2_ml_to_empty(strength, dose, from_alarm_to_empty, at_the_fastest):
    supply = predicted(refill(filled_ml=2, strength_mcg_per_ml=strength, dose_mcg_per_day=dose), alarm_ml=2)
    assert supply.alarm_date == REFILL_DAY
    assert supply.computation
    assert supply.computation.days_to_empty == from_alarm_to_empty
    assert supply.empty_date == REFILL_DAY + timedelta(days=at_the_fastest)


@pytest.mark.parametrize(
    ("filled_ml", "strength", "dose", "to_2_ml", "to_4_ml", "to_empty", "at_the_fastest"),
    [
        (20, 500, 100, 90, 80, 100, 87),
        (20, 500, 300, 30, 26, 33, 29),
        (20, 500, 800, 11, 10, 12, 10),
        (20, 1000, 300, 60, 53, 66, 58),
        (20, 2000, 300, 120, 106, 133, 116),
        (20, 2000, 800, 45, 40, 50, 43),
        (40, 500, 800, 23, 22, 25, 21),
        (40, 1000, 600, 63, 60, 66, 58),
        (40, 2000, 300, 253, 240, 266, 232),
        (40, 2000, 800, 95, 90, 100, 87),
        (20, 2000, 90, 400, 355, 444, 388),
    ],
)
@pytest.mark.parametrize("alarm_ml", [2, 4])
def test_the_derived_table_and_its_cap_of_180_days(
    filled_ml, strength, dose, to_2_ml, to_4_ml, to_empty, at_the_fastest, alarm_ml
):
    """The last column: all of the volume at 1.145 times the dose, and the day before it is the last for a refill."""
    facts = refill(filled_ml=filled_ml, strength_mcg_per_ml=strength, dose_mcg_per_day=dose)
    supply = predicted(facts, alarm_ml=alarm_ml, plan=Plan(buffer_days=0))
    days = to_2_ml if alarm_ml == 2 else to_4_ml
    assert supply.alarm_date == REFILL_DAY + timedelta(days=days)
    assert supply.computation
    assert supply.computation.days_to_empty == to_empty
    assert supply.empty_date == REFILL_DAY + timedelta(days=at_the_fastest)
    due = {Origin.COMPUTED_ALARM_DATE: days, Origin.FLOW_TOLERANCE: at_the_fastest - 1, Origin.DRUG_LIMIT: 180}
    assert supply.refill_by == REFILL_DAY + timedelta(days=min(due.values()))
    assert supply.earliest.origin is min(due, key=due.__getitem__)


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
    assert supply.empty_date == REFILL_DAY + timedelta(days=8)  # 1,000 mcg at 114.5 a day: 8.73
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
        (Origin.FLOW_TOLERANCE, date(2027, 1, 18), date(2027, 1, 17)),  # 40,000 mcg at 286.25 a day: 139.7
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


# --- figures that cannot be meant (R82) -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("figures", "reservoir_ml", "plausible"),
    [
        ({}, None, True),
        ({"dose_mcg_per_day": "24", "strength_mcg_per_ml": "500"}, None, True),
        ({"dose_mcg_per_day": "23.9", "strength_mcg_per_ml": "500"}, None, False),
        ({"dose_mcg_per_day": "80"}, None, True),  # 16 mL of 2,000: 400 days to the alarm
        ({"dose_mcg_per_day": "79.9"}, None, True),  # 400.5
        ({"dose_mcg_per_day": "79.8"}, None, False),  # 401.0: beyond what any drug lasts
        ({"dose_mcg_per_day": "28.54"}, None, False),
        ({"dose_mcg_per_day": "0.3"}, None, False),
        ({"strength_mcg_per_ml": "50"}, None, True),
        ({"strength_mcg_per_ml": "49.9"}, None, False),
        ({"strength_mcg_per_ml": "4000"}, None, True),
        ({"strength_mcg_per_ml": "4000.1"}, None, False),
        ({"filled_ml": "60", "strength_mcg_per_ml": "1000"}, None, True),
        ({"filled_ml": "60.1", "strength_mcg_per_ml": "1000"}, None, False),
        ({"filled_ml": "20"}, "20", True),
        ({"filled_ml": "20.1"}, "20", False),
        ({"filled_ml": "70", "strength_mcg_per_ml": "1000"}, "80", True),
    ],
)
def test_a_date_worked_out_from_figures_that_cannot_be_meant_carries_nothing(figures, reservoir_ml, plausible):
    facts = {**FOUR_FACTS, **{name: Decimal(value) for name, value in figures.items()}}
    supply = forecast(Record(refills=(refill(**facts),), pump=Pump(reservoir_ml=reservoir_ml and Decimal(reservoir_ml))))
    assert supply is not None
    assert supply.implausible is not plausible
    assert supply.carries is plausible
    assert not supply.dose_rose


def test_a_later_dose_that_cannot_be_meant_takes_the_computed_date_out_of_force():
    facts = refill(**{**FOUR_FACTS, "strength_mcg_per_ml": Decimal(500)})
    assert predicted(facts, doses=(change(date(2026, 10, 1), 23),)).implausible
    assert not predicted(facts, doses=(change(date(2026, 10, 1), 24),)).implausible


def test_figures_that_cannot_be_meant_show_no_empty_date_and_displace_no_estimate():
    supply = predicted(refill(**{**FOUR_FACTS, "dose_mcg_per_day": Decimal("28.54")}), alarm_ml=2)
    assert (supply.alarm_date, supply.empty_date) == (None, None)
    assert [(found.origin, found.in_force) for found in supply.candidates] == [
        (Origin.COMPUTED_ALARM_DATE, False),
        (Origin.FLOW_TOLERANCE, False),
        (Origin.ARTICLE_INTERVAL, False),
        (Origin.DRUG_LIMIT, True),
    ]
    assert supply.refill_by == date(2026, 11, 1)
    assert supply.critical_on == date(2026, 12, 1)


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
    ("dose_at_refill", "doses", "carried_to"),
    [
        (300, [(5, UP)], date(2026, 11, 16)),  # 30,000 mcg printed: 4 days use 1,200, and 28,800 are 72 days of 400
        (300, [(5, 301)], date(2026, 12, 9)),  # 28,800 are 95.7 days of 301
        (300, [(1, UP)], date(2026, 11, 15)),  # 75 days of 400
        (None, [(5, DOWN)], None),
        (None, [(1, 300)], None),
    ],
)
@pytest.mark.parametrize("printed", [{"alarm_date": CLINIC_DATE}, {"refill_by": CLINIC_DATE}])
def test_a_dose_that_rose_takes_the_clinics_date_out_of_force_and_carries_it_if_all_doses_are_known(
    dose_at_refill, doses, carried_to, printed
):
    facts = refill(**printed, dose_mcg_per_day=dose_at_refill)
    supply = predicted(facts, doses=tuple(change(date(2026, 9, day), dose) for day, dose in doses))
    as_printed, *others = [found for found in supply.candidates if found.origin is not Origin.DRUG_LIMIT]
    assert (as_printed.date, as_printed.in_force, as_printed.bound) == (CLINIC_DATE, False, Bound.DOSE_ROSE)
    told = [(found.origin, found.date, found.in_force, found.carried_from) for found in others]
    assert told == ([] if carried_to is None else [(Origin.CARRIED_DATE, carried_to, True, as_printed.origin)])
    buffer = timedelta(days=10 if "alarm_date" in printed else 0)
    assert supply.refill_by == (carried_to or CLINIC_DATE) - buffer
    assert supply.carries is (carried_to is not None)
    assert supply.dose_rose


@pytest.mark.parametrize(
    ("dose_at_refill", "doses"),
    [
        (300, []),
        (300, [(5, 300)]),
        (300, [(5, DOWN)]),
        (300, [(5, 250), (9, DOWN)]),
        (300, [(5, DOWN), (9, 250)]),  # up again, but never as high as before: 119 days, and 100 are printed
        (300, [(9, DOWN), (5, UP)]),  # 4 days of 400 and 200 ever since: 143 days
        (None, []),
    ],
)
@pytest.mark.parametrize("printed", [{"alarm_date": CLINIC_DATE}, {"refill_by": CLINIC_DATE}])
def test_a_clinics_date_that_the_doses_make_no_earlier_stays_as_printed(dose_at_refill, doses, printed):
    facts = refill(**printed, dose_mcg_per_day=dose_at_refill)
    supply = predicted(facts, doses=tuple(change(date(2026, 9, day), dose) for day, dose in doses))
    assert [(found.date, found.in_force) for found in supply.candidates] == [(CLINIC_DATE, True), (date(2027, 2, 28), True)]
    assert supply.carries
    assert not supply.dose_rose


def test_a_date_out_of_force_stays_beside_the_carried_and_the_computed_one():
    facts = refill(**FOUR_FACTS, alarm_date=date(2026, 10, 20))
    supply = predicted(facts, alarm_ml=2, doses=(change(date(2026, 9, 5), 300),))
    # 49 days at 250 are 12,250 mcg; 4 days use 1,000, and 11,250 are 37.5 days of 300: 12 October.
    # Worked out: 36,000 less 1,000 are 116.7 days of 300: 30 December.
    assert [(found.origin, found.date, found.in_force) for found in supply.candidates[:3]] == [
        (Origin.CLINIC_ALARM_DATE, date(2026, 10, 20), False),
        (Origin.CARRIED_DATE, date(2026, 10, 12), True),
        (Origin.COMPUTED_ALARM_DATE, date(2026, 12, 30), True),
    ]
    assert (supply.alarm_date, supply.refill_by) == (date(2026, 10, 12), date(2026, 10, 2))
    assert supply.disagreement_days == 79
    assert supply.carries


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


@pytest.mark.parametrize(
    ("printed", "bound"),
    [
        (date(2026, 11, 22), None),  # 24,600 mcg; 30 days use 9,000, and 15,600 are 39 days of 400: 9 November
        (date(2026, 11, 21), None),  # 38.25 days: 8 November, 7 days before the new one's 15 November
        (date(2026, 11, 20), date(2026, 11, 7)),  # 37.5 days
        (date(2026, 11, 10), date(2026, 10, 31)),  # 12,000 mcg are 30 days
    ],
)
def test_the_refill_by_date_is_superseded_by_a_newer_printout_unless_it_left_clearly_less(printed, bound):
    facts = refill(refill_by=printed, dose_mcg_per_day=300)
    supply = predicted(facts, doses=(change(date(2026, 10, 1), UP, NEW_ALARM_DATE),))
    older = candidate(supply, Origin.CARRIED_DATE)
    assert candidate(supply, Origin.CLINIC_REFILL_BY) is None
    assert (older and (older.date, older.in_force, older.bound)) == (bound and (bound, False, Bound.OLDER_PRINTOUT))
    assert supply.refill_by == (bound or date(2026, 11, 15))
    assert supply.carries is (bound is None)
    assert not supply.dose_rose


@pytest.mark.parametrize(
    ("dose", "alarm_date"),
    [(UP, NEW_ALARM_DATE), (399, NEW_ALARM_DATE), (401, date(2026, 11, 24))],  # 22,000 less 2,800 are 47.9 days of 401
)
def test_only_a_rise_after_the_newest_alarm_date_takes_it_out_of_force(dose, alarm_date):
    facts = refill(alarm_date=CLINIC_DATE, dose_mcg_per_day=300)
    supply = predicted(facts, doses=(change(date(2026, 10, 1), UP, NEW_ALARM_DATE), change(date(2026, 10, 8), dose)))
    printed = candidate(supply, Origin.CLINIC_ALARM_DATE)
    assert printed
    assert printed.in_force is (alarm_date == NEW_ALARM_DATE)
    assert supply.alarm_date == alarm_date
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


def test_a_higher_later_dose_never_lets_a_date_carry_that_a_lower_one_did_not():
    """Printed at a dose that nobody recorded, and earlier than the sum: the more the pump gives, the nearer the two come."""
    figures = {"filled_ml": 20, "strength_mcg_per_ml": 2000, "alarm_date": date(2026, 12, 5)}
    for rise in (301, 370, 390, 600):
        supply = predicted(refill(**figures), alarm_ml=2, doses=(change(REFILL_DAY, 300), change(OCTOBER, rise)))
        assert supply.binding == (Bound.DOSE_ROSE,)
        assert not supply.carries


def test_a_sum_that_was_the_stricter_when_the_clinic_printed_carries_after_a_rise():
    figures = {"filled_ml": 20, "strength_mcg_per_ml": 2000, "alarm_date": date(2027, 1, 5)}  # 36,000 mcg are 120 days of 300
    supply = predicted(refill(**figures), alarm_ml=2, doses=(change(REFILL_DAY, 300), change(OCTOBER, 370)))
    assert supply.carries


def test_printouts_that_disagree_do_so_after_a_rise_that_brings_them_together_too():
    facts = refill(alarm_date=CLINIC_DATE, dose_mcg_per_day=50)
    small = (change(OCTOBER, 50, CLINIC_DATE + timedelta(days=8)),)
    assert predicted(facts, doses=small).binding == (Bound.OLDER_PRINTOUT,)
    assert predicted(facts, doses=(*small, change(date(2026, 10, 2), 5000))).binding == (Bound.OLDER_PRINTOUT,)


def test_a_sum_that_lasted_too_long_is_not_believed_after_a_rise():
    """18.6 mL at 28.54, a slip of 285.4: a rise to 350 would make it half a year, and the pump is dry after three months."""
    slip = refill(filled_ml=Decimal("18.6"), strength_mcg_per_ml=2000, dose_mcg_per_day=Decimal("28.54"))
    supply = predicted(slip, alarm_ml=2, doses=(change(date(2026, 11, 27), 350),))
    assert supply.implausible
    assert not supply.carries


# --- older printouts, checks, what a refill does not say ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("printed", "bound"),
    [
        (date(2027, 1, 20), None),  # the old one, carried: 20,700 mcg are 103 days of 200 from 2 October, 13 January
        (date(2027, 1, 21), date(2027, 1, 13)),
    ],
)
def test_a_new_date_more_than_7_days_later_than_the_old_one_carried_leaves_the_old_one_as_a_bound(printed, bound):
    facts = refill(alarm_date=CLINIC_DATE, dose_mcg_per_day=300)
    supply = predicted(facts, doses=(change(OCTOBER, DOWN, printed),))
    older = candidate(supply, Origin.CARRIED_DATE)
    assert (older and older.date) == bound
    assert supply.alarm_date == (bound or printed)
    assert supply.carries is (bound is None)
    assert supply.binding == (() if bound is None else (Bound.OLDER_PRINTOUT,))


def test_a_small_fall_with_a_date_two_months_later_leaves_the_old_date_as_a_bound():
    supply = predicted(refill(**AT_250), doses=(change(OCTOBER, 240, date(2027, 2, 10)),))
    # 25,000 mcg: 30 days at 250 and the day of the change leave 17,250, and these are 71.9 days of 240.
    assert (supply.alarm_date, supply.refill_by) == (date(2026, 12, 12), date(2026, 12, 2))
    assert not supply.carries


def test_a_bound_stays_when_a_later_dose_would_bring_both_dates_together():
    """The two are compared by the doses up to the newest one's day: what comes after never makes an answer milder."""
    before = (change(OCTOBER, 240, date(2027, 2, 10)),)
    after = (*before, change(date(2026, 10, 2), 2400))
    milder, harsher = (predicted(refill(**AT_250), doses=doses) for doses in (before, after))
    assert Bound.OLDER_PRINTOUT in harsher.binding
    assert harsher.refill_by < milder.refill_by


def test_an_older_printout_of_a_dose_that_is_not_recorded_binds_only_if_no_dose_changed():
    check = Event("check", OCTOBER, EventKind.MRI, checked_on=OCTOBER, alarm_date=date(2027, 2, 10))
    unchanged = predicted(refill(alarm_date=CLINIC_DATE), events=(check,))
    assert unchanged.alarm_date == CLINIC_DATE
    assert not unchanged.carries
    changed = predicted(refill(alarm_date=CLINIC_DATE), doses=(change(OCTOBER, 400, date(2027, 2, 10)),))
    assert changed.alarm_date == date(2027, 2, 10)
    assert changed.carries


def test_a_date_printed_at_a_check_is_the_newest_and_in_force():
    check = Event("check", OCTOBER, EventKind.MRI, checked_on=date(2026, 10, 8), alarm_date=date(2026, 12, 1))
    supply = predicted(refill(**AT_250), events=(check,))
    assert (supply.alarm_date, supply.refill_by, supply.carries) == (date(2026, 12, 1), date(2026, 11, 21), True)
    of_before = check._replace(on=date(2026, 8, 1), checked_on=date(2026, 8, 31))
    assert predicted(refill(**AT_250), events=(of_before,)).alarm_date == CLINIC_DATE


def test_a_date_printed_at_a_check_is_carried_from_the_dose_of_then():
    check = Event("check", OCTOBER, EventKind.MRI, checked_on=date(2026, 10, 8), alarm_date=date(2026, 12, 1))
    supply = predicted(refill(**AT_250), doses=(change(date(2026, 10, 18), 500),), events=(check,))
    # 54 days at 250 are 13,500 mcg; 10 days use 2,500, and 11,000 are 22 days of 500.
    assert supply.alarm_date == date(2026, 11, 9)


@pytest.mark.parametrize(
    ("before", "bound"),
    [
        (380, None),  # 94.7 days: 4 December, 6 days before the clinic's
        (387, None),  # 93.0 days: 7 days
        (390, date(2026, 11, 22)),  # 92.3 days: 2 December, and the buffer before it
        (400, date(2026, 11, 20)),
    ],
)
def test_the_last_dose_from_before_the_refill_bounds_the_refill_by_date_and_nothing_else(before, bound):
    old = Refill("old", date(2026, 5, 1), dose_mcg_per_day=Decimal(before))
    facts = refill(alarm_date=CLINIC_DATE, filled_ml=20, strength_mcg_per_ml=2000)
    supply = predicted(old, facts, alarm_ml=2)
    assert supply.refill_by == (bound or date(2026, 11, 30))
    assert supply.carries is (bound is None)
    assert (supply.alarm_date, supply.critical_on, supply.empty_date) == (CLINIC_DATE, CLINIC_DATE, None)
    assert supply.disagreement_days is None


def test_a_dose_from_before_the_refill_displaces_no_estimate():
    old = Refill("old", date(2026, 5, 1), dose_mcg_per_day=Decimal(250))
    supply = predicted(old, refill(filled_ml=20, strength_mcg_per_ml=2000), alarm_ml=2)
    assert supply.is_estimate
    assert (supply.refill_by, supply.alarm_date, supply.critical_on) == (date(2026, 11, 1), None, date(2026, 12, 1))
    assert not supply.carries


def test_no_dose_from_before_is_taken_if_one_is_recorded_on_the_day_of_the_refill():
    old = Refill("old", date(2026, 5, 1), dose_mcg_per_day=Decimal(400))
    facts = refill(alarm_date=CLINIC_DATE, filled_ml=20, strength_mcg_per_ml=2000)
    assert predicted(old, facts, alarm_ml=2, doses=(change(REFILL_DAY, 250),)).refill_by == date(2026, 11, 30)


@pytest.mark.parametrize(
    ("doses", "expected"),
    [
        ((), date(2026, 11, 1)),
        (((5, 400),), date(2026, 10, 1)),
        (((5, 200),), date(2026, 11, 1)),
        (((5, 200), (9, 250)), date(2026, 10, 1)),
    ],
)
def test_a_rise_makes_the_articles_interval_one_month(doses, expected):
    changes = tuple(change(date(2026, 9, day), dose) for day, dose in doses)
    assert predicted(refill(dose_mcg_per_day=300), doses=changes).refill_by == expected


@pytest.mark.parametrize(
    ("parts", "disproves"),
    [
        ({}, True),
        ({"printed": True}, False),
        ({"kind": EventKind.MRI}, False),
        ({"checked_on": None}, False),  # unchecked: critical, and nothing else is said
        ({"doses": (change(date(2026, 10, 2), 300, date(2026, 11, 20)),)}, False),
        ({"doses": (change(date(2026, 9, 30), 300, date(2026, 11, 20)),)}, True),
        ({"doses": (change(date(2026, 10, 2), 250),)}, True),
        ({"on": date(2026, 8, 31), "checked_on": REFILL_DAY}, False),
    ],
)
def test_a_checked_alarm_disproves_the_date_it_came_before_unless_one_was_printed_since(parts, disproves):
    event = Event(
        "alarm",
        parts.get("on", OCTOBER),
        parts.get("kind", EventKind.ALARM),
        parts.get("checked_on", date(2026, 10, 3)),
        alarm_date=date(2026, 11, 20) if parts.get("printed") else None,
    )
    supply = predicted(refill(**AT_250), events=(event,), doses=parts.get("doses", ()))
    assert supply.alarm_disproves is disproves


@pytest.mark.parametrize(
    ("refill_by", "buffer_days", "critical"),
    [
        (date(2026, 12, 15), None, date(2026, 12, 18)),
        (date(2026, 12, 15), 7, date(2026, 12, 22)),
        (date(2026, 12, 15), 0, date(2026, 12, 15)),
        (date(2026, 12, 15), 30, date(2026, 12, 25)),
        (date(2026, 10, 1), None, date(2026, 10, 4)),
        (date(2026, 11, 30), None, date(2026, 12, 1)),  # no later than the estimate alone would be
        (date(2026, 12, 1), None, date(2026, 12, 4)),
    ],
)
def test_a_lone_refill_by_date_turns_critical(refill_by, buffer_days, critical):
    assert predicted(refill(refill_by=refill_by), plan=Plan(buffer_days=buffer_days)).critical_on == critical


def test_a_refill_by_date_beside_an_alarm_date_turns_critical_on_that():
    assert predicted(refill(refill_by=date(2026, 10, 1), alarm_date=CLINIC_DATE)).critical_on == CLINIC_DATE


def test_a_carried_refill_by_date_turns_critical_after_the_carried_day():
    supply = predicted(refill(refill_by=CLINIC_DATE, dose_mcg_per_day=250), doses=(change(OCTOBER, 400),))
    assert (supply.refill_by, supply.critical_on) == (date(2026, 11, 13), date(2026, 11, 16))


def test_of_two_refills_of_one_day_the_dates_are_carried_from_the_lower_dose_and_used_up_by_the_higher():
    facts = refill(**AT_250), refill(alarm_date=CLINIC_DATE, dose_mcg_per_day=400)
    for refills in (facts, facts[::-1]):
        assert predicted(*refills).alarm_date == date(2026, 11, 2)  # 25,000 mcg are 62.5 days of 400


def test_a_long_sum_is_believed_if_the_clinic_printed_the_same():
    figures = {"filled_ml": 40, "strength_mcg_per_ml": 2000, "dose_mcg_per_day": 100}  # 76,000 mcg at 100: 760 days
    assert predicted(refill(**figures), alarm_ml=2).implausible
    printed = REFILL_DAY + timedelta(days=753)
    assert not predicted(refill(**figures, alarm_date=printed), alarm_ml=2).implausible
    assert predicted(refill(**figures, alarm_date=printed - timedelta(days=1)), alarm_ml=2).implausible


def test_a_planned_refill_by_date_stays_beside_a_newer_printout():
    """More than 7 days before its own visit's alarm date asked for: a fixed visit, and no sum of drug."""
    facts = refill(**AT_250, refill_by=date(2026, 11, 1))
    supply = predicted(facts, doses=(change(OCTOBER, 200, date(2026, 12, 27)),))
    assert supply.earliest == Candidate(Origin.CLINIC_REFILL_BY, date(2026, 11, 1), date(2026, 11, 1))
    assert supply.carries


def test_a_planned_refill_by_date_comes_nearer_with_a_rise():
    facts = refill(refill_by=date(2026, 10, 29), alarm_date=date(2026, 11, 29), dose_mcg_per_day=60)
    supply = predicted(facts, doses=(change(OCTOBER, 66, date(2026, 11, 26)),))
    # 58 days at 60 are 3,480 mcg; 30 days use 1,800, and 1,680 are 25.5 days of 66.
    assert (supply.refill_by, supply.earliest.origin) == (date(2026, 10, 26), Origin.CARRIED_DATE)
    assert supply.carries


@pytest.mark.parametrize(("newest", "disagrees"), [(date(2026, 12, 17), False), (date(2026, 12, 18), True)])
def test_two_printouts_at_one_dose_disagree_from_8_days_on(newest, disagrees):
    check = Event("check", OCTOBER, EventKind.MRI, checked_on=date(2026, 10, 5), alarm_date=newest)
    supply = predicted(refill(alarm_date=CLINIC_DATE), events=(check,))
    assert supply.alarm_date == (CLINIC_DATE if disagrees else newest)
    assert supply.carries is not disagrees


# --- what the record says once ----------------------------------------------------------------------------------------


def test_the_dose_of_a_day_is_the_highest_of_the_newest_whatever_the_order_of_typing():
    high, low = change(OCTOBER, 400), change(OCTOBER, 240)
    for doses in ((high, low), (low, high)):
        dose = Record(refills=(refill(**AT_250),), doses=doses).dose_on(date(2026, 10, 5))
        assert dose
        assert dose.dose_mcg_per_day == 400
        assert predicted(refill(**AT_250), doses=doses).alarm_date == date(2026, 11, 13)


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


def test_a_date_printed_at_a_check_on_the_day_of_two_doses_was_printed_at_the_lower():
    day = date(2026, 9, 1)
    two = (Refill("a", day, dose_mcg_per_day=Decimal(200)), Refill("b", day, dose_mcg_per_day=Decimal(100)))
    check = Event("e", day, EventKind.MRI, checked_on=day, alarm_date=date(2026, 12, 10))
    found = forecast(Record(refills=two, events=(check,)))
    assert found is not None
    assert found.alarm_date == date(2026, 10, 21), "100 days at 100 mcg last 50 at 200"


def test_the_same_date_printed_at_a_change_and_at_a_check_of_its_day_is_one_printout():
    day = date(2026, 9, 1)
    changed = DoseChange("d", day, Decimal(200), alarm_date=date(2026, 12, 10))
    check = Event("e", day, EventKind.MRI, checked_on=day, alarm_date=date(2026, 12, 10))
    found = forecast(Record(refills=(Refill("a", day, dose_mcg_per_day=Decimal(100)),), doses=(changed,), events=(check,)))
    assert found is not None
    assert found.alarm_date == date(2026, 12, 10), "the change's own printout reckons with the new dose"


def test_a_date_printed_at_a_check_on_the_day_of_the_refill_and_a_change_may_come_from_a_dose_that_nobody_recorded():
    day = date(2026, 9, 1)
    check = Event("e", day, EventKind.MRI, checked_on=day, alarm_date=date(2026, 12, 10))
    found = forecast(Record(refills=(Refill("a", day),), doses=(DoseChange("d", day, Decimal(200)),), events=(check,)))
    assert found is not None
    assert [item.in_force for item in found.candidates if item.date == date(2026, 12, 10)] == [False], "the dose may have risen"
