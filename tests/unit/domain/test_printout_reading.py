"""A pasted printout: what is read is right, what is not sure is not taken, and nothing is guessed."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.printouts import BROKEN, WHOLE
from itb_cli.domain.printout_labels import LABELS, PrintedFact
from itb_cli.domain.printout_reading import FLEXIBLE, OTHER_DRUG, read_printout


def taken(text):
    """The facts read, in words to compare with those written by hand."""
    return {fact.value: _words(value) for fact, value in read_printout(text).values.items()}


def _words(value):
    value = getattr(value, "on", value)
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


def test_there_are_forty_printouts_ten_of_them_broken():
    assert len(WHOLE) + len(BROKEN) >= 40
    assert len(BROKEN) >= 10


@pytest.mark.parametrize(("text", "expected"), [*WHOLE, *BROKEN])
def test_each_printout_gives_the_facts_that_it_says_and_no_other(text, expected):
    assert taken(text) == expected


@pytest.mark.parametrize(("text", "_expected"), BROKEN)
def test_what_is_not_taken_from_a_broken_printout_is_said(text, _expected):
    reading = read_printout(text)
    assert reading.unsure or reading.aside


@pytest.mark.parametrize(("text", "expected"), WHOLE)
def test_each_fact_names_the_line_that_it_came_from(text, expected):
    lines = text.splitlines()
    for item in read_printout(text).found:
        assert lines[item.line.number - 1].strip() in item.line.text


def test_another_drug_and_a_flex_schedule_are_set_aside_by_name():
    assert [item.why for item in read_printout("Drug 2: Morphine 10 mg/mL\nMode: Flex").aside] == [OTHER_DRUG, FLEXIBLE]


TRUE_DAYS = {"on": date(2026, 9, 14), "alarm_date": date(2026, 12, 29), "refill_by": date(2026, 4, 3)}
STYLES = ("%Y-%m-%d", "%d %b %Y", "%B %d, %Y", "%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%d-%b-%Y", "%m/%d/%y", "%A %d %B %Y")
DOSES = ("285.4 mcg/day", "0.2854 mg/day", "285,4 mcg/day", "285.4", "285.4 mcg", "11.9 mcg/h")
STRENGTHS = ("2000 mcg/mL", "2 mg/mL", "2,000 mcg/mL", "2,000.0 mcg/mL", "2000", "2000 mcg")
GAPS = (": ", "\t", "   ", " | ", " ..... ", "\n", " = ", " ", ":", " - ")


@given(
    st.permutations(["on", "alarm_date", "refill_by", "dose_mcg_per_day", "strength_mcg_per_ml"]),
    st.data(),
    st.sampled_from(["\n", "     ", "\n\n", " | ", " "]),
)
def test_no_printout_gives_a_wrong_fact(order, data, between):
    parts = []
    for name in order:
        label = data.draw(st.sampled_from([label for label, facts in LABELS.items() if PrintedFact(name) in facts]))
        if name in TRUE_DAYS:
            value = TRUE_DAYS[name].strftime(data.draw(st.sampled_from(STYLES)))
        else:
            value = data.draw(st.sampled_from(DOSES if name.startswith("dose") else STRENGTHS))
        words = [label, value] if data.draw(st.booleans()) or data.draw(st.booleans()) else [value, label]
        parts.append(data.draw(st.sampled_from(GAPS)).join(words))
    truth = {**TRUE_DAYS, "dose_mcg_per_day": Decimal("285.4"), "strength_mcg_per_ml": Decimal(2000)}
    for fact, value in read_printout(between.join(parts)).values.items():
        assert getattr(value, "on", value) == truth.get(fact.value, TRUE_DAYS["refill_by"]), fact
