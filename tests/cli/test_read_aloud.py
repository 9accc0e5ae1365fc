"""Every page as a screen reader says it: line by line, in order, with nothing that only an eye understands (R49, R52)."""

import re

import pytest
from test_matrix import FULL, OF_NO_RECORD, WORDS, told

DRAWN = re.compile(r"[\u2500-\u259f\u2022\u25a0-\u25ff\u2190-\u21ff]|[|_=*#~<>]{2,}|\s{3,}\S")
"""Bars, boxes, arrows, dots before a point, rows of signs, columns made of spaces."""
TITLE = re.compile(r"^[A-Z].*[\w)]:$")
PASSAGES = [(words, kind) for command, all_words in WORDS.items() for words in all_words for kind in ("no record", "full")]
PASSAGES = [(words, kind) for words, kind in PASSAGES if words[0] not in OF_NO_RECORD or kind == "full"]
PASSAGES.remove((("status", "--all"), "no record"))  # a page about folders, which tests/cli/test_everyone.py has
PASSAGES.remove((("status", "--all"), "full"))


@pytest.fixture(scope="module")
def full(tmp_path_factory):
    path = tmp_path_factory.mktemp("aloud") / "record.toml"
    for words in FULL:
        told(path, words)
    return path.read_bytes()


@pytest.mark.parametrize(("words", "kind"), PASSAGES, ids=lambda item: item if isinstance(item, str) else " ".join(item))
def test_each_line_says_something_to_the_ear(record, full, words, kind):
    if kind == "full":
        record.parent.mkdir(parents=True)
        record.write_bytes(full)
    said = [line.strip() for line in told(record, [*words, "--plain"]).strip().split("\n")]
    assert [line for line in said if DRAWN.search(line)] == []
    for line, following in zip(said, [*said[1:], ""], strict=True):
        assert not TITLE.match(line) or following.strip(), f"a title with nothing behind it: {line}"
        assert not line.strip() or line != following, f"said twice: {line}"
        assert re.search(r"\w", line) or not line, f"nothing to hear: {line}"
        assert line.count("(") == line.count(")"), line
        assert not re.search(r":\s*$|: \(\)|\(\s*\)| ,|\.\.(?!\.)", line) or TITLE.match(line), line


@pytest.mark.parametrize(
    "words", [("status",), ("next-refill",), ("check", "itching"), ("emergency",), ("trip", "2026-12-01", "2026-12-20")]
)
def test_what_to_do_is_heard_before_any_date_source_or_name(record, full, words):
    record.parent.mkdir(parents=True)
    record.write_bytes(full)
    first, second, *_ = told(record, [*words, "--plain"]).strip().split("\n")
    assert re.search(r"\b[Cc]all\b|emergency help|Book|booked", f"{first} {second}")
    assert "[S" not in f"{first} {second}"
