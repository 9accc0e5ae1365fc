"""What was made without the record that it is about: what stands there is not known, and never called not recorded."""

from collections.abc import Iterable
from typing import TypeVar

from itb_cli.domain.command import Command, each_text
from itb_cli.pages.wording import NOT_RECORDED, TO_RECORD_THE_PHONE, UNKNOWN
from itb_cli.services.notices import Notice, is_unread

Item = TypeVar("Item")
_HINTS = (
    f" To record it: {Command('setup --pump-model MODEL')}",
    f"To record it: {TO_RECORD_THE_PHONE}",
    f"phone {NOT_RECORDED.casefold()}: {TO_RECORD_THE_PHONE}",
    f" ({TO_RECORD_THE_PHONE})",
)


def as_read(item: Item, notices: Iterable[Notice]) -> Item:
    """`item`, such as a page. If it was made without the record, each fact that is missing is called unknown.

    Nobody is told then to write down what may stand there already.
    """
    return each_text(item, _unknown) if is_unread(notices) else item


def _unknown(text: str) -> str:
    for hint in _HINTS:
        text = text.replace(hint, "")
    return text.replace(NOT_RECORDED, UNKNOWN).replace(NOT_RECORDED.casefold(), UNKNOWN.casefold())
