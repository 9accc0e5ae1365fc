"""The page of `itb emergency`: one call to action, whom to call, the signs (R9)."""

from itb_cli.domain.record import Contact
from itb_cli.domain.statement import Statement
from itb_cli.pages.blocks import Fact, Facts, Notes, Page, Pair, Points, page
from itb_cli.pages.wording import clinic_facts, notes
from itb_cli.services.emergency import EmergencyView
from itb_cli.services.outcome import Outcome

ANY_EMERGENCY_NUMBER = "your emergency number (112, 911 or 999)"


def build(outcome: Outcome[EmergencyView]) -> Page:
    """The emergency page, the same shape with or without a record."""
    view = outcome.view
    call = view.emergency_number or ANY_EMERGENCY_NUMBER
    return page(
        _bare(Points(f"Call {call} now if the person with the pump:", view.call_if)),
        Facts((Fact("Say", f'"{view.say.text}"'), *clinic_facts(view.clinic), *contact_facts(view.contacts))),
        Pair(
            _bare(Points("Too little baclofen can start with:", view.too_little)),
            _bare(Points("Too much baclofen can start with:", view.too_much)),
        ),
        _bare(Points("Meanwhile", view.meanwhile)),
        _bare(Points("For emergency staff", view.for_staff)),
        notes(outcome.notices),
        Notes((Statement(_sources(view)),), "Sources"),
    )


def contact_facts(contacts: tuple[Contact, ...]) -> tuple[Fact, ...]:
    """The people to ring, each with name, relation and phone as far as recorded."""
    return tuple(
        Fact("Contact", ", ".join(part for part in (contact.name, contact.relation, contact.phone) if part))
        for contact in contacts
    )


def _bare(points: Points) -> Points:
    """The points without source ids: in an emergency nothing may stand between the eye and the words (R9)."""
    return Points(points.title, tuple(Statement(item.text) for item in points.items))


def _sources(view: EmergencyView) -> str:
    groups = (view.call_if, (view.say,), view.too_little, view.too_much, view.meanwhile, view.for_staff)
    ids = dict.fromkeys(source for group in groups for statement in group for source in statement.sources)
    return f"{', '.join(sorted(ids, key=_by_number))}. To read more: itb sources. Not yet checked by a clinician."


def _by_number(source: str) -> int:
    return int("".join(sign for sign in source if sign.isdigit()))
