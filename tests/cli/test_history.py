"""`itb history`: all that is recorded, oldest first."""

import json
import re
from datetime import date, timedelta

import pytest

from conftest import text
from selection import rest_slow

ONE_OF_EACH = """\
schema_version = 1

[[refills]]
id = "r2"
on = 2026-09-01
alarm_date = 2026-12-10
refill_by = 2026-12-01
filled_ml = 20
strength_mcg_per_ml = 2000
dose_mcg_per_day = 350
note = "All went well."

[[refills]]
id = "r1"
on = 2026-06-05

[[doses]]
id = "d1"
on = 2026-07-01
dose_mcg_per_day = 1250.5
alarm_date = 2026-09-20
note = "More at night."

[[appointments]]
id = "a1"
on = 2026-11-26
at = 09:05:00
place = "Ward 3"

[[events]]
id = "e1"
on = 2026-08-03
kind = "mri"
checked_on = 2026-08-04

[[events]]
id = "e2"
on = 2026-08-10
kind = "fall"
"""


def written(record, content):
    record.parent.mkdir(parents=True)
    record.write_text(content, encoding="utf-8")


def test_with_nothing_recorded_it_says_what_to_type(run, record):
    assert run("history").out == "NOTHING RECORDED: To write down your last refill, type: itb log\n"
    assert not record.parent.exists(), "reading must make no folder"


def test_every_kind_of_entry_stands_in_order_of_days_with_all_its_facts(run, record):
    written(record, ONE_OF_EACH)
    assert run("history").out == text(
        """
        HISTORY: 2 refills, 4 other entries, oldest first.

        Day: Friday 5 June 2026; What: Refill; Details: nothing else recorded
        Day: Wednesday 1 July 2026; What: Dose change; Details: alarm date 20 September 2026; 1,250.5 mcg per day; note: More at night.
        Day: Monday 3 August 2026; What: Event; Details: an MRI scan; pump checked 4 August 2026
        Day: Monday 10 August 2026; What: Event; Details: a fall or a blow; pump check not recorded
        Day: Tuesday 1 September 2026; What: Refill; Details: 88 days after the refill before; alarm date 10 December 2026; refill by 1 December 2026; filled 20 mL; 2,000 mcg per mL; 350 mcg per day; note: All went well.
        Day: Thursday 26 November 2026; What: Appointment; Details: at 09:05; Ward 3; booked

        Days between refills:
        Since the last refill: 82 days (that was Tuesday 1 September 2026)
        Intervals: 1 interval (each from one day with a refill to the next)
        Latest: 88 days (5 June 2026 to 1 September 2026)

        When the next refill is due: itb next-refill
        """
    )


def test_one_refill_is_counted_as_one(run):
    run("log", "2026-09-01")
    assert run("history").out.startswith("HISTORY: 1 refill, oldest first.\n")


def test_days_between_refills_are_counted_from_the_refill_before_whatever_the_order_of_typing(run):
    run("log", "2026-09-01")
    run("log", "2026-06-05")
    shown = run("history").out
    assert shown.index("5 June 2026") < shown.index("1 September 2026")
    assert "Day: Tuesday 1 September 2026; What: Refill; Details: 88 days after the refill before\n" in shown


def test_the_envelope_has_every_field_of_every_entry_or_null(run, record):
    written(record, ONE_OF_EACH)
    envelope = json.loads(run("history", "--json").out)
    assert (envelope["command"], envelope["state"], envelope["error"]) == ("history", None, None)
    entries = envelope["data"]["entries"]
    assert [(entry["id"], entry["kind"], entry["on"]) for entry in entries] == [
        ("r1", "refill", "2026-06-05"),
        ("d1", "dose", "2026-07-01"),
        ("e1", "event", "2026-08-03"),
        ("e2", "event", "2026-08-10"),
        ("r2", "refill", "2026-09-01"),
        ("a1", "appointment", "2026-11-26"),
    ]
    assert len({frozenset(entry) for entry in entries}) == 1, "every entry has the same keys"
    assert entries[-2] == {
        "id": "r2",
        "kind": "refill",
        "on": "2026-09-01",
        "days_since_refill": 88,
        "alarm_date": "2026-12-10",
        "refill_by": "2026-12-01",
        "filled_ml": 20,
        "strength_mcg_per_ml": 2000,
        "dose_mcg_per_day": 350,
        "at": None,
        "place": None,
        "status": None,
        "event": None,
        "checked_on": None,
        "spasms": None,
        "tightness": None,
        "sleep_hours": None,
        "note": "All went well.",
    }
    assert entries[1]["dose_mcg_per_day"] == 1250.5
    assert (entries[-1]["at"], entries[-1]["status"]) == ("09:05:00", "booked")


def test_a_hundred_refills_are_all_shown(run, record):
    days = [f"{year}-{month:02}-01" for year in range(2010, 2020) for month in range(1, 11)]
    written(record, "schema_version = 1\n" + "".join(f"[[refills]]\non = {day}\n" for day in days))
    shown = run("history").out
    assert shown.startswith("HISTORY: 100 refills, oldest first.\n")
    assert shown.count("What: Refill") == 100


SEVERAL = """\
schema_version = 1
[[refills]]
id = "r3"
on = 2026-09-01
dose_mcg_per_day = 300
[[refills]]
id = "r1"
on = 2026-03-01
dose_mcg_per_day = 100
[[refills]]
id = "r2"
on = 2026-05-30
[[doses]]
id = "d2"
on = 2026-09-01
dose_mcg_per_day = 350
[[doses]]
id = "d1"
on = 2026-04-01
dose_mcg_per_day = 100
[[doses]]
id = "d3"
on = 2026-11-01
dose_mcg_per_day = 350
"""
SUMMARY = """\
Days between refills:
Since the last refill: 82 days (that was Tuesday 1 September 2026)
Intervals: 2 intervals (each from one day with a refill to the next)
Shortest: 90 days (1 March 2026 to 30 May 2026)
Longest: 94 days (30 May 2026 to 1 September 2026)
Latest: 94 days (30 May 2026 to 1 September 2026)
"""
CHARTS = """\
Dose over time, in mcg per day:
From 1 March 2026: 100 mcg per day, recorded 2 times, last on 1 April 2026
From 1 September 2026: 300 mcg per day, changed again that day
From 1 September 2026: 350 mcg per day, recorded 2 times, last on 1 November 2026

Time between refills, in days:
1 March 2026 to 30 May 2026: 90 days
30 May 2026 to 1 September 2026: 94 days
1 September 2026 to 22 November 2026: 82 days so far

Only recorded doses are drawn. A change that was not written down is missing.
"""
LAST_LINE = "When the next refill is due: itb next-refill\n"


def below_the_table(shown):
    """Everything below the rows of entries."""
    return shown[shown.rindex("\nDay: ") + 1 :].partition("\n\n")[2]


def data(run, *words, **given):
    return json.loads(run("history", "--json", *words, **given).out)["data"]


def test_intervals_are_summed_up_without_being_asked_for(run, record):
    written(record, SEVERAL)
    assert below_the_table(run("history").out) == f"{SUMMARY}\n{LAST_LINE}"


def test_a_chart_is_said_in_words_where_nothing_can_be_drawn(run, record):
    written(record, SEVERAL)
    assert below_the_table(run("history", "--chart").out) == f"{SUMMARY}\n{CHARTS}\n{LAST_LINE}"


def test_a_chart_on_a_terminal_is_drawn_with_the_same_words(run, record):
    written(record, SEVERAL)
    shown = run("history", "--chart", is_terminal=True, environment={"COLUMNS": "80", "NO_COLOR": "1"}).out
    assert shown[shown.index("Time between") :] == text(
        """
        Time between refills, in days
          1 March 2026 to 30 May 2026           █████████████████████   90 days
          30 May 2026 to 1 September 2026       ██████████████████████  94 days
          1 September 2026 to 22 November 2026  ███████████████████     82 days so far

        Only recorded doses are drawn. A change that was not written down is missing.

        When the next refill is due: itb next-refill
        """
    )
    assert "From 1 March 2026: 100 mcg per day, recorded 2 times, last on 1 April 2026" in shown


def test_a_chart_is_drawn_in_ascii_where_the_stream_has_no_more(run, record):
    written(record, SEVERAL)
    look = {"is_terminal": True, "environment": {"COLUMNS": "40"}, "encoding": "ascii"}
    shown = run("history", "--chart", **look).out
    assert shown.isascii()
    assert f"30 May 2026 to 1 September 2026: 94 days\n  {'#' * 30}\n" in shown


def test_machines_get_intervals_and_doses_without_a_chart(run, record):
    written(record, SEVERAL)
    view = data(run)
    del view["entries"]
    assert view == {
        "entries_in_all": 6,
        "since": None,
        "kinds": [],
        "intervals": [
            {"from": "2026-03-01", "to": "2026-05-30", "days": 90},
            {"from": "2026-05-30", "to": "2026-09-01", "days": 94},
        ],
        "doses": [
            {"on": "2026-03-01", "dose_mcg_per_day": 100, "entry_id": "r1"},
            {"on": "2026-04-01", "dose_mcg_per_day": 100, "entry_id": "d1"},
            {"on": "2026-09-01", "dose_mcg_per_day": 300, "entry_id": "r3"},
            {"on": "2026-09-01", "dose_mcg_per_day": 350, "entry_id": "d2"},
            {"on": "2026-11-01", "dose_mcg_per_day": 350, "entry_id": "d3"},
        ],
        "last_refill_on": "2026-09-01",
        "days_since_last_refill": 82,
        "diary_entries": 0,
    }
    assert data(run, "--chart") == data(run)


def test_since_keeps_the_true_days_between_refills_and_the_dose_in_force(run, record):
    written(record, SEVERAL)
    view = data(run, "--since", "2026-06-01")
    assert [(entry["id"], entry["days_since_refill"]) for entry in view["entries"]] == [("r3", 94), ("d2", None), ("d3", None)]
    assert view["intervals"] == [{"from": "2026-05-30", "to": "2026-09-01", "days": 94}]
    assert [dose["entry_id"] for dose in view["doses"]] == ["d1", "r3", "d2", "d3"], "d1 holds on 1 June"
    shown = run("history", "--since", "1 June 2026").out
    assert shown.startswith(
        "HISTORY: 3 of 6 entries are shown: every entry since Monday 1 June 2026, oldest first. All: itb history\n"
    )
    assert below_the_table(shown) == text(
        f"""
        Days between refills:
        Since the last refill: 82 days (that was Tuesday 1 September 2026)
        Intervals: 1 interval (each from one day with a refill to the next, of those that end since 1 June 2026)
        Latest: 94 days (30 May 2026 to 1 September 2026)

        {LAST_LINE}"""
    )


@pytest.mark.parametrize(
    ("since", "entries", "intervals", "doses"),
    [
        ("2026-02-28", ["r1", "d1", "r2", "r3", "d2", "d3"], 2, ["r1", "d1", "r3", "d2", "d3"]),
        ("2026-03-01", ["r1", "d1", "r2", "r3", "d2", "d3"], 2, ["r1", "d1", "r3", "d2", "d3"]),
        ("2026-03-02", ["d1", "r2", "r3", "d2", "d3"], 2, ["r1", "d1", "r3", "d2", "d3"]),
        ("2026-04-01", ["d1", "r2", "r3", "d2", "d3"], 2, ["d1", "r3", "d2", "d3"]),
        ("2026-05-30", ["r2", "r3", "d2", "d3"], 2, ["d1", "r3", "d2", "d3"]),
        ("2026-09-01", ["r3", "d2", "d3"], 1, ["r3", "d2", "d3"]),
        ("2026-09-02", ["d3"], 0, ["d2", "d3"]),
        ("today", [], 0, ["d3"]),
    ],
)
def test_since_includes_its_own_day(run, record, since, entries, intervals, doses):
    written(record, SEVERAL)
    view = data(run, "--since", since)
    assert [entry["id"] for entry in view["entries"]] == entries
    assert len(view["intervals"]) == intervals
    assert [dose["entry_id"] for dose in view["doses"]] == doses


def test_since_a_day_to_come_is_refused(run, record):
    written(record, SEVERAL)
    refused = run("history", "--since", "tomorrow", code=5)
    assert (refused.out, refused.err.splitlines()[0]) == ("", "itb: Monday 23 November 2026 comes after today.")
    asked = run("history", "--since", "2026-11-01", "--as-of", "2026-10-01", code=5)
    assert asked.err.startswith("itb: Sunday 1 November 2026 comes after Thursday 1 October 2026.\n")
    run("history", "--since", "03/04/2026", code=5)


def test_kinds_choose_entries_and_what_is_drawn(run, record):
    written(record, ONE_OF_EACH)
    chosen = {kind: data(run, "--kind", kind) for kind in ("refill", "dose", "appointment", "event")}
    assert {kind: [entry["id"] for entry in view["entries"]] for kind, view in chosen.items()} == {
        "refill": ["r1", "r2"],
        "dose": ["d1"],
        "appointment": ["a1"],
        "event": ["e1", "e2"],
    }
    assert all(len(view["intervals"]) == 1 and len(view["doses"]) == 2 for view in chosen.values())
    twice = data(run, "--kind", "dose", "--kind", "event", "--kind", "dose")
    assert (twice["kinds"], [entry["id"] for entry in twice["entries"]]) == (["dose", "event"], ["d1", "e1", "e2"])
    shown = {kind: run("history", "--chart", "--kind", kind).out for kind in chosen}
    assert {kind: ("Dose over" in said, "Time between" in said, "Since the last" in said) for kind, said in shown.items()} == {
        "refill": (False, True, True),
        "dose": (True, False, False),
        "appointment": (False, False, False),
        "event": (False, False, False),
    }
    assert below_the_table(shown["event"]) == (
        f"Nothing is drawn. Drawings are made of refills and doses: itb history --chart\n\n{LAST_LINE}"
    )
    both = run("history", "--kind", "dose", "--kind", "event").out
    assert both.startswith("HISTORY: 3 of 6 entries are shown: every dose change and event, oldest first. All: itb history\n")


def test_a_kind_that_does_not_exist_is_a_usage_error(run):
    run("history", "--kind", "holiday", code=2)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--kind", "appointment"), "No appointment is recorded."),
        (("--kind", "appointment", "--kind", "event"), "No appointment or event is recorded."),
        (("--since", "today"), "No entry is recorded since Sunday 22 November 2026."),
        (("--kind", "refill", "--since", "1 Oct 2026"), "No refill is recorded since Thursday 1 October 2026."),
    ],
)
def test_where_nothing_is_left_it_says_how_much_is_recorded(run, record, words, told):
    written(record, SEVERAL)
    shown = run("history", *words).out
    assert shown.startswith(f"NONE OF THESE: {told} In all, 6 entries are recorded: itb history\n\n")
    assert "NOTHING RECORDED" not in shown
    assert ("Since the last refill: 82 days (that was Tuesday 1 September 2026)\n" in shown) == ("appointment" not in words)


def test_where_nothing_is_recorded_a_choice_says_that(run):
    for words in (("--kind", "refill"), ("--since", "yesterday"), ("--chart",)):
        assert run("history", *words).out.startswith("NOTHING RECORDED: ")


def test_what_is_missing_for_a_summary_or_a_chart_is_said(run, record):
    written(record, 'schema_version = 1\n[[events]]\nid = "e"\non = 2026-08-03\nkind = "mri"\n')
    assert run("history", "--chart").out == text(
        f"""
        HISTORY: 0 refills, 1 other entry, oldest first.

        Day: Monday 3 August 2026; What: Event; Details: an MRI scan; pump check not recorded

        Days between refills:
        Since the last refill: Unknown (no refill is recorded)
        Intervals: None yet (it takes two days with a refill)

        No dose can be drawn: none is recorded.
        No days between refills can be drawn: no refill with one before it.

        {LAST_LINE}"""
    )
    written_over = 'schema_version = 1\n[[refills]]\nid = "r"\non = 2026-11-22\n'
    record.write_text(written_over, encoding="utf-8")
    shown = run("history", "--chart").out
    assert "Since the last refill: 0 days (that was Sunday 22 November 2026)\n" in shown
    assert "22 November 2026 to 22 November 2026: 0 days so far\n" in shown
    assert "Intervals: None (no refill since 21 November 2026 with one before it)\n" in run("history", "--since", "yesterday").out


def test_two_refills_of_one_day_are_one_end_of_an_interval(run, record):
    days = ("2026-03-01", "2026-05-01", "2026-05-01", "2026-05-31")
    written(record, "schema_version = 1\n" + "".join(f'[[refills]]\nid = "r{n}"\non = {day}\n' for n, day in enumerate(days)))
    view = data(run)
    assert [interval["days"] for interval in view["intervals"]] == [61, 30]
    assert [entry["days_since_refill"] for entry in view["entries"]] == [None, 61, 0, 30]
    shown = run("history").out
    assert "Day: Friday 1 May 2026; What: Refill; Details: the same day as the refill before\n" in shown
    assert "2 intervals (each from one day with a refill to the next; refills of one day count as one)\n" in shown


def test_a_refill_after_the_day_asked_about_makes_the_days_since_unknown(run, record):
    written(record, SEVERAL)
    shown = run("history", "--as-of", "2026-08-01").out
    assert shown.startswith(
        "HISTORY: 3 refills, 3 other entries, oldest first.\nThis answer is for Saturday 1 August 2026, not for today.\n"
    )
    assert (
        "Since the last refill: Unknown (the newest refill, Tuesday 1 September 2026, comes after the day of this answer)\n"
    ) in shown
    assert "so far" not in run("history", "--as-of", "2026-08-01", "--chart").out
    envelope = json.loads(run("history", "--as-of", "2026-08-01", "--json").out)
    assert (envelope["data"]["days_since_last_refill"], envelope["notices"][0]["code"]) == (None, "not_today")


def test_a_damaged_record_is_no_empty_history(run, record):
    written(record, "damaged")
    for words in ((), ("--chart",), ("--since", "2026-01-01")):
        refused = run("history", *words, code=4)
        assert refused.out == ""
        assert refused.err.startswith("itb: ")


@pytest.mark.parametrize("columns", rest_slow([None, "40", "80"]))
def test_forty_years_are_drawn_whole(run, record, columns):
    first = date(1986, 1, 1)
    refills = "".join(f'[[refills]]\nid = "r{n}"\non = {first + timedelta(days=29 * n)}\n' for n in range(500))
    doses = "".join(
        f'[[doses]]\nid = "d{n}"\non = {first + timedelta(days=70 * n)}\ndose_mcg_per_day = {100 + n}\n' for n in range(200)
    )
    written(record, f"schema_version = 1\n{refills}{doses}")
    look = {"is_terminal": True, "environment": {"COLUMNS": columns}} if columns else {}
    shown = re.sub(r"\x1b\[[\d;]*m", "", run("history", "--chart", **look).out)
    drawn = shown[shown.index("Dose over time") :]
    assert "\u2026" not in shown
    assert all(re.search(rf"\b{100 + number} mcg per day", drawn) for number in range(200))
    assert drawn.count("29 days") == 499
    assert not columns or max(map(len, shown.splitlines())) <= int(columns)
