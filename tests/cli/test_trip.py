"""`itb trip` as a person sees it: the answer and the action first, the dates, what to arrange, and no promise at the end."""

import json
import re

import pytest

from conftest import text

SYMPTOMS = (
    "Symptoms beat dates. Itching, tightness or spasms coming back, fever, confusion, heavy sleepiness or slow breathing: "
    "do not wait for any date. [S04, S10, S30, S35] Type: itb emergency\n"
)
CLINIC = text(
    """
    Pump clinic: Riverside Pump Clinic, 555 0100
    After hours: 555 0199

    """
)
ARRANGE = text(
    """
    What to arrange:
    1. Ask your pump clinic before you book. [S68, S83]
    2. Will a refill fall due while you are away? Get it before you leave. [S68, S83]
    3. Need a refill there? Start to plan many weeks ahead. [S83]
    4. Get the name of a pump doctor where you are going. [S68]
    5. Take a copy of your printout with you. [S165]
    6. Carry your device card at all times. [S68, S69, S114]
    7. Keep your drugs in your hand luggage. [S68]
    8. Flying, going up high, or crossing time zones? Ask about that too. [S68, S83, S07]
    9. Pump beeps, or the refill is late? Call your pump clinic now, at any hour. [S04, S86]
    10. Very sleepy, confused, floppy or slow to breathe? Get emergency help now. [S04, S10, S30]
    11. Itching, tingling, tight, or spasms back? Call your pump clinic now. No answer? Get emergency help now. [S31, S33, own]

    """
)
WHY = text(
    """
    Why:
    - A pump that runs dry stops your baclofen. A sudden stop can kill. [S02, S04]
    - To set up a refill in another place can take several weeks. [S83]
    - Thin air in a plane or up high can change how much baclofen you get. [S67, S68]

    """
)
CLOCK = text(
    """
    Pump clock and time zones:
    - Ask your pump clinic before you cross time zones. The pump does not change its clock by itself. [S07, S165]
    - Some pumps are set to give more at one time of day and less at another. In a new time zone those times no longer fit your day. [S07]

    """
)
DIVING = text(
    """
    DO NOT: Scuba and deep diving
    Avoid this.

    What to do:
    1. No dive before your pump clinic has said yes. [S08]
    2. Never deeper than 33 feet (10 m), even then. [S08]
    3. Been deep under water? Call your pump clinic now, even if you feel well. [own]
    4. Do not trust your refill date after a deep dive. Ask for a new one. [own]
    5. Itching, tingling, tight, or spasms back? Call your pump clinic now. No answer? Get emergency help now. [S31, S33, own]
    6. Very sleepy, floppy or slow to breathe? Get emergency help now. [S04, S10, S30]

    The strictest rule for any pump is the answer: your model is not recorded, or has no rule here. To record it: itb setup --pump-model MODEL

    """
)
MORE = text(
    """
    More, and who says so:
    Travel and holidays: itb check travel
    Time zones and clock changes: itb check time-zone

    """
)
SHORT = ("trip", "2026-11-25", "2026-12-20")


@pytest.fixture
def clinic(run):
    run("setup", "--clinic-name", "Riverside Pump Clinic", "--clinic-phone", "555 0100", "--after-hours-phone", "555 0199")


@pytest.fixture
def known(run, clinic):
    """Refill by 28 February 2027."""
    run("log", "2026-11-10", "--alarm-date", "2027-03-10")


def headline(shown):
    return shown.partition("\n\n")[0]


# --- the whole page ---------------------------------------------------------------------------------------------------


def test_a_supply_that_outlasts_the_trip_is_enough_by_dates_and_the_clinic_is_asked_first(run, known):
    assert run("trip", "--more", "2026-12-01", "2026-12-20").out == (
        text(
            """
            ENOUGH BY DATES: Ask your pump clinic before you go.
            63 days to spare between your return with delay and the refill-by date.

            Leave: Tuesday 1 December 2026 (in 9 days)
            Return: Sunday 20 December 2026 (20 days away)
            With delay: Sunday 27 December 2026 (7 days of delay)

            Refill by: Sunday 28 February 2027 (10 days before your clinic's alarm date)
            Alarm date: Wednesday 10 March 2027 (from your clinic, in 108 days. Not a date to wait for)
            Book by: Friday 12 February 2027 (in 82 days)
            Empty date: Unknown (needs filled volume, strength and dose: itb log --help)

            """
        )
        + (CLINIC + ARRANGE + CLOCK + MORE + SYMPTOMS)
        + "\nENOUGH BY DATES: Ask your pump clinic before you go. Symptoms beat dates.\n"
    )


def test_too_little_says_by_how_many_days_and_asks_for_a_refill_before_leaving(run, clinic):
    run("log", "2026-09-01", "--alarm-date", "2026-12-20")
    assert run(*SHORT, "--more").out == (
        text(
            """
            NOT ENOUGH: Call your pump clinic. Ask for a refill before you leave.
            17 days short: the refill-by date comes before your return with delay.

            Leave: Wednesday 25 November 2026 (in 3 days)
            Return: Sunday 20 December 2026 (26 days away)
            With delay: Sunday 27 December 2026 (7 days of delay)

            Refill by: Thursday 10 December 2026 (10 days before your clinic's alarm date)
            Alarm date: Sunday 20 December 2026 (from your clinic, in 28 days. Not a date to wait for)
            Book by: Thursday 26 November 2026 (in 4 days)
            Empty date: Unknown (needs filled volume, strength and dose: itb log --help)

            Your alarm date, Sunday 20 December 2026, comes before you may be back. It is not a date to wait for. Ask for a refill before you leave. [S40]
            Your book-by date, Thursday 26 November 2026, comes before you may be back. Book your refill before you leave.

            """
        )
        + (CLINIC + ARRANGE + WHY + CLOCK + MORE + SYMPTOMS)
        + "\nNOT ENOUGH: Call your pump clinic. Ask for a refill before you leave. Symptoms beat dates.\n"
    )


def test_diving_makes_it_unknown_and_the_page_says_what_the_dates_alone_say(run, known):
    assert run("trip", "--more", "2026-12-01", "2026-12-20", "--dive", code=3).out == (
        text(
            """
            UNKNOWN: Ask your pump clinic before you go. Diving can change how long the supply lasts.
            On the dates alone the supply lasts, with 63 days to spare. But diving can change that.
            DO NOT: Scuba and deep diving.

            Leave: Tuesday 1 December 2026 (in 9 days)
            Return: Sunday 20 December 2026 (20 days away)
            With delay: Sunday 27 December 2026 (7 days of delay)

            Refill by: Sunday 28 February 2027 (10 days before your clinic's alarm date)
            Alarm date: Wednesday 10 March 2027 (from your clinic, in 108 days. Not a date to wait for)
            Book by: Friday 12 February 2027 (in 82 days)
            Empty date: Unknown (needs filled volume, strength and dose: itb log --help)

            Deep water can slow, stop or damage the pump. Then the dates no longer hold until your pump clinic has checked the pump. [S08, S80, own]

            """
        )
        + (CLINIC + ARRANGE + CLOCK + DIVING)
        + MORE.replace("so:\n", "so:\nScuba and deep diving: itb check scuba\n")
        + SYMPTOMS
        + ("\nUNKNOWN: Ask your pump clinic before you go. Diving can change how long the supply lasts. Symptoms beat dates.\n")
    )


def test_without_a_record_it_says_what_is_missing_and_what_to_do_first(run, record):
    shown = run("trip", "--more", "2026-12-01", "2026-12-20", code=3).out
    assert shown == (
        text(
            """
            UNKNOWN: No refill is recorded. Look at your clinic's printout, then type: itb log

            Leave: Tuesday 1 December 2026 (in 9 days)
            Return: Sunday 20 December 2026 (20 days away)
            With delay: Sunday 27 December 2026 (7 days of delay)

            Refill by: Unknown
            Alarm date: Unknown
            Empty date: Unknown

            Pump clinic: Not recorded (To record it: itb setup --clinic-phone PHONE)
            After hours: Not recorded

            """
        )
        + (ARRANGE + CLOCK + MORE + SYMPTOMS)
        + ("\nUNKNOWN: No refill is recorded. Look at your clinic's printout, then type: itb log. Symptoms beat dates.\n")
    )
    assert not record.parent.exists(), "reading must make no folder"


@pytest.mark.parametrize("content", [b"", b"schema_version = 1\n[[refills]]\non = 2026-09", b"schema_version = 2\n"])
def test_a_record_that_cannot_be_read_is_an_error(run, record, content):
    record.parent.mkdir(parents=True)
    record.write_bytes(content)
    result = run(*SHORT, code=4)
    assert result.out == ""
    assert "Help now: itb emergency" in " ".join(result.err.split())
    assert record.read_bytes() == content
    envelope = json.loads(run(*SHORT, "--json", code=4).out)
    assert (envelope["command"], envelope["state"], envelope["data"]) == ("trip", "unknown", {})


# --- the first lines --------------------------------------------------------------------------------------------------


def test_each_gap_in_what_is_known_says_how_to_fill_it(run, clinic):
    run("log", "2026-11-20")
    assert headline(run("trip", "2026-12-01", "2026-12-20", code=3).out) == (
        "UNKNOWN: Your alarm date is not recorded. Ask your pump clinic for it.\n"
        "On the estimate alone the supply lasts. "
        "But an estimate proves nothing: your pump may run low sooner."
    )
    run("setup", "--implanted-on", "2026-11-21")
    assert headline(run("trip", "2026-12-01", "2026-12-20", code=3).out) == (
        "UNKNOWN: Your last refill is from before this pump. Record the first fill of this one: itb log --help"
    )


def test_a_dose_that_rose_says_that_the_dates_cannot_be_relied_on(run, record):
    record.parent.mkdir(parents=True)
    record.write_text(
        'schema_version = 1\n[[refills]]\nid = "a"\non = 2026-11-10\nalarm_date = 2027-03-10\n'
        '[[doses]]\nid = "b"\non = 2026-11-15\ndose_mcg_per_day = 400\n'
    )
    assert headline(run("trip", "2026-12-01", "2026-12-20", code=3).out) == (
        "UNKNOWN: Your clinic's date no longer holds. Call your pump clinic and ask for the new alarm date.\n"
        "On the dates alone the supply lasts. But those dates cannot be relied on now."
    )
    assert headline(run("trip", "2026-12-01", "2027-03-01").out) == (
        "NOT ENOUGH: Call your pump clinic. Ask for a refill before you leave.\n"
        "At least 8 days short: the refill-by date comes before your return with delay.\n"
        "Your clinic's date no longer holds. Call your pump clinic and ask for the new alarm date."
    )


def test_late_already_asks_for_what_the_supply_asks_for(run, clinic):
    run("log", "2026-08-01", "--alarm-date", "2026-11-28")
    assert headline(run(*SHORT).out) == (
        "NOT ENOUGH: Call your pump clinic today. The refill was due by Wednesday 18 November 2026.\n"
        "39 days short: the refill-by date comes before your return with delay.\n"
        "Ask for a refill before you leave."
    )
    assert headline(run(*SHORT, "--as-of", "2026-11-28").out) == (
        "NOT ENOUGH: Call your pump clinic now, at any hour. No answer, or any sign of trouble? Get emergency help. "
        "Type: itb emergency\n"
        "This answer is for Saturday 28 November 2026, not for today.\n"
        "39 days short: the refill-by date comes before your return with delay.\n"
        "Ask where you can get a refill."
    )


def test_an_alarm_that_nobody_checked_names_no_days_to_spare(run, record):
    record.parent.mkdir(parents=True)
    record.write_text(
        'schema_version = 1\n[[refills]]\nid = "a"\non = 2026-11-10\nalarm_date = 2027-03-10\n'
        '[[events]]\nid = "b"\non = 2026-11-20\nkind = "alarm"\n'
    )
    assert headline(run("trip", "2026-12-01", "2026-12-20").out) == (
        "NOT ENOUGH: Call your pump clinic now, at any hour. No answer, or any sign of trouble? Get emergency help. "
        "Type: itb emergency\n"
        "Ask for a refill before you leave."
    )


def test_on_the_way_nobody_is_told_to_do_anything_before_leaving(run, clinic):
    run("log", "2026-09-01", "--alarm-date", "2026-12-20")
    away = run("trip", "--more", "2026-11-20", "2026-12-20", "--flying").out
    assert headline(away) == (
        "NOT ENOUGH: Call your pump clinic. Ask where you can get a refill.\n"
        "17 days short: the refill-by date comes before your return with delay."
    )
    assert "Ask for a refill now. [S40]\n" in away
    assert "Book your refill now.\n" in away
    assert headline(run("trip", "--more", "2026-11-20", "2026-11-25").out) == (
        "ENOUGH BY DATES: Book your refill by Thursday 26 November 2026.\n"
        "8 days to spare between your return with delay and the refill-by date."
    )
    assert headline(run("trip", "--more", "2026-11-20", "2026-11-25", "--flying", "--altitude", code=3).out) == (
        "UNKNOWN: Ask your pump clinic now. Flying and going up high can change how long the supply lasts.\n"
        "On the dates alone the supply lasts, with 8 days to spare. But flying and going up high can change that."
    )


def test_a_pump_that_must_be_replaced_before_the_return_is_told_of_first(run, known):
    run("setup", "--replace-by", "2026-12-24")
    shown = run("trip", "--more", "2026-12-01", "2026-12-20", "--flying", code=3).out
    assert headline(shown).startswith(
        "UNKNOWN: Call your pump clinic before you go. Your pump must be replaced before you may be back.\n"
    )
    assert (
        "\nYour pump must be replaced by Thursday 24 December 2026, before you may be back. "
        "Call your pump clinic before you leave. [S104]\n"
    ) in shown
    assert "But your pump must be replaced before then.\n" in run("trip", "--more", "2026-12-01", "2026-12-20", code=3).out


def with_appointment(record, day):
    record.write_text(f'{record.read_text()}[[appointments]]\nid = "v"\non = {day}\nstatus = "booked"\n')


@pytest.mark.parametrize(
    ("day", "action", "told"),
    [
        (
            "2026-11-24",
            "Ask if your pump will be refilled at your visit on Tuesday 24 November 2026.",
            (
                "Your appointment on Tuesday 24 November 2026 comes before the trip. A refill there gives new dates. "
                "Record it (itb log), then ask about the trip again."
            ),
        ),
        (
            "2026-11-25",
            "Ask if your pump will be refilled at your visit on Wednesday 25 November 2026.",
            (
                "Your appointment on Wednesday 25 November 2026 is on the day you leave. A refill there gives new dates. "
                "Record it (itb log), then ask about the trip again."
            ),
        ),
        (
            "2026-11-26",
            "Ask for a refill before you leave.",
            (
                "Your appointment on Thursday 26 November 2026 comes before you may be back. "
                "Call your pump clinic before you leave and ask for another day."
            ),
        ),
    ],
)
def test_an_appointment_counts_where_it_falls(run, record, day, action, told):
    run("log", "2026-09-01", "--alarm-date", "2026-12-20")
    with_appointment(record, day)
    shown = run(*SHORT).out
    assert shown.startswith(f"NOT ENOUGH: Call your pump clinic. {action}\n")
    assert f"\n{told}\n" in shown


def test_an_appointment_after_the_refill_by_date_is_no_reason_to_rest(run, record):
    run("log", "2026-09-01", "--alarm-date", "2026-12-03")
    with_appointment(record, "2026-11-24")
    shown = run(*SHORT).out
    assert shown.startswith("NOT ENOUGH: Call your pump clinic. Ask for a refill before you leave.\n")
    assert "comes after the refill-by date" in shown


def test_on_the_way_a_visit_that_will_be_missed_is_not_told_to_be_kept(run, record):
    run("log", "2026-09-01", "--alarm-date", "2026-12-11")
    with_appointment(record, "2026-11-23")
    assert run("trip", "2026-11-20", "2026-11-23").out.startswith(
        "ENOUGH BY DATES: Call your pump clinic. Your visit on Monday 23 November 2026 comes before you may be back.\n"
    )


# --- what the trip holds ----------------------------------------------------------------------------------------------


def test_a_known_pump_gets_its_own_rule_and_an_unknown_one_the_strictest(run, known):
    unknown = run("trip", "--more", "2026-12-01", "2026-12-20", "--dive", "--flying", code=3).out
    assert unknown.index("DO NOT: Scuba and deep diving\n") < unknown.index("ASK FIRST: Flying\n")
    assert unknown.count("The strictest rule for any pump is the answer:") == 1
    run("setup", "--pump-model", "SynchroMed II")
    own = run("trip", "--more", "2026-12-01", "2026-12-20", "--dive", code=3).out
    assert "\nASK FIRST: Scuba and deep diving\n" in own
    assert "\nFor your pump:\n- SynchroMed II and SynchroMed EL: The maker names a limit for depth." in own
    assert "DO NOT" not in own
    assert "strictest rule" not in own


@pytest.mark.parametrize(
    ("flag", "topic"), [("--flying", "Flying"), ("--altitude", "Mountains and high places"), ("--dive", "Scuba and deep diving")]
)
def test_each_flag_answers_its_topic(run, known, flag, topic):
    shown = run("trip", "--more", "2026-12-01", "2026-12-20", flag, code=3).out
    assert re.search(rf"^(?:ASK FIRST|DO NOT): {topic}$", shown, re.MULTILINE)


# --- for machines -----------------------------------------------------------------------------------------------------


def test_the_whole_envelope(run, known):
    envelope = json.loads(run("trip", "2026-12-01", "2026-12-20", "--delay", "10", "--flying", "--json", code=3).out)
    data = envelope["data"]
    next_refill = json.loads(run("next-refill", "--json").out)["data"]
    assert {name: data.pop(name) for name in next_refill} == next_refill
    assert [topic["id"] for topic in data["topics"]] == ["flying", "travel", "time-zone"]
    (checked,) = json.loads(run("check", "flying", "--json").out)["data"]["answers"][0]["topics"]
    assert data.pop("topics")[0] == checked
    assert data.pop("arrange")[0] == {"text": "Ask your pump clinic before you book.", "sources": ["S68", "S83"]}
    assert [notice["code"] for notice in envelope.pop("notices")] == ["flying_changes_flow", "symptoms_beat_dates"]
    assert envelope == {
        "schema_version": 1,
        "command": "trip",
        "as_of": "2026-11-22",
        "state": "ok",
        "data": {
            "enough": None,
            "reasons": ["flying"],
            "lasts_by_dates": True,
            "days_to_spare": 60,
            "leaves_on": "2026-12-01",
            "returns_on": "2026-12-20",
            "days_away": 20,
            "delay_days": 10,
            "return_with_delay": "2026-12-30",
            "exposures": ["flying"],
        },
        "error": None,
        "person": None,
    }


# --- refused ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ("2026-12-20", "2026-12-01"),
            (
                "itb: The return, Tuesday 1 December 2026, comes before the day of leaving, Sunday 20 December 2026.\n"
                "     Type the day of leaving first, then the day of the return: itb trip 2026-12-01 2026-12-20\n"
            ),
        ),
        (
            ("2026-11-01", "2026-11-21"),
            (
                "itb: That trip is over: its return was on Saturday 21 November 2026.\n"
                "     Type a trip whose return lies ahead. Now: itb status\n"
            ),
        ),
        (
            ("2026-12-01", "03/04/2027"),
            (
                'itb: "03/04/2027" can be read as 3 April 2027 or 4 March 2027.\n'
                "     Type it as 2027-04-03 or 2027-03-04, or with the month in letters: 3 Apr 2027.\n"
            ),
        ),
        (
            ("2026-12-01", "2026-12-20", "--delay", "-1"),
            'itb: "-1" is not a number of days from 0 to 365.\n     Type figures only, such as 10.\n',
        ),
    ],
)
def test_what_cannot_be_meant_is_refused_with_a_way_on(run, known, words, said):
    result = run("trip", *words, code=5)
    assert (result.out, result.err) == ("", said)


@pytest.mark.parametrize("words", [(), ("2026-12-01",), ("2026-12-01", "2026-12-20", "2026-12-30")])
def test_two_days_are_needed_and_no_more(run, words):
    assert run("trip", *words, code=2).out == ""


# --- what never happens -----------------------------------------------------------------------------------------------


def test_no_page_ends_on_a_reassurance_and_none_is_green(run, known):
    for words in (("2026-12-01", "2026-12-20"), ("2026-12-01", "2027-03-20"), ("2026-11-20", "2026-12-20")):
        assert run("trip", "--more", *words).out.endswith(" Symptoms beat dates.\n")
        shown = run("trip", "--more", *words, is_terminal=True, environment={"COLUMNS": "80"}).out
        assert "\x1b[1;32m" not in shown
