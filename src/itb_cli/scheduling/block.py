"""Lines of ours in a file of somebody else's: put in, found, taken out, every other byte kept. Opens nothing."""

import re

from itb_cli.errors import NotInstalledError

MADE = ", in a file made for it"
"""At the first line if there was no file before: then none is left behind."""


def with_block(data: bytes | None, title: str, lines: str, place: str) -> bytes:
    """`data` with the lines: where they stood, else above all else.

    There nothing before them ends the file early, and nothing after them has to be known to take them out again.
    """
    found = find(data or b"", title, place)
    if found is None:
        return _block(title, lines, made=data is None) + (data or b"")
    was = data or b""
    return was.replace(found, _block(title, lines, made=_is_made(found)), 1)


def without_block(data: bytes, title: str, place: str) -> bytes | None:
    """`data` without the lines; None if nothing else stands in a file that was made for them."""
    found = find(data, title, place)
    if found is None:
        return data
    rest = data.replace(found, b"", 1)
    return None if not rest and _is_made(found) else rest


def is_current(data: bytes, title: str, lines: str, place: str) -> bool:
    """Whether the lines stand there as they are to be."""
    found = find(data, title, place)
    return found is not None and found == _block(title, lines, made=_is_made(found))


def find(data: bytes, title: str, place: str) -> bytes | None:
    """The lines as they stand, with the marks around them. Raises NotInstalledError if a mark is missing or stands twice."""
    begin, end = (re.escape(f"# {title}: {word}".encode()) for word in ("begin", "end"))
    begins = re.findall(rb"^%s\b" % begin, data, re.MULTILINE)
    ends = re.findall(rb"^%s\b" % end, data, re.MULTILINE)
    whole = re.search(rb"^%s\b[^\n]*\n(?:.*\n)*?%s\b[^\n]*(?:\n|\Z)" % (begin, end), data, re.MULTILINE)
    if not begins and not ends:
        return None
    if len(begins) != 1 or len(ends) != 1 or whole is None:
        raise NotInstalledError(
            f'The lines of "{title}" in {place} are not whole. Nothing was changed.',
            f'Take out by hand what stands between "# {title}: begin" and "# {title}: end", with both, then do the same again.',
        )
    return whole[0]


def _block(title: str, lines: str, *, made: bool) -> bytes:
    return f"# {title}: begin{MADE if made else ''}\n{lines}# {title}: end\n".encode()


def _is_made(found: bytes) -> bool:
    return MADE.encode() in found.split(b"\n", 1)[0]
