"""A sentence with its sources: the smallest unit of everything that `itb` says about medicine."""

from itb_cli.domain.values import NamedTuple


class Statement(NamedTuple):
    """A sentence and the ids of the sources it rests on (ids as in `itb sources`; empty for words about a person's own data)."""

    text: str
    sources: tuple[str, ...] = ()
