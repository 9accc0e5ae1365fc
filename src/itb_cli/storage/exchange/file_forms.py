"""A file from elsewhere to a record: tells JSON from CSV by what is in it. The two forms: `json_form`, `csv_form`."""

import codecs
from collections.abc import Callable

from itb_cli.domain.exchange import FileForm, Incoming
from itb_cli.domain.record import Record
from itb_cli.files.whole import MEGABYTE
from itb_cli.storage import limits
from itb_cli.storage.exchange import csv_form, json_form
from itb_cli.storage.exchange.json_form import refused

LARGEST_FILE = 4 * limits.LARGEST_FILE
"""JSON needs up to six signs for a letter that takes two bytes in a record, and has longer rows."""


def encode(record: Record, form: FileForm, made_by: str) -> str:
    """The record as a file for elsewhere. What CSV cannot hold is not in it; who shows it, says so."""
    return json_form.encode(record, made_by) if form is FileForm.JSON else csv_form.encode(record)


def decode(data: bytes, new_id: Callable[[], str]) -> Incoming:
    """The record that a file holds, every value checked. `new_id` names entries that have no id.

    Raises InputRefusedError with the place in the file and the reason.
    """
    if len(data) > LARGEST_FILE:
        raise refused(f"it is larger than {LARGEST_FILE // MEGABYTE} MB")
    text = _text(data)
    if not text.strip():
        raise refused("it is empty")
    return json_form.decode(text) if text.lstrip().startswith(("{", "[")) else csv_form.decode(text, new_id)


def _text(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise refused("it is UTF-16 text, not UTF-8", "Save it as CSV UTF-8 there, then do the same again.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise refused(f"line {line} is not UTF-8 text", "Save it as CSV UTF-8 there, then do the same again.") from None
