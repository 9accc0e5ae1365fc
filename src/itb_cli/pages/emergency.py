"""The page of `itb emergency`: one call to action, whom to call, the signs (R9)."""

from itb_cli.domain.command import Command
from itb_cli.domain.record import Clinic, Contact
from itb_cli.domain.statement import Statement
from itb_cli.pages.blocks import Fact, Facts, Notes, Page, Pair, Points, page
from itb_cli.pages.wording import NOT_CHECKED, TO_RECORD_THE_PHONE, clinic_facts, notes, without_sources
from itb_cli.services.knowledge.emergency import EmergencyView
from itb_cli.services.outcome import Outcome

ANY_EMERGENCY_NUMBER = "your emergency number (112, 911 or 999)"

ANY_NUMBER = "112, 911 or 999"

LAST = 999
"""itb's own rules stand behind the sources, which have numbers."""


STAFF = Command("emergency --staff")


def build(outcome: Outcome[EmergencyView], *, staff: bool = False) -> Page:
    """The emergency page, the same shape with or without a record; for `staff` all of it, with the sources."""
    return _whole(outcome) if staff else _in_24_rows(outcome)


def _in_24_rows(outcome: Outcome[EmergencyView]) -> Page:
    """What to do, the signs and the clinic's phones: nothing of it may scroll away on a screen of 24 rows (R57)."""
    view, text = outcome.view, outcome.view.emergency_text
    call = view.emergency_number or ANY_EMERGENCY_NUMBER
    help_now = (
        _clinic(view.clinic),
        f"Too little baclofen: {in_a_row(text.too_little)}.",
        f"Too much baclofen: {in_a_row(text.too_much)}.",
        f'Say: "{text.say.text}"',
    )
    lines = tuple(map(Statement, (*help_now, f"{text.do_not.text} All of it: {STAFF}")))
    return page(
        bare(Points(f"Call {call} now if the person with the pump:", text.call_if)),
        Notes(lines, text.call_clinic_if.text, short=(*lines[:-1], Statement(text.do_not.text))),
        _in_few_words(notes(outcome.notices)),
        last_line=_last_line(view),
        close=True,
    )


def _in_few_words(said: Notes) -> Notes:
    """Whatever is to be said of a record takes a row each, if else a row of help scrolls away."""
    return said._replace(short=tuple(Statement(f"{note.text.partition('. ')[0].rstrip('.')}.") for note in said.items))


def in_a_row(items: tuple[Statement, ...]) -> str:
    """Signs one behind the other, which takes fewer rows than a list."""
    return "; ".join(item.text for item in items)


def _clinic(clinic: Clinic) -> str:
    """The clinic's phones on one line, by day and after hours."""
    by_day, after_hours = clinic_facts(clinic)
    if clinic == Clinic():
        return f"{by_day.label} and {after_hours.label.lower()}: {by_day.value} ({TO_RECORD_THE_PHONE})."
    hint = f" ({by_day.remark})" if by_day.remark else ""
    return f"{by_day.label}: {by_day.value}{hint}. {after_hours.label}: {after_hours.value}."


def _last_line(view: EmergencyView) -> str:
    """The first lines again: with the phones, since the last line is the one that never scrolls away."""
    phones = " or ".join(phone for phone in (view.clinic.phone, view.clinic.out_of_hours_phone) if phone)
    return (
        f"{view.emergency_text.at_once.text} "
        f"Call {view.emergency_number or ANY_NUMBER} now. Any other sign: call the clinic{f' {phones}' if phones else ''} now."
    )


def _whole(outcome: Outcome[EmergencyView]) -> Page:
    """All that is known for a bad hour: also what to do meanwhile, what staff need, who says so."""
    view, text = outcome.view, outcome.view.emergency_text
    call = view.emergency_number or ANY_EMERGENCY_NUMBER
    return page(
        bare(Points(f"Call {call} now if the person with the pump:", text.call_if)),
        Notes((Statement(text.call_clinic_if.text),)),
        Facts((Fact("Say", f'"{text.say.text}"'), *clinic_facts(view.clinic), *contact_facts(view.contacts))),
        signs(text.too_little, text.too_much),
        bare(Points("Meanwhile", text.meanwhile)),
        bare(Points("For emergency staff", text.for_staff)),
        notes(outcome.notices),
        sources_line(
            text.call_if, (text.call_clinic_if, text.say), text.too_little, text.too_much, text.meanwhile, text.for_staff
        ),
        last_line=_last_line(view),
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
    return Points(points.title, without_sources(points.items))


def sources_line(*groups: tuple[Statement, ...]) -> Notes:
    """The sources of bare statements, all at the end."""
    ids = dict.fromkeys(source for group in groups for statement in group for source in statement.sources)
    listed = ", ".join(sorted(ids, key=_by_number))
    return Notes((Statement(f"{listed}. To read more: {Command('sources')}. {NOT_CHECKED}"),), "Sources")


def _by_number(source: str) -> int:
    return int("".join(sign for sign in source if sign.isdigit()) or LAST)
