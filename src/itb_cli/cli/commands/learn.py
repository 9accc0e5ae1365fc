"""`itb learn`: the article, retold."""

from typing import Annotated

import typer

from itb_cli.cli.call import Call
from itb_cli.cli.words.completion import complete_section
from itb_cli.cli.words.options import command
from itb_cli.content.loader import packaged_knowledge
from itb_cli.pages import learn as pages
from itb_cli.services.knowledge import learn as services

WORDS = Annotated[
    list[str] | None, typer.Argument(metavar="[TOPIC]...", help="What to read about.", autocompletion=complete_section)
]


@command()
def run(call: Call, words: WORDS = None) -> int:
    """What the article explains: MS, spasticity, baclofen, candidates, the pump, what to expect, risks, cost.

    Example: itb learn spasticity
    """
    outcome = services.answer(services.LearnRequest(tuple(words or ())), packaged_knowledge())
    return call.show(outcome, lambda: pages.build(outcome))
