"""The shape of the emergency text and of the card's fixed sentences. Their words are content."""

from typing import NamedTuple

from itb_cli.domain.statement import Statement


class EmergencyText(NamedTuple):
    """What `itb emergency` and the card say about everybody with a pump; each sentence with its sources."""

    call_if: tuple[Statement, ...]
    ring_if: Statement
    say: Statement
    too_little: tuple[Statement, ...]
    too_much: tuple[Statement, ...]
    meanwhile: tuple[Statement, ...]
    for_staff: tuple[Statement, ...]
    card_first: tuple[Statement, ...]
    card_do: tuple[Statement, ...]
    card_carry: Statement
