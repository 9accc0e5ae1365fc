"""Killed at every call of a save and at random moments: the record is as before or as after, never anything else (R99, F1)."""

import itertools
import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import kill_loop
import pytest
from real_itb import Ending, break_at, endings, itb, refill_days, states
from tally import Tally
from trying import FOLLOWING, KILLED, Try, judge, known, placed, tried

from selection import rest_slow

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")

NEXT = "2026-10-01"


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a record of three saves."""
    record = tmp_path_factory.mktemp("ready") / "itb" / "record.toml"
    for day in ("2026-03-01", "2026-06-01", "2026-09-01"):
        assert itb(record, "log", day).returncode == 0
    return record.parent


def killed_at_each_call(folder: Path, start: Path | None, *argv: str) -> list[tuple[Path, Ending]]:
    """`itb argv` killed before its first call, before its second and so on; each in a folder of its own. Last: not killed."""
    whole = copied(folder / "whole", start)
    (untouched,) = endings([break_at(whole, None, "kill", *argv)])
    assert untouched.code == 0, untouched.err
    assert len(untouched.steps) > 15
    places = [copied(folder / str(at), start) for at in range(1, len(untouched.steps) + 1)]
    killed = endings([break_at(place, at, "kill", *argv) for at, place in enumerate(places, start=1)])
    assert {ending.code for ending in killed} == {KILLED}
    return [*zip(places, killed, strict=True), (whole, untouched)]


def copied(folder: Path, start: Path | None) -> Path:
    if start:
        shutil.copytree(start, folder)
    return folder / "record.toml"


def days_or_none(record: Path) -> list[str] | None:
    return refill_days(record) if record.exists() else None


CHANGES = {
    "log": (("log", "2026-09-16"), ["2026-03-01", "2026-06-01", "2026-09-01", "2026-09-16"]),
    "undo": (("undo",), ["2026-03-01", "2026-06-01"]),
    "restore": (("restore", "1", "--yes"), ["2026-03-01"]),
}


@pytest.mark.parametrize(("argv", "after"), rest_slow(CHANGES.values()), ids=CHANGES)
def test_a_killed_change_is_whole_or_not_at_all_and_the_next_one_works(
    tmp_path: Path, ready: Path, argv: tuple[str, ...], after: list[str]
):
    before = refill_days(ready / "record.toml")
    seen = []
    tried = killed_at_each_call(tmp_path, ready, *argv)
    for record, ending in tried:
        seen.append(refill_days(record))
        assert seen[-1] in (before, after)
        assert bool(ending.out) == (ending.code == 0), "nothing is called saved before the last call is done"
        for state in states(record):
            assert refill_days(state)
    assert seen == sorted(seen, key=lambda days: days == after), "once after, always after"
    assert (seen[0], seen[-1]) == (before, after)
    following = endings([break_at(record, None, "kill", "log", NEXT) for record, _ in tried])
    assert {ending.code for ending in following} == {0}
    assert [refill_days(record) for record, _ in tried] == [[*days, NEXT] for days in seen]
    assert not list(tmp_path.rglob(".*")), "what a killed save left is taken away by the next"


@pytest.mark.slow
def test_a_killed_first_save_leaves_a_whole_record_or_none(tmp_path: Path):
    seen = [days_or_none(record) for record, _ in killed_at_each_call(tmp_path, None, "log", "2026-09-16")]
    assert [days for days in seen if days] == [["2026-09-16"]] * sum(days is not None for days in seen)
    assert (seen[0], seen[-1]) == (None, ["2026-09-16"])


@pytest.mark.slow
def test_after_a_killed_first_save_one_can_go_on(tmp_path: Path):
    tried = killed_at_each_call(tmp_path, None, "log", "2026-09-16")
    following = endings([break_at(record, None, "kill", "log", NEXT) for record, _ in tried])
    assert {ending.code for ending in following} == {0}


@pytest.mark.slow
def test_undo_after_a_killed_save_takes_back_the_last_saved_change(tmp_path: Path, ready: Path):
    tried = killed_at_each_call(tmp_path, ready, "log", "2026-09-16")
    saved = [refill_days(record) for record, _ in tried]
    following = endings([break_at(record, None, "kill", "undo") for record, _ in tried])
    assert {ending.code for ending in following} == {0}
    assert [refill_days(record) for record, _ in tried] == [days[:-1] for days in saved]


@pytest.mark.slow
def test_killed_at_random_moments_nothing_that_was_called_saved_is_lost(tmp_path: Path, ready: Path):
    chance = random.Random()  # a new run, new moments; what was tried stands in the message
    cases = [
        {
            "record": str(tmp_path / str(number) / "record.toml"),
            "from": "2020-01-01",
            "saves": chance.randrange(4),
            "after": chance.uniform(0, 0.02),
        }
        for number in range(30)
    ]
    for case in cases:
        shutil.copytree(ready, Path(case["record"]).parent)
    before = refill_days(ready / "record.toml")
    for case, ending in zip(cases, endings(cases), strict=True):
        record = Path(case["record"])
        days = refill_days(record)
        assert ending.code == KILLED, case
        assert days[: len(before) + len(ending.steps)] == [*before, *ending.steps], case
        assert len(days) - len(before) - len(ending.steps) in (0, 1), case
        for state in map(refill_days, states(record)):
            assert state[: len(days)] == days[: len(state)], "every state is whole, and is one that was on the way"
        assert len(states(record)) >= len(before) + len(ending.steps), case


@pytest.mark.slow
def test_of_a_hundred_kills_in_every_command_that_changes_a_record_none_loses_anything(tmp_path: Path):
    """The same as `python tests/faults/kill_loop.py`, which kills ten thousand times."""
    tally, chance = Tally(), random.randrange(1_000_000)
    for _ in kill_loop.loop(tmp_path, 120, chance, tally):
        pass
    assert (tally.tried, tally.lost) == (120, 0), f"seed {chance}\n" + "\n".join(tally.lines())
    assert set(tally.total) == {"old", "new"}, "the kills must come before and after the record's replacing"


@pytest.mark.slow
def test_the_installed_program_which_ends_its_process_itself_loses_nothing_when_killed(tmp_path: Path):
    """`python tests/faults/kill_loop.py --installed` does it more often."""
    tally, chance = Tally(), random.randrange(1_000_000)
    for _ in kill_loop.loop_installed(tmp_path, 24, chance, tally):
        pass
    assert (tally.tried, tally.lost) == (24, 0), f"seed {chance}\n" + "\n".join(tally.lines())


@pytest.mark.slow
def test_short_loops_of_kills_come_to_every_call_of_every_change(tmp_path: Path):
    changes = known(tmp_path / "known", ["setup", "undo"], more=True)
    every = {(change.name, at) for change in changes.values() for at in range(1, len(change.steps) + 1)}
    seen = set[tuple[str, int | None]]()
    for seed in range(40):
        some = itertools.islice(kill_loop.kills(changes, random.Random(seed)), len(every) // 2)
        seen |= {(change.name, at) for change, at in some if at is not None}
    assert seen == every


@pytest.mark.slow
def test_an_undo_that_was_killed_at_any_call_is_followed_by_one_that_is_right(tmp_path: Path):
    change = known(tmp_path / "known", ["undo"])["undo"]
    faults = [(change, "kill", {"at": at}) for at in range(1, len(change.steps) + 1) for _then in FOLLOWING]
    verdicts = [verdict for _, verdict in tried(tmp_path / "tries", faults)]
    assert {verdict.stood for verdict in verdicts} == {"old", "new"}, verdicts


@pytest.mark.slow
def test_killed_while_old_states_are_thinned_out_nothing_newer_or_fuller_goes(tmp_path: Path, ready: Path):
    start = shutil.copytree(ready, tmp_path / "long") / "record.toml"
    less, more, newest = (state.read_bytes() for state in states(start))
    for number in range(1, 51):
        data = newest if number == 50 else more if number == 7 else less
        place = start.with_name("record.toml.generations") / f"{number:06d}_{'2025-01-01' if number < 20 else '2025-06-01'}.toml"
        place.write_bytes(data)
    for state in states(start):
        if "2026" in state.name:
            state.unlink()
    before = {state.name: state.read_bytes() for state in states(start)}
    tried = killed_at_each_call(tmp_path / "tries", start.parent, "log", "2026-09-16")
    assert any(step.startswith("unlink record.toml.generations/0000") for step in tried[-1][1].steps), "some must go"
    for record, _ in tried:
        left = {state.name: state.read_bytes() for state in states(record)}
        assert {name: data for name, data in left.items() if name in before}.items() <= before.items()
        assert [name for name in before if int(name[:6]) > 21 and name not in left] == []
        assert more in [data for name, data in left.items() if "2025-01-01" in name], "the fullest of its time"
    following = endings([break_at(record, None, "kill", "undo") for record, _ in tried])
    assert {ending.code for ending in following} == {0}


@pytest.mark.slow
def test_an_undo_of_the_first_save_that_was_killed_can_be_done_again(tmp_path: Path):
    record = tmp_path / "one" / "record.toml"
    assert itb(record, "log", "2026-09-16").returncode == 0
    tried = killed_at_each_call(tmp_path / "tries", record.parent, "undo")
    stood = [refill_days(killed) for killed, _ in tried]
    again = endings([break_at(killed, None, "kill", "undo") for killed, _ in tried])
    assert {(bool(days), end.code) for days, end in zip(stood, again, strict=True)} == {(True, 0), (False, 5)}
    assert [refill_days(killed) for killed, _ in tried] == [[]] * len(tried)


SPOILT: dict[str, Callable[[Path], object]] = {
    "emptied": lambda record: record.write_bytes(b""),
    "cut off": lambda record: os.truncate(record, 70),
    "gone": lambda record: record.unlink(),
    "one refill less": lambda record: record.write_text(record.read_text("utf-8").rpartition("[[refills]]")[0], "utf-8"),
    "an earlier state gone": lambda record: states(record)[0].unlink(),
    "an earlier state changed": lambda record: states(record)[0].write_bytes(states(record)[1].read_bytes()),
    "the newest state cut off": lambda record: os.truncate(states(record)[-1], 70),
}


@pytest.mark.slow
@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
def test_what_is_lost_is_seen_by_the_judge(tmp_path: Path, spoil: Callable[[Path], object]):
    change = known(tmp_path / "known", ["setup"])["setup"]
    record = placed(change.start, tmp_path / "spoilt")
    (ending,) = endings([break_at(record, None, "kill", *change.argv)])
    assert judge(Try(change, record, "none", ending)).stood == "new"
    assert judge(Try(change, record, "none", ending._replace(code=4, out="", err="itb: NOT saved: no"))).stood == "lost"
    spoil(record)
    assert judge(Try(change, record, "spoilt", ending)).stood == "lost"


@pytest.mark.slow
def test_a_word_of_success_before_the_change_is_seen_by_the_judge(tmp_path: Path):
    change = known(tmp_path / "known", ["setup"])["setup"]
    record = placed(change.start, tmp_path / "untouched")
    for code in (0, KILLED):
        ending = Ending(code, [], "SAVED: Pump.", "", 0)
        assert judge(Try(change, record, "none", ending)).stood == "lost"
    assert judge(Try(change, record, "none", ending._replace(out=""))).stood == "old"
