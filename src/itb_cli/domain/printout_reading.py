"""A clinic's printout as text, read: each fact with the line it came from, and all that is not sure. Pure, guesses nothing."""

from collections.abc import Iterable, Mapping
from typing import Any

from itb_cli.domain.printout_labels import (
    BACLOFEN,
    FLEX,
    LABELS,
    MANY_DRUGS,
    NAMES,
    NOTHING,
    OTHER_DRUGS,
    PrintedFact,
    facts_of_label,
    normal_label,
)
from itb_cli.domain.printout_lines import Line, Pair, parted
from itb_cli.domain.printout_values import value_of
from itb_cli.domain.values import NamedTuple
from itb_cli.errors import InputRefusedError

F = PrintedFact


class Found(NamedTuple):
    """A fact, its value, and the line that says so."""

    fact: PrintedFact
    value: Any
    line: Line


class Unsure(NamedTuple):
    """What a line may say: one of `facts`, with `why` it cannot be taken as it stands. `possible`: how it can be read."""

    facts: tuple[PrintedFact, ...]
    line: Line
    why: str
    possible: tuple[Found, ...] = ()


class Aside(NamedTuple):
    """A line that has no place in a record, and why: another drug, a flex schedule."""

    line: Line
    why: str


class PrintoutReading(NamedTuple):
    """What was read, what has to be asked about, what goes to a note, and what was not understood."""

    found: tuple[Found, ...] = ()
    unsure: tuple[Unsure, ...] = ()
    aside: tuple[Aside, ...] = ()
    left: tuple[Line, ...] = ()

    @property
    def values(self) -> Mapping[PrintedFact, Any]:
        """The facts that were found."""
        return {item.fact: item.value for item in self.found}


OTHER_DRUG = "another drug than baclofen"
FLEXIBLE = "a dose that changes over the day, or extra doses"


def read_printout(text: str) -> PrintoutReading:
    """Reads pasted text. Of two lines that differ, and of one with two readings, nothing is taken."""
    pieces = parted(text)
    aside = tuple(_aside(text))
    told_aside = {item.line.number for item in aside}
    found: list[Found] = []
    unsure: list[Unsure] = []
    for pair in pieces.pairs:
        if pair.line.number in told_aside:
            continue
        read = _read(pair)
        if isinstance(read, Found):
            found.append(read)
        else:
            unsure.append(read)
    found, unsure = _alone(found, unsure)
    found, unsure = _undisputed(found, unsure, pieces.left)
    found, unsure = _without(found, unsure, _withheld(aside))
    left = tuple(line for line in pieces.left if line.number not in told_aside)
    kept = tuple(item for item in found if item.fact is not F.DRUG)
    return PrintoutReading(kept, tuple(unsure), aside, left)


def _read(pair: Pair) -> Found | Unsure:
    """The one fact whose value the words can be."""
    facts = facts_of_label(pair.label)
    label, unit = normal_label(pair.label)
    if facts == (F.DRUG,):
        return _drug(pair)
    possible: list[Found] = []
    why = ""
    for fact in facts:
        try:
            possible.append(Found(fact, value_of(fact, pair.value, label, unit), pair.line))
        except InputRefusedError as error:
            why = why or f"{error.message} {error.hint}".strip()
    if pair.why_unsure and (possible or not pair.value):
        return Unsure(facts, pair.line, pair.why_unsure)
    if len(possible) == 1 and (len(facts) == 1 or not _can_be_another(possible[0].fact, facts)):
        return possible[0]
    if possible:
        said = " or the ".join(NAMES[fact] for fact in facts)
        return Unsure(facts, pair.line, f"It can be the {said}.", tuple(possible))
    return Unsure(facts, pair.line, why)


def _can_be_another(fact: PrintedFact, facts: Iterable[PrintedFact]) -> bool:
    """Whether another fact of the label is of the same kind, such as two days; then the value decides nothing."""
    kinds = {F.ALARM_VOLUME: 1, F.FILLED: 1, F.RESERVOIR: 1, F.ERI_MONTHS: 2}
    return any(kinds.get(other, 0) == kinds.get(fact, 0) for other in facts if other is not fact)


def _drug(pair: Pair) -> Found | Unsure:
    rest = BACLOFEN.sub("", pair.value).strip(" ,-")
    if not rest:
        return Found(F.DRUG, "baclofen", pair.line)
    try:
        return Found(F.STRENGTH, value_of(F.STRENGTH, rest, "strength", ""), pair.line)
    except InputRefusedError as error:
        return Unsure((F.STRENGTH,), pair.line, error.message)


def _aside(text: str) -> Iterable[Aside]:
    for number, words in enumerate(text.splitlines(), start=1):
        line = Line(number, words.strip())
        label, _, value = words.partition(":")
        is_off = ":" in words and NOTHING.fullmatch(value.strip())
        name = normal_label(label)[0]
        is_drug = facts_of_label(label) == (F.DRUG,)
        many = MANY_DRUGS.match(name)
        if is_off and (many or FLEX.search(label) or is_drug):
            continue
        if many or OTHER_DRUGS.search(words) or (is_drug and value.strip() and not BACLOFEN.search(value)):
            yield Aside(line, OTHER_DRUG)
        elif FLEX.search(words):
            yield Aside(line, FLEXIBLE)


def _withheld(aside: Iterable[Aside]) -> frozenset[PrintedFact]:
    """What cannot be taken beside another drug or a flex schedule: nobody can tell to which the figures belong."""
    reasons = {item.why for item in aside}
    if OTHER_DRUG in reasons:
        return frozenset({F.STRENGTH, F.DOSE})
    return frozenset({F.DOSE}) if FLEXIBLE in reasons else frozenset()


def _alone(found: list[Found], unsure: list[Unsure]) -> tuple[list[Found], list[Unsure]]:
    """Each fact once; of a fact that is said in two ways, or is unreadable in another line, nothing is taken."""
    kept: dict[PrintedFact, Found] = {}
    doubted = {item.facts[0]: item for item in unsure if len(item.facts) == 1}
    for item in found:
        first = kept.setdefault(item.fact, item)
        if first.value != item.value and item.fact not in doubted:
            why = f'Line {first.line.number} says "{first.line.text}", line {item.line.number} "{item.line.text}".'
            doubted[item.fact] = Unsure((item.fact,), item.line, why)
    sure = {fact: item for fact, item in kept.items() if fact not in doubted}
    several = [item for item in unsure if len(item.facts) > 1 and not _is_told(item, sure)]
    return list(sure.values()), [*doubted.values(), *several]


def _undisputed(found: list[Found], unsure: list[Unsure], left: Iterable[Line]) -> tuple[list[Found], list[Unsure]]:
    """Of a fact that a line which was not understood may say too ("revised alarm date"), nothing is taken."""
    disputes = {fact: line for line in left if any(map(str.isdigit, line.text)) for fact in _named_in(line.text)}
    asked = [
        Unsure((item.fact,), item.line, f'Line {disputes[item.fact].number} may say it too: "{disputes[item.fact].text}".')
        for item in found
        if item.fact in disputes
    ]
    return [item for item in found if item.fact not in disputes], [*unsure, *asked]


def _named_in(text: str) -> set[PrintedFact]:
    words = f" {' '.join(text.casefold().replace(':', ' ').split())} "
    return {fact for label, facts in LABELS.items() if " " in label and f" {label} " in words for fact in facts}


def _is_told(item: Unsure, sure: Mapping[PrintedFact, Found]) -> bool:
    """Whether another line says the same for sure."""
    return any(other.fact in sure and sure[other.fact].value == other.value for other in item.possible)


def _without(found: list[Found], unsure: list[Unsure], facts: frozenset[PrintedFact]) -> tuple[list[Found], list[Unsure]]:
    return (
        [item for item in found if item.fact not in facts],
        [item for item in unsure if not facts.issuperset(item.facts)],
    )
