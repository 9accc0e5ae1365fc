"""`itb emergency`: the same words with or without a record, whatever is broken."""

import json

import pytest

from itb_cli.content.emergency import EMERGENCY_TEXT
from itb_cli.domain.command import quoted

SIGNS_AND_REST = """\
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

Meanwhile:
- You need not know which of the two it is. What to do is the same.
- Signs can come on fast or creep in slowly. Act at once.
- Do not touch the pump. Do not try to change it.
- Do not wait for the alarm. It can stay silent.
- A low dose is no protection.
- Do not leave the person alone.
- Follow your clinic's written plan for tablets on the way. Tablets do not make it right to stay at home.
- Never give tablets to someone who is drowsy.
- Take the pump card and all medicines with you.

For emergency staff:
- Stopping intrathecal baclofen suddenly, for any cause, can lead to high fever, altered mental state, rebound spasticity, muscle rigidity, rhabdomyolysis, organ failure and death.
- Baclofen withdrawal can look like autonomic dysreflexia, sepsis, serotonin syndrome, neuroleptic malignant syndrome, malignant hyperthermia, drug effects, meningitis or epilepsy.
- An overdose can look like withdrawal.
- Blood pressure can be high or low. It does not tell which of the two it is.
- The pump may hold drug and still not deliver it: most cases in one series came from the catheter.
- More at risk: spinal cord injury at T6 or above, trouble communicating, withdrawal before.

"""
SOURCES = """\
Sources:
S02, S03, S04, S05, S10, S15, S30, S31, S33, S35, S36, S40, S42, S43, S44, S45, S47, S48, S64, S114, S115, own. To read more: itb sources. Not yet checked by a clinician.

"""
CALL_IF = """\
Call {number} now if the person with the pump:
- is hard to wake, very sleepy, or passes out
- breathes slowly, or takes small breaths
- is limp, floppy, or suddenly weak or dizzy
- has a fit (a seizure)
- is confused, or sees things that are not there
- has a high fever, or goes very stiff
- has any sign below, and a fever, an alarm, or a late refill
- has any sign below, and the pump clinic does not answer at once

"""
CALL_CLINIC_IF = "Any sign below, and none of these? Call the pump clinic now, at any hour."
SAY = 'Say: "This person has an intrathecal baclofen pump. Please think of baclofen withdrawal and of overdose. Call the pump clinic."\n'
FIRST_PAGE = """\
Too little baclofen: itching, often with no rash; tingling in arms or legs; tightness or spasms coming back; fever, sweating, or being cross for no reason; then: high fever, confusion, fits, very stiff muscles.
Too much baclofen: heavy sleepiness, or dizziness; weak or floppy arms and legs; slow or shallow breathing; confusion; then: fits, or passing out.
"""
MEANWHILE = "Do not touch the pump, do not wait for its alarm, do not leave the person alone. No tablets for someone drowsy. All of it: itb emergency --staff\n\n"
ACTION = "Hard to wake, slow breathing, floppy, a fit, confused, high fever, very stiff? Call {number} now. Any other sign: call the clinic{phones} now.\n"
ANY_NUMBER = "your emergency number (112, 911 or 999)"
LAST = ACTION.format(number="112, 911 or 999", phones="")
WITHOUT_RECORD = (
    CALL_IF.format(number=ANY_NUMBER)
    + f"{CALL_CLINIC_IF}\n"
    + "Pump clinic and after hours: Not recorded (itb setup --clinic-phone PHONE).\n"
    + FIRST_PAGE
    + SAY
    + MEANWHILE
    + LAST
)
WHOLE_WITHOUT_RECORD = (
    CALL_IF.format(number=ANY_NUMBER)
    + f"{CALL_CLINIC_IF}\n\n{SAY}"
    + "Pump clinic: Not recorded (To record it: itb setup --clinic-phone PHONE)\nAfter hours: Not recorded\n\n"
    + SIGNS_AND_REST
    + SOURCES
    + LAST
)
UNKNOWN = WITHOUT_RECORD.replace("Not recorded (itb setup --clinic-phone PHONE)", "Unknown")
"""What could not be read is never called not recorded."""
UNREADABLE = "Your record could not be read. Nothing of it stands here. Why: itb status\n\n"
OF_SOMEBODY = (
    *("setup", "--clinic-name", "Riverside Pump Clinic", "--clinic-phone", "555 0100", "--after-hours-phone", "555 0199"),
    *("--emergency-number", "911", "--contact", "Sam Reed, partner, 555 0111", "--contact", "Kim Reed, 555 0112"),
)


def test_without_a_record_it_is_whole(run, record):
    result = run("emergency")
    assert (result.out, result.err) == (WITHOUT_RECORD, "")
    assert not record.parent.exists(), "reading must make no folder"


def test_for_staff_all_of_it_stands_with_every_source(run):
    """What left the first page is on this one: nothing safe to know may fall away."""
    assert run("emergency", "--staff").out == WHOLE_WITHOUT_RECORD
    assert run("emergency", "--plain", "--staff", "--nonsense").out == WHOLE_WITHOUT_RECORD


def test_with_a_record_it_adds_this_persons_numbers_and_changes_no_other_word(run):
    run(*OF_SOMEBODY)
    assert run("emergency").out == WITHOUT_RECORD.replace(
        LAST, ACTION.format(number="911", phones=" 555 0100 or 555 0199")
    ).replace(ANY_NUMBER, "911").replace(
        "Pump clinic and after hours: Not recorded (itb setup --clinic-phone PHONE).",
        "Pump clinic: Riverside Pump Clinic, 555 0100. After hours: 555 0199.",
    )
    whole = run("emergency", "--staff").out
    assert (
        "Pump clinic: Riverside Pump Clinic, 555 0100\nAfter hours: 555 0199\n"
        "Contact: Sam Reed, partner, 555 0111\nContact: Kim Reed, 555 0112\n"
    ) in whole
    assert SIGNS_AND_REST in whole


DAMAGE = {
    "empty": b"",
    "cut off": b'schema_version = 1\n[clinic]\nphone = "555 01',
    "no text": b"\xff\xfe\x00\x01",
    "nested without end": b"schema_version = 1\na = " + b"[" * 5000,
    "of a newer itb": b"schema_version = 2\n",
    "without a version": b'[clinic]\nphone = "555 0100"\n',
    "with a wrong type": b'schema_version = 1\nrefills = "all"\n',
}


@pytest.mark.parametrize("content", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_record_takes_no_word_away_and_is_told_after_them(run, record, content):
    record.parent.mkdir(parents=True)
    record.write_bytes(content)
    result = run("emergency")
    assert result.out == UNKNOWN.replace(LAST, UNREADABLE + LAST)
    assert result.err == ""
    assert record.read_bytes() == content


@pytest.mark.parametrize("place", ["folder", "below a file", "vanished", "impossible name", "home of nobody"])
def test_a_record_that_is_in_no_place_takes_no_word_away(run, record, place):
    record.parent.mkdir(parents=True)
    match place:
        case "folder":
            record.mkdir()
        case "below a file":
            record.parent.rmdir()
            record.parent.write_bytes(b"")
        case "vanished":
            run("log", "2026-09-01")
            record.unlink()
    file = {"impossible name": "x" * 5000, "home of nobody": "~no-such-user-here/record.toml"}.get(place, str(record))
    out = run("emergency", "--file", file).out.replace(f" --file {quoted(file)}", "")
    missing = f"There is no file {file}. Nothing of one stands here. Why: itb status\n\n"
    assert out == UNKNOWN.replace(LAST, (missing if place == "below a file" else UNREADABLE) + LAST)


def test_no_option_or_environment_changes_the_words(run):
    for words in (("emergency",), ("--plain", "emergency"), ("emergency", "--no-color")):
        for environment in ({}, {"NO_COLOR": "1"}, {"ITB_PLAIN": "1"}, {"TERM": ""}, {"ITB_EMERGENCY": "0"}):
            assert run(*words, environment=environment).out == WITHOUT_RECORD


@pytest.mark.parametrize(
    "words",
    [
        ("emergency", "now"),
        ("EMERGENCY",),
        ("Emergency", "please", "help"),
        ("emergency", "--nonsense"),
        ("emergency", "--as-of", "soon"),
        ("--as-of", "03/04/2026", "emergency"),
        ("emergency", "--file"),
        ("emergency", "-x", "--exit-code"),
    ],
)
def test_words_that_do_not_fit_are_passed_over(run, words):
    assert run(*words).out == WITHOUT_RECORD


def test_nothing_stands_between_the_call_and_the_signs_that_is_no_help(run):
    """The block from the call to the last sign holds no link, no source id, no command but one for a missing phone (R9)."""
    block = run("emergency").out.partition("\nSay:")[0]
    assert block.startswith("Call ")
    assert "now if the person with the pump:\n" in block
    assert "http" not in block
    assert "[" not in block


def test_in_forty_columns_no_line_is_wider_and_no_word_is_lost(run):
    shown = run("emergency", "--plain", environment={"COLUMNS": "40"}).out
    assert max(map(len, shown.splitlines())) <= 40
    assert shown.split() == WITHOUT_RECORD.split()


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp437", "utf-16"])
def test_any_encoding_of_the_terminal_shows_every_word(run, encoding):
    assert run("emergency", encoding=encoding).out == WITHOUT_RECORD


def test_the_envelope_has_every_word_and_every_source(run, record):
    envelope = json.loads(run("emergency", "--json").out)
    assert (envelope["command"], envelope["state"], envelope["notices"]) == ("emergency", None, [])
    data = envelope["data"]
    assert data["emergency_number"] is None
    assert data["clinic"] == {"name": None, "phone": None, "out_of_hours_phone": None}
    said = [statement for key in ("call_if", "too_little", "too_much", "meanwhile", "for_staff") for statement in data[key]]
    assert len(said) == 8 + 5 + 5 + 9 + 6
    assert all(statement["sources"] for statement in said)
    assert all(f"- {statement['text']}\n" in WHOLE_WITHOUT_RECORD for statement in said)


def test_a_damaged_record_is_told_to_machines_too(run, record):
    record.parent.mkdir(parents=True)
    record.write_bytes(b"")
    envelope = json.loads(run("emergency", "--json").out)
    assert [notice["code"] for notice in envelope["notices"]] == ["record_unreadable"]
    assert (envelope["error"], len(envelope["data"]["call_if"])) == (None, 8)


def test_what_is_said_in_few_words_rests_on_the_sources_of_what_it_shortens():
    def sources(*statements):
        return {source for statement in statements for source in statement.sources}

    assert set(EMERGENCY_TEXT.at_once.sources) <= sources(*EMERGENCY_TEXT.call_if)
    assert set(EMERGENCY_TEXT.do_not.sources) <= sources(*EMERGENCY_TEXT.meanwhile)
