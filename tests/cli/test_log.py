"""`itb log` as a person sees it: what is stored, what is refused with the reason, what is asked first."""

import json
import tomllib
from datetime import date

import pytest

from conftest import text

SYMPTOMS = (
    "Symptoms beat dates. Itching, tightness or spasms coming back, fever, confusion, heavy sleepiness or slow breathing: "
    "do not wait for any date. [S04, S10, S30, S35] Type: itb emergency\n"
)
TO_TAKE_BACK = "\nTo take this back: itb undo\n"
HOW_TO_TYPE = "     Type the date as 2026-12-01, or with the month in letters: 1 Dec 2026.\n"


def kept(record, rest):
    """A record from before, with ids that no command of the test gives again."""
    record.parent.mkdir(parents=True, exist_ok=True)
    record.write_text(f'schema_version = 1\n[[refills]]\nid = "before"\n{rest}', encoding="utf-8")
    return record.read_bytes()


def refills(record):
    return tomllib.loads(record.read_text(encoding="utf-8")).get("refills", [])


def test_it_says_what_it_stored_what_follows_and_how_to_take_it_back(run):
    run("setup", "--alarm-volume", "2 mL")
    saved = run(
        *("log", "2026-09-01", "--alarm-date", "2026-12-10", "--refill-by", "2026-12-04", "--filled", "20 mL"),
        *("--strength", "2000 mcg/mL", "--dose", "350 mcg/day", "--note", "All went well."),
    )
    assert saved.err == ""
    assert saved.out == (
        text(
            """
            SAVED: Refill on Tuesday 1 September 2026 (82 days ago).

            Alarm date: Thursday 10 December 2026 (in 18 days)
            Refill by (clinic): Friday 4 December 2026 (in 12 days)
            Filled: 20 mL
            Strength: 2,000 mcg per mL
            Dose: 350 mcg per day
            Note: All went well.

            Refill by is now Monday 30 November 2026.

            BOOK NOW: Call your pump clinic. Ask for a refill by Monday 30 November 2026.
            8 days left to the refill-by date.

            """
        )
        + SYMPTOMS
        + TO_TAKE_BACK
    )


def test_a_bare_date_gives_an_estimate_and_says_that_it_is_one(run):
    assert run("log", "2026-11-20").out == (
        text(
            """
            SAVED: Refill on Friday 20 November 2026 (2 days ago).

            Refill by is now Wednesday 20 January 2027 (only an estimate).

            UNKNOWN: Your alarm date is not recorded. Ask your pump clinic for it.

            The refill-by date is only an estimate, from the interval in an article. Your pump may run low sooner. [S01] Ask your pump clinic for your alarm date, then record it: itb log --help
            """
        )
        + SYMPTOMS
        + TO_TAKE_BACK
    )


def test_everything_typed_is_in_the_file_with_units_in_the_keys(run, record):
    run(
        *("log", "2026-09-01", "--alarm-date", "10 Dec 2026", "--refill-by", "2026-12-04", "--filled", "18.5"),
        *("--strength", "2 mg/mL", "--dose", "0.35 mg", "--note", "All went well."),
    )
    assert refills(record) == [
        {
            "id": "id-1",
            "on": date(2026, 9, 1),
            "alarm_date": date(2026, 12, 10),
            "refill_by": date(2026, 12, 4),
            "filled_ml": 18.5,
            "strength_mcg_per_ml": 2000,
            "dose_mcg_per_day": 350,
            "note": "All went well.",
        }
    ]


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        (("today",), date(2026, 11, 22)),
        (("yesterday",), date(2026, 11, 21)),
        (("friday",), date(2026, 11, 20)),
        (("3 weeks ago",), date(2026, 11, 1)),
        (("Tuesday 1 September 2026",), date(2026, 9, 1)),
        (("1 Sep 2026",), date(2026, 9, 1)),
    ],
)
def test_the_day_can_be_typed_in_words(run, record, typed, stored):
    run("log", *typed)
    assert [refill["on"] for refill in refills(record)] == [stored]


REFUSED = {
    "a date with two readings": (
        ("03/04/2026",),
        (
            'itb: "03/04/2026" can be read as 3 April 2026 or 4 March 2026. Nothing was stored.\n'
            "     Type it as 2026-04-03 or 2026-03-04, or with the month in letters: 3 Apr 2026.\n"
        ),
    ),
    "a date in the future": (
        ("2026-11-23",),
        (
            "itb: Monday 23 November 2026 lies in the future. A refill is written down once it has happened. Nothing was stored.\n"
            "     Type the day on which it happened.\n"
        ),
    ),
    "a date before the implant": (
        ("2024-03-04",),
        (
            "itb: Monday 4 March 2024 is before your pump was implanted, on 5 March 2024. Nothing was stored.\n"
            "     Look at the day again. If it was in an earlier pump, add --force.\n"
        ),
    ),
    "a day that does not exist": (
        ("2026-02-29",),
        f'itb: There is no such day as "2026-02-29". Nothing was stored.\n{HOW_TO_TYPE}',
    ),
    "a weekday that does not fit": (
        ("Monday 1 September 2026",),
        (
            "itb: 1 September 2026 is a Tuesday, not a Monday. Nothing was stored.\n"
            "     Look at the calendar again, and leave the weekday out if in doubt.\n"
        ),
    ),
    "an unreadable date": (("soon",), f'itb: "soon" is not a date that itb can read. Nothing was stored.\n{HOW_TO_TYPE}'),
    "a volume above the reservoir": (
        ("2026-09-01", "--filled", "20.5 mL"),
        (
            "itb: 20.5 mL is more than your pump's reservoir holds, 20 mL. Nothing was stored.\n"
            "     Look at the printout again. If the reservoir is wrong: itb setup --reservoir VOLUME\n"
        ),
    ),
    "a comma that may part decimals or thousands": (
        ("2026-09-01", "--filled", "2,5 mL"),
        (
            'itb: "2,5 mL" can be read as 2.5 mL or as 25 mL. Nothing was stored.\n'
            "     Type 2.5 or 25: a point before decimals, and nothing between thousands.\n"
        ),
    ),
    "a point that may part thousands": (
        ("2026-09-01", "--strength", "2.000"),
        (
            'itb: "2.000" can be read as 2 mcg per mL or as 2,000 mcg per mL. Nothing was stored.\n'
            "     Type 2 or 2000: a point before decimals, and nothing between thousands.\n"
        ),
    ),
    "a point without a zero": (
        ("2026-09-01", "--dose", ".35 mg"),
        'itb: ".35 mg" begins with a point. Nothing was stored.\n     Type a zero before it: "0.35".\n',
    ),
    "nothing at all in the pump": (
        ("2026-09-01", "--filled", "0"),
        'itb: "0" cannot be right: it must be more than 0 mL. Nothing was stored.\n     Look at the printout again.\n',
    ),
    "a dose that is no number": (
        ("2026-09-01", "--dose", "the usual"),
        'itb: "the usual" is not a dose that itb can read. Nothing was stored.\n     Type it like this: "350 mcg".\n',
    ),
    "an alarm date before the refill": (
        ("2026-09-01", "--alarm-date", "2026-08-31"),
        (
            "itb: The alarm date, Monday 31 August 2026, is not after the refill on 1 September 2026. Nothing was stored.\n"
            "     Look at the printout again: it must be a later day.\n"
        ),
    ),
    "an alarm date with two readings": (
        ("2026-09-01", "--alarm-date", "10/12/2026"),
        (
            'itb: "10/12/2026" can be read as 10 December 2026 or 12 October 2026. Nothing was stored.\n'
            "     Type it as 2026-12-10 or 2026-10-12, or with the month in letters: 10 Dec 2026.\n"
        ),
    ),
    "a refill-by date before the refill": (
        ("2026-09-01", "--refill-by", "2026-09-01"),
        (
            "itb: The refill-by date, Tuesday 1 September 2026, is not after the refill on 1 September 2026. Nothing was stored.\n"
            "     Look at the printout again: it must be a later day.\n"
        ),
    ),
    "a day that has a refill": (
        ("2026-06-05",),
        (
            "itb: A refill on Friday 5 June 2026 is recorded already. Nothing was stored.\n"
            "     To add what is missing to it, use --complete. To take back the last change: itb undo\n"
        ),
    ),
    "completing a day without a refill": (
        ("2026-06-06", "--complete"),
        (
            "itb: No refill on Saturday 6 June 2026 is recorded, so there is nothing to complete. Nothing was stored.\n"
            "     To see what is recorded: itb history\n"
        ),
    ),
}


@pytest.mark.parametrize(("typed", "reason"), REFUSED.values(), ids=REFUSED)
def test_it_refuses_with_the_reason_and_no_byte_changes(run, record, typed, reason):
    run("setup", "--implanted-on", "2024-03-05", "--reservoir", "20 mL")
    run("log", "2026-06-05")
    before = record.read_bytes()
    result = run("log", *typed, code=5)
    assert (result.out, result.err) == ("", reason)
    assert record.read_bytes() == before


@pytest.mark.parametrize("typed", ["03/04/2026", "2026-11-23", "2026-02-29", "soon"])
def test_a_refused_first_refill_leaves_no_record(run, record, typed):
    run("log", typed, code=5)
    assert not record.exists()
    run("status", code=3)


@pytest.mark.parametrize("typed", [""])
def test_an_empty_day_is_not_taken_for_today(run, record, typed):
    run("log", typed, code=5)
    assert not record.exists()


NO_DAY = "You named no day. Was the pump filled today, Sunday 22 November 2026?"


def test_a_refill_without_a_day_is_not_taken_for_one_done_today(run, record):
    result = run("log", "--alarm-date", "2027-02-20", code=5)
    assert (result.out, result.err) == (
        "",
        (
            f"itb: {NO_DAY}\n     Nothing was stored. If it is right, type the same again with --yes. "
            "Or name the day, such as: itb log 2026-09-01 --alarm-date 2026-12-10\n"
        ),
    )
    assert not record.exists()
    run("log", "--alarm-date", "2027-02-20", code=5, is_terminal=True, typed="n\n\n")
    assert not record.exists()


def test_a_no_to_today_asks_for_the_day(run, record):
    result = run("log", "--alarm-date", "2026-12-10", is_terminal=True, typed="n\n2026-09-01\n")
    assert result.err == f"{NO_DAY} [y/N] On which day, such as 2026-09-01 or yesterday? (Enter stops, and stores nothing): "
    assert [refill["on"] for refill in refills(record)] == [date(2026, 9, 1)]


WORDS = "2026-09-01\n2026-12-10\n20\n2000\n350\n"


def test_alone_at_a_terminal_it_asks_for_the_facts_and_stores_them_with_one_yes(run, record):
    result = run("log", is_terminal=True, typed=f"{WORDS}y\n", environment={"ITB_PLAIN": "1"})
    asked = (
        "Day of the refill, such as 2026-09-01 or yesterday: ",
        "Low-reservoir alarm date, such as 2026-12-10: ",
        "Volume put in, such as 20 mL: ",
        "Strength, such as 2000 mcg per mL: ",
        "Dose over 24 hours, such as 350 mcg: ",
    )
    assert "".join(asked) in result.err
    assert result.err.endswith(
        text(
            """
            NOT STORED YET: Refill on Tuesday 1 September 2026 (82 days ago).

            Alarm date: Thursday 10 December 2026 (in 18 days)
            Filled: 20 mL
            Strength: 2,000 mcg per mL
            Dose: 350 mcg per day

            Store this? [y/n] """
        )
    )
    (refill,) = refills(record)
    assert (refill["on"], refill["alarm_date"]) == (date(2026, 9, 1), date(2026, 12, 10))
    assert (refill["filled_ml"], refill["strength_mcg_per_ml"], refill["dose_mcg_per_day"]) == (20, 2000, 350)


def test_enter_passes_over_and_what_is_missing_is_said_before_it_is_stored(run, record):
    result = run("log", is_terminal=True, typed="2026-09-01\n\n\n\n\ny\n")
    assert "Without the alarm date all dates are only estimates." in result.err
    assert [refill.keys() for refill in refills(record)] == [{"id", "on"}]


@pytest.mark.parametrize(
    ("typed", "on"), [("\ny\n", date(2026, 11, 22)), ("\nn\nyesterday\n", date(2026, 11, 21)), ("today\n", date(2026, 11, 22))]
)
def test_a_day_passed_over_is_asked_about_and_never_taken_for_today(run, record, typed, on):
    result = run("log", is_terminal=True, typed=f"{typed}\n\n\n\ny\n")
    assert result.err.count(NO_DAY) == ("today" not in typed)
    assert [refill["on"] for refill in refills(record)] == [on]


def test_a_no_at_the_review_goes_back_to_one_answer_and_keeps_the_others(run, record):
    said = run("log", is_terminal=True, typed=f"{WORDS}n\n3\n19\ny\n")
    assert "3. Volume put in: 20\n4. Strength: 2000\n5. Dose over 24 hours: 350\n" in said.err
    (refill,) = refills(record)
    assert (refill["filled_ml"], refill["strength_mcg_per_ml"], refill["dose_mcg_per_day"]) == (19, 2000, 350)
    assert (refill["on"], refill["alarm_date"]) == (date(2026, 9, 1), date(2026, 12, 10))


def test_a_yes_to_one_value_is_none_to_the_value_that_takes_its_place(run, record):
    """Said at the question, after a step back and after a no at the review: who agreed to 8,000 has not agreed to 9,000."""
    for between in ("<\n", "n\n5\n"):
        typed = f"2026-09-01\n2026-12-10\n20\n2000\n8000\ny\n{between}9000\n"
        said = run("log", is_terminal=True, typed=typed, code=130)
        assert said.err.count("8,000 mcg per day is more than pumps usually give.") == 1
        assert said.err.count("9,000 mcg per day is more than pumps usually give.") == 1
    assert not record.exists()


def test_what_is_unlikely_is_asked_about_in_its_turn_and_once(run, record):
    kept(record, JUNE)
    result = run("log", is_terminal=True, typed="2026-09-01\n2026-08-01\n2026-12-10\n\n\n350 mg\nn\n35 mg\ny\ny\ny\n")
    assert "is not after the refill on 1 September 2026." in result.err
    assert result.err.count(TENFOLD_QUESTION) == 1
    assert result.err.count("35,000 mcg per day is 100 times more") == 1
    assert [refill["dose_mcg_per_day"] for refill in refills(record)] == [350, 35_000]


def test_alone_it_asks_for_nobody_that_has_no_record_unless_somebody_says_yes(run, record):
    place = str(record.with_name("other.toml"))
    result = run("log", "--file", place, is_terminal=True, typed="n\n", code=5)
    assert "Day of the refill" not in result.err
    run("log", "--file", place, is_terminal=True, typed=f"y\n{WORDS}y\n")
    assert len(refills(record.with_name("other.toml"))) == 1


@pytest.mark.parametrize("lines", range(6))
def test_input_that_ends_between_its_questions_stores_nothing(run, record, lines):
    typed = "".join(f"{line}\n" for line in WORDS.splitlines()[:lines])
    result = run("log", is_terminal=True, typed=typed, code=130)
    assert result.err.endswith("\nitb: Stopped. Nothing was stored.\n     To begin again, type the same command once more.\n")
    assert not record.exists()


def test_a_visit_booked_for_that_day_is_offered_to_be_closed_after_the_review(run, record):
    run("book", "2026-11-20", "--yes", today=date(2026, 11, 1))
    result = run("log", is_terminal=True, typed="2026-11-20\n2027-02-20\n\n\n\ny\ny\n")
    assert result.err.endswith("Store this? [y/n] Your appointment on Friday 20 November 2026: was this it? [y/N] ")


@pytest.mark.parametrize("words", [("log", "--note", "x"), ("log", "--yes"), ("log", "today")])
def test_a_refill_done_today_is_stored_after_yes(run, record, words):
    result = run(*words, is_terminal=True, typed="y\n")
    assert result.err == (f"{NO_DAY} [y/N] " if "--note" in words else "")
    assert [refill["on"] for refill in refills(record)] == [date(2026, 11, 22)]


@pytest.mark.parametrize("typed", [case[0] for case in REFUSED.values()], ids=REFUSED)
def test_yes_does_not_store_what_cannot_be_true(run, record, typed):
    run("setup", "--implanted-on", "2024-03-05", "--reservoir", "20 mL")
    run("log", "2026-06-05")
    before = record.read_bytes()
    run("log", *typed, "--yes", code=5)
    run("log", *typed, code=5, is_terminal=True, typed="y\ny\ny\n")
    assert record.read_bytes() == before


def test_a_day_before_the_implant_is_stored_for_an_earlier_pump(run, record):
    run("setup", "--implanted-on", "2024-03-05")
    run("log", "2024-03-04", "--force")
    assert [refill["on"] for refill in refills(record)] == [date(2024, 3, 4)]


JUNE = "on = 2026-06-05\ndose_mcg_per_day = 350\n"
THOUSANDFOLD = ("log", "2026-09-01", "--dose", "350 mg")
TENFOLD_QUESTION = "350,000 mcg per day is 1,000 times more than the last one, 350 mcg per day. Is it right?"
HIGH_QUESTION = "350,000 mcg per day is more than pumps usually give. Is it right?"
NOT_STORED = "     Nothing was stored. If it is right, type the same again with --yes.\n"


def test_a_dose_in_mg_that_is_a_thousand_times_the_last_is_not_stored_unasked(run, record):
    before = kept(record, JUNE)
    result = run(*THOUSANDFOLD, code=5)
    assert (result.out, result.err) == ("", f"itb: {TENFOLD_QUESTION}\n{NOT_STORED}")
    assert record.read_bytes() == before


@pytest.mark.parametrize("typed", ["n\n", "\n\n", "yo\nn\n", "maybe\n\n", "y\nn\n\n", "y\n\n"])
def test_anything_but_yes_to_every_question_stores_nothing(run, record, typed):
    before = kept(record, JUNE)
    result = run(*THOUSANDFOLD, code=5, is_terminal=True, typed=typed)
    assert result.out == ""
    assert f"{TENFOLD_QUESTION} [y/N] " in result.err
    assert result.err.endswith(NOT_STORED)
    assert record.read_bytes() == before


def test_a_no_is_told_as_a_no_and_the_question_is_not_asked_twice(run, record):
    kept(record, JUNE)
    said = run(*THOUSANDFOLD, is_terminal=True, typed="n\n\n", code=5).err
    assert said.count(TENFOLD_QUESTION) == 1
    assert f"itb: You said no.\n{NOT_STORED}" in said


def test_a_slip_of_a_finger_is_neither_yes_nor_no(run, record):
    kept(record, JUNE)
    said = run(*THOUSANDFOLD, is_terminal=True, typed="yy\nyes\ny\n").err
    assert said.count(f"{TENFOLD_QUESTION} [y/N] ") == 2
    assert "Type y or n. Enter means no." in said
    asked = run("log", is_terminal=True, typed="2026-06-20\n\n\n\n3500\nu\nn\n350\nn\n", code=130).err
    assert "[y/N] Type y or n. Enter means no." in asked


def test_a_no_asks_for_that_fact_again_and_keeps_the_rest_of_what_was_typed(run, record):
    kept(record, JUNE)
    said = run(*THOUSANDFOLD, "--note", "late", "--filled", "20", is_terminal=True, typed="n\n350 mL\n350 mcg\n").err
    assert "Then type the dose again (Enter stops, and stores nothing): " in said
    assert [(refill["on"], refill["dose_mcg_per_day"]) for refill in refills(record)][1:] == [(date(2026, 9, 1), 350)]
    assert (refills(record)[1]["note"], refills(record)[1]["filled_ml"]) == ("late", 20)


def test_what_is_typed_again_is_asked_about_and_refused_as_at_first(run, record):
    kept(record, JUNE)
    typed = ("log", "2026-09-01", "--alarm-date", "2027-09-01")
    said = run(*typed, is_terminal=True, typed="n\n2026-08-01\n2027-10-01\nn\n2026-12-01\n").err
    assert said.count("more than 200 days after the refill. Is it right?") == 2
    assert "is not after the refill on 1 September 2026" in said
    assert refills(record)[1]["alarm_date"] == date(2026, 12, 1)


def test_a_no_to_another_refill_asks_for_no_other_day(run, record):
    before = kept(record, JUNE)
    said = run("log", "2026-06-10", is_terminal=True, typed="n\n", code=5).err
    assert "On which day" not in said
    assert record.read_bytes() == before


@pytest.mark.parametrize("typed", ["y\ny\n", "Yes\nY\n"])
def test_yes_to_every_question_stores(run, record, typed):
    kept(record, JUNE)
    result = run(*THOUSANDFOLD, is_terminal=True, typed=typed)
    assert result.err == f"{TENFOLD_QUESTION} [y/N] {HIGH_QUESTION} [y/N] "
    assert [refill["dose_mcg_per_day"] for refill in refills(record)] == [350, 350_000]


def test_the_flag_yes_stores_without_a_question(run, record):
    kept(record, JUNE)
    assert run(*THOUSANDFOLD, "--yes").err == ""
    assert [refill["dose_mcg_per_day"] for refill in refills(record)] == [350, 350_000]


def test_the_end_of_input_at_a_question_stores_nothing(run, record):
    before = kept(record, JUNE)
    run(*THOUSANDFOLD, code=130, is_terminal=True, typed="y\n")
    assert record.read_bytes() == before


def test_machines_are_never_asked(run, record):
    kept(record, JUNE)
    result = run(*THOUSANDFOLD, "--json", code=5, is_terminal=True, typed="y\ny\n")
    error = json.loads(result.out)["error"]
    assert (error["code"], error["message"], error["exit_code"]) == ("confirmation_needed", TENFOLD_QUESTION, 5)
    assert result.err == ""
    assert len(refills(record)) == 1


@pytest.mark.parametrize(
    ("flags", "question"),
    [
        (("--dose", "35"), "35 mcg per day is 10 times less than the last one, 350 mcg per day. Is it right?"),
        (
            ("--strength", "20000"),
            "The strength was 2,000 mcg per mL at the refill before. Is it 20,000 mcg per mL now?",
        ),
        (("--strength", "1500"), "The strength was 2,000 mcg per mL at the refill before. Is it 1,500 mcg per mL now?"),
        (("--filled", "2"), "2 mL is 10 times less than the last one, 20 mL. Is it right?"),
        (("--filled", "40.5"), "40.5 mL is more than pumps usually hold. Is it right?"),
        (("--dose", "2001"), "2,001 mcg per day is 5.7 times more than the last one, 350 mcg per day. Is it right?"),
        (("--alarm-date", "2027-03-21"), "Sunday 21 March 2027 is more than 200 days after the refill. Is it right?"),
        (
            ("--alarm-date", "2026-12-10", "--refill-by", "2026-12-11"),
            "The refill-by date comes after the alarm date. Is it right?",
        ),
    ],
)
def test_the_unlikely_is_asked_about_by_name(run, record, flags, question):
    before = kept(record, f"{JUNE}strength_mcg_per_ml = 2000\nfilled_ml = 20\n")
    assert run("log", "2026-09-01", *flags, code=5).err == f"itb: {question}\n{NOT_STORED}"
    assert record.read_bytes() == before


def test_the_likely_is_not_asked_about(run, record):
    kept(record, f"{JUNE}strength_mcg_per_ml = 2000\nfilled_ml = 20\n")
    run("log", "2026-09-01", "--dose", "71", "--strength", "2000", "--filled", "4.1", "--alarm-date", "2027-03-20")
    assert len(refills(record)) == 2


def test_complete_adds_what_was_missing_and_keeps_the_entry(run, record):
    run("log", "2026-09-01", "--alarm-date", "2026-12-10")
    run("log", "2026-09-01", "--complete", "--dose", "350")
    assert refills(record) == [{"id": "id-1", "on": date(2026, 9, 1), "alarm_date": date(2026, 12, 10), "dose_mcg_per_day": 350}]


@pytest.mark.parametrize(
    ("flags", "named"),
    [
        (("--alarm-date", "2026-12-20"), "alarm date"),
        (("--refill-by", "2026-12-05"), "refill by"),
        (("--filled", "19"), "filled"),
        (("--strength", "1000"), "strength"),
        (("--dose", "300"), "dose"),
        (("--note", "Another note."), "note"),
    ],
)
def test_complete_overwrites_no_fact(run, record, flags, named):
    run(
        *("log", "2026-09-01", "--alarm-date", "2026-12-10", "--refill-by", "2026-12-04", "--filled", "20"),
        *("--strength", "2000", "--dose", "350", "--note", "All went well."),
    )
    before = record.read_bytes()
    assert run("log", "2026-09-01", "--complete", *flags, code=5).err == (
        f"itb: This refill has another {named} already. Nothing was stored.\n"
        "     If the last change was wrong, take it back: itb undo\n"
    )
    assert record.read_bytes() == before


def test_completing_with_nothing_new_changes_no_byte_and_does_not_offer_to_take_it_back(run, record):
    before = kept(record, "# typed by hand\non = 2026-09-01\nalarm_date = 2026-12-10\n")
    shown = run("log", "2026-09-01", "--complete").out
    assert shown.startswith("NO CHANGE: Refill on Tuesday 1 September 2026 (82 days ago).\n")
    assert "itb undo" not in shown
    assert record.read_bytes() == before


@pytest.mark.parametrize("flag", ["--alarm-date", "--refill-by", "--filled", "--strength", "--dose"])
def test_a_fact_that_is_typed_as_nothing_is_refused_and_not_passed_over(run, record, flag):
    run("log", "2026-09-01", flag, "", code=5)
    assert not record.exists()


def test_an_older_refill_says_that_the_dates_still_come_from_the_newer_one(run, record):
    kept(record, "on = 2026-09-01\nalarm_date = 2026-12-10\n")
    said = run("log", "2026-06-05", "--alarm-date", "2026-09-20").out
    assert "A newer refill is recorded. The dates still come from that one.\n" in said
    assert "moves" not in said
    assert "BOOK NOW: Call your pump clinic. Ask for a refill by Monday 30 November 2026.\n" in said


def test_a_newer_refill_says_from_where_to_where_the_date_moves(run, record):
    kept(record, "on = 2026-06-05\nalarm_date = 2026-09-20\n")
    said = run("log", "2026-09-01", "--alarm-date", "2026-12-10").out
    assert "Refill by moves from Thursday 10 September 2026 to Monday 30 November 2026.\n" in said


def test_the_envelope_holds_what_was_stored_and_the_supply_that_follows(run):
    envelope = json.loads(run("log", "2026-09-01", "--alarm-date", "2026-12-10", "--json").out)
    data = envelope["data"]
    assert (envelope["command"], envelope["state"], envelope["error"]) == ("log", "soon", None)
    assert data.pop("supply")["refill_by"] == "2026-11-30"
    assert data == {
        "refill": {
            "id": "id-1",
            "on": "2026-09-01",
            "alarm_date": "2026-12-10",
            "refill_by": None,
            "filled_ml": None,
            "strength_mcg_per_ml": None,
            "dose_mcg_per_day": None,
            "note": None,
        },
        "completed": False,
        "changed": True,
        "is_newest": True,
        "refill_by_before": None,
        "appointment": None,
        "printout": None,
        "replacement": None,
    }


def test_a_refusal_for_machines_is_an_envelope_with_the_same_words(run, record):
    result = run("log", "03/04/2026", "--json", code=5)
    assert result.err == ""
    assert json.loads(result.out) == {
        "schema_version": 1,
        "command": "log",
        "as_of": "2026-11-22",
        "person": None,
        "state": None,
        "data": {},
        "notices": [],
        "error": {
            "code": "input_refused",
            "message": '"03/04/2026" can be read as 3 April 2026 or 4 March 2026. Nothing was stored.',
            "hint": "Type it as 2026-04-03 or 2026-03-04, or with the month in letters: 3 Apr 2026.",
            "exit_code": 5,
        },
    }
    assert not record.exists()


def test_a_date_that_proves_nothing_is_called_so_where_it_moves(run):
    assert "Refill by is now Sunday 1 November 2026 (only an estimate).\n" in run("log", "2026-09-01").out
    moved = run("log", "2026-09-01", "--complete", "--alarm-date", "2026-12-20").out
    assert "Refill by moves from Sunday 1 November 2026 to Thursday 10 December 2026.\n" in moved
    run("event", "mri", "--on", "2026-10-01")
    stays = run("dose", "300", "--on", "2026-09-01", "--yes").out
    assert "Refill by stays Thursday 10 December 2026 (in doubt: ask your pump clinic).\n" in stays


def pump_in(record):
    return tomllib.loads(record.read_text(encoding="utf-8")).get("pump")


@pytest.mark.parametrize("typed", ["31", "31 months", "31 mo", "31 Months"])
def test_months_until_replacement_count_from_the_day_of_the_refill_and_the_day_is_said(run, record, typed):
    out = run("log", "2026-09-14", "--alarm-date", "2026-12-29", "--eri-months", typed).out
    assert "Replace the pump by Saturday 14 April 2029, counted from Monday 14 September 2026.\n" in out
    assert pump_in(record) == {"replace_by": date(2029, 4, 14)}
    run("undo")
    assert pump_in(record) is None


def test_months_count_from_that_day_too_if_they_are_added_weeks_later(run, record):
    run("log", "2026-08-31", "--alarm-date", "2026-12-10")
    said = json.loads(run("log", "2026-08-31", "--complete", "--eri-months", "6", "--json").out)["data"]
    assert said["replacement"] == {"replace_by": "2027-02-28", "counted_from": "2026-08-31"}
    assert (said["changed"], pump_in(record)) == (True, {"replace_by": date(2027, 2, 28)})


def test_another_day_of_replacement_than_the_recorded_one_is_asked_about(run, record):
    run("setup", "--replace-by", "2028-01-01")
    words = ("log", "2026-09-14", "--alarm-date", "2026-12-29", "--eri-months", "31")
    asked = "Your record says Saturday 1 January 2028 as the replace-by date of the pump. Is it Saturday 14 April 2029 now?"
    assert asked in run(*words, code=5).err
    assert not refills(record)
    run(*words, is_terminal=True, typed="y\n")
    assert pump_in(record) == {"replace_by": date(2029, 4, 14)}


@pytest.mark.parametrize("typed", ["", "soon", "-1", "31.5", "2,5", "121", "31 days", "months", "2029-04-14"])
def test_months_that_are_none_are_refused(run, record, typed):
    assert "is not a number of months from 0 to 120." in run("log", "2026-09-14", "--eri-months", typed, code=5).err
    assert not record.exists()


def test_months_of_no_day_are_not_counted_from_today_unasked(run, record):
    assert NO_DAY in run("log", "--eri-months", "31", code=5).err
    assert not record.exists()
