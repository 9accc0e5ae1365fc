"""A question that is answered with y or n: what is neither is asked again, since a slip of a finger is no answer."""

from collections.abc import Callable

YES, NO = ("y", "yes"), ("n", "no")
_AGAIN = "Type y or n. Enter means no."


def says_yes(ask: Callable[[str], str], tell: Callable[[str], None], question: str, back: str = "") -> bool:
    """Whether y was typed to the question. `back`: a word that means no here too."""
    while (line := ask(f"{question} [y/N]").strip().casefold()) not in (*YES, *NO, "", back):
        tell(_AGAIN)
    return line in YES
