"""`itb remind`: one line if something is due, nothing if not; what passed unseen; what it remembers between two runs."""

import json

from conftest import text

DUE = ("log", "2026-09-01", "--alarm-date", "2026-12-10")
"""Book by Monday 16 November 2026, refill by Monday 30 November 2026."""
FAR = ("log", "2026-11-20", "--alarm-date", "2027-03-01", "--yes")


def memory_of(record):
    return record.with_name("record.toml.reminders")


def test_something_due_is_one_line(run):
    run(*DUE)
    assert run("remind").out == text("""
        BOOK NOW: Ring your pump clinic. Ask for a refill by Monday 30 November 2026. 8 days left to the refill-by date. Symptoms beat dates. More: itb
        """)


def test_nothing_due_is_not_one_letter(run):
    run(*FAR)
    result = run("remind")
    assert (result.out, result.err) == ("", "")


def test_nothing_due_is_a_whole_envelope_for_machines(run):
    run(*FAR)
    envelope = json.loads(run("remind", "--json").out)
    assert (envelope["command"], envelope["state"], envelope["error"]) == ("remind", "ok", None)
    assert envelope["data"]["silence"] == "nothing_due"
    assert envelope["data"]["to_do"] == []


def test_no_record_is_never_silence(run, record):
    assert run("remind", code=3).out == text("""
        UNKNOWN: No refill is recorded. Look at your clinic's printout, then type: itb log DATE --alarm-date DATE. Symptoms beat dates. More: itb
        """)
    assert not record.parent.exists()
