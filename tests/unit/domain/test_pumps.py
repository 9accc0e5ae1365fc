"""Which family a recorded model belongs to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itb_cli.domain.pumps import PUMP_NAMES, PumpFamily, pump_family


@pytest.mark.parametrize(
    ("model", "family"),
    [
        ("SynchroMed II", PumpFamily.SYNCHROMED_II),
        ("synchromed ii 20 mL", PumpFamily.SYNCHROMED_II),
        ("Medtronic SynchroMed® II", PumpFamily.SYNCHROMED_II),
        ("Synchromed-2", PumpFamily.SYNCHROMED_II),
        ("SYNCHROMEDII", PumpFamily.SYNCHROMED_II),
        ("8637-40", PumpFamily.SYNCHROMED_II),
        ("SynchroMed III", PumpFamily.SYNCHROMED_III),
        ("synchromed 3", PumpFamily.SYNCHROMED_III),
        ("SynchroMed EL", PumpFamily.SYNCHROMED_EL),
        ("8626", PumpFamily.SYNCHROMED_EL),
        ("model 8627", PumpFamily.SYNCHROMED_EL),
        ("Prometra II", PumpFamily.PROMETRA_II),
        ("prometra 2", PumpFamily.PROMETRA_II),
        ("Prometra I", PumpFamily.PROMETRA),
        ("Prometra 1", PumpFamily.PROMETRA),
        ("Codman 3000", PumpFamily.CONSTANT_FLOW),
        ("constant-flow pump", PumpFamily.CONSTANT_FLOW),
        ("IsoMed", PumpFamily.CONSTANT_FLOW),
        ("Archimedes", PumpFamily.CONSTANT_FLOW),
        ("Siromedes", None),
        ("SynchroMed II or Prometra", None),
        ("not SynchroMed II", None),
        ("previously SynchroMed II, now unknown", None),
        ("unknown", None),
        ("Medtronic", None),
        ("other", PumpFamily.OTHER),
    ],
)
def test_a_model_is_told_by_its_name_or_number(model, family):
    assert pump_family(model) is family


@pytest.mark.parametrize(
    "model", ["SynchroMed", "Prometra", "synchromed 20 mL", "Prometra programmable", "Synchromed IIII", "II SynchroMed"]
)
def test_a_name_without_its_generation_counts_as_not_recorded(model):
    assert pump_family(model) is None


@pytest.mark.parametrize("model", [None, "", " ", "?", "---"])
def test_no_model_is_no_family(model):
    assert pump_family(model) is None


@pytest.mark.parametrize("model", ["SynchroMed 8", "SynchroMed IX", "Prometra III"])
def test_a_generation_that_is_not_known_is_no_older_one(model):
    assert pump_family(model) is None


@given(st.text(max_size=60))
def test_hostile_text_has_a_family_or_none(text):
    assert pump_family(text) in {*PumpFamily, None}


@given(st.text(max_size=20), st.text(max_size=20))
def test_a_bare_synchromed_never_passes_for_another_maker(before, after):
    assert pump_family(f"{before} synchromed {after}") is not PumpFamily.OTHER


def test_every_family_has_a_name_that_is_read_back_as_itself():
    for family, name in PUMP_NAMES.items():
        if family is not PumpFamily.PROMETRA:  # "first model" is for people
            assert pump_family(name) is family
    assert set(PUMP_NAMES) == set(PumpFamily)
