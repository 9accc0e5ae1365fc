"""Every doubt on every surface: what each says, that none says more than another, that no day is counted down to a date in doubt.

The dates are worked out by hand from the rules: a clinic's date 10 December, 10 days of buffer, 14 of lead, refill on 1 September.
"""

import json
import re
from datetime import date, timedelta
from typing import NamedTuple

import pytest

from itb_cli.prompt.cache_file import status_file_of

REFILL = "[[refills]]\non = 2026-09-01\nalarm_date = 2026-12-10\n"
DOSE = "dose_mcg_per_day = 250\n"
RISE = "[[doses]]\non = 2026-10-01\ndose_mcg_per_day = 400\n"
MRI = '[[events]]\non = 2026-09-20\nkind = "mri"\n'
ALARM = '[[events]]\non = 2026-09-25\nkind = "alarm"\n'
WITH_NOTICES = ("status", "next-refill", "report", "calendar", "trip")
WITH_HEADLINE = ("status", "next-refill", "report", "calendar", "trip", "remind")
OVER_DATES = ("status", "next-refill", "trip")


class Case(NamedTuple):
    """A record, a day, the state of that day, and what surfaces say: `said` by the surfaces that say it."""

    day: str
    record: str
    state: str
    said: tuple[tuple[tuple[str, ...], str], ...]


CHECK = "Something happened that may upset the pump. Call your pump clinic and ask for a check."
UNRELIABLE = "UNKNOWN. The dates cannot be relied on. Ask the pump clinic."
IN_DOUBT = (
    (OVER_DATES, "Refill by: Monday 30 November 2026 (10 days before your clinic's alarm date; in doubt: ask your pump clinic)"),
    (
        OVER_DATES,
        "Alarm date: Thursday 10 December 2026 (from your clinic; in doubt: ask your pump clinic. Not a date to wait for)",
    ),
    (("report",), "Alarm date: Thursday 10 December 2026 (from your clinic; in doubt: ask your pump clinic)"),
    (("card",), "Alarm date: Thursday 10 December 2026 (in doubt: call the pump clinic)"),
    (("calendar",), "Thursday 10 December 2026: alarm date, in doubt, not a date to wait for\n"),
    (("ics",), "at any hour (in doubt)"),
)
UNKNOWN_FAR = (
    *IN_DOUBT,
    (("card",), "Refill by: Monday 30 November 2026 (in doubt: call the pump clinic)"),
    (("message",), UNRELIABLE),
    (("ics",), "Call the pump clinic today"),
    (("trip",), "UNKNOWN: "),
)
CASES = {
    # 100 days at 250 mcg a day, 30 of them gone: 17,500 mcg, 43 days at 400, to 13 November
    "a date carried through a rise": Case(
        "2026-10-25",
        f"{REFILL}{DOSE}{RISE}",
        "soon",
        (
            (
                WITH_NOTICES,
                (
                    "The dose went up after your clinic printed Thursday 10 December 2026. By the doses since, that becomes Friday "
                    "13 November 2026. The sum is itb's own. Call your pump clinic and ask for the new alarm date."
                ),
            ),
            ((*OVER_DATES, "report"), "(10 days before your clinic's alarm date, moved up for the doses since"),
            ((*OVER_DATES, "report"), "(your clinic's date, moved up for the doses since, worked out here"),
            (("remind",), "Ask your pump clinic for the new alarm date."),
            (("message",), "The dose rose: ask for the new alarm date."),
            (("card",), "Refill by: Tuesday 3 November 2026 (worked out after a dose rise: ask for the new date)"),
            (("card",), "Alarm date: Friday 13 November 2026 (worked out after a dose rise: ask for the new date)"),
            (("calendar",), "Friday 13 November 2026: alarm date, worked out after a dose rise"),
            (("ics",), "(worked out: ask for the new day)"),
        ),
    ),
    "a rise after a dose that nobody recorded, late": Case(
        "2026-11-22",
        f"{REFILL}{RISE}",
        "unknown",
        (
            (
                WITH_HEADLINE,
                (
                    "UNKNOWN: Your clinic's date no longer holds. Call your pump clinic and ask for the new alarm date. "
                    "Ask for a refill by Monday 30 November 2026 at the latest."
                ),
            ),
            (
                ("message",),
                "UNKNOWN. The dates cannot be relied on. Ask the pump clinic for a refill by Monday 30 November 2026 at the latest.",
            ),
            (("calendar",), "Monday 30 November 2026: refill by, later than the true date\n"),
            (("ics",), "(the true day is earlier)"),
            *(item for item in UNKNOWN_FAR[:4]),
        ),
    ),
    "a rise after a dose that nobody recorded, early": Case(
        "2026-10-02",
        f"{REFILL}{RISE}",
        "unknown",
        (
            (
                WITH_HEADLINE,
                "UNKNOWN: Your clinic's date no longer holds. Call your pump clinic and ask for the new alarm date.",
            ),
            (("message",), f"{UNRELIABLE} Due by Monday 30 November 2026 at the latest."),
            (("trip",), "On the dates alone the supply lasts. But those dates cannot be relied on now."),
        ),
    ),
    # 80,000 mcg at 1.145 times 400 mcg a day: 174 days; 76,000 at 400: 190
    "the fastest flow of the label": Case(
        "2027-02-10",
        "[pump]\nreservoir_ml = 40\nalarm_volume_ml = 2\n[[refills]]\non = 2026-09-01\nfilled_ml = 40\nstrength_mcg_per_ml = 2000\n"
        "dose_mcg_per_day = 400\n",
        "soon",
        (
            (
                ("status", "next-refill", "report", "calendar", "remind"),
                "BOOK NOW: Call your pump clinic. Ask for a refill by Sunday 21 February 2027.",
            ),
            ((*OVER_DATES, "report"), "(1 day before the earliest day on which the pump can be dry, worked out here"),
            ((*OVER_DATES, "report"), "Empty date: as early as Monday 22 February 2027 (worked out here, at the fastest that"),
            (("status",), "Supply: 162 of 174 days gone from the refill to the empty date."),
            (("message",), "Due by Sunday 21 February 2027, worked out."),
            (("card",), "Refill by: Sunday 21 February 2027 (worked out, not printed)"),
            (("card",), "(worked out, not printed; empty as early as 22 February 2027)"),
            (("calendar",), "refill by, worked out here at the fastest flow, the last day for it"),
            (("calendar",), "empty date, worked out here at the fastest flow, the pump can be dry as early as this"),
            (("ics",), "20270221 The pump must be refilled by today (worked out by itb\\, as early as it can be)"),
            (
                ("ics",),
                "20270222 If the pump was not refilled\\, call the pump clinic now\\, at any hour (worked out by itb\\, as early as it",
            ),
        ),
    ),
    "the fastest flow of the label, on its day": Case(
        "2027-02-22",
        "[pump]\nreservoir_ml = 40\nalarm_volume_ml = 2\n[[refills]]\non = 2026-09-01\nfilled_ml = 40\nstrength_mcg_per_ml = 2000\n"
        "dose_mcg_per_day = 400\n",
        "critical",
        (
            (WITH_HEADLINE, "Call your pump clinic now, at any hour."),
            (
                ("message",),
                "CALL NOW. Call the pump clinic now, at any hour. It was due by Sunday 21 February 2027, worked out.",
            ),
            (("card",), "Sunday 21 February 2027 (this day has passed: call the pump clinic now; worked out, not printed)"),
            (("status",), "Supply: The empty date is today."),
        ),
    ),
    "no day between the refill-by and the alarm date": Case(
        "2026-12-08",
        f"{REFILL}[plan]\nbuffer_days = 0\nlead_days = 0\n",
        "soon",
        (
            (
                WITH_NOTICES,
                "Your record sets no day between the refill-by date and the alarm date. Clinics publish 3 days or more.",
            ),
            (WITH_NOTICES, "Your record sets no day to get an appointment, so itb says late that it is time to book."),
            ((*OVER_DATES, "report"), "Refill by: Thursday 10 December 2026 (the same day as your clinic's alarm date)"),
            (("remind",), "Your record sets few days between the refill-by date and the alarm date."),
            (("remind",), "Your record sets few days to get an appointment."),
            (("message",), "That leaves few days before the alarm date."),
            (("card",), "Refill by: Thursday 10 December 2026 (no day before the alarm date)"),
            (
                ("calendar",),
                "book by, few days to get an appointment; refill by, few days before the alarm date, the last day for it",
            ),
            (("ics",), "The pump must be refilled by today (that leaves few days)"),
            (("ics",), "Book the pump refill by today\\, if it is not booked yet (that leaves few days to get one)"),
            (("ics",), "Refill by Thursday 10 December 2026: the same day as your clinic's alarm date."),
            (("trip",), "NOT ENOUGH: "),
        ),
    ),
    # 10,827 mcg above the alarm: 54 days at 200 mcg a day, to 25 October; 24 for 240 would make 297 of them
    "a dose that cannot be right": Case(
        "2026-10-05",
        "[pump]\nalarm_volume_ml = 2\n[[refills]]\non = 2026-09-01\nfilled_ml = 20\nstrength_mcg_per_ml = 601.5\n"
        "dose_mcg_per_day = 200\n[[doses]]\non = 2026-09-21\ndose_mcg_per_day = 24\n",
        "unknown",
        (
            (WITH_HEADLINE, "UNKNOWN: The recorded dose, strength or volume cannot be right."),
            (
                ("status", "next-refill", "report", "calendar", "remind"),
                "Ask for a refill by Thursday 15 October 2026 at the latest.",
            ),
            (WITH_NOTICES, "The dose of 24 mcg per day from 21 September 2026 cannot be right beside the other figures."),
            ((*OVER_DATES, "report"), "worked out here, without a dose that cannot be right"),
            (("remind",), "A recorded dose cannot be right. Ask your pump clinic which dose is set."),
            (("message",), "Ask the pump clinic for a refill by Thursday 15 October 2026 at the latest, worked out."),
            (("card",), "Refill by: Thursday 15 October 2026 (in doubt: call the pump clinic)"),
            (("calendar",), "refill by, in doubt, worked out here"),
            (("ics",), "20261015 The pump must be refilled by today (in doubt\\; worked out by itb)"),
            (("ics",), "20261005 Call the pump clinic today"),
            (("trip",), "UNKNOWN: "),
            (("prompt",), "20261016 overdue"),
        ),
    ),
    "a key that itb does not know": Case(
        "2026-10-01",
        f"{REFILL}alarm_dat = 2026-12-05\n",
        "unknown",
        (
            *UNKNOWN_FAR,
            (WITH_HEADLINE, "UNKNOWN: Your record holds what itb does not understand. Put it right: itb edit"),
            (WITH_NOTICES, 'does not understand: "alarm_dat in refills". If it is a slip, a fact that matters is not counted.'),
        ),
    ),
    "an estimate": Case(
        "2026-10-20",
        "[[refills]]\non = 2026-09-01\n",
        "unknown",
        (
            (
                WITH_HEADLINE,
                (
                    "UNKNOWN: Your alarm date is not recorded. Ask your pump clinic for it. "
                    "Ask for a refill by Sunday 1 November 2026 at the latest."
                ),
            ),
            (
                WITH_NOTICES,
                "The refill-by date is only an estimate, from the interval in an article. Your pump may run low sooner.",
            ),
            ((*OVER_DATES, "report"), "Refill by: Sunday 1 November 2026 (an estimate, from the interval in an article)"),
            (
                ("message",),
                "UNKNOWN. The dates cannot be relied on. Ask the pump clinic for a refill by Sunday 1 November 2026 at the latest, an estimate.",
            ),
            (("card",), "Refill by: Sunday 1 November 2026 (only an estimate: call the pump clinic)"),
            (("calendar",), "Sunday 1 November 2026: refill by, an estimate\n"),
            (("ics",), "The pump must be refilled by today (only an estimate)"),
            (
                ("trip",),
                "On the estimate alone the supply lasts. But an estimate proves nothing: your pump may run low sooner.",
            ),
        ),
    ),
    "a scan and no check": Case(
        "2026-10-01",
        f"{REFILL}{MRI}",
        "unknown",
        (
            *UNKNOWN_FAR,
            (WITH_HEADLINE, f"UNKNOWN: {CHECK}"),
            (WITH_NOTICES, "You recorded an MRI scan on Sunday 20 September 2026. No check of the pump is recorded since."),
        ),
    ),
    "a scan and an alarm, and no check": Case(
        "2026-10-01",
        f"{REFILL}{MRI}{ALARM}",
        "critical",
        (
            *IN_DOUBT,
            (WITH_HEADLINE, "Call your pump clinic now, at any hour."),
            (WITH_NOTICES, "You recorded a pump alarm on Friday 25 September 2026. No check of the pump is recorded since."),
            (("card",), "Refill by: Monday 30 November 2026 (in doubt: call the pump clinic)"),
            (("remind",), "You recorded an alarm, and no check of the pump since."),
            (("message",), "CALL NOW. Call the pump clinic now, at any hour. The dates are in doubt too."),
            (("ics",), "20261001 Call the pump clinic now\\, at any hour "),
            (("trip",), "NOT ENOUGH: "),
        ),
    ),
    "an alarm before its date, checked": Case(
        "2026-10-01",
        f"{REFILL}{ALARM}checked_on = 2026-09-26\n",
        "unknown",
        (
            *UNKNOWN_FAR,
            (
                WITH_HEADLINE,
                "UNKNOWN: An alarm was heard before the alarm date. Call your pump clinic and ask for the new alarm date.",
            ),
            (WITH_NOTICES, "An alarm was heard on 25 September 2026, before the alarm date, and no date was printed since."),
        ),
    ),
    "overdue, and a scan": Case(
        "2026-12-02",
        f"{REFILL}{MRI}",
        "overdue",
        (
            *IN_DOUBT,
            (WITH_HEADLINE, "Call your pump clinic today. The refill was due by Monday 30 November 2026."),
            (WITH_NOTICES, "You recorded an MRI scan on Sunday 20 September 2026. No check of the pump is recorded since."),
            (("remind",), "You recorded what may upset the pump, and no check since."),
            (
                ("card",),
                "Refill by: Monday 30 November 2026 (this day has passed, and is in doubt: call the pump clinic now)",
            ),
            (
                ("message",),
                "OVERDUE. Call the pump clinic today. The dates are in doubt too. It was due by Monday 30 November 2026.",
            ),
            (("trip",), "NOT ENOUGH: "),
        ),
    ),
    "a refill from before the pump": Case(
        "2026-10-01",
        f"[pump]\nimplanted_on = 2026-09-15\n{REFILL}",
        "unknown",
        (
            *UNKNOWN_FAR,
            (WITH_HEADLINE, "UNKNOWN: Your last refill is from before this pump."),
            (WITH_NOTICES, "Its dates say nothing about this pump."),
        ),
    ),
    "a visit in time": Case(
        "2026-11-28",
        "[[refills]]\non = 2026-09-14\nalarm_date = 2026-12-29\n[[appointments]]\non = 2026-12-15\nat = 10:30:00\n",
        "ok",
        (
            (
                ("status", "next-refill", "report", "calendar"),
                "DATES OK: Your refill is booked for Tuesday 15 December 2026 at 10:30.\n21 days left to the refill-by date.",
            ),
            (("message",), "Due by Saturday 19 December 2026. Booked for Tuesday 15 December 2026 at 10:30."),
            (("ics",), "Is the visit of Tuesday 15 December 2026 at the pump clinic still right?"),
            (("trip",), "Appointment: Tuesday 15 December 2026 at 10:30 (in 17 days)"),
        ),
    ),
}
PARAMETERS = [pytest.param(case, id=name) for name, case in CASES.items()]
COUNTED = re.compile(r"days? left|(?<!not time )to spare|(?i:refill by|alarm date|book by|empty date)[^\n]*\(?in \d+ days?")


@pytest.fixture
def surfaces(run, record, tmp_path):
    """Everything that is said of a case, by surface; the calendar's entries as lines of their day and their words."""

    def asked(case):
        day, cache = date.fromisoformat(case.day), tmp_path / "cache"
        record.parent.mkdir(parents=True, exist_ok=True)
        record.write_text(f"schema_version = 1\n{case.record}", encoding="utf-8")

        def said(*words):
            code = (
                3 if case.state == "unknown" and words[0] in ("next-refill", "calendar", "trip") and "--ics" not in words else 0
            )
            return run(*words, today=day, code=code, cache_folder=cache).out

        shown = {
            "status": said("status", "--more"),
            "next-refill": said("next-refill", "--why"),
            "remind": said("remind"),
            "card": said("card", "--more"),
            "message": said("remind", "--message"),
            "report": said("report"),
            "calendar": said("calendar"),
            "trip": said("trip", case.day, str(day + timedelta(days=3)), "--delay", "0", "--more"),
        }
        said("prompt", "bash")
        said("calendar", "--ics", str(tmp_path / "itb.ics"), "--detailed")
        shown["ics"] = _entries((tmp_path / "itb.ics").read_bytes().decode())
        said("status")
        shown["prompt"] = status_file_of(record, cache).read_text(encoding="ascii")
        return shown

    return asked


WHAT_WARNS = re.compile(
    r"in doubt|only an estimate|has passed|worked out after a dose rise|worked out, not printed|no day before the alarm date"
    r"|only \d+ days? before the alarm date|empty as early as [^)\n;]*"
)


@pytest.mark.parametrize("case", PARAMETERS)
def test_what_warns_is_not_left_for_later(surfaces, run, case):
    """An answer in short has the state, every notice, and each doubt of a date that the whole answer has."""
    whole, day = surfaces(case), date.fromisoformat(case.day)
    trip = ("trip", case.day, str(day + timedelta(days=3)), "--delay", "0")
    for surface, words in {"status": ("status",), "card": ("card",), "trip": trip}.items():
        code = 3 if case.state == "unknown" and surface == "trip" else 0
        in_short = run(*words, today=day, code=code).out
        assert in_short.partition("\n")[0] == whole[surface].partition("\n")[0]
        for notice in json.loads(run(*words, "--json", today=day, code=code).out)["notices"]:
            assert notice["code"] == "not_today" or notice["text"] in in_short, surface
        if surface != "trip":
            doubts = WHAT_WARNS.findall(re.sub(r"How this date comes about:\n(?:\d+\. .*\n)+", "", whole[surface]))
            assert [doubt for doubt in set(doubts) if doubts.count(doubt) > in_short.count(doubt)] == [], surface


def _entries(ics):
    events = ics.replace("\r\n ", "").split("BEGIN:VEVENT")[1:]
    found = []
    for event in events:
        day = re.search(r"DTSTART[^:]*:(\d{8})", event)[1]
        words = [re.search(rf"^{name}:(.*?)\r?$", event, re.MULTILINE) for name in ("SUMMARY", "DESCRIPTION")]
        found.append(" ".join((day, *(item[1] for item in words if item))))
    return "\n".join(found)


@pytest.mark.parametrize("case", PARAMETERS)
def test_every_surface_says_the_doubt(surfaces, case):
    shown = surfaces(case)
    lacking = [(surface, words) for where, words in case.said for surface in where if words not in shown[surface]]
    assert lacking == [], "\n\n".join(shown[surface] for surface, _ in lacking)


@pytest.mark.parametrize("case", [case for case in PARAMETERS if case.values[0].state == "unknown"])
def test_no_surface_counts_days_down_to_a_date_in_doubt(surfaces, case):
    shown = surfaces(case)
    counted = {surface: COUNTED.findall(text) for surface, text in shown.items() if surface != "ics"}
    assert {surface: found for surface, found in counted.items() if found} == {}
    assert "Supply:" not in shown["status"], "a gauge counts too"


@pytest.mark.parametrize("case", PARAMETERS)
def test_every_surface_gives_one_state_and_one_date(surfaces, run, case):
    shown = surfaces(case)
    day = date.fromisoformat(case.day)
    words = {
        "next-refill": ("next-refill",),
        "status": ("status",),
        "remind": ("remind",),
        "message": ("remind", "--message"),
        "report": ("report",),
        "calendar": ("calendar",),
        "trip": ("trip", case.day, str(day + timedelta(days=3)), "--delay", "0"),
        "card": ("card",),
    }
    answers = {}
    for surface, typed in words.items():
        code = 3 if case.state == "unknown" and surface in ("next-refill", "calendar", "trip") else 0
        answers[surface] = json.loads(run(*typed, "--json", today=day, code=code).out)
    assert {surface: answer["state"] for surface, answer in answers.items() if surface != "card"} == {
        surface: case.state for surface in words if surface != "card"
    }
    assert len({answer["data"]["refill_by"] for answer in answers.values()}) == 1
    assert len({tuple(answers[surface]["data"]["doubts"]) for surface in ("next-refill", "remind", "message", "report")}) == 1
    assert len({answers[surface]["data"]["dates_hold"] for surface in ("next-refill", "card", "report")}) == 1
    assert _told(shown["prompt"], day) == case.state


def _told(text, day):
    """What a prompt shows on `day` by the status file's turns."""
    turns = [line.split() for line in text.splitlines() if not line.startswith("end")]
    return [state for start, state in turns if start <= f"{day:%Y%m%d}"][-1]


@pytest.mark.parametrize("case", PARAMETERS)
def test_a_calm_word_stands_nowhere_where_the_state_is_not_calm(surfaces, case):
    calm = {
        surface for surface, text in surfaces(case).items() if "DATES OK" in text or "ENOUGH BY DATES" in text.replace("NOT ", "")
    }
    if case.state in ("unknown", "overdue", "critical"):
        assert calm == set()
    if case.state == "soon":
        assert calm <= {"trip"}


def test_the_two_doses_of_one_day_are_the_higher_whatever_the_order(run, record):
    def shown(*doses):
        record.parent.mkdir(parents=True, exist_ok=True)
        changes = "".join(f"[[doses]]\non = 2026-10-01\ndose_mcg_per_day = {dose}\n" for dose in doses)
        written = REFILL.replace("2026-12-10", "2027-02-10") + f"dose_mcg_per_day = 240\n{changes}"
        record.write_text(f"schema_version = 1\n{written}", encoding="utf-8")
        return [run(*words).out for words in (("status", "--more"), ("next-refill", "--why"), ("card", "--more"), ("report",))]

    higher_first, lower_first = shown(400, 240), shown(240, 400)
    # 162 days at 240 mcg a day, 30 of them gone: 31,680 mcg, 79 days at 400, to 19 December
    for one, other in zip(higher_first[:3], lower_first[:3], strict=True):
        assert one == other
    for surface in (*higher_first, *lower_first):
        assert "Saturday 19 December 2026" in surface
    for status, _, card, report in (higher_first, lower_first):
        assert "Dose: 400 mcg per day (recorded from 1 October 2026)" in status
        assert "Dose: 400 mcg per day (recorded from 1 October 2026)" in card
        assert "changed again that day\nFrom 1 October 2026: 400 mcg per day\n" in report


def test_of_two_refills_of_one_day_the_card_shows_the_figures_that_the_dates_rest_on(run, record):
    figures = "filled_ml = {}\nstrength_mcg_per_ml = {}\ndose_mcg_per_day = {}\n"
    for one, other in ((0, 1), (1, 0)):
        both = (REFILL + figures.format(20, 1000, 200), REFILL.replace("12-10", "12-20") + figures.format(18, 2000, 180))
        record.parent.mkdir(parents=True, exist_ok=True)
        record.write_text(f"schema_version = 1\n{both[one]}{both[other]}", encoding="utf-8")
        in_short = run("card", today=date(2026, 10, 1)).out
        assert "\nDrug: baclofen (intrathecal), 1,000 mcg per mL, 200 mcg per day\n" in in_short
        shown = run("card", "--more", today=date(2026, 10, 1)).out
        assert "Strength: 1,000 mcg per mL\n" in shown
        assert "Dose: 200 mcg per day (recorded from 1 September 2026)\n" in shown
        # 18 mL less 4 mL, at 1,000 mcg per mL and 200 mcg a day: 70 days, to 10 November
        assert "Alarm date: Tuesday 10 November 2026" in shown
        assert "Alarm date: Tuesday 10 November 2026" in run("status", today=date(2026, 10, 1)).out


def test_a_lone_refill_by_date_asks_in_the_calendar_for_a_call_when_it_turns_critical(surfaces):
    case = Case("2026-11-01", "[[refills]]\non = 2026-09-01\nrefill_by = 2026-11-20\n", "ok", ())
    shown = surfaces(case)["ics"]
    assert "20261123 If the pump was not refilled\\, call the pump clinic now\\, at any hour" in shown, "3 days after it"
    assert "20261201 " not in shown


def test_a_visit_in_time_is_the_headline_after_every_write_too(run):
    today = date(2026, 11, 28)
    run("log", "2026-09-14", "--alarm-date", "2026-12-29", today=today)
    said = "DATES OK: Your refill is booked for Tuesday 15 December 2026 at 10:30.\n"
    assert said in run("book", "2026-12-15", "--at", "10:30", today=today).out
    assert said in run("log", "2026-09-14", "--complete", "--note", "All went well.", today=today).out
    assert said in run("undo", today=today).out
    assert said in run("status", today=today).out
    assert run("remind", today=today).out == ""
    soon = "BOOKED: Your refill is booked for Tuesday 15 December 2026 at 10:30. Keep this visit."
    for words in (("status",), ("next-refill",), ("report",), ("calendar",), ("remind",)):
        assert soon in run(*words, today=date(2026, 12, 5)).out
