"""`itb check`: safety answers."""

from typing import Annotated

from itb_cli.cli.call import Call
from itb_cli.cli.words.completion import complete_topic
from itb_cli.cli.words.options import MORE, Flag, Words, command
from itb_cli.content.loader import packaged_knowledge
from itb_cli.domain.as_of import AsOf
from itb_cli.domain.record import Record
from itb_cli.domain.topics import Kind, Level
from itb_cli.pages import check as pages
from itb_cli.services.knowledge import check as services
from itb_cli.services.knowledge.dangers import Dangers

THINGS = Annotated[list[str] | None, Words("[THING]...", "What you ask about.", complete_topic)]


LEVEL = Annotated[Level | None, Flag("--level", "List only topics of this level.")]
KIND = Annotated[Kind | None, Flag("--kind", "List only topics of this kind.")]


@command()
def run(call: Call, things: THINGS = None, level: LEVEL = None, kind: KIND = None, more: MORE = False) -> int:
    """Is this safe with my pump? An activity, a test, a drink, a sign. Without a THING: the list.

    Examples: itb check hot tub; itb check "can I have an MRI?"; itb check --level do_not
    """
    asked = tuple(things or ())
    outcome = call.read_anyway(
        lambda record, readable: services.answer(
            record, services.CheckRequest(asked, readable, level, kind), call.as_of, packaged_knowledge(), _dangers_in_record
        ),
        with_copies=True,
    )
    return call.show(outcome, lambda: pages.build(outcome, more=more, is_question=call.is_question))


def _dangers_in_record(record: Record, as_of: AsOf) -> Dangers:
    from itb_cli.services.supply.record_dangers import dangers_in_record

    return dangers_in_record(record, as_of)
