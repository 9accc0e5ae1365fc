"""The first and the last line of a record that `itb` wrote, what is missing between them, and remarks by hand. Pure."""

import re

OWN_REMARK = "# Kept by itb."
HEADER = f"{OWN_REMARK} Days are written year-month-day. To change it by hand: itb edit (and leave the last line as it is)\n"
"""It announces the closing line: a record with another first line is by hand or by an earlier `itb`, and has none."""
CLOSING = "# Here the record ends. If this line is missing, so is a part of the record.\n"

_FIRST = HEADER.rstrip().encode()
_LAST = CLOSING.rstrip().encode()
_MARK = b"\xef\xbb\xbf"
_TEXT_OR_REMARK = (
    r'"""(?:[^"\\]|\\[\s\S]|"(?!""))*+"""|' r"'''(?:[^']|'(?!''))*+'''|" r'"(?:[^"\\\n]|\\.)*+"|' r"'[^'\n]*+'|(#[^\n]*+)"
)
"""Not compiled here: it is needed only if something is saved over remarks that somebody wrote by hand."""


def unmarked(data: bytes) -> bytes:
    """`data` without the byte order mark that some editors set before it."""
    return data.removeprefix(_MARK)


def begins_as_ours(data: bytes) -> bool:
    """Whether `itb` wrote the first line."""
    return unmarked(data).lstrip().startswith(OWN_REMARK.encode())


def ends_whole(data: bytes) -> bool:
    """Whether the closing line is the last: then nothing behind it can be missing."""
    return data.rstrip().endswith(b"\n" + _LAST)


def is_cut_off(data: bytes) -> bool:
    """Whether the first line announces a closing line that is nowhere. What a hand wrote below that line does not matter."""
    if ends_whole(data):
        return False
    return unmarked(data).lstrip().startswith(_FIRST) and _LAST not in map(bytes.rstrip, data.split(b"\n"))


def is_beginning_of(data: bytes, other: bytes) -> bool:
    """Whether `data` is `other` without its end, whatever blank stands behind either."""
    begun, whole = unmarked(data).rstrip(), unmarked(other).rstrip()
    return len(begun) < len(whole) and whole.startswith(begun)


def closed(data: bytes) -> bytes:
    """`data`, which somebody says is all of the record, with the closing line."""
    return data.rstrip() + b"\n\n" + _LAST + b"\n"


def has_remarks(data: bytes) -> bool:
    """Whether somebody wrote remarks of their own (`#`), on lines of their own or behind a value."""
    if b"#" not in data:
        return False
    text = unmarked(data).decode(errors="replace")
    remarks = (found[1].rstrip() for found in re.finditer(_TEXT_OR_REMARK, text) if found[1])
    return any(not remark.startswith(OWN_REMARK) and remark != CLOSING.rstrip() for remark in remarks)
