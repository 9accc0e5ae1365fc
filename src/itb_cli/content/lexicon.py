"""The lexicon as it is written (`lexicon.toml`), made ready, and as lines of the index."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from itb_cli.domain.in_order import InOrder, in_order
from itb_cli.domain.lexicon import REACH, Lexicon, Way, made_groups, made_ways, words_to_spell
from itb_cli.domain.words import fold

LEXICON_FILE = "lexicon.toml"
WIDE = "!"
"""Stands before the reach of a way that is wide, in the index."""
LEXICON_PARTS = ("groups", "words", "ways", "others", "dangers", "after")


def made_lexicon(told: Mapping[str, Any], names: Mapping[str, Sequence[str]], signs: frozenset[str], ordinary: str) -> Lexicon:
    """The lexicon of the tables of `lexicon.toml`. KeyError, TypeError or ValueError if they are not what they should be."""
    groups = made_groups(told["groups"], frozenset(ordinary.split()))
    known = {group for held in groups.values() for group in held}
    ways, others, dangers = (_ways(told[key], name) for key, name in (("ways", "topic"), ("others", ""), ("dangers", "danger")))
    if {part for way in (*ways, *others, *dangers) for part in way.parts if part.isupper()} - known:
        raise ValueError
    sign_words, thing_words = words_to_spell(names, groups, (*ways, *others, *dangers), signs)
    words = told["words"]
    return Lexicon(
        groups=in_order(groups),
        ways=ways,
        others=others,
        dangers=dangers,
        weak=frozenset(" ".join(fold(name)) for name in words["weak"]),
        own=frozenset(words["own"]),
        signs=signs,
        sign_words=sign_words,
        thing_words=thing_words,
        after={topic_id: after for after, topic_ids in told["after"].items() for topic_id in topic_ids},
    )


def _ways(tables: Iterable[Mapping[str, Any]], name: str) -> tuple[Way, ...]:
    found = [
        way
        for table in tables
        for way in made_ways(table.get(name, ""), table["say"], table.get("reach", REACH), is_wide=table.get("wide") is True)
    ]
    return tuple(dict.fromkeys(found))


def lexicon_lines(lexicon: Lexicon) -> list[str]:
    """A line for each part of the lexicon."""
    told = (lexicon.ways, lexicon.others, lexicon.dangers)
    ways = ["\t".join(map(_line_of, part)) for part in told]
    sets = ["\t".join(sorted(part)) for part in (lexicon.weak, lexicon.own, lexicon.signs)]
    after = "\t".join(f"{topic_id} {then}" for topic_id, then in lexicon.after.items())
    return [in_order(lexicon.groups).text, *ways, *sets, lexicon.sign_words, lexicon.thing_words, after]


def lexicon_of_lines(lines: Sequence[str]) -> Lexicon:
    """The lexicon that was written as `lines`. ValueError if they are not whole."""
    groups, ways, others, dangers, weak, own, signs, sign_words, thing_words, after = lines
    return Lexicon(
        groups=InOrder(groups),
        ways=_ways_of(ways),
        others=_ways_of(others),
        dangers=_ways_of(dangers),
        weak=frozenset(weak.split("\t")),
        own=frozenset(own.split("\t")),
        signs=frozenset(signs.split("\t")),
        sign_words=sign_words,
        thing_words=thing_words,
        after=dict(item.split(" ") for item in after.split("\t")),
    )


def _ways_of(line: str) -> tuple[Way, ...]:
    return tuple(_way(item) for item in line.split("\t"))


def _line_of(way: Way) -> str:
    return f"{way.what}|{WIDE if way.is_wide else ''}{way.reach}|{'+'.join(way.parts)}"


def _way(item: str) -> Way:
    what, reach, parts = item.split("|")
    return Way(what, tuple(parts.split("+")), int(reach.lstrip(WIDE)), reach[:1] == WIDE)
