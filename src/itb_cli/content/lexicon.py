"""The lexicon as it is written (`lexicon.toml`), made ready, and as lines of the index."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from itb_cli.domain.by_first_word import Names
from itb_cli.domain.lexicon import REACH, Lexicon, Way, Ways, made_groups, made_ways, words_to_spell
from itb_cli.domain.words import fold

LEXICON_FILE = "lexicon.toml"
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
        groups=Names.of(groups),
        ways=Ways.of(ways),
        others=Ways.of(others),
        dangers=Ways.of(dangers),
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
    in_order = [part.as_text() for part in (lexicon.groups, lexicon.ways, lexicon.others, lexicon.dangers)]
    sets = ["\t".join(sorted(part)) for part in (lexicon.weak, lexicon.own, lexicon.signs)]
    after = "\t".join(f"{topic_id} {then}" for topic_id, then in lexicon.after.items())
    return [*in_order, *sets, lexicon.sign_words, lexicon.thing_words, after]


def lexicon_in(text: str, lines: Sequence[tuple[int, int]]) -> Lexicon:
    """The lexicon that stands in `text`, whose parts begin and end at `lines`. ValueError if they are not whole."""
    groups, ways, others, dangers, *rest = lines
    weak, own, signs, sign_words, thing_words, after = (text[begin:end] for begin, end in rest)
    return Lexicon(
        groups=Names(text, *_between_tabs(groups)),
        ways=Ways(text, *_between_tabs(ways)),
        others=Ways(text, *_between_tabs(others)),
        dangers=Ways(text, *_between_tabs(dangers)),
        weak=frozenset(weak.split("\t")),
        own=frozenset(own.split("\t")),
        signs=frozenset(signs.split("\t")),
        sign_words=sign_words,
        thing_words=thing_words,
        after=dict(item.split(" ") for item in after.split("\t")),
    )


def _between_tabs(line: tuple[int, int]) -> tuple[int, int]:
    begin, end = line
    return begin, end - 1
