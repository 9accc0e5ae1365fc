"""`itb doctor`: the record and all around it, examined."""

from typing import Annotated

import typer

from itb_cli.cli.call import Call
from itb_cli.cli.record.doctor import examine
from itb_cli.cli.words.options import MORE, command
from itb_cli.content.loader import packaged_knowledge
from itb_cli.pages import doctor as pages
from itb_cli.services.record import doctor as services

FIX = Annotated[bool, typer.Option("--fix", help="Make the record's files yours alone. Changes permissions, nothing else.")]


@command(as_of=False)
def run(call: Call, fix: FIX = False, more: MORE = False) -> int:
    """Examine the record and all around it: place, permissions, earlier states, clock, entries, program.

    Examples: itb doctor; itb doctor --more; itb doctor --fix
    """
    outcome = services.answer(examine(call, fix=fix), packaged_knowledge())
    shown = outcome if call.style.json else call.of_person(outcome)  # what goes into bug reports names nobody
    call = call._replace(chosen=call.chosen._replace(is_redacted=call.style.json))
    return call.show(shown, lambda: pages.build(outcome, more=more))
