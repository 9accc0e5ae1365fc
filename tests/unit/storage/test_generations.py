"""Earlier states: their names and order, and going back to them with `itb undo` and `itb restore`."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itb_cli.storage.paths import generations_beside
from itb_cli.storage.record_reader import load
from itb_cli.storage.snapshots import Generation, before_newest, generation_name, generations, gone_back_to

RECORDS = Path(__file__).parents[2] / "data" / "records"
Run = Callable[..., object]
DAY = date(2026, 11, 22)


def refill_days(record: Path) -> list[str]:
    return [refill.on.isoformat() for refill in load(record).record.refills]


def log(run: Run, *days: str) -> None:
    for day in days:
        run("log", day)


def by_hand(record: Path, day: str) -> None:
    """Somebody opens the file in an editor and adds a refill, with a word of their own."""
    text = record.read_text("utf-8").replace("[[refills]]", f"[[refills]] # mine\non = {day}\n\n[[refills]]", 1)
    assert day in text
    record.write_text(text, "utf-8")


# --- names and order


@given(st.integers(1, 999_999_999), st.dates(date(1900, 1, 1)), st.none() | st.integers(0, 999_999_999))
def test_a_state_is_found_under_the_name_it_was_given(number: int, kept_on: date, state: int | None):
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        record = Path(folder) / "record.toml"
        generations_beside(record).mkdir()
        label = "" if state is None else gone_back_to(state)
        path = generations_beside(record) / generation_name(number, kept_on, label)
        path.touch()
        assert generations(record) == [Generation(number, kept_on, state, path)]


def test_states_stand_in_the_order_they_came_whatever_the_clock_said(run: Run, record: Path):
    run("log", "2026-01-05", "--yes", today=date(2026, 11, 22))
    run("log", "2026-01-06", "--yes", today=date(2026, 3, 1))
    run("log", "2026-01-07", "--yes", today=date(2026, 11, 23))
    assert [(state.number, state.kept_on) for state in generations(record)] == [
        (1, date(2026, 11, 22)),
        (2, date(2026, 3, 1)),
        (3, date(2026, 11, 23)),
    ]


def test_a_millionth_state_comes_after_those_before_it(record: Path):
    generations_beside(record).mkdir(parents=True)
    for number in (1_000_000, 999_999, 2):
        (generations_beside(record) / generation_name(number, DAY, "")).touch()
    assert [state.number for state in generations(record)] == [2, 999_999, 1_000_000]


def test_other_files_are_no_states(record: Path):
    generations_beside(record).mkdir(parents=True)
    for name in ("000001_2026-11-22.toml~", "1_2026-11-22.toml", "000001_2026-11-22_as-1.toml", ".000001_2026-11-22.toml"):
        (generations_beside(record) / name).touch()
    assert generations(record) == []


def kept(*same_as: int | None) -> list[Generation]:
    return [Generation(number, DAY, state, Path(str(number))) for number, state in enumerate(same_as, start=1)]


@pytest.mark.parametrize(
    ("states", "record_is_newest", "number"),
    [
        (kept(None, None), True, 1),
        (kept(None), True, None),
        (kept(None, None), False, 2),
        (kept(None, None, None, 2), True, 1),
        (kept(None, None, None, 2, 1), True, None),
        (kept(None, None, 1, None), True, 3),
        (kept(None, 0, None), True, 2),
    ],
    ids=["one-back", "before-the-first", "after-a-hand-edit", "twice", "three-times", "after-undo-and-save", "after-all-undone"],
)
def test_undo_goes_back_one_change_and_then_on(states: list[Generation], record_is_newest: bool, number: int | None):
    earlier = before_newest(states, record_is_newest=record_is_newest)
    assert (earlier.number if earlier else None) == number


@pytest.mark.parametrize("states", [kept(), kept(None, 0)], ids=["nothing-kept", "all-undone"])
def test_undo_ends_where_nothing_is_left_to_take_back(states: list[Generation]):
    with pytest.raises(LookupError):
        before_newest(states, record_is_newest=True)


# --- itb undo


def test_undo_and_undo_again_go_back_change_by_change_to_before_the_first(run: Run, record: Path):
    log(run, "2026-03-01", "2026-06-01", "2026-09-01")
    run("undo")
    assert refill_days(record) == ["2026-03-01", "2026-06-01"]
    run("undo")
    assert refill_days(record) == ["2026-03-01"]
    run("undo")
    assert refill_days(record) == []
    run("undo", code=5)
    assert refill_days(record) == []


def test_undo_without_a_record_is_refused_and_makes_none(run: Run, record: Path):
    run("undo", code=5)
    assert not record.exists()


def test_undo_takes_nothing_away_every_state_can_still_be_gone_back_to(run: Run, record: Path):
    log(run, "2026-03-01", "2026-06-01")
    run("undo")
    run("undo")
    assert len(generations(record)) == 4
    run("restore", "2", "--yes")
    assert refill_days(record) == ["2026-03-01", "2026-06-01"]


def test_undo_after_undo_and_a_new_change_takes_back_the_new_change(run: Run, record: Path):
    log(run, "2026-03-01", "2026-06-01")
    run("undo")
    log(run, "2026-09-01")
    run("undo")
    assert refill_days(record) == ["2026-03-01"]
    run("undo")
    assert refill_days(record) == []


def test_undo_after_a_hand_edit_takes_back_the_hand_edit_and_keeps_it_as_a_state(run: Run, record: Path):
    log(run, "2026-06-01", "2026-09-01")
    by_hand(record, "2026-03-01")
    edited = record.read_bytes()
    run("undo")
    assert refill_days(record) == ["2026-06-01", "2026-09-01"]
    assert edited in [state.path.read_bytes() for state in generations(record)]
    run("undo")
    assert refill_days(record) == ["2026-06-01"]


def test_undo_after_a_hand_edit_and_a_save_goes_back_to_the_hand_edit(run: Run, record: Path):
    log(run, "2026-06-01")
    by_hand(record, "2026-03-01")
    log(run, "2026-09-01")
    run("undo")
    assert refill_days(record) == ["2026-03-01", "2026-06-01"]


def test_undo_of_a_damaged_record_changes_nothing_and_points_to_restore(run: Run, record: Path):
    log(run, "2026-06-01", "2026-09-01")
    record.write_bytes(b"refills = [")
    result = run("undo", code=4)
    assert "itb restore" in result.err  # type: ignore[attr-defined]
    assert record.read_bytes() == b"refills = ["
    assert len(generations(record)) == 2


def test_undo_to_a_damaged_state_changes_nothing(run: Run, record: Path):
    log(run, "2026-06-01", "2026-09-01")
    generations(record)[0].path.write_bytes(b"refills = [")
    before = record.read_bytes()
    run("undo", code=4)
    assert record.read_bytes() == before


# --- itb restore


def test_restore_lists_the_states_newest_first_and_what_they_hold(run: Run, record: Path):
    log(run, "2026-06-01", "2026-09-01")
    generations(record)[0].path.write_bytes(b"refills = [")
    listed = run("restore", "--plain")
    assert listed.out == (  # type: ignore[attr-defined]
        "EARLIER STATES: To bring one back, type: itb restore NUMBER\n"
        "\n"
        "Number: 2; Kept on: 22 November 2026 at 09:05; Changed: not known; Holds: 2 refills, the newest of 1 September 2026, 0 other entries\n"
        "Number: 1; Kept on: 22 November 2026 at 09:05; Changed: not known; Holds: cannot be read\n"
    )


@pytest.mark.parametrize("damage", [b"", b"refills = [", b"\xff\xfe", b"schema_version = 99\n"])
def test_restore_brings_a_state_back_over_a_damaged_record_and_keeps_the_damaged_bytes(run: Run, record: Path, damage: bytes):
    log(run, "2026-06-01", "2026-09-01")
    record.write_bytes(damage)
    run("restore", "2", "--yes")
    assert refill_days(record) == ["2026-06-01", "2026-09-01"]
    assert damage in [state.path.read_bytes() for state in generations(record)]


def test_restore_brings_a_vanished_record_back(run: Run, record: Path):
    log(run, "2026-06-01", "2026-09-01")
    record.unlink()
    run("status", code=4)
    run("restore", "2", "--yes")
    assert refill_days(record) == ["2026-06-01", "2026-09-01"]


def test_restore_of_a_state_that_cannot_be_read_changes_nothing(run: Run, record: Path):
    log(run, "2026-06-01", "2026-09-01")
    generations(record)[0].path.write_bytes(b"refills = [")
    before = record.read_bytes()
    run("restore", "1", "--yes", code=4)
    assert record.read_bytes() == before


@pytest.mark.parametrize("number", ["0", "3", "999999999"])
def test_restore_of_a_state_that_is_not_there_is_refused(run: Run, record: Path, number: str):
    log(run, "2026-06-01", "2026-09-01")
    before = record.read_bytes()
    run("restore", number, code=5)
    assert record.read_bytes() == before


def test_undo_takes_a_restore_back(run: Run, record: Path):
    log(run, "2026-03-01", "2026-06-01", "2026-09-01")
    run("restore", "1", "--yes")
    run("undo")
    assert refill_days(record) == ["2026-03-01", "2026-06-01", "2026-09-01"]


def test_restore_works_through_a_link(run: Run, record: Path, tmp_path: Path):
    log(run, "2026-06-01", "2026-09-01")
    link = tmp_path / "link.toml"
    link.symlink_to(record)
    run("restore", "1", "--yes", environment={"ITB_FILE": str(link)})
    assert refill_days(record) == ["2026-06-01"]
    assert link.is_symlink()
