"""`itb card`: what changes treatment first, always whole, with or without a record."""

import json
import re
from datetime import date

import pytest

from conftest import text

SIGNS = """\
Too little baclofen can start with:
- itching, often with no rash
- tingling in arms or legs
- tightness or spasms coming back
- fever, sweating, or being cross for no reason
- then: high fever, confusion, fits, very stiff muscles
Too much baclofen can start with:
- heavy sleepiness, or dizziness
- weak or floppy arms and legs
- slow or shallow breathing
- confusion
- then: fits, or passing out

Also carry your pump ID card and your pump maker's emergency card.

"""
AGE = "Printed on 22 November 2026. Older than 6 months, or any change since: print it again.\n\n"
SOURCES_AND_ACTION = """\
Sources:
S02, S04, S05, S10, S15, {mri}S30, S35, S42, S44, S48, S59, S69, S114. To read more: itb sources. Not yet checked by a clinician.

I HAVE AN IMPLANTED BACLOFEN PUMP. Signs of too little or too much: call {number} now.
"""
SOURCES = SOURCES_AND_ACTION.format(mri="S27, ", number="your emergency number (112, 911 or 999)")
WITHOUT_RECORD = (
    text(
        """
        I HAVE AN IMPLANTED BACLOFEN PUMP
        Stopping baclofen suddenly can kill. Too much can stop breathing.

        What to do. Emergency: call your emergency number (112, 911 or 999).
        - Signs of too little or too much: emergency help now.
        - Think of baclofen withdrawal and of overdose. Call the pump clinic.
        - Do not stop the pump. Only trained staff may refill it or change it.

        Name: Not recorded

        Contact: Not recorded
        Pump clinic: Not recorded (To record it: itb setup --clinic-phone PHONE)
        After hours: Not recorded

        Drug: baclofen (intrathecal)
        Strength: Not recorded
        Dose: Not recorded
        Maker: Not recorded
        Pump: Not recorded
        Serial: Not recorded
        Last refill: Not recorded
        Refill by: Not recorded
        Alarm date: Not recorded

        MRI:
        No MRI before make and model of the pump are known and the pump clinic has said yes. Some pumps must be emptied first. The pump must be checked afterwards.

        Allergies: Not recorded
        Standby tablets: Not recorded

        """
    )
    + SIGNS
)
UNKNOWN = (
    WITHOUT_RECORD.replace(" (To record it: itb setup --clinic-phone PHONE)", "")
    .replace("Not recorded", "Unknown")
    .replace("not recorded", "unknown")
)
UNREADABLE = "Your record could not be read. Nothing of it stands here. Why: itb status\n\n"


@pytest.fixture
def full(run):
    """A record with everything that the card can show."""
    run(
        *("setup", "--name", "Alex Reed", "--born", "1980-01-02", "--allergy", "Penicillin", "--allergy", "Latex"),
        *("--contact", "Sam Reed, partner, 555 0111", "--contact", "Kim Reed, 555 0112", "--emergency-number", "911"),
        *("--clinic-name", "Riverside Pump Clinic", "--clinic-phone", "555 0100", "--after-hours-phone", "555 0199"),
        *("--pump-model", "SynchroMed II", "--pump-serial", "NGP 123", "--reservoir", "20", "--alarm-volume", "2"),
        *("--tablets-use-before", "2027-05-31"),
    )
    run("log", "2026-09-01", "--alarm-date", "2026-12-10", "--filled", "20", "--strength", "2000", "--dose", "350")


def test_without_a_record_every_field_stands_there_as_not_recorded(run, record):
    result = run("card", "--more")
    assert (result.out, result.err) == (WITHOUT_RECORD + AGE + SOURCES, "")
    assert not record.parent.exists(), "reading must make no folder"


def test_with_a_full_record_it_is_whole_and_in_the_order_of_need(run, full):
    assert run("card", "--more").out == (
        text(
            """
            I HAVE AN IMPLANTED BACLOFEN PUMP
            Stopping baclofen suddenly can kill. Too much can stop breathing.

            What to do. Emergency: call 911.
            - Signs of too little or too much: emergency help now.
            - Think of baclofen withdrawal and of overdose. Call the pump clinic.
            - Do not stop the pump. Only trained staff may refill it or change it.

            Name: Alex Reed
            Born: 2 January 1980

            Contact: Sam Reed, partner, 555 0111
            Contact: Kim Reed, 555 0112
            Pump clinic: Riverside Pump Clinic, 555 0100
            After hours: 555 0199

            Drug: baclofen (intrathecal)
            Strength: 2,000 mcg per mL
            Dose: 350 mcg per day (recorded from 1 September 2026)
            Maker: Medtronic
            Pump: SynchroMed II
            Serial: NGP 123
            Last refill: Tuesday 1 September 2026
            Refill by: Monday 30 November 2026
            Alarm date: Thursday 10 December 2026 (worked out: empty as early as 9 December 2026)

            MRI:
            No MRI before the pump clinic has said yes for this pump. The magnet stops it. It must be checked afterwards.

            Allergies: Penicillin, Latex
            Standby tablets: use before 31 May 2027 (only by my clinic's written plan)

            """
        )
        + SIGNS
        + AGE
        + SOURCES_AND_ACTION.format(mri="S18, S20, ", number="911")
    )


MRI_OF = {
    "SynchroMed II": ("The magnet stops it.", {"S18", "S20"}),
    "Medtronic SynchroMed III": ("only if every condition of its own MRI guide is met", {"S25"}),
    "SynchroMed EL": ("its gears may jam", {"S26"}),
    "Prometra 11827": ("it can empty this pump into the spine and kill", {"S27", "S28", "S29"}),
    "Prometra II": ("unless the pump team has emptied the pump first", {"S28b", "S28c"}),
    "Codman 3000": ("before the pump clinic or the maker has said yes", {"S05"}),
    "other": ("before make and model of the pump are known", {"S27"}),
    "SynchroMed": ("before make and model of the pump are known", {"S27"}),
    "Prometra II or SynchroMed II": ("Some pumps must be emptied first.", {"S27"}),
}


@pytest.mark.parametrize(("model", "said"), MRI_OF.items(), ids=MRI_OF)
def test_the_rule_for_mri_is_that_of_the_model_or_the_strictest(run, model, said):
    run("setup", "--pump-model", model)
    mri = json.loads(run("card", "--json").out)["data"]["mri"]
    words, sources = said
    assert words in mri["text"]
    assert mri["text"].startswith("No MRI")
    assert sources <= set(mri["sources"])
    assert not re.search(r"MRI.(safe|compatible)|MR.compatible", mri["text"], re.IGNORECASE)


def test_an_estimate_is_not_passed_off_as_a_date(run):
    run("log", "2026-11-20")
    shown = run("card", "--more").out
    assert "Refill by: Wednesday 20 January 2027 (only an estimate: call the pump clinic)\n" in shown
    assert "Alarm date: Not recorded\n" in shown


def test_dates_in_doubt_say_so(run, record, full):
    with record.open("ab") as file:
        file.write(b'[[events]]\non = 2026-10-01\nkind = "mri"\n')
    doubt = "(in doubt: call the pump clinic)"
    shown = run("card", "--more", "--as-of", "2026-10-02").out
    assert f"Refill by: Monday 30 November 2026 {doubt}\n" in shown
    assert f"Alarm date: Thursday 10 December 2026 {doubt}\n" in shown


@pytest.mark.parametrize("content", [b"", b'schema_version = 1\n[person]\nname = "Alex', b"schema_version = 2\n", b"\xff"])
def test_with_a_record_that_cannot_be_read_it_is_the_generic_card_and_says_so(run, record, content):
    record.parent.mkdir(parents=True)
    record.write_bytes(content)
    assert run("card", "--more").out == UNKNOWN + UNREADABLE + AGE + SOURCES
    assert record.read_bytes() == content


def test_the_card_says_when_it_was_printed(run):
    assert "Printed on 3 January 2027." in run("card", "--more", today=date(2027, 1, 3)).out


def test_a_card_for_another_day_is_printed_today_and_says_so(run):
    shown = run("card", "--more", "--as-of", "2027-01-03").out
    assert "This answer is for Sunday 3 January 2027. It is not the answer for today.\n" in shown
    assert "Printed on 22 November 2026." in shown


def test_a_date_that_has_passed_says_ring_now(run, full):
    passed = "this day has passed: call the pump clinic now"
    shown = run("card", "--more", today=date(2026, 12, 5)).out
    assert f"Refill by: Monday 30 November 2026 ({passed})\n" in shown
    empty = "worked out: empty as early as 9 December 2026"  # 40,000 mcg at 1.145 times 350 mcg a day: 99 days
    assert f"Alarm date: Thursday 10 December 2026 ({empty})\n" in shown
    shown = run("card", "--more", today=date(2026, 12, 10)).out
    assert f"Alarm date: Thursday 10 December 2026 ({passed}; {empty})\n" in shown


def test_nothing_is_cut_short_on_a_narrow_terminal(run, full):
    shown = run("card", "--more", is_terminal=True, environment={"COLUMNS": "40", "NO_COLOR": "1"}).out
    assert max(map(len, shown.splitlines())) <= 40
    for whole in ("555 0100", "555 0199", "555 0111", "350 mcg per day", "2,000 mcg per mL", "10 December 2026", "NGP 123"):
        assert whole in shown
    assert "..." not in shown


def test_it_does_not_show_what_was_not_asked_for(run, record, full):
    run("log", "2026-06-05", "--note", "Fell asleep at work.")
    shown = run("card").out
    assert "Fell asleep" not in shown
    assert "5 June 2026" not in shown


def test_the_envelope_has_every_field_or_null(run):
    envelope = json.loads(run("card", "--json").out)
    assert (envelope["command"], envelope["state"], envelope["notices"]) == ("card", None, [])
    data = envelope["data"]
    missing = {key for key, value in data.items() if value is None}
    assert missing == {
        *("emergency_number", "strength_mcg_per_ml", "dose_mcg_per_day", "dose_since", "last_refill_on", "refill_by"),
        *("alarm_date", "empty_date", "origin", "alarm_origin", "buffer_days", "standby_use_before", "maker", "paper"),
    }
    assert data["printed_on"] == "2026-11-22"
    assert data["pump"] == dict.fromkeys(("model", "serial", "implanted_on", "replace_by", "reservoir_ml", "alarm_volume_ml"))


def test_every_sentence_of_the_card_has_a_source(run):
    data = json.loads(run("card", "--json").out)["data"]
    sentences = [*data["first"], *data["do"], data["mri"], *data["too_little"], *data["too_much"], data["carry"]]
    shown = run("card", "--more").out
    listed = set(re.findall(r"\bS\d+", shown.partition("Sources:\n")[2]))
    for sentence in sentences:
        assert sentence["text"] in shown
        assert sentence["sources"]
        assert set(sentence["sources"]) <= listed


def test_on_a_card_in_a_file_the_clinic_begins_a_line_of_its_own(run, tmp_path):
    """Nobody calls a contact for the clinic."""
    run("setup", "--contact", "Bert Kinsman, brother, 555 7777", "--contact", "Ann Kinsman, sister, 555 7778")
    run("setup", "--clinic-phone", "555 8888")
    place = tmp_path / "card.html"
    run("card", "-o", str(place))
    lines = re.findall(r"<p[^>]*>(.*?)</p>", place.read_text(encoding="utf-8"))
    begins = [re.sub(r"<[^>]*>|&nbsp;", " ", line).split(":")[0].strip() for line in lines if "555" in line]
    assert begins == ["Contact", "Contact", "Pump clinic"]


@pytest.mark.parametrize("words", [("print",), ("print", "card"), ("card", "print"), ("card", "--open")])
def test_who_wants_it_printed_is_told_how(run, words):
    assert "To print it, type: itb card -o card.html --open All forms: itb card --help" in " ".join(
        run(*words, code=2).err.split()
    )
