"""The shape of the emergency text, and which number can be called. Its words are content."""

from itb_cli.domain.dates import is_day
from itb_cli.domain.statement import Statement
from itb_cli.domain.values import NamedTuple


class EmergencyText(NamedTuple):
    """What `itb emergency` and the card say about everybody with a pump; each sentence with its sources.

    In few words, for a screen of 24 rows: `do_not` what of `meanwhile` is forbidden, `at_once` the signs of `call_if`.
    """

    call_if: tuple[Statement, ...]
    call_clinic_if: Statement
    say: Statement
    too_little: tuple[Statement, ...]
    too_much: tuple[Statement, ...]
    meanwhile: tuple[Statement, ...]
    do_not: Statement
    at_once: Statement
    for_staff: tuple[Statement, ...]


def has_letters(number: str) -> bool:
    """Whether a number holds a word, such as whose it is: an emergency number is called at once, by whoever reads it."""
    return any(sign.isalpha() for sign in number)


def callable_number(number: str | None) -> str | None:
    """The emergency number as it is recorded; None if it can be none, such as a name or a day in a record edited by hand."""
    return None if number is None or has_letters(number) or is_day(number) else number
