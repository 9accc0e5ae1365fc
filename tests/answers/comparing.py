"""What differs between two recordings, by kind: the same change in many answers is told once, with some of the places."""

import difflib
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from answers.recording import Answers, parts

MOST_PLACES = 3
MOST_LINES = 12
_FIGURES = re.compile(r"\d+")
_WEEKDAY = re.compile(r"\b(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\b(January|February|March|April|May|June|July|August|September"
                      r"|October|November|December)\b")  # fmt: skip


def differences(before: Answers, after: Answers) -> list[str]:
    """One text a kind of difference, the most frequent first; empty if there is none."""
    old, new = ({(name, part): text for name, part, text in parts(answers)} for answers in (before, after))
    kinds: dict[tuple[str, ...], list[str]] = defaultdict(list)
    shown: dict[tuple[str, ...], tuple[str, ...]] = {}
    for key in old.keys() | new.keys():
        if old.get(key) == new.get(key):
            continue
        name, part = key
        lines = tuple(_changed(old.get(key), new.get(key)))
        kind = (_command(name), part, *sorted({_alike(line) for line in lines}))
        kinds[kind].append(name)
        if name == min(kinds[kind]):
            shown[kind] = lines
    ordered = sorted(kinds, key=lambda kind: (-len(kinds[kind]), kind))
    return [_told(kind, shown[kind], sorted(kinds[kind])) for kind in ordered]


def _told(kind: tuple[str, ...], lines: tuple[str, ...], places: list[str]) -> str:
    command, part, *_ = kind
    more = f"\n    and {len(places) - MOST_PLACES} more" if len(places) > MOST_PLACES else ""
    cut = [f"  ... {len(lines) - MOST_LINES} lines more"] if len(lines) > MOST_LINES else []
    return "\n".join(
        [f"{len(places)} x {command}, {part}", *(f"  {line}" for line in lines[:MOST_LINES]), *cut]
        + [f"    in: {place}" for place in places[:MOST_PLACES]]
    ) + more  # fmt: skip


def _changed(old: str | None, new: str | None) -> Iterator[str]:
    """What is gone (-) and what is new (+): lines, or of JSON its keys."""
    if old is None or new is None:
        yield "- (was there)" if new is None else "+ (was not there)"
        return
    try:
        before, after = (sorted(set(_leaves(json.loads(text), ""))) for text in (old, new))
        if before == after:
            yield "- the same JSON, written otherwise"
            return
        before, after, moved = _moved(before, after)
        yield from moved
    except (ValueError, RecursionError):
        before, after = old.splitlines(), new.splitlines()
        if before == after:
            yield "- the same lines, ended otherwise"
            return
    for line in (
        difflib.ndiff(before, after) if len(before) + len(after) < 200 else difflib.unified_diff(before, after, n=0, lineterm="")
    ):
        if line[0] in "-+" and not line.startswith(("---", "+++")):
            yield f"{line[0]} {line[1:].strip()}"


def _moved(before: list[str], after: list[str]) -> tuple[list[str], list[str], list[str]]:
    """What is left once keys that now stand one level higher or lower, with the same values, are told by their objects alone."""
    old, new = set(before) - set(after), set(after) - set(before)
    moved: set[str] = set()
    gone: set[str] = set()
    for shown, deeper, others in (("- {} now stands one level higher", old, set(after)), ("+ {} now holds it", new, set(before))):
        for leaf in deeper - gone:
            path, told = leaf.split(": ", 1)
            keys = path.split(".")
            for place, key in enumerate(keys[:-1]):
                higher = f"{'.'.join(keys[:place] + keys[place + 1 :])}: {told}"
                if higher in others:
                    moved.add(shown.format(".".join([*keys[:place], key])))
                    gone |= {leaf, higher}
    return sorted(old - gone), sorted(new - gone), sorted(moved)


def _leaves(item: Any, path: str) -> Iterator[str]:
    if isinstance(item, dict) and item:
        for key, value in item.items():
            yield from _leaves(value, f"{path}.{key}" if path else key)
    elif isinstance(item, list) and item:
        for value in item:
            yield from _leaves(value, f"{path}[]")
    else:
        yield f"{path}: {json.dumps(item, ensure_ascii=False)}"


def _command(name: str) -> str:
    *_, medium, words = name.split(" | ")
    return f"{' '.join(words.split()[:2])} ({medium})"


def _alike(line: str) -> str:
    """A line without what differs from day to day; of a key of JSON that is gone or new, the key alone."""
    key = re.match(r"[-+] [\w.\[\]]+: ", line)
    return _FIGURES.sub("#", _WEEKDAY.sub("#", key[0] if key else line))
