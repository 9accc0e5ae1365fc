"""Doses, strengths and volumes, read and written without ambiguity."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itb_cli.domain.quantities import (
    parse_days,
    parse_dose,
    parse_strength,
    parse_volume,
    plain_number,
    spoken_dose,
    spoken_strength,
    spoken_volume,
)
from itb_cli.errors import InputRefusedError

PARSERS = (parse_dose, parse_strength, parse_volume)
AMOUNTS = st.decimals(min_value=Decimal("0.01"), max_value=Decimal(999_999), places=2)


# --- reading ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "mcg_per_day"),
    [
        ("350", 350),
        ("350.5", "350.5"),
        ("350 mcg", 350),
        ("350mcg", 350),
        ("350 MCG", 350),
        ("350mcg/day", 350),
        ("350 mcg per day", 350),
        ("350 mcg a day", 350),
        ("350 mcg daily", 350),
        ("350 mcg/d", 350),
        ("350 mcg/24h", 350),
        ("350 mcg per 24 hours", 350),
        ("350 µg", 350),  # the micro sign
        ("350 μg/day", 350),  # the Greek letter
        ("350 ug", 350),
        ("350 microgram", 350),
        ("350 Micrograms per day", 350),
        ("0.35 mg", 350),
        ("0.35mg/day", 350),
        ("0.0925 milligrams per day", "92.5"),
        ("1 mg", 1000),
        ("  62.5  ", "62.5"),
        ("0.5", "0.5"),
        ("0.500", "0.5"),
        ("1234.567", "1234.567"),
        ("1234", 1234),
    ],
)
def test_a_dose_is_read_in_mcg_per_day(typed, mcg_per_day):
    assert parse_dose(typed) == Decimal(mcg_per_day)


@pytest.mark.parametrize(
    ("typed", "mcg_per_ml"),
    [
        ("500", 500),
        ("2000 mcg/mL", 2000),
        ("2000 mcg per mL", 2000),
        ("2000 mcg in 1 mL", 2000),
        ("2000µg/ml", 2000),
        ("2 mg/mL", 2000),
        ("0.5 mg per millilitre", 500),
        ("0.05 mg/mL", 50),
        # As labels print it, for the whole vial (S95, S96).
        ("10000 mcg in 20 mL", 500),
        ("20000 mcg/20 mL", 1000),
        ("40000 mcg per 20 mL", 2000),
        ("10 mg in 5 mL", 2000),
        ("10 mg in 20 mL", 500),
        ("10mg/20ml", 500),
        ("1 mg in 64 mL", "15.625"),
    ],
)
def test_a_strength_is_read_in_mcg_per_ml(typed, mcg_per_ml):
    assert parse_strength(typed) == Decimal(mcg_per_ml)


@pytest.mark.parametrize(
    ("typed", "ml"),
    [("20", 20), ("20 mL", 20), ("18.5ml", "18.5"), ("18.5 millilitres", "18.5"), ("40 milliliters", 40), ("0.5 mL", "0.5")],
)
def test_a_volume_is_read_in_ml(typed, ml):
    assert parse_volume(typed) == Decimal(ml)


def test_a_volume_of_a_strength_is_an_amount():
    """10 microlitres of 25 mg/mL are 0.25 mg."""
    assert parse_volume("0.01 mL") * parse_strength("25 mg/mL") == parse_dose("0.25 mg") == 250


# --- refusing ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("parse", PARSERS)
@pytest.mark.parametrize(
    ("typed", "as_decimal", "as_thousands"),
    [
        ("2,5", "2.5", "25"),
        ("0,5", "0.5", "5"),
        ("1,000", "1", "1000"),
        ("1.000", "1", "1000"),
        ("2.000", "2", "2000"),
        ("12.345", "12.345", "12345"),
        ("999.500", "999.5", "999500"),
        ("10,000", "10", "10000"),
        ("2,000.5", "2000.5", "20005"),
    ],
)
def test_a_number_with_two_readings_is_refused_with_both(parse, typed, as_decimal, as_thousands):
    with pytest.raises(InputRefusedError) as caught:
        parse(typed)
    said = f"{Decimal(as_decimal):,}", f"{Decimal(as_thousands):,}"
    found = re.search(r"can be read as ([\d.,]+) \S.* or as ([\d.,]+) ", caught.value.message)
    assert found
    assert found.groups() == said
    assert f"Type {as_decimal} or {as_thousands}:" in caught.value.hint


@pytest.mark.parametrize(("parse", "unit"), [(parse_dose, "mcg per day"), (parse_strength, "mcg per mL"), (parse_volume, "mL")])
def test_both_readings_carry_their_unit(parse, unit):
    with pytest.raises(InputRefusedError, match=f"2.5 {unit} or as 25 {unit}"):
        parse("2,5")


def test_two_readings_in_the_volume_of_a_strength_are_refused_in_ml():
    with pytest.raises(InputRefusedError, match=r"2\.5 mL or as 25 mL"):
        parse_strength("10 mg in 2,5 mL")


@pytest.mark.parametrize("parse", PARSERS)
def test_a_number_that_begins_with_a_point_is_refused_with_its_zero(parse):
    with pytest.raises(InputRefusedError) as caught:
        parse(".5")
    assert '"0.5"' in caught.value.hint


@pytest.mark.parametrize("parse", PARSERS)
@pytest.mark.parametrize("typed", ["0", "0.0", "0.00"])
def test_nothing_is_no_quantity(parse, typed):
    with pytest.raises(InputRefusedError, match="must be more than 0"):
        parse(typed)


@pytest.mark.parametrize("parse", PARSERS)
@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        ".",
        ",",
        "-5",
        "+5",
        "1e3",
        "5.",
        "1 000",
        "1'000",
        "1.000.000",
        "..5",
        "5..5",
        "12345678",
        "0.1234567",
        "inf",
        "NaN",
        "5²",
        "٣٥٠",  # Arabic-Indic digits
        "350 mcg extra",
        "about 350",
        "350 IU",
        "20 cc",
        "1" * 61,
    ],
)
def test_what_is_no_plain_number_is_refused(parse, typed):
    with pytest.raises(InputRefusedError) as caught:
        parse(typed)
    assert caught.value.hint


@pytest.mark.parametrize(
    ("parse", "typed"),
    [
        (parse_dose, "2000 mcg/mL"),
        (parse_dose, "20 mL"),
        (parse_dose, "12.5 mcg per hour"),
        (parse_strength, "350 mcg/day"),
        (parse_strength, "2000 mcg"),
        (parse_strength, "20 mL"),
        (parse_strength, "0 mg in 5 mL"),
        (parse_strength, "10 mg in 0 mL"),
        (parse_volume, "350 mcg"),
        (parse_volume, "2000 mcg/mL"),
        (parse_volume, "20 L"),
    ],
)
def test_a_quantity_of_another_kind_is_refused(parse, typed):
    with pytest.raises(InputRefusedError):
        parse(typed)


@pytest.mark.parametrize("typed", ["10 mg in 3 mL", "1 mcg in 7 mL"])
def test_a_strength_without_an_end_is_refused_and_never_rounded(typed):
    with pytest.raises(InputRefusedError, match="round strength"):
        parse_strength(typed)


@pytest.mark.parametrize(("typed", "is_read"), [("1 mcg in 64 mL", True), ("1 mcg in 128 mL", False)])
def test_a_strength_has_at_most_six_decimals(typed, is_read):
    if is_read:
        assert parse_strength(typed) == Decimal("0.015625")
    else:
        with pytest.raises(InputRefusedError, match="round strength"):
            parse_strength(typed)


@pytest.mark.parametrize("parse", PARSERS)
def test_what_is_longer_than_any_quantity_is_refused(parse):
    assert parse("20".ljust(60)) == 20
    with pytest.raises(InputRefusedError):
        parse("20".ljust(61))


@given(parse=st.sampled_from(PARSERS), text=st.text(max_size=70))
def test_hostile_text_is_read_or_refused_and_nothing_else(parse, text):
    try:
        value = parse(text)
    except InputRefusedError:
        return
    assert value > 0


@given(parse=st.sampled_from(PARSERS), text=st.text(alphabet="0123456789.,' mcgµLdayper/in", max_size=25))
def test_text_near_a_quantity_is_read_or_refused_and_nothing_else(parse, text):
    try:
        value = parse(text)
    except InputRefusedError:
        return
    assert 0 < value < 1_000_000


@pytest.mark.parametrize("parse", PARSERS)
def test_what_no_pump_could_hold_is_refused(parse):
    assert parse("999999") == 999_999
    with pytest.raises(InputRefusedError, match="cannot be right"):
        parse("1000000")


@pytest.mark.parametrize(
    ("parse", "typed"), [(parse_dose, "1000 mg"), (parse_strength, "1000 mg/mL"), (parse_strength, "1 mg in 0.001 mL")]
)
def test_what_no_pump_could_hold_is_refused_in_any_unit(parse, typed):
    with pytest.raises(InputRefusedError, match="cannot be right"):
        parse(typed)


@given(st.decimals(min_value=Decimal("0.01"), max_value=999, places=2))
def test_milligrams_are_a_thousand_times_micrograms(amount):
    assert parse_dose(f"{amount} mg") == parse_dose(f"{amount} mcg") * 1000
    assert parse_strength(f"{amount} mg/mL") == parse_strength(f"{amount} mcg/mL") * 1000


# --- the slip of the point --------------------------------------------------------------------------------------------


# --- writing ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2", "2"),
        ("2.0", "2"),
        ("0.50", "0.5"),
        ("0.5", "0.5"),
        ("100", "100"),
        ("350.00", "350"),
        ("999", "999"),
        ("1000", "1,000"),
        ("2E+3", "2,000"),
        ("1234567.8900", "1,234,567.89"),
        ("0.001", "0.001"),
        ("1E-3", "0.001"),
    ],
)
def test_numbers_have_no_trailing_zero_a_leading_one_and_commas(value, expected):
    assert plain_number(Decimal(value)) == expected


@given(st.decimals(min_value=0, max_value=10_000_000, places=4))
def test_a_written_number_means_the_same_and_cannot_be_misread(value):
    written = plain_number(value)
    assert Decimal(written.replace(",", "")) == value
    assert re.fullmatch(r"\d{1,3}(,\d{3})*(\.\d*[1-9])?", written)


@pytest.mark.parametrize(("typed", "days"), [("0", 0), ("7", 7), (" 30 ", 30), ("007", 7), ("90", 90)])
def test_whole_days_are_read_up_to_the_most(typed, days):
    assert parse_days(typed, 90) == days


@pytest.mark.parametrize("typed", ["", "91", "-1", "1.5", "1,5", "1e1", "ten", "1 0", "+7", "٧", "0000999", "7 days", "1" * 100])
def test_no_other_number_of_days_is_read(typed):
    with pytest.raises(InputRefusedError):
        parse_days(typed, 90)


def test_quantities_carry_their_unit_and_kind():
    assert spoken_dose(Decimal("350.00")) == "350 mcg per day"
    assert spoken_strength(Decimal(2000)) == "2,000 mcg per mL"
    assert spoken_volume(Decimal("18.50")) == "18.5 mL"


@given(AMOUNTS)
def test_no_micro_sign_and_no_slash_is_ever_written(amount):
    for written in (spoken_dose(amount), spoken_strength(amount), spoken_volume(amount)):
        assert not re.search("[µμ/]|ug|mcgs", written)
        assert re.fullmatch(r"[\d.,]+ (mcg per day|mcg per mL|mL)", written)


@given(st.decimals(min_value=Decimal("0.1"), max_value=999, places=1))
def test_what_is_written_can_be_typed_again(amount):
    assert parse_dose(spoken_dose(amount)) == amount
    assert parse_strength(spoken_strength(amount)) == amount
    assert parse_volume(spoken_volume(amount)) == amount
