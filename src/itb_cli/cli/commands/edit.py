"""`itb edit`: correct one entry, or the whole record in an editor."""

from typing import Annotated

import typer

from itb_cli.cli.call import Call
from itb_cli.cli.completing import complete_entry
from itb_cli.cli.options import YES, command
from itb_cli.domain.command import Command
from itb_cli.domain.entries import EntryKind
from itb_cli.errors import UsageError
from itb_cli.pages import edit as pages
from itb_cli.services import edit as services

ENTRY = Annotated[
    str | None,
    typer.Argument(
        metavar="[ENTRY]",
        help="The day of the entry, or its id (itb history --json); none: the whole record.",
        autocompletion=complete_entry,
    ),
]
KIND = Annotated[EntryKind | None, typer.Option("--kind", help="Which, if several entries are of that day.")]
ON = Annotated[str | None, typer.Option("--on", metavar="DATE", help="The right day.")]
ALARM = Annotated[str | None, typer.Option("--alarm-date", metavar="DATE", help="The right alarm date.")]
REFILL_BY = Annotated[str | None, typer.Option("--refill-by", metavar="DATE", help="The right refill-by date of the clinic.")]
FILLED = Annotated[str | None, typer.Option("--filled", metavar="VOLUME", help="The right volume, such as 20 mL.")]
STRENGTH = Annotated[str | None, typer.Option("--strength", metavar="STRENGTH", help="The right strength.")]
DOSE = Annotated[str | None, typer.Option("--dose", metavar="DOSE", help="The right dose over 24 hours.")]
AT = Annotated[str | None, typer.Option("--at", metavar="TIME", help="The right time of an appointment.")]
PLACE = Annotated[str | None, typer.Option("--place", metavar="TEXT", help="The right place of an appointment.")]
CHECKED = Annotated[str | None, typer.Option("--checked", metavar="DATE", help="The right day of the check after an event.")]
SPASMS = Annotated[str | None, typer.Option("--spasms", metavar="0-4", help="The right step of spasms in the diary.")]
TIGHTNESS = Annotated[str | None, typer.Option("--tightness", metavar="0-10", help="The right tightness in the diary.")]
SLEEP = Annotated[str | None, typer.Option("--sleep", metavar="HOURS", help="The right hours of sleep in the diary.")]
NOTE = Annotated[str | None, typer.Option("--note", metavar="TEXT", help="The right note.")]
FORCE = Annotated[bool, typer.Option("--force", help="Allow a day before the implant: an earlier pump.")]


@command(as_of=False)
def run(
    call: Call,
    entry: ENTRY = None,
    kind: KIND = None,
    on: ON = None,
    alarm_date: ALARM = None,
    refill_by: REFILL_BY = None,
    filled: FILLED = None,
    strength: STRENGTH = None,
    dose: DOSE = None,
    at: AT = None,
    place: PLACE = None,
    checked: CHECKED = None,
    spasms: SPASMS = None,
    tightness: TIGHTNESS = None,
    sleep: SLEEP = None,
    note: NOTE = None,
    force: FORCE = False,
    yes: YES = False,
) -> int:
    """Correct one entry; without ENTRY: the whole record in your editor (VISUAL, EDITOR). An empty text takes a fact away.

    Example: itb edit 2026-09-01 --alarm-date 2026-12-10
    """
    facts = {"on": on, "alarm_date": alarm_date, "refill_by": refill_by, "filled": filled, "strength": strength, "dose": dose}
    diary = {"spasms": spasms, "tightness": tightness, "sleep": sleep}
    typed = {**facts, "at": at, "place": place, "checked": checked, **diary, "note": note}
    words = {name: given for name, given in typed.items() if given is not None}
    if entry is None:
        return rewritten(call, named=bool(words or kind), force=force, yes=yes)
    request = services.EditRequest(entry, words, kind, force)
    outcome = call.write(lambda said, record: services.answer(record, request._replace(answers=said), call.as_of), yes=yes)
    return call.show(outcome, lambda: pages.build(outcome, call.as_of))


def rewritten(call: Call, *, named: bool, force: bool, yes: bool) -> int:
    """The whole record in an editor."""
    from itb_cli.cli.editing import edited
    from itb_cli.pages import rewrite

    if named:
        raise UsageError(
            "It is not clear which entry to correct.", f"Name it by its day or id: {Command('edit 2026-09-01 --note TEXT')}"
        )
    outcome = edited(call, force=force, yes=yes)
    return call.show(outcome, lambda: rewrite.build(outcome, call.as_of))
