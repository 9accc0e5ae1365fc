"""`itb calendar`: the months with every date marked, in words and in a grid."""

import json
import re

import pytest

from conftest import text

SYMPTOMS = (
    "Symptoms beat dates. Itching, tightness or spasms coming back, fever, confusion, heavy sleepiness or slow breathing: "
    "do not wait for any date. [S04, S10, S30, S35] Type: itb emergency\n"
)
CLINIC = """\
Pump clinic: Not recorded (To record it: itb setup --clinic-phone PHONE)
After hours: Not recorded
"""
REFILL = """\
schema_version = 1
[[refills]]
id = "r1"
on = 2026-09-01
alarm_date = 2026-12-10
dose_mcg_per_day = 250
"""
NO_DOSE = REFILL.replace("dose_mcg_per_day = 250\n", "")
VISIT = """
[[appointments]]
id = "a1"
on = 2026-11-30
at = 09:05:00
place = "Ward 3"
"""
CANCELLED = """
[[appointments]]
id = "a2"
on = 2026-12-10
status = "cancelled"
"""
FALL = """
[[events]]
id = "e1"
on = 2026-11-16
kind = "fall"
checked_on = 2026-11-20
"""
RISE = """
[[doses]]
id = "d1"
on = 2026-11-16
dose_mcg_per_day = 1250.5
"""
SCREEN = {"is_terminal": True, "environment": {"COLUMNS": "80", "NO_COLOR": "1"}}


def written(record, *parts):
    record.parent.mkdir(parents=True, exist_ok=True)
    record.write_text("".join(parts), encoding="utf-8")


def data(run, *words, code=0):
    return json.loads(run("calendar", "--json", *words, code=code).out)["data"]


def kinds(marks):
    return [(mark["on"], mark["kind"]) for mark in marks]


def grid(shown):
    """Each marked day of the grids with the letters beside its number, line by line."""
    return re.findall(r"\d+[A-Z]+", shown.partition("What the letters mean")[0])


def test_every_marked_day_is_one_line_under_its_month(run, record):
    written(record, REFILL, VISIT, CANCELLED, FALL)
    assert run("calendar").out == text(
        f"""
        BOOKED: Your refill is booked for Monday 30 November 2026 at 09:05. Keep this visit.
        8 days left to the refill-by date.

        November 2026:
        Monday 16 November 2026: book by; event, a fall or a blow, pump checked 20 November 2026 (6 days ago)
        Sunday 22 November 2026: today
        Monday 30 November 2026: refill by, the last day for it; appointment booked at 09:05, Ward 3 (in 8 days)
        December 2026:
        Thursday 10 December 2026: alarm date, not a date to wait for (in 18 days)

        Not shown:
        Last refill: Tuesday 1 September 2026 (82 days ago)
        Empty date: Unknown (needs filled volume, strength and dose: itb log --help)

        In these months 1 cancelled appointment is not marked. To see all: itb history

        Pump clinic: Not recorded (To record it: itb setup --clinic-phone PHONE)
        After hours: Not recorded

        {SYMPTOMS}"""
    )


def test_on_a_terminal_the_months_are_grids_with_letters_and_what_they_mean(run, record):
    written(record, REFILL, VISIT, CANCELLED, FALL)
    assert run("calendar", **SCREEN).out == text(
        """
        BOOKED   Your refill is booked for Monday 30 November 2026 at 09:05. Keep this
        visit.
        8 days left to the refill-by date.

          November 2026                        December 2026
          Mo   Tu   We   Th   Fr   Sa   Su     Mo   Tu   We   Th   Fr   Sa   Su
                                         1           1    2    3    4    5    6
           2    3    4    5    6    7    8      7    8    9   10A  11   12   13
           9   10   11   12   13   14   15     14   15   16   17   18   19   20
          16BE 17   18   19   20   21   22T    21   22   23   24   25   26   27
          23   24   25   26   27   28   29     28   29   30   31
          30LV

        What the letters mean
          T  today
          B  book by
          L  refill by, the last day for it
          A  alarm date, not a date to wait for
          V  appointment, a visit at the clinic
          E  event, something that may upset the pump

        The marked days
          BE  Monday 16 November 2026: book by; event, a fall or a blow, pump checked
              20 November 2026 (6 days ago)
          T   Sunday 22 November 2026: today
          LV  Monday 30 November 2026: refill by, the last day for it; appointment
              booked at 09:05, Ward 3 (in 8 days)
          A   Thursday 10 December 2026: alarm date, not a date to wait for (in 18 days)

        Not shown
          Last refill  Tuesday 1 September 2026  82 days ago
          Empty date   Unknown                   needs filled volume, strength and dose:
                                                 itb log --help

        In these months 1 cancelled appointment is not marked. To see all: itb history

          Pump clinic  Not recorded  To record it: itb setup --clinic-phone PHONE
          After hours  Not recorded

        Symptoms beat dates. Itching, tightness or spasms coming back, fever, confusion,
        heavy sleepiness or slow breathing: do not wait for any date. [S04, S10, S30,
        S35] Type: itb emergency

        BOOKED: Your refill is booked for Monday 30 November 2026 at 09:05. Keep this
        visit. Symptoms beat dates.
        """
    )


def test_colour_only_supports_the_letters(run, record):
    written(record, REFILL, VISIT, FALL)
    coloured = run("calendar", is_terminal=True, environment={"COLUMNS": "80"}).out
    for styled in ("\x1b[30;43m16BE\x1b[0m", "\x1b[1;97;41m30LV\x1b[0m", "\x1b[1;97;41m10A\x1b[0m", "\x1b[1m22T\x1b[0m"):
        assert styled in coloured
    assert re.sub(r" *\x1b\[[\d;]*m *", " ", coloured).split() == run("calendar", **SCREEN).out.split()
    assert "\x1b" not in run("calendar", **SCREEN).out


@pytest.mark.parametrize("columns", ["20", "36", "40", "57", "72", "120"])
def test_no_line_is_wider_than_the_terminal(run, record, columns):
    written(record, REFILL, VISIT, CANCELLED, FALL, RISE)
    shown = run("calendar", is_terminal=True, environment={"COLUMNS": columns, "NO_COLOR": "1"}).out
    assert max(map(len, shown.splitlines())) <= int(columns)
    assert ("16DE" in shown) == (int(columns) >= 36)


def test_every_mark_of_a_day_is_in_the_grid(run, record):
    done = '[[refills]]\nid = "r2"\non = 2026-11-16\n'
    visit = '[[appointments]]\nid = "a3"\non = 2026-11-16\nstatus = "done"\n'
    written(record, REFILL, done, visit, FALL, RISE)
    shown = run("calendar", "--as-of", "2026-11-16", code=3, **SCREEN).out
    assert re.search(r"^  16TV 17 .*\n    RD .*\n    E\n", shown, re.MULTILINE)
    assert "TVRDE  Monday 16 November 2026: the day you asked about; appointment done; refill;" in re.sub(r"\n +", " ", shown)
    assert "  T  the day you asked about\n" in shown


def test_two_visits_on_one_day_are_one_letter_and_two_in_words(run, record):
    written(record, REFILL, VISIT, VISIT.replace("a1", "a6").replace("09:05", "14:30"))
    shown = run("calendar", **SCREEN).out
    assert "  LV  Monday 30 November 2026: " in shown
    assert "appointment booked at 09:05, Ward 3; appointment booked at 14:30, Ward 3 (in" in re.sub(r"\n +", " ", shown)


def test_the_whole_envelope(run, record):
    written(record, REFILL, VISIT, FALL)
    envelope = json.loads(run("calendar", "--json").out)
    view = envelope["data"]
    assert (envelope["command"], envelope["state"], envelope["error"]) == ("calendar", "soon", None)
    assert envelope["notices"][-1]["code"] == "symptoms_beat_dates"
    supply = json.loads(run("next-refill", "--json").out)["data"]
    assert {name: view.pop(name) for name in supply} == supply
    entries = {mark["entry"].pop("id"): mark.pop("entry") for mark in (*view["marks"], *view["not_shown"]) if mark["entry"]}
    assert {name: entry["kind"] for name, entry in entries.items()} == {"r1": "refill", "a1": "appointment", "e1": "event"}
    assert (entries["a1"]["at"], entries["a1"]["place"], entries["a1"]["status"]) == ("09:05:00", "Ward 3", "booked")
    dated = {"in_force": True, "origin": "clinic_alarm_date", "caveats": [], "entry": None}
    recorded = {"in_force": None, "origin": None, "caveats": []}
    assert view == {
        "months": ["2026-11-01", "2026-12-01"],
        "marks": [
            {"on": "2026-11-16", "kind": "book_by", "in_past": True, **dated},
            {"on": "2026-11-16", "kind": "event", "in_past": True, **recorded},
            {"on": "2026-11-30", "kind": "refill_by", "in_past": False, **dated},
            {"on": "2026-11-30", "kind": "appointment", "in_past": False, **recorded},
            {"on": "2026-12-10", "kind": "alarm_date", "in_past": False, **dated},
        ],
        "not_shown": [{"on": "2026-09-01", "kind": "refill", "in_past": True, **recorded}],
        "cancelled": 0,
    }


def test_without_a_refill_it_says_so_first_and_still_shows_visits_and_events(run, record):
    written(record, "schema_version = 1\n", VISIT, FALL)
    assert run("calendar", code=3).out == (
        text(
            """
            UNKNOWN: No refill is recorded. Look at your clinic's printout, then type: itb log

            November 2026:
            Monday 16 November 2026: event, a fall or a blow, pump checked 20 November 2026 (6 days ago)
            Sunday 22 November 2026: today
            Monday 30 November 2026: appointment booked at 09:05, Ward 3 (in 8 days)

            Not shown:
            Refill by: Unknown
            Alarm date: Unknown
            Empty date: Unknown

            """
        )
        + f"{CLINIC}\n{SYMPTOMS}"
    )


def test_without_a_record_it_shows_today_and_makes_nothing(run, record):
    shown = run("calendar", code=3).out
    assert shown.startswith("UNKNOWN: No refill is recorded.")
    assert "November 2026:\nSunday 22 November 2026: today\n\nNot shown:\nRefill by: Unknown\n" in shown
    assert not record.parent.exists(), "reading must make no folder"


def test_a_damaged_record_is_no_empty_calendar(run, record):
    written(record, "damaged")
    assert run("calendar", code=4).out == ""


def test_an_estimate_is_called_one_on_every_day_that_rests_on_it(run, record):
    run("log", "2026-11-20")
    shown = run("calendar", code=3).out
    assert shown.startswith("UNKNOWN: Your alarm date is not recorded. Ask your pump clinic for it.\n")
    assert "Wednesday 6 January 2027: book by, an estimate\n" in shown
    assert "Wednesday 20 January 2027: refill by, an estimate\n" in shown
    assert "Alarm date: Unknown (ask your pump clinic, then: itb log --help)\n" in shown
    drawn = run("calendar", code=3, **SCREEN).out
    assert "  B  book by, an estimate\n  L  refill by, an estimate\n" in drawn
    assert {(mark["kind"], *mark["caveats"]) for mark in data(run, code=3)["marks"]} == {
        ("refill",),
        ("book_by", "estimate"),
        ("refill_by", "estimate"),
    }


def test_a_date_that_a_dose_rise_made_too_late_says_so(run, record):
    written(record, NO_DOSE, RISE)
    shown = run("calendar", code=3).out
    assert "book by, later than the true date; dose change to 1,250.5 mcg per day (6 days ago)\n" in shown
    assert "Monday 30 November 2026: refill by, later than the true date\n" in shown
    assert "alarm date, later than the true date, not a date to wait for\n" in shown
    dates = [mark for mark in data(run, code=3)["marks"] if mark["origin"]]
    assert [(mark["in_force"], mark["caveats"]) for mark in dates] == [(False, ["upper_bound"])] * 3
    assert "  L  refill by, later than the true date\n" in run("calendar", code=3, **SCREEN).out


def test_even_the_drug_limit_is_too_late_where_a_dose_rise_leaves_nothing_in_force(run, record):
    written(record, NO_DOSE.replace("2026-12-10", "2027-06-10"), RISE)
    dates = [mark for mark in data(run, code=3)["marks"] if mark["origin"]]
    assert [(mark["kind"], mark["origin"], mark["in_force"], mark["caveats"]) for mark in dates] == [
        ("book_by", "drug_limit", True, ["upper_bound"]),
        ("refill_by", "drug_limit", True, ["upper_bound"]),
        ("alarm_date", "clinic_alarm_date", False, ["upper_bound"]),
    ]


def test_a_clinics_date_is_carried_through_the_doses_where_a_rise_voids_it(run, record):
    written(
        record, REFILL.replace("dose_mcg", "filled_ml = 20\nstrength_mcg_per_ml = 2000\ndose_mcg"), RISE.replace("1250.5", "300")
    )
    dates = [mark for mark in data(run)["marks"] if mark["origin"]]
    assert [(mark["kind"], mark["origin"], mark["caveats"]) for mark in dates] == [
        ("book_by", "carried_date", ["dose_rose"]),
        ("refill_by", "carried_date", ["dose_rose"]),
        ("alarm_date", "carried_date", ["dose_rose"]),
        ("empty_date", "flow_tolerance", ["earliest"]),
    ]
    shown = run("calendar").out
    assert "Sunday 6 December 2026: alarm date, worked out after a dose rise, not a date to wait for (in 14 days)\n" in shown
    assert (
        "Friday 8 January 2027: empty date, worked out here at the fastest flow, the pump can be dry as early as this (in 47 days)\n"
        in shown
    )


def test_a_sum_at_the_fastest_flow_and_a_short_buffer_stand_beside_the_date(run, record):
    """40 mL of 2,000 mcg per mL at 400 mcg a day: dry as early as day 174, 22 February; the alarm by the set dose on day 190."""
    figures = "filled_ml = 40\nstrength_mcg_per_ml = 2000\ndose_mcg_per_day = 400\n"
    plan = "[plan]\nbuffer_days = 1\nlead_days = 2\n[pump]\nalarm_volume_ml = 2\n"
    written(record, REFILL.replace("alarm_date = 2026-12-10\ndose_mcg_per_day = 250\n", figures), plan)
    shown = run("calendar").out
    for line in (
        "Friday 19 February 2027: book by, worked out here at the fastest flow, few days to get an appointment (in 89 days)\n",
        "refill by, worked out here at the fastest flow, few days before the alarm date, the last day for it (in 91 days)\n",
        "empty date, worked out here at the fastest flow, the pump can be dry as early as this (in 92 days)\n",
        "alarm date, worked out here, not a date to wait for (in 108 days)\n",
    ):
        assert line in shown


@pytest.mark.parametrize(
    ("more", "day"),
    [
        (FALL.replace("checked_on", "#"), "2026-11-22"),
        ("[pump]\nimplanted_on = 2026-10-01\n", "2026-11-22"),
        ("[pump]\nreplace_by = 2026-11-01\n", "2026-11-22"),
        ("", "2026-08-30"),
    ],
    ids=["an unchecked event", "an earlier pump", "a pump past its day", "a day before the refill"],
)
def test_dates_that_rest_on_something_in_doubt_say_so(run, record, more, day):
    written(record, REFILL, more)
    found = data(run, "--as-of", day, code=3)
    dates = [mark for mark in (*found["marks"], *found["not_shown"]) if mark["origin"]]
    assert [mark["caveats"] for mark in dates] == [["in_doubt"]] * 3
    assert "Monday 30 November 2026: refill by, in doubt\n" in run("calendar", "--as-of", day, code=3).out


def test_a_date_worked_out_from_figures_that_cannot_be_right_is_in_doubt(run, record):
    figures = "filled_ml = 20\nstrength_mcg_per_ml = 2000\ndose_mcg_per_day = 23\n"
    written(record, REFILL.replace("alarm_date = 2026-12-10\ndose_mcg_per_day = 250\n", "refill_by = 2026-12-01\n" + figures))
    marks = data(run)["marks"]
    assert [(mark["kind"], mark["caveats"]) for mark in marks if mark["origin"]] == [("book_by", []), ("refill_by", [])]
    assert "Alarm date: Unknown" in run("calendar").out
    written(
        record,
        REFILL.replace("dose_mcg_per_day = 250\n", "").replace("alarm_date = 2026-12-10\n", figures.replace("20\n", "2\n")),
    )
    found = data(run)
    alarm = [mark for mark in (*found["marks"], *found["not_shown"]) if mark["kind"] == "alarm_date"]
    assert [(mark["in_force"], mark["caveats"]) for mark in alarm] == [(False, ["in_doubt", "worked_out"])]
    written(record, REFILL.replace("dose_mcg_per_day = 250\n", figures.replace("20\n", "2\n")))
    beside = [mark for mark in data(run)["not_shown"] if mark["origin"]]
    assert [(mark["kind"], mark["origin"], mark["caveats"]) for mark in beside] == [
        ("book_by", "computed_alarm_date", ["in_doubt", "worked_out"]),
        ("refill_by", "computed_alarm_date", ["in_doubt", "worked_out"]),
        ("alarm_date", "computed_alarm_date", ["in_doubt", "worked_out"]),
    ]


@pytest.mark.parametrize(
    ("months", "last"), [("1", "2026-11-01"), ("2", "2026-12-01"), ("3", "2027-01-01"), ("24", "2028-10-01")]
)
def test_as_many_months_as_asked_for_from_this_one(run, record, months, last):
    written(record, REFILL)
    shown = data(run, "--months", months)["months"]
    assert (shown[0], shown[-1], len(shown)) == ("2026-11-01", last, int(months))
    assert ("No day is marked.\n" in run("calendar", "--months", months).out) == (int(months) > 2)


@pytest.mark.parametrize("months", ["0", "-1", "25", "two", "1.5"])
def test_other_numbers_of_months_are_a_usage_error(run, months):
    assert run("calendar", f"--months={months}", code=2).out == ""


def test_a_number_of_months_that_is_too_large_is_told_the_range(run):
    assert run("calendar", "--months", "25", code=2).err == text(
        """
        itb: --months takes a number from 1 to 24.
             Type it like this: itb calendar --months 3
        """
    )


@pytest.mark.parametrize(
    ("visit", "months"),
    [("2026-11-22", 2), ("2027-03-31", 5), ("2027-10-31", 12), ("2027-11-01", 12), ("2036-01-01", 12), ("2025-01-01", 2)],
)
def test_the_months_reach_as_far_as_the_last_date_but_no_more_than_a_year(run, record, visit, months):
    written(record, REFILL, VISIT.replace("2026-11-30", visit))
    view = data(run)
    assert (len(view["months"]), view["months"][0]) == (months, "2026-11-01")
    is_shown = (visit, "appointment") in kinds(view["marks"])
    assert (
        ((visit, "appointment") in kinds(view["not_shown"]))
        == (not is_shown)
        == (visit in {"2027-11-01", "2036-01-01", "2025-01-01"})
    )


def test_what_lies_outside_the_months_is_said_in_words(run, record):
    earlier = "".join(f'[[refills]]\nid = "r{n}"\non = 20{n}-01-01\n' for n in range(10, 26))
    later = VISIT.replace("2026-11-30", "2027-01-04")
    event = FALL.replace("2026-11", "2025-05")
    written(record, REFILL, earlier, RISE.replace("2026-11-16", "2024-05-01"), later, event)
    shown = run("calendar", "--months", "1", "--as-of", "2026-10-05").out
    assert "\n\nOctober 2026:\nMonday 5 October 2026: the day you asked about\n\nNot shown:\n" in shown
    assert shown.partition("Not shown:\n")[2].partition("\n\n")[0] + "\n" == text(
        """
        Last refill: Tuesday 1 September 2026 (34 days ago)
        Book by: Monday 16 November 2026 (in 42 days)
        Refill by: Monday 30 November 2026 (in 56 days, the last day for it)
        Alarm date: Thursday 10 December 2026 (in 66 days, not a date to wait for)
        Appointment: Monday 4 January 2027 (in 91 days, appointment booked at 09:05, Ward 3)
        Earlier: 16 refills, 1 dose change and 1 event (to see all: itb history)
        Empty date: Unknown (needs filled volume, strength and dose: itb log --help)
        """
    )


def test_a_date_that_has_passed_stays_and_says_how_long_ago(run, record):
    written(record, REFILL)
    shown = run("calendar", "--as-of", "2027-03-01").out
    assert shown.startswith("CALL NOW: ")
    assert "Refill by: Monday 30 November 2026 (91 days ago)\n" in shown
    assert "Alarm date: Thursday 10 December 2026 (81 days ago)\n" in shown


def test_a_cancelled_appointment_is_never_a_mark(run, record):
    written(
        record,
        REFILL,
        CANCELLED,
        CANCELLED.replace("a2", "a5"),
        CANCELLED.replace("2026-12", "2025-12"),
        CANCELLED.replace("2026", "2028"),
    )
    view = data(run)
    assert (view["cancelled"], "appointment" in dict(map(reversed, kinds(view["marks"])))) == (2, False)
    assert "In these months 2 cancelled appointments are not marked. To see all: itb history\n" in run("calendar").out
    assert grid(run("calendar", **SCREEN).out) == ["10A", "16B", "22T", "30L"]


def test_the_exit_code_is_that_of_next_refill(run, record):
    written(record, REFILL)
    for day, code in (("2026-10-01", 0), ("2026-12-01", 0), ("2026-12-10", 0), ("2026-08-01", 3)):
        run("next-refill", "--as-of", day, code=code)
        run("calendar", "--as-of", day, code=code)


def test_symptoms_stand_at_the_end_of_every_state(run, record):
    written(record, REFILL)
    for day, code in (("2026-10-01", 0), ("2026-11-20", 0), ("2026-12-01", 0), ("2029-12-10", 0), ("2026-08-01", 3)):
        shown = run("calendar", "--as-of", day, code=code).out
        headline = shown.partition("\n")[0]
        assert shown.endswith((SYMPTOMS, f"{SYMPTOMS}\n{headline.rstrip('.')}. Symptoms beat dates.\n"))
