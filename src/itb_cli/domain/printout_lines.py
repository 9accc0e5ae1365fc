"""The lines of a pasted printout, parted into labels with their values; what has no place is kept as it stood. No values read."""

import re
from collections.abc import Iterator

from itb_cli.domain.printout_labels import EARLIER, LABELS, LATER, facts_of_label
from itb_cli.domain.values import NamedTuple

_LEADERS = re.compile(r"\s*(?:\.{2,}|_{2,}|\u2026+|-{3,}>?|={2,}>?)\s*")
_CELLS = re.compile(r"\t+|\s{2,}|\s*\|\s*|\s*;\s+|\s*;$")
_VALUE_LIKE = re.compile(r"[\d<>~]|[a-z]{3,9}\.? \d", re.IGNORECASE)
_SIGNS_BETWEEN = " :=-\u2013\u2014"


class Line(NamedTuple):
    """A line as it was pasted, counted from 1."""

    number: int
    text: str


class Pair(NamedTuple):
    """A label and what stood beside or below it. `why_unsure`: why it may not belong to it; empty if it does."""

    label: str
    value: str
    line: Line
    why_unsure: str = ""


class Parted(NamedTuple):
    """The pairs in order, and the lines in which nothing was recognised."""

    pairs: tuple[Pair, ...]
    left: tuple[Line, ...]


class _Cut(NamedTuple):
    pairs: tuple[tuple[str, str], ...]
    label: str = ""
    loose: str = ""


def _doubted(pair: Pair, why: str) -> Pair:
    return pair._replace(why_unsure=pair.why_unsure or why)


def _mixed(text: str, cut: _Cut) -> str:
    """Why a line with several labels is not sure: without a sign behind each of them a value may belong to either neighbour."""
    labels = [label for label, _ in cut.pairs] + ([cut.label] if cut.label else [])
    is_clear = len(labels) < 2 or all(_has_sign(label, text) for label in labels)
    return "" if is_clear else "Several things stand on one line."


def _has_sign(label: str, text: str) -> bool:
    """Whether a colon or an equals sign stands right behind the label."""
    return re.search(rf"{re.escape(label.strip(_SIGNS_BETWEEN))}\s*[:=]", text) is not None


def _is_beside_its_sign(pair: Pair) -> bool:
    """Whether the label has its sign and the value stands right behind it: then it belongs to no other label."""
    return _has_sign(pair.label, pair.line.text) and pair.value != ""


def _has_another_value(value: str) -> bool:
    """Whether a second value stands beside the first, in a cell of its own."""
    return any(_looks_like_a_value(cell) for cell in _CELLS.split(value.strip())[1:])


def parted(text: str) -> Parted:
    """The printout's pairs. A label is one that stands in our table, whole; nothing is recognised inside a sentence."""
    lines = [Line(number, line.strip()) for number, line in enumerate(text.splitlines(), start=1)]
    pairs: list[Pair] = []
    left: list[Line] = []
    below: list[Pair] = []
    waiting: tuple[str, Line] | None = None
    is_stacked_in_order, is_value_first, has_stray_value, earlier = True, False, False, ""
    for line in (line for line in lines if line.text):
        cut = _cut(line.text)
        if cut.pairs or cut.label:
            if waiting:
                is_stacked_in_order = False
                below.append(Pair(waiting[0], "", waiting[1]))
            waiting = None
            unsure = earlier or ("Something stands before the label." if cut.loose else _mixed(line.text, cut))
            pairs += [Pair(label, value, line, unsure) for label, value in cut.pairs]
            has_stray_value = has_stray_value or any(map(_has_another_value, (value for _, value in cut.pairs)))
            is_value_first = is_value_first or _looks_like_a_value(cut.loose)
            if cut.label and not cut.pairs and not cut.loose:
                waiting = (cut.label, line)
            elif cut.label:
                pairs.append(Pair(cut.label, "", line, unsure))
        elif waiting:
            below.append(Pair(waiting[0], line.text, Line(waiting[1].number, f"{waiting[1].text} {line.text}"), earlier))
            has_stray_value = has_stray_value or _has_another_value(line.text)
            waiting = None
        else:
            earlier = _heading(line.text, earlier)
            is_stacked_in_order = is_stacked_in_order and not _looks_like_a_value(line.text)
            has_stray_value = has_stray_value or _VALUE_LIKE.match(line.text) is not None
            left.append(line)
    if waiting:
        is_stacked_in_order = False
        below.append(Pair(waiting[0], "", waiting[1]))
    why = "" if is_stacked_in_order else "It is not clear whether the value stands above or below its label."
    pairs += [_doubted(pair, why) for pair in below]
    if is_value_first:
        why = why or "Elsewhere in this text values stand before their labels."
    elif has_stray_value:
        why = why or "Elsewhere in this text a value stands beside another, so this one may be of the next label."
    pairs = [pair if _is_beside_its_sign(pair) else _doubted(pair, why) for pair in pairs]
    return Parted(tuple(sorted(pairs, key=lambda pair: pair.line.number)), tuple(left))


def _looks_like_a_value(text: str) -> bool:
    return bool(_VALUE_LIKE.match(text)) and len(text.split()) <= 6


def _heading(text: str, earlier: str) -> str:
    """Why what follows this line may not be of today's refill; empty if nothing speaks against it."""
    if EARLIER.search(text):
        return f'It stands below "{text[:60]}".'
    return "" if LATER.search(text) else earlier


def _cut(text: str) -> _Cut:
    """A line parted at tabs, bars, wide gaps and colons."""
    pairs: list[tuple[str, str]] = []
    label = loose = ""
    values: list[str] = []
    for cell in _cells(text):
        own = _own_pair(cell)
        if own or facts_of_label(cell):
            if label:
                pairs.append((label, "  ".join(values)))
            label, values = (own[0], [own[1]] if own[1] else []) if own else (cell, [])
        elif label:
            values.append(cell)
        else:
            loose = loose or cell
    if label and values:
        pairs.append((label, "  ".join(values)))
        label = ""
    if len(pairs) + bool(label) > 1 and any(
        "  " in value or not value for _, value in (*pairs, *([(label, "")] if label else []))
    ):
        loose = loose or "2 values, or none, beside a label"
    return _Cut(tuple(pairs), label, loose)


def _cells(text: str) -> Iterator[str]:
    bare = re.sub(r"^(?:[-*\u2022\u2013>]+|\(?\d{1,2}[.)](?=\s))\s*", "", text.replace("\xa0", " "))
    for cell in _CELLS.split(_LEADERS.sub(": ", bare)):
        if cell := cell.strip():
            yield cell


def _own_pair(cell: str) -> tuple[str, str] | None:
    """Label and value of a cell that has both: parted by a colon or a sign, or by the value's first figure."""
    for sign in (":", "="):
        before, found, after = cell.partition(sign)
        if found and facts_of_label(before):
            return before, after.strip(_SIGNS_BETWEEN)
    words = cell.split()
    for count in range(min(len(words) - 1, 6), 0, -1):
        before, after = " ".join(words[:count]), " ".join(words[count:]).strip(_SIGNS_BETWEEN)
        if facts_of_label(before) and (_VALUE_LIKE.match(after) or words[count][0] in "-\u2013\u2014"):
            return before, after
    return None


def names_a_label(value: str) -> bool:
    """Whether a text has one of our labels in it, so that it may be two values."""
    words = f" {value.casefold()} "
    return ":" in words or any(f" {label} " in words for label in LABELS if " " in label or label in ("serial", "model"))
