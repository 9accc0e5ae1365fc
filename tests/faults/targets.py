"""What must hold whatever bytes come: one function a part, for hypothesis (`test_hostile_input.py`) and for atheris (`fuzz.py`)."""

from functools import cache

from itb_cli.content.loader import Knowledge
from itb_cli.domain.command import printed
from itb_cli.domain.matching import APART, Index, fold, read, suggestions
from itb_cli.errors import RecordError
from itb_cli.storage.decoding import decode
from itb_cli.storage.encoding import encode


def codec(data: bytes) -> None:
    """A record that is written as it was read, for ever, or a word of two short lines that hold nothing of the file."""
    try:
        record = decode(data)
    except RecordError as error:
        check_told(error.message, data)
        check_told(error.hint, data)
        return
    written = encode(record)
    again = decode(written)
    assert encode(again) == written, "a second save changes nothing"
    assert "nan" in written.decode().casefold() or again == record, "what is written is what was read"


def check_told(sentence: str, data: bytes) -> None:
    """`sentence` is one short line of plain letters; no marker that the fuzzers put into texts and keys stands in it."""
    sentence = printed(sentence)
    assert sentence.isascii()
    assert sentence.isprintable()
    assert len(sentence) <= 200
    assert not (b"Zebra" in data and "Zebra" in sentence)


@cache
def knowledge() -> Knowledge:
    return Knowledge()


@cache
def some_names() -> Index:
    """A sixteenth of the names, and all groups: to look through all of them takes too long if every step is watched."""
    names = knowledge().topic_index
    some = {name: ids for place, (name, ids) in enumerate(names.items()) if place % 16 == 0 or APART in name or not ids}
    return Index.of(some)


def matcher(data: bytes) -> None:
    """Every match stands in the question as whole words, and names topics that exist."""
    check_question(data.decode("utf-8", "surrogateescape"), some_names())


def check_question(question: str, names: Index) -> None:
    words = fold(question)
    reading = read(question, names)
    assert set(reading.rest) <= set(words)
    for match in reading.matches:
        check_stands_in(match.matched, words)
        assert match.topic_ids
        assert all(topic_id in knowledge().topics for topic_id in match.topic_ids)
    assert all(topic_id in knowledge().topics for topic_id in suggestions(question, names))


def check_stands_in(matched: str, words: tuple[str, ...]) -> None:
    """An alias stands in the question word by word; words that name a topic together may stand anywhere in it."""
    together = APART + APART.join(sorted(matched.split())) in knowledge().topic_index
    assert f" {matched} " in f" {' '.join(words)} " or (together and set(matched.split()) <= set(words))
