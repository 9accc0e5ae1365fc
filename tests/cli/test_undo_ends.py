"""`itb undo` never goes below what is known: what stood before the oldest kept state nobody can tell."""

from datetime import date, timedelta

import pytest

from itb_cli.storage.paths import generations_beside
from itb_cli.storage.record_reader import load
from itb_cli.storage.snapshots import generations


def days(record):
    return [refill.on for refill in load(record).record.refills]


def everything(record):
    return {path: path.read_bytes() for path in sorted(record.parent.rglob("*")) if path.is_file() and path.suffix == ".toml"}


def test_after_45_saves_the_undo_that_would_take_15_refills_at_once_is_refused(run, record):
    for number in range(45):
        run("log", (date(2025, 1, 1) + timedelta(days=15 * number)).isoformat(), "--yes")
    left = 45
    while generations(record)[0].number < left:
        run("undo")
        left -= 1
        assert len(days(record)) == left
    assert left == 15
    before = everything(record)
    refused = run("undo", code=5)
    assert "not known" in refused.err
    assert "itb restore" in refused.err
    assert everything(record) == before


def test_a_gap_among_the_kept_states_is_not_jumped_over(run, record):
    for day in ("2026-01-05", "2026-03-05", "2026-06-05", "2026-09-05"):
        run("log", day, "--yes")
    generations(record)[1].path.unlink()
    run("undo")
    before = everything(record)
    refused = run("undo", code=5)
    assert "itb restore 1" in refused.err
    assert everything(record) == before
    run("restore", "1", "--yes")
    assert len(days(record)) == 1


@pytest.fixture
def by_hand(record):
    record.parent.mkdir()
    record.write_text("schema_version = 1\n[[refills]]\non = 2026-06-05\n", encoding="utf-8")
    return days(record)


def test_a_record_by_hand_is_never_taken_back_to_nothing(run, record, by_hand):
    run("log", "2026-09-01", "--yes")
    run("undo")
    assert days(record) == by_hand
    assert "not known" in run("undo", code=5).err
    assert days(record) == by_hand


def test_a_record_brought_from_elsewhere_is_never_taken_back_to_nothing(run, record):
    run("log", "2026-06-05", "--yes")
    brought = days(record)
    for state in generations(record):
        state.path.unlink()
    run("log", "2026-09-01", "--yes")
    run("undo")
    assert "not known" in run("undo", code=5).err
    assert days(record) == brought


def test_a_save_that_was_killed_before_it_replaced_leaves_no_way_to_nothing(run, record, by_hand):
    run("log", "2026-09-01", "--yes")
    oldest, newest = generations(record)
    record.write_bytes(oldest.path.read_bytes())
    newest.path.unlink()  # as a save killed behind its first rename leaves it: the state before kept, nothing replaced
    assert "not known" in run("undo", code=5).err
    assert days(record) == by_hand


def test_an_oldest_state_that_earlier_programs_kept_of_a_record_by_hand_is_known_by_its_first_line(run, record, by_hand):
    run("log", "2026-09-01", "--yes")
    for number, state in enumerate(generations(record), start=1):
        state.path.rename(generations_beside(record) / f"{number:06d}_2026-11-22.toml")
    run("undo")
    assert "not known" in run("undo", code=5).err
    assert days(record) == by_hand


def test_the_first_save_of_all_can_be_taken_back(run, record):
    run("log", "2026-09-01", "--yes")
    run("undo")
    assert days(record) == []
