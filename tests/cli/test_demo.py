"""`itb demo`: a tour that touches nobody's data."""

import json
import re
from datetime import date

import pytest


def test_it_opens_by_saying_that_nothing_of_yours_is_touched_and_closes_with_the_first_step(run):
    shown = run("demo").out
    assert shown.startswith(
        "DEMO: A tour on a sample record. Nobody's data: nothing of yours is read or stored.\n\nYOU TYPE: itb\n\nBOOK NOW: "
    )
    assert shown.endswith("\nThat was the sample. Your own first step: itb log\nAll commands: itb --help\n")


def test_it_shows_the_five_stops_in_order(run):
    assert re.findall(r"^YOU TYPE: (.*)$", run("demo").out, re.MULTILINE) == [
        "itb",
        "itb next-refill --why",
        "itb check hot tub",
        "itb check chocolate",
        "itb card",
    ]


def test_it_shows_what_the_commands_themselves_would_answer(run):
    """The sample's phones apart, the stops that depend on no date are the real answers."""
    run("setup", "--clinic-name", "Riverside Pump Clinic", "--clinic-phone", "555 0100", "--after-hours-phone", "555 0199")
    run("setup", "--pump-model", "SynchroMed II")
    shown = run("demo").out
    hot_tub = run("check", "hot", "tub").out
    assert hot_tub.removesuffix("\nDO NOT: Hot tub, spa, whirlpool. Stay out, even for a short time.\n") in shown
    assert run("check", "chocolate", code=3).out in shown


def test_it_reads_and_stores_nothing(run, record):
    run("demo")
    assert not record.parent.exists()
    record.parent.mkdir(parents=True)
    record.write_bytes(b"damaged")
    assert "Alex Sample" in run("demo").out
    assert record.read_bytes() == b"damaged"


@pytest.mark.parametrize("today", [date(2026, 11, 22), date(2024, 2, 29), date(2027, 1, 1), date(2030, 3, 31)])
def test_on_any_day_the_sample_is_due_for_booking_with_eight_days_left(run, today):
    shown = run("demo", today=today).out
    assert "\nBOOK NOW: Call your pump clinic. Ask for a refill by " in shown
    assert shown.count("\n8 days left to the refill-by date.\n") == 2
    assert "Supply: 82 of 99 days gone from the refill to the empty date.\n" in shown


def test_for_machines_it_says_that_it_is_a_sample(run):
    envelope = json.loads(run("demo", "--json").out)
    assert (envelope["command"], envelope["state"], envelope["data"]["is_sample"]) == ("demo", None, True)
    assert next(screen["command"] for screen in envelope["data"]["screens"]) == "itb"


def test_on_a_terminal_it_waits_after_each_screen(run):
    whole = run("demo", is_terminal=True)
    assert whole.err.count("Enter: go on. q: end.") == 1, "nobody answers: the rest comes at once"
    step_by_step = run("demo", is_terminal=True, typed="\n" * 4)
    assert step_by_step.err.count("Enter: go on. q: end.") == 4
    assert re.findall("YOU TYPE", step_by_step.out) == re.findall("YOU TYPE", whole.out) == ["YOU TYPE"] * 5
    assert "All commands: itb --help" in step_by_step.out
    ended = run("demo", is_terminal=True, typed="\nq\n")
    assert ended.out.count("YOU TYPE") == 2


def test_it_waits_for_nobody_who_reads_it_for_a_program(run):
    assert "Enter" not in run("demo").err
    assert "Enter" not in run("demo", "--json", is_terminal=True, typed="").err
