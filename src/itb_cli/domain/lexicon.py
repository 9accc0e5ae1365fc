"""The lexicon: groups of words that mean the same, and ways to say a thing with them. What they are is content."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Self

from itb_cli.domain.by_first_word import OF, InOrder, Names
from itb_cli.domain.values import NamedTuple
from itb_cli.domain.words import FILLERS, GRAMMAR, fold

REACH = 6
"""So many words, fillers not counted, may a way span if it does not say otherwise."""
ALL_FORMS = "*"
"""Ends a word that counts in all its forms: itch* is itch, itches, itching, itched, itchy, itchier."""
_VOWELS = "aeiou"
WIDE, AND = "!", "+"
"""Where ways are kept: stands before the reach of a wide one; parts the words."""


class Way(NamedTuple):
    """Words or groups (in capitals) that, near each other in any order, say `what`: a topic's id, or the name of a danger.

    `is_wide`: made of everyday words, so that it counts only if the question is short or speaks of a person or the pump.
    """

    what: str
    parts: tuple[str, ...]
    reach: int
    is_wide: bool = False


class Ways(InOrder):
    """Ways by what they begin with, in the order in which they were written; each is read when it may have been said."""

    @classmethod
    def of(cls, ways: Iterable[Way]) -> Self:
        """The ways of a list."""
        numbered = sorted(enumerate(ways), key=lambda one: one[1].parts[0])
        return cls.in_order(
            OF.join((way.parts[0], str(number), way.what, f"{WIDE if way.is_wide else ''}{way.reach}", AND.join(way.parts[1:])))
            for number, way in numbered
        )

    def beginning_with(self, held: Iterable[str]) -> Iterator[Way]:
        """Those of which one of the `held` words and groups is the first."""
        return self._read(entry for first in held for entry in self.entries(first))

    def __iter__(self) -> Iterator[Way]:
        return self._read(self.all_entries())

    def _read(self, entries: Iterable[str]) -> Iterator[Way]:
        for fields in sorted((entry.split(OF) for entry in entries), key=lambda fields: int(fields[1])):
            first, _, what, reach, others = fields
            parts = (first, *(others.split(AND) if others else ()))
            yield Way(what, parts, int(reach.removeprefix(WIDE)), reach.startswith(WIDE))


class Lexicon(NamedTuple):
    """`groups`: from a folded word, or words, to the groups it is in. `weak`: names that also have a meaning in any manual.

    `others`: ways to speak of another thing with our words. `own`: words that say that it is about a person or a pump.
    `signs`: topics that are signs or sounds. `sign_words`, `thing_words`: words that a misspelling may mean, parted by spaces.
    `after`: from a topic to the one that answers if the question tells that it has already been.
    """

    groups: Names
    ways: Ways
    others: Ways
    dangers: Ways
    weak: frozenset[str]
    own: frozenset[str]
    signs: frozenset[str]
    sign_words: str
    thing_words: str
    after: Mapping[str, str]


NOTHING = Lexicon(Names.of({}), Ways.of(()), Ways.of(()), Ways.of(()), frozenset(), frozenset(), frozenset(), "", "", {})


def forms_of(entry: str) -> Iterator[str]:
    """The words, not folded, that an entry of a group stands for."""
    if entry.endswith(ALL_FORMS):
        yield from _forms(entry.removesuffix(ALL_FORMS))
    else:
        yield entry


def _forms(base: str) -> Iterator[str]:
    yield base
    if base.endswith("e"):
        stem = base[:-1]
        yield from (base + "s", base + "d", stem + "ing", base + "r", base + "st", stem + "y", base + "ly", base + "ness")
        return
    if base.endswith("y") and base[-2] not in _VOWELS:
        stem = base[:-1] + "i"
        yield from (stem + "es", stem + "ed", base + "ing", stem + "er", stem + "est", stem + "ly", stem + "ness")
        return
    doubles = base[-1] not in _VOWELS + "wxys" and base[-2] in _VOWELS and base[-3] not in _VOWELS
    stems = {base, base + base[-1]} if doubles else {base}
    yield from (base + "s", base + "es", base + "ly", base + "ness")
    for stem in sorted(stems):
        yield from (stem + "ing", stem + "in", stem + "ed", stem + "er", stem + "est", stem + "y", stem + "ier", stem + "iness")


def made_groups(told: Mapping[str, Iterable[str]], ordinary: frozenset[str]) -> dict[str, tuple[str, ...]]:
    """From every word, or words, of the groups to the groups that hold it; of all forms, those that are ordinary words."""
    found: dict[str, list[str]] = {}
    for group, entries in told.items():
        for entry in entries:
            forms = {form: " ".join(fold(form)) for form in forms_of(entry)}
            if " " in entry and not FILLERS.isdisjoint(forms.values()):
                raise ValueError(f"{entry!r} in {group} is no more than {forms[entry]!r}, which stands in any question")
            for form in [form for said, form in forms.items() if not ordinary.isdisjoint((said, form))] or forms.values():
                held = found.setdefault(form, [])
                if form and group not in held:
                    held.append(group)
    return {word: tuple(groups) for word, groups in found.items() if word}


def made_ways(what: str, told: Iterable[str], reach: int = REACH, *, is_wide: bool = False) -> Iterator[Way]:
    """Ways as they are written: groups in capitals, other words in small letters. ValueError if nobody can say one."""
    for way in told:
        never = [part for part in way.split() if ALL_FORMS in part or GRAMMAR.issuperset(fold(part))]
        if never:
            raise ValueError(f"{never[0]!r} in {way!r} is never found: stars stand in groups, and words of grammar are left out")
        parts = tuple(part if part.isupper() else " ".join(fold(part)) for part in way.split())
        yield Way(what, parts, reach, is_wide)


def words_to_spell(
    names: Mapping[str, Sequence[str]], groups: Mapping[str, Sequence[str]], ways: Iterable[Way], signs: frozenset[str]
) -> tuple[str, str]:
    """The words of signs and of other things that somebody may misspell, each parted by spaces."""
    of_groups: dict[str, set[str]] = {}
    for word, held in groups.items():
        for group in held:
            of_groups.setdefault(group, set()).update(word.split())
    sign_words, thing_words = set[str](), set[str]()
    for name, topic_ids in names.items():
        (sign_words if topic_ids and signs.issuperset(topic_ids) else thing_words).update(name.replace("+", " ").split())
    for way in ways:
        into = sign_words if way.what in signs else thing_words
        for part in way.parts:
            into.update(of_groups.get(part, {part}))
    left_out = (FILLERS | GRAMMAR) - {"baclofen"}
    signs_told, things_told = (
        {word for word in some if len(word) > 3 and word.isalpha() and word not in left_out} for some in (sign_words, thing_words)
    )
    return f" {' '.join(sorted(signs_told))} ", f" {' '.join(sorted(things_told - signs_told))} "
