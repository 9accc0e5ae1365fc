"""One fault, one verdict: a change of a record is begun, something breaks, and what stands afterwards is judged.

Used by the tests, by `kill_loop.py` and by `fault_table.py`. Knows the record from its file alone, by nothing of `itb`'s own.
"""

import shutil
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from real_itb import Ending, break_at, contents, endings, states

NEXT = "2026-10-01"
KILLED = -9
BEFORE = (("log", "2026-03-01"), ("setup", "--name", "Ada"), ("log", "2026-06-01", "--dose", "300"), ("log", "2026-09-01"))
CHANGES: Mapping[str, tuple[str, ...]] = {
    "log": ("log", "2026-09-16"),
    "dose": ("dose", "310", "--on", "2026-09-20"),
    "edit": ("edit", "2026-09-01", "--alarm-date", "2026-12-10"),
    "remove": ("remove", "2026-09-01", "--yes"),
    "setup": ("setup", "--pump-model", "SynchroMed II", "--clinic-phone", "555 0100"),
    "undo": ("undo",),
    "restore": ("restore", "1", "--yes"),
    "first log": ("log", "2026-09-16"),
}
FOLLOWING: Mapping[str, tuple[str, ...]] = {"log": ("log", NEXT), "undo": ("undo",)}

Meaning = Any


def meaning(record: Path) -> Meaning:
    """What a record says, without the ids, which are made by chance; None if there is none. Raises if it is not whole."""
    if not record.exists():
        return None
    document = tomllib.loads(record.read_text("utf-8"))
    assert document.get("schema_version") == 1, "no record"
    for entries in document.values():
        for entry in entries if isinstance(entries, list) else ():
            entry.pop("id", None)
    return document


class Change(NamedTuple):
    """A change that is known whole: where it starts, the states before and after, its calls, and what may follow on each."""

    name: str
    start: Path
    old: Meaning
    new: Meaning
    steps: list[str]
    following: Mapping[tuple[bool, str], tuple[int, Meaning]]

    @property
    def argv(self) -> tuple[str, ...]:
        return CHANGES[self.name]


class Try(NamedTuple):
    """A change that was begun at `record` and broken."""

    change: Change
    record: Path
    fault: str
    ending: Ending


class Verdict(NamedTuple):
    """`stood` is old, new or lost; `reason` says why it is lost."""

    stood: str
    reason: str = ""


def known(folder: Path, names: Iterable[str] = CHANGES, *, more: bool = False) -> dict[str, Change]:
    """The changes done whole in `folder`; `more`: calls that read are counted among their steps."""
    ready = folder / "ready" / "record.toml"
    assert {end.code for end in endings([break_at(ready, None, "kill", *argv) for argv in BEFORE])} == {0}
    return {name: _known(folder / name.replace(" ", "-"), name, ready, more=more) for name in names}


def _known(folder: Path, name: str, ready: Path, *, more: bool) -> Change:
    start = ready.parent.with_name("nothing") if name == "first log" else ready.parent
    places = {(is_new, then): placed(start, folder / f"{is_new}-{then}") for is_new in (False, True) for then in FOLLOWING}
    whole = placed(start, folder / "whole")
    done = [break_at(place, None, "kill", *CHANGES[name]) for (is_new, _), place in places.items() if is_new]
    ending, *others = endings([break_at(whole, None, "kill", *CHANGES[name], more=more), *done])
    assert {end.code for end in (ending, *others)} == {0}, ending.err
    followed = endings([break_at(place, None, "kill", *FOLLOWING[then]) for (_, then), place in places.items()])
    following = {key: (end.code, meaning(places[key])) for key, end in zip(places, followed, strict=True)}
    return Change(name, start, meaning(start / "record.toml"), meaning(whole), ending.steps, following)


def placed(start: Path, folder: Path) -> Path:
    """A copy of `start`; if there is none, only the folder above it."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    if start.exists():
        shutil.copytree(start, folder)
    return folder / "record.toml"


def measured(folder: Path, changes: Iterable[Change]) -> dict[str, float]:
    """The seconds that each change takes when nothing breaks it."""
    every = list(changes)
    records = [placed(change.start, folder / str(number)) for number, change in enumerate(every)]
    ended = endings([break_at(record, None, "kill", *change.argv) for change, record in zip(every, records, strict=True)])
    shutil.rmtree(folder)
    return {change.name: end.seconds for change, end in zip(every, ended, strict=True)}


def tried(folder: Path, faults: Sequence[tuple[Change, str, Mapping[str, Any]]]) -> Iterator[tuple[Try, Verdict]]:
    """Each fault tried on a copy of its own, judged, and followed by one more command. A fault: the change, its name, its case."""
    records = [placed(change.start, folder / str(number)) for number, (change, _, _) in enumerate(faults)]
    cases = [
        break_at(record, None, "kill", *change.argv) | case for record, (change, _, case) in zip(records, faults, strict=True)
    ]
    tries = [
        Try(change, record, fault, end) for record, (change, fault, _), end in zip(records, faults, endings(cases), strict=True)
    ]
    verdicts = [judge(judged) for judged in tries]
    thens = [list(FOLLOWING)[number % len(FOLLOWING)] for number in range(len(tries))]
    after = endings([break_at(judged.record, None, "kill", *FOLLOWING[then]) for judged, then in zip(tries, thens, strict=True)])
    for judged, verdict, then, end in zip(tries, verdicts, thens, after, strict=True):
        yield judged, judge_what_follows(judged, verdict, then, end)
    shutil.rmtree(folder)


def judge(judged: Try) -> Verdict:
    """Whether the record is as before or as after, what was said is true, and every earlier state is left as it was."""
    change, end = judged.change, judged.ending
    try:
        stands = meaning(judged.record)
        for state in states(judged.record):
            assert meaning(state) is not None
    except (AssertionError, ValueError, OSError) as error:
        return Verdict("lost", f"not whole: {error}")
    if stands not in (change.old, change.new):
        return Verdict("lost", "neither old nor new")
    kept = contents(judged.record.parent)
    if any(kept.get(name) != data for name, data in contents(change.start).items() if ".generations" in name):
        return Verdict("lost", "an earlier state has changed")
    stood = "new" if stands == change.new else "old"
    said = end.out.strip() or end.err.strip()
    allowed = {
        0: stood == "new" and bool(end.out),
        1: stood == "new" and "The answer could not be written" in end.err,
        4: (stood == "old" and said.startswith(("itb: NOT saved", "itb: The record at", "itb: The earlier states of")))
        or (stood == "new" and said.startswith("itb: Your change stands")),
        KILLED: stood == "new" or not end.out,
    }
    return Verdict(stood) if allowed.get(end.code) else Verdict("lost", f"{stood}, but ended with {end.code} and said: {said}")


def judge_what_follows(judged: Try, verdict: Verdict, then: str, end: Ending) -> Verdict:
    """The verdict once one more command has been tried: it must do what it does after a change that nothing broke."""
    if verdict.stood == "lost":
        return verdict
    expected = judged.change.following[verdict.stood == "new", then]
    if (end.code, meaning(judged.record)) != expected and not _is_begun_without_a_state(judged, verdict, then, end):
        return Verdict("lost", f"{then} afterwards did something else, and said: {end.err or end.out}")
    left = [path.name for path in judged.record.parent.rglob(".*") if end.code == 0]
    return Verdict("lost", f"left over: {left}") if left else verdict


def _is_begun_without_a_state(judged: Try, verdict: Verdict, then: str, end: Ending) -> bool:
    """Whether a first save was broken between the record and its first state: nothing tells it from a record made by hand.

    Then the record stands, whole, and undo says that it has nothing to take back.
    """
    is_first = judged.change.name == "first log" and verdict.stood == "new" and not states(judged.record)
    return is_first and then == "undo" and (end.code, meaning(judged.record)) == (5, judged.change.new)
