"""What a question says: topics that are told, signs that are denied, words read as others, dangers, and words not understood."""

import re
from collections.abc import Callable, Iterator, Sequence

from itb_cli.domain.by_first_word import Names
from itb_cli.domain.denial import denied_places
from itb_cli.domain.figures import figures_in, is_no_fever
from itb_cli.domain.finding import Span, groups_apart, looked_around, names_in, ways_in
from itb_cli.domain.lexicon import NOTHING, Lexicon
from itb_cli.domain.past import told_as_past
from itb_cli.domain.spelling import Spelling
from itb_cli.domain.values import NamedTuple
from itb_cli.domain.words import FILLERS, Token, Words, fold, tokens

Index = Names
"""From an alias, its folded words parted by spaces, to the ids of the topics that bear it."""
APART = "+"
PUMP_WORDS = frozenset({"pump", "baclofen", "refill", "tummy", "belly", "stomach", "abdomen", "reservoir"})
"""With one of these, what sounds like another thing's beep is taken for the pump's."""
BEEPING = "beeping"
CLOSER_BEEPS = frozenset({"single-tone", "two-tone", "alarm-after-mri"})
WARMTH = frozenset({"a", "temperature", "temp"})
"""Of a person, it is a fever that is spoken of; of a bath or with a usual figure it is not."""
SHORT, BRIEF = 10, 6
"""Of so few words, a question may well be about us, whoever is named; of so few, each word may be what is asked about."""
HIGH = "high"
"""A danger that makes the sign itself an emergency: written behind the topic's id, as in `fever:high`."""


class Told(NamedTuple):
    """Words that name topics. `misspelt`: at least one of them was read as another word."""

    matched: str
    topic_ids: tuple[str, ...]
    misspelt: bool = False


class Understood(NamedTuple):
    """A question as it was understood.

    `rest`: words as they were typed that no topic covers and that can be a thing, a sign or a place. `denied`: signs that are
    said not to be there. `read_as`: words as typed, each with the word it was read as. `dangers`: what makes a sign worse.
    `high`: topics of which a word or figure says that it is an emergency.
    """

    told: tuple[Told, ...]
    rest: Words
    denied: tuple[Told, ...] = ()
    read_as: tuple[tuple[str, str], ...] = ()
    dangers: tuple[str, ...] = ()
    high: frozenset[str] = frozenset()


class _Found(NamedTuple):
    places: tuple[int, ...]
    topic_ids: tuple[str, ...]
    matched: str


def understand(question: str, index: Index, lexicon: Lexicon = NOTHING, ordinary: Callable[[], str] = str) -> Understood:
    """What `question` says, by the names in `index` and the ways of `lexicon`.

    `ordinary` gives the words that are never taken for misspelt ones; it is asked only if a word is not known.
    """
    typed = tokens(question)
    spelt = _spelt(typed, index, lexicon, ordinary)
    words = tuple(token.word for token in spelt)
    changed = {place for place, token in enumerate(spelt) if token.word != typed[place].word}
    spans = names_in(words, index)
    spans = [span for span in spans if index[span.name] or not any(token.begins for token in spelt[span.start + 1 : span.end])]
    strange = {place for span in spans if not index[span.name] for place in range(span.start, span.end)}
    around = looked_around(words, lexicon.groups)
    if PUMP_WORDS.isdisjoint(word for place, word in enumerate(words) if place not in strange):
        strange |= {place for _, places in ways_in(around, lexicon.others) for place in places}
    of_person = not lexicon.own.isdisjoint(re.findall(r"[a-z]+", question.casefold()))
    is_near = of_person or len(words) <= BRIEF
    weak = frozenset() if is_near else lexicon.weak
    found = _named(words, spans, index, weak, strange)
    around = looked_around(words, lexicon.groups, frozenset(strange)) if strange else around
    whole = [span for span in spans if len(span.places) > 1 and index[span.name]]
    is_ours = of_person or len(words) <= SHORT
    said = [
        (way, places)
        for way, places in ways_in(around, lexicon.ways)
        if (is_near or not way.is_wide) and (is_ours or way.what in lexicon.signs) and not _is_inside(places, whole)
    ]
    dangers = [(way, places) for way, places in ways_in(around, lexicon.dangers)]
    found += [_Found(places, (way.what,), " ".join(words[place] for place in places)) for way, places in said]
    figures = tuple(figures_in(_as_meant(question, typed, spelt), frozenset(words)))
    found += [_Found((), (figure.topic_id,), figure.said) for figure in figures]
    found = list(_with_what_has_been(question, typed, found, lexicon))
    denied = _denied(spelt, found, lexicon)
    kept = [one for one in found if one not in denied and not _is_said_closer(one, found)]
    if any(WARMTH.issuperset(one.matched.split()) for one in kept) and is_no_fever(question):
        kept = [one for one in kept if not WARMTH.issuperset(one.matched.split())]
    high = {figure.topic_id for figure in figures if figure.is_high}
    high |= {way.what.partition(":")[0] for way, _ in dangers if way.what.endswith(f":{HIGH}")}
    covered = {place for one in found for place in one.places} | {place for _, places in dangers for place in places}
    return Understood(
        told=tuple(Told(one.matched, one.topic_ids, misspelt=not changed.isdisjoint(one.places)) for one in _once(kept)),
        rest=_rest(spelt, covered),
        denied=tuple(Told(one.matched, one.topic_ids) for one in _once(denied)),
        read_as=tuple(dict.fromkeys((typed[at].said, spelt[at].word) for at in sorted(changed & covered))),
        dangers=tuple(dict.fromkeys(way.what for way, _ in dangers if not way.what.endswith(f":{HIGH}"))),
        high=frozenset(high),
    )


def _spelt(typed: Sequence[Token], index: Index, lexicon: Lexicon, ordinary: Callable[[], str]) -> tuple[Token, ...]:
    """The tokens, each misspelt one with the word that is meant."""
    known = lexicon.sign_words + lexicon.thing_words
    strange = {token.word for token in typed if _is_strange(token.word, index, known)}
    if not strange or not lexicon.sign_words:
        return tuple(typed)
    known = ordinary()
    spelling = Spelling(dict.fromkeys(lexicon.thing_words.split(), False) | dict.fromkeys(lexicon.sign_words.split(), True))
    meant = {word: found for word in strange if f" {word} " not in known and (found := spelling.meant_by(word)) is not None}
    return tuple(token._replace(word=meant.get(token.word, token.word)) for token in typed)


def _as_meant(question: str, typed: Sequence[Token], spelt: Sequence[Token]) -> str:
    """The question with each misspelt word replaced."""
    for before, after in zip(typed, spelt, strict=True):
        if before.word != after.word:
            question = question.replace(before.said, after.word)
    return question


def _is_strange(word: str, index: Index, known: str) -> bool:
    is_known = len(word) <= 3 or word in FILLERS or f" {word} " in known or word in index
    return not is_known and index.written_together(word) is None


def _named(words: Words, spans: list[Span], index: Index, weak: frozenset[str], strange: set[int]) -> list[_Found]:
    found = [
        _Found(span.places, tuple(index[span.name]), span.name)
        for span in spans
        if index[span.name] and strange.isdisjoint(span.places) and span.name not in weak
    ]
    for group in groups_apart(words, index):
        if not weak or len(group) > 2:
            places = tuple(place for place, word in enumerate(words) if word in group)
            found.append(_Found(places, tuple(index[APART + APART.join(group)]), " ".join(group)))
    return found


def _with_what_has_been(question: str, typed: Sequence[Token], found: Sequence[_Found], lexicon: Lexicon) -> Iterator[_Found]:
    """Before what has already been, the topic that says what to do then: what to do beforehand comes too late."""
    says_more = len(question.split()) > len({place for one in found for place in one.places})  # "hot tub" alone tells no time
    may_have_been = says_more and any(topic_id in lexicon.after for one in found for topic_id in one.topic_ids)
    pieces = [frozenset(fold(piece)) for piece in told_as_past(question)] if may_have_been else []
    for one in found:
        said = {typed[place].word for place in one.places}
        if any(said <= piece for piece in pieces):
            then = tuple(dict.fromkeys(lexicon.after[topic_id] for topic_id in one.topic_ids if topic_id in lexicon.after))
            yield from (one._replace(topic_ids=then) for _ in then[:1])
        yield one


def _is_inside(places: tuple[int, ...], whole: list[Span]) -> bool:
    return any(span.start <= places[0] and places[-1] < span.end for span in whole)


def _denied(spelt: Sequence[Token], found: Sequence[_Found], lexicon: Lexicon) -> list[_Found]:
    signs = [one for one in found if one.places and lexicon.signs.issuperset(one.topic_ids)]
    gone = denied_places(spelt, [one.places for one in signs])
    return [one for one in signs if one.places in gone]


def _is_said_closer(one: _Found, found: Sequence[_Found]) -> bool:
    """Whether a beep is part of what names a closer sort of beep."""
    closer = [other for other in found if other.topic_ids and CLOSER_BEEPS.issuperset(other.topic_ids)]
    return one.topic_ids == (BEEPING,) and any(not set(one.places).isdisjoint(other.places) for other in closer)


def _once(found: Sequence[_Found]) -> list[_Found]:
    """In the order in which they stand; a topic that is named twice by the same words counts once."""
    seen: dict[tuple[str, tuple[str, ...]], _Found] = {}
    for one in found:
        seen.setdefault((one.matched, one.topic_ids), one)
    return list(seen.values())


def _rest(spelt: Sequence[Token], covered: set[int]) -> Words:
    return tuple(
        token.said
        for place, token in enumerate(spelt)
        if place not in covered and token.word not in FILLERS and not token.word.isdigit() and len(token.word) > 1
    )
