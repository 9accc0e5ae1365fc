"""On which line of a record's text an entry or a key stands, for messages. Reads no values."""

import re
from collections.abc import Iterator

_HEADER = r"\s*\[\[?\s*[\"']?([\w-]+)[\"']?\s*\]"
_KEY = r"\s*[\"']?([\w-]+)[\"']?\s*[.=]"
"""Not compiled here: they are needed only if something is wrong, and every read would pay for them."""


def line_of(text: str, table: str, entry: int | None, key: str | None) -> int | None:
    """The line (from 1) of `key`, else of the heading of the table, or of its entry number `entry` (from 1).

    None if it cannot be told, as of tables written in one line with others.
    """
    headings = 0
    found = None
    for number, line in _outside_texts(text):
        heading = re.match(_HEADER, line)
        if heading:
            if found is not None:
                return found
            headings += heading[1] == table
            found = number if heading[1] == table and headings == (entry or 1) else None
        elif found is not None and key and (named := re.match(_KEY, line)) and named[1] == key:
            return number
    return found


def _outside_texts(text: str) -> Iterator[tuple[int, str]]:
    """The lines that do not stand within a text of several lines, with their numbers."""
    inside = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if not inside:
            yield number, line
        for quotes in re.findall(r"\"\"\"|'''", line):
            inside = quotes if not inside else "" if inside == quotes else inside
