"""The page of `itb emergency`: one call to action, whom to call, the signs (R9)."""

from itb_cli.domain.command import Command
from itb_cli.domain.record import Contact
from itb_cli.domain.statement import Statement
from itb_cli.pages.blocks import Fact, Facts, Notes, Page, Pair, Points, page
from itb_cli.pages.wording import NOT_CHECKED, clinic_facts, notes
from itb_cli.services.emergency import EmergencyView
from itb_cli.services.outcome import Outcome

ANY_EMERGENCY_NUMBER = "your emergency number (112, 911 or 999)"

LAST = 999
"""itb's own rules stand behind the sources, which have numbers."""


def build(outcome: Outcome[EmergencyView]) -> Page:
    """The emergency page, the same shape with or without a record."""
    view = outcome.view
    call = view.emergency_number or ANY_EMERGENCY_NUMBER
    return page(
        bare(Points(f"Call {call} now if the person with the pump:", view.call_if)),
        Notes((Statement(view.ring_if.text),)),
        Facts((Fact("Say", f'"{view.say.text}"'), *clinic_facts(view.clinic), *contact_facts(view.contacts))),
        signs(view.too_little, view.too_much),
        bare(Points("Meanwhile", view.meanwhile)),
        bare(Points("For emergency staff", view.for_staff)),
        notes(outcome.notices),
        sources_line(view.call_if, (view.ring_if, view.say), view.too_little, view.too_much, view.meanwhile, view.for_staff),
        last_line=f"Any sign of the first list: call {call} now. Any other sign: call the pump clinic now.",
    )


def contact_facts(contacts: tuple[Contact, ...]) -> tuple[Fact, ...]:
    """The people to call, each with name, relation and phone as far as recorded."""
    return tuple(
        Fact("Contact", ", ".join(part for part in (contact.name, contact.relation, contact.phone) if part))
        for contact in contacts
    )


def signs(too_little: tuple[Statement, ...], too_much: tuple[Statement, ...]) -> Pair:
    """The signs of too little and of too much, beside each other if there is room."""
    return Pair(
        bare(Points("Too little baclofen can start with:", too_little)),
        bare(Points("Too much baclofen can start with:", too_much)),
    )


def bare(points: Points) -> Points:
    """The points without source ids: in an emergency nothing may stand between the eye and the words (R9)."""
    return Points(points.title, tuple(Statement(item.text) for item in points.items))


def sources_line(*groups: tuple[Statement, ...]) -> Notes:
    """The sources of bare statements, all at the end."""
    ids = dict.fromkeys(source for group in groups for statement in group for source in statement.sources)
    listed = ", ".join(sorted(ids, key=_by_number))
    return Notes((Statement(f"{listed}. To read more: {Command('sources')}. {NOT_CHECKED}"),), "Sources")


def _by_number(source: str) -> int:
    return int("".join(sign for sign in source if sign.isdigit()) or LAST)
