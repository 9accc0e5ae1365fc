"""A record read entry by entry is what the parser makes of the whole, whatever stands in it; what was read once is not read again."""

import tomllib
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from itb_cli.domain.record import SCHEMA_VERSION, Record
from itb_cli.errors import RecordError
from itb_cli.storage.decoding import LISTS, WrongEntryError, decode, record_of
from itb_cli.storage.encoding import encode
from itb_cli.storage.entry_texts import document_of

PIECES = (
    *(
        "\n[[refills]]\n",
        "\n[[refills]]\nid = 'a'\non = 2026-09-01\n",
        "\n[[doses]]\nid = 'a'\non = 2026-09-01\n",
        "\n[[strange]]\n",
    ),
    *(
        "\n[[refills.x]]\n",
        "\n[refills.x]\n",
        "\n[pump]\n",
        "\n  [pump]\n",
        "\n  [[refills]]\n",
        "\n[refills]\n",
        "\nrefills = []\n",
    ),
    *("\n[[refills]] # mine\n", "\n[[ refills ]]\n", "\n[['refills']]\n", "\r\n[[refills]]\r\n", "\n[[refills]]", "\n[[", "]]\n"),
    *(
        'note = """\n',
        '"""\n',
        "note = '''\n",
        "'''\n",
        "x = [\n",
        "]\n",
        "x = [[1],\n",
        "x = {a = 1}\n",
        "a.b = 1\n",
        "# [[refills]]\n",
    ),
    *(
        'id = "a"\n',
        'id = "b"\n',
        "on = 2026-09-01\n",
        "on = 1\n",
        "dose_mcg_per_day = 250.5\n",
        "note = 'a [[b]] c'\n",
        "9 = 1\n",
    ),
    *("x = 99999999999999999999\n", "schema_version = 1\n", "\x00", "\\", " ", "\n", "\ufeff"),
)
FIRST = "schema_version = 1\n"


def of_the_whole(text: str) -> Record | type[Exception]:
    """What the parser makes of it, and the codec of that; what it raises if it refuses it."""
    try:
        return record_of(tomllib.loads(text, parse_float=Decimal))
    except (ValueError, ArithmeticError, WrongEntryError, RecordError):
        return RecordError


def by_entries(text: str) -> Record | type[Exception]:
    try:
        return decode(text.encode())
    except RecordError:
        return RecordError


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
@example("\n[[refills]]\nid = 'a'\non = 2026-09-01\nnote = '''\n[[refills]]\nid = 'b'\non = 2026-09-02\n'''\n")
@example("\n[[refills]]\nid = 'a'\non = 2026-09-01\n\n  [pump]\nmodel = 'A'\n\n[[refills]]\nid = 'b'\non = 2026-09-02\n")
@example("refills = []\n\n[[refills]]\nid = 'a'\non = 2026-09-01\n")
@example("x = [\n[[refills]]\n]\n")
def test_by_entries_is_as_by_the_whole(pieces: str):
    assert by_entries(FIRST + pieces) == of_the_whole(FIRST + pieces)


@given(st.lists(st.sampled_from(PIECES), max_size=8).map("".join), st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
def test_what_was_read_before_changes_nothing(pieces: str, others: str):
    by_entries(FIRST + others + pieces)
    assert by_entries(FIRST + pieces) == of_the_whole(FIRST + pieces)


@pytest.mark.parametrize("number", [0, 1, 3])
def test_an_entry_of_the_same_words_is_read_once(number: int):
    entries = "".join(f'\n[[refills]]\nid = "once{place}"\non = 2026-09-0{place + 1}\n' for place in range(number))
    data = encode(decode((FIRST + entries).encode())).decode()
    read: list[str] = []

    def reading(name: str, raw: object, place: int) -> str:
        read.append(name)
        return f"{name} {place}"

    document = document_of(data.replace("once", "never before "), SCHEMA_VERSION, LISTS, reading)
    assert document is not None, "what itb writes is read by its entries"
    assert document == document_of(data.replace("once", "never before "), SCHEMA_VERSION, LISTS, reading)
    assert read == ["refills"] * number
