"""The words of the card on paper, in R34's order, and what its square code says. The card on the terminal: `card`."""

import re
from collections.abc import Iterator
from datetime import date

from itb_cli.domain.dates import spoken_short
from itb_cli.domain.paper import MOST_CODE_BYTES, Group, Paper, Passage, Role, Run
from itb_cli.domain.quantities import spoken_dose, spoken_strength
from itb_cli.domain.statement import Statement
from itb_cli.domain.text import harmless
from itb_cli.pages.card import FIRST_LINE, age, date_remark, standby
from itb_cli.pages.emergency import ANY_EMERGENCY_NUMBER
from itb_cli.pages.wording import NOT_CHECKED, NOT_RECORDED, quantity_or_not_recorded
from itb_cli.services.outcome import Outcome
from itb_cli.services.papers.card import CardView

_ADDRESS = re.compile(r"\w:/|www\.|@|\bmailto:|\btel:", re.IGNORECASE)


def build(outcome: Outcome[CardView], *, with_code: bool = False) -> Paper:
    """What changes treatment first; the signs on the back."""
    view = outcome.view
    call = Run(harmless(view.emergency_number or ANY_EMERGENCY_NUMBER), bold=True, own=True)
    groups = (
        _first(view),
        _sentences((Run("What to do. Emergency: call ", bold=True), call, Run(". ", bold=True)), view.do),
        Group((_name(outcome), *_born(view))),
        *_whom(view),
        Group((*_drug(view), *_pump(view))),
        Group(_dates(view)),
        _sentences((Run("MRI: ", bold=True),), (view.mri,)),
        Group((_fact("Allergies", *view.person.allergies), _standby(view))),
        Group((*_closing(outcome),)),
        *_back(view),
    )
    opened = tuple(Group((group.passages[0]._replace(opens=True), *group.passages[1:]), group.on_back) for group in groups)
    return Paper(opened, _code(view) if with_code else None)


def _first(view: CardView) -> Group:
    danger = (Passage((Run(item.text, bold=True),), Role.STRONG, item.sources) for item in view.first)
    return Group((Passage((Run(FIRST_LINE, bold=True),), Role.FIRST), *danger))


def _back(view: CardView) -> tuple[Group, ...]:
    return (
        _signs("Too little baclofen can start with", view.too_little),
        _signs("Too much baclofen can start with", view.too_much),
        Group((Passage((Run(view.carry.text),), sources=view.carry.sources), _plain(NOT_CHECKED)), on_back=True),
    )


def _sentences(title: tuple[Run, ...], items: tuple[Statement, ...]) -> Group:
    """A title and sentences, one after the other, each with its sources."""
    first, *others = items
    opening = Passage((*title, Run(first.text)), sources=first.sources)
    return Group((opening, *(_plain(item.text, item.sources) for item in others)))


def _signs(title: str, items: tuple[Statement, ...]) -> Group:
    listed = "; ".join(item.text for item in items)
    sources = tuple(dict.fromkeys(source for item in items for source in item.sources))
    return Group((Passage((Run(f"{title}: ", bold=True), Run(f"{listed}.")), sources=sources),), on_back=True)


def _plain(text: str, sources: tuple[str, ...] = ()) -> Passage:
    return Passage((Run(text),), sources=sources)


def _fact(label: str, *values: str | None, remark: str = "", own: bool = True) -> Passage:
    """A label, and what is recorded of it: each value by itself, so that its script cannot reorder its neighbours."""
    known = [harmless(value) for value in values if value]
    said: list[Run] = []
    for value in known:
        said += [*([Run(", ")] if said else []), Run(value, own=own)]
    return Passage((Run(f"{label}: ", bold=True), *(said or [Run(NOT_RECORDED)]), Run(f" ({remark})." if remark else ".")))


def _name(outcome: Outcome[CardView]) -> Passage:
    """The name; if none is recorded, whose record it is, so that two people's cards are told apart."""
    name = outcome.view.person.name
    return _fact("Name", name, remark=f"record of {harmless(outcome.person)}" if outcome.person and not name else "")


def _born(view: CardView) -> Iterator[Passage]:
    if view.person.born:
        yield _fact("Born", spoken_short(view.person.born), own=False)


def _whom(view: CardView) -> tuple[Group, ...]:
    """Everybody to call. Each contact begins a line, and the clinic too: none is parted, or glued to another."""
    return (*(Group((contact,)) for contact in _contacts(view)), Group(tuple(_clinic(view))))


def _contacts(view: CardView) -> list[Passage]:
    recorded = [_fact("Contact", contact.name, contact.relation, contact.phone) for contact in view.contacts]
    return recorded or [_fact("Contact")]


def _clinic(view: CardView) -> Iterator[Passage]:
    clinic = view.clinic
    yield _fact("Pump clinic", clinic.name, clinic.phone, remark="phone not recorded" if clinic.name and not clinic.phone else "")
    yield _fact("After hours", clinic.out_of_hours_phone)


def _drug(view: CardView) -> tuple[Passage, ...]:
    since = f"recorded from {spoken_short(view.dose_since)}" if view.dose_since else ""
    return (
        _fact("Drug", "baclofen (intrathecal)", own=False),
        _fact("Strength", quantity_or_not_recorded(view.strength_mcg_per_ml, spoken_strength), own=False),
        _fact("Dose", quantity_or_not_recorded(view.dose_mcg_per_day, spoken_dose), remark=since, own=False),
    )


def _pump(view: CardView) -> tuple[Passage, ...]:
    return (
        _fact("Maker", view.maker, own=False),
        _fact("Pump", view.pump.model),
        _fact("Serial", view.pump.serial),
    )


def _dates(view: CardView) -> tuple[Passage, ...]:
    return (
        _day("Last refill", view.last_refill_on),
        _day("Refill by", view.refill_by, date_remark(view.refill_by, view, is_refill_by=True)),
        _day("Alarm date", view.alarm_date, date_remark(view.alarm_date, view)),
    )


def _day(label: str, day: date | None, remark: str = "") -> Passage:
    return _fact(label, spoken_short(day) if day else None, remark=remark, own=False)


def _standby(view: CardView) -> Passage:
    fact = standby(view)
    return _fact(fact.label, fact.value, remark=fact.remark, own=False)


def _closing(outcome: Outcome[CardView]) -> Iterator[Passage]:
    yield from (_plain(notice.text, notice.sources) for notice in outcome.notices)
    yield _plain(age(outcome.view))


def _code(view: CardView) -> str:
    """Whole lines of the card in the order of need, as many as fit; a line that looks like an address stays out (R40)."""
    lines = [FIRST_LINE]
    wanted = (*_clinic(view), _drug(view)[2], _fact("Name", view.person.name), _pump(view)[1], *_contacts(view), *_drug(view)[:2])
    for passage in wanted:
        line = "".join(run.text for run in passage.runs)
        fits = len("\n".join((*lines, line)).encode()) <= MOST_CODE_BYTES
        if fits and NOT_RECORDED not in line and not _ADDRESS.search(line):
            lines.append(line)
    return "\n".join(lines)
