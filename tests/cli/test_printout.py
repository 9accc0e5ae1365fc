"""`itb log --printout`: one yes stores all of it, one undo takes it back; what is not sure is asked about, or refused."""

import tomllib
from datetime import date

import pytest

TEXT = """Riverside Pump Clinic
Session date: 14 Sep 2026
Date of refill: 14 Sep 2026
Alarm date: 29 Dec 2026
Volume put in: 18.6 mL
Concentration: 2 mg/mL
Pump model: SynchroMed II
ERI: 34 months
Next appointment: 15 Dec 2026 10:30 AM
"""


@pytest.fixture
def paper(tmp_path):
    def write(text):
        place = tmp_path / "printout.txt"
        place.write_text(text, encoding="utf-8")
        return str(place)

    return write


def stored(record):
    return tomllib.loads(record.read_text(encoding="utf-8"))


def test_a_yes_stores_everything_and_one_undo_takes_it_back(run, record, paper):
    said = run("log", "--printout", paper(TEXT), is_terminal=True, typed="y\n")
    assert 'line 4: "Alarm date: 29 Dec 2026"' in said.err
    assert 'Line 1: "Riverside Pump Clinic" (not understood, not stored)' in said.err
    kept = stored(record)
    assert kept["pump"] == {"model": "SynchroMed II", "replace_by": date(2029, 7, 14)}
    assert [visit["on"] for visit in kept["appointments"]] == [date(2026, 12, 15)]
    (refill,) = kept["refills"]
    assert (refill["on"], refill["alarm_date"], refill["strength_mcg_per_ml"]) == (date(2026, 9, 14), date(2026, 12, 29), 2000)
    run("undo")
    assert not {"refills", "appointments", "pump"} & stored(record).keys()


def test_the_months_until_replacement_are_echoed_with_the_day_that_they_count_from(run, paper):
    out = run("log", "--printout", paper(TEXT), "--yes").out
    assert "Replace the pump by Saturday 14 July 2029, counted from Monday 14 September 2026." in out


@pytest.mark.parametrize("yes", [(), ("--yes",)])
def test_two_readings_are_refused_with_an_example_if_nobody_can_be_asked(run, record, paper, yes):
    text = "Date of refill: 14 Sep 2026\nAlarm date: 03/04/2027\n"
    said = run("log", "--printout", paper(text), *yes, code=5)
    assert "3 April 2027 or 4 March 2027" in said.err
    assert 'Write the line like this: "Alarm date: 2026-12-29".' in said.err
    assert not record.exists()


def test_two_readings_are_asked_about_at_a_terminal(run, record, paper):
    text = "Date of refill: 14 Sep 2026\nAlarm date: 03/01/2027\nRefill: 2 Jan 2027\n"
    run("log", "--printout", paper(text), is_terminal=True, typed="2027-01-03\n3\n2\ny\n")
    (refill,) = stored(record)["refills"]
    assert (refill["alarm_date"], refill["refill_by"]) == (date(2027, 1, 3), date(2027, 1, 2))


def test_without_a_yes_nothing_is_stored(run, record, paper):
    run("log", "--printout", paper(TEXT), code=5, is_terminal=True, typed="n\n\n")
    run("log", "--printout", paper(TEXT), code=5)
    assert not record.exists()


def test_a_no_asks_which_value_is_another_one_and_keeps_the_rest(run, record, paper):
    typed = ("n", "4", "x", "20 mL", "n", "7", "none", "n", "3", "", "y")
    said = run("log", "--printout", paper(TEXT), is_terminal=True, typed="\n".join(typed) + "\n").err
    assert "4. Volume put in: 18.6 mL" in said
    assert '"x" is not the unit of this: mL.' in said
    assert "Months until the pump is replaced (ERI): 34 months" in said, "capitals stay"
    (refill,) = stored(record)["refills"]
    assert (refill["filled_ml"], refill["alarm_date"]) == (20, date(2026, 12, 29))
    assert "replace_by" not in stored(record).get("pump", {}), "none leaves it out"


def test_a_no_to_a_doubt_about_one_value_leads_there_too(run, record, paper):
    text = "Date of refill: 14 Sep 2026\nAlarm date: 29 Dec 2026\nDose: 2854 mcg/day\n"
    typed = ("n", "3", "285.4 mcg/day", "y")
    said = run("log", "--printout", paper(text), is_terminal=True, typed="\n".join(typed) + "\n").err
    assert "more than pumps usually give. Is it right? [y/N] Nothing is stored yet." in said
    (refill,) = stored(record)["refills"]
    assert float(refill["dose_mcg_per_day"]) == 285.4


def test_a_value_that_cannot_be_read_is_the_reason_told_not_its_place(run, paper):
    text = "Refill date 09/14/26\nAlarm date: 29 Dec 2026\nRiverside\n12 Main Street\n"
    refused = run("log", "--printout", paper(text), code=5).err
    assert '"09/14/26"' in " ".join(refused.split())


def test_a_day_that_the_printout_does_not_name_is_not_guessed(run, record, paper):
    text = "Printed: 14 Sep 2026\nAlarm date: 29 Dec 2026\n"
    assert "itb log 2026-09-14 --printout FILE" in run("log", "--printout", paper(text), "--yes", code=5).err
    run("log", "2026-09-13", "--printout", paper(text), "--yes")
    assert stored(record)["refills"][0]["on"] == date(2026, 9, 13)


def test_a_second_drug_goes_to_the_note_and_its_figures_nowhere(run, record, paper):
    text = TEXT + "Drug 2: Morphine 10 mg/mL\n"
    said = run("log", "--printout", paper(text), "--yes").out
    assert "Left to the note: another drug than baclofen" in said
    (refill,) = stored(record)["refills"]
    assert refill["note"] == "On the printout: Drug 2: Morphine 10 mg/mL"
    assert "strength_mcg_per_ml" not in refill


def test_another_pump_than_the_recorded_one_is_asked_about(run, record, paper):
    run("setup", "--pump-model", "SynchroMed III")
    run("log", "--printout", paper(TEXT), code=5, is_terminal=True, typed="n\n\n")
    assert stored(record)["pump"] == {"model": "SynchroMed III"}


def test_a_text_can_be_pasted(run, record):
    run("log", "--printout", "-", is_terminal=True, typed=TEXT + ".\ny\n")
    assert len(stored(record)["refills"]) == 1


def test_what_is_on_standard_input_is_stored_with_yes_only(run, record):
    run("log", "--printout", "-", typed=TEXT, code=5)
    assert not record.exists()
    run("log", "--printout", "-", "--yes", "--json", typed=TEXT)
    assert len(stored(record)["refills"]) == 1


def test_a_file_that_is_not_there_or_no_text_is_refused(run, tmp_path):
    assert "cannot be read" in run("log", "--printout", str(tmp_path / "none.txt"), code=5).err
    (tmp_path / "x.pdf").write_bytes(b"%PDF-1.4 \xff\xfe\x80")
    assert "no plain text" in run("log", "--printout", str(tmp_path / "x.pdf"), code=5).err


def test_months_until_replacement_are_read_by_the_printout_itself(run, record, paper):
    assert run("log", "--printout", paper(TEXT), "--eri-months", "31", "--yes", code=2).err.startswith(
        "itb: Beside --printout only"
    )
    run("log", "--printout", paper(TEXT.replace("34 months", "31 months")), "--yes")
    assert stored(record)["pump"]["replace_by"] == date(2029, 4, 14)


def test_a_text_in_which_nothing_is_understood_is_refused_before_anything_is_asked(run, record):
    said = run("log", "--printout", "-", is_terminal=True, typed="Hello\n.\n", code=5)
    assert said.err.startswith("Paste the printout. Then type a single . on a line of its own, and Enter.\nitb: Nothing in this")
