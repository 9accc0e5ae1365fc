"""The page of `itb status`: state and action first, then dates, gauge, whom to call, what is missing."""

from collections.abc import Iterator
from datetime import date

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.command import Command
from itb_cli.domain.dates import distance, spoken, spoken_days, spoken_short
from itb_cli.domain.quantities import spoken_dose
from itb_cli.domain.statement import Statement
from itb_cli.pages.blocks import Fact, Facts, Gauge, Headline, Notes, Page, Steps, page
from itb_cli.pages.dates_in_short import ALARM, TO_WORK_OUT, dates_in_short
from itb_cli.pages.next_refill import NONE_BOOKED, dates, repeated, supply_headline
from itb_cli.pages.notices_in_short import notes_that_fit
from itb_cli.pages.wording import NOT_RECORDED, clinic_facts, clinic_in_short, notes, quantity_or_not_recorded
from itb_cli.services.outcome import Outcome
from itb_cli.services.supply.missing import MissingFact
from itb_cli.services.supply.next_refill import NextRefillView

MORE = f"All of it: {Command('--more')}"


def build(outcome: Outcome[NextRefillView], as_of: AsOf, *, more: bool = False) -> Page:
    """One glance; with `more` all that is known."""
    return _whole(outcome, as_of) if more else _in_24_rows(outcome, as_of)


def _in_24_rows(outcome: Outcome[NextRefillView], as_of: AsOf) -> Page:
    """State, what to do, the dates, whom to call, what warns: all that may not scroll away (R57)."""
    view, headline = outcome.view, supply_headline(outcome.view, outcome.state, as_of)
    missing = _not_recorded(view, headline)
    clinic = clinic_in_short(view.clinic)
    dose = () if view.dose_mcg_per_day is None else (_dose(view) if clinic.remark else _in_a_row(_dose(view)),)
    return page(
        headline,
        dates_in_short(view, headline, as_of),
        _gauge(view),
        Facts((clinic, *dose)),
        _named(missing),
        notes_that_fit(outcome.notices, leave_out=("not_today",), with_sources=False, says_where=False),
        last_line=repeated(headline),
        more=MORE,
    )


def _named(missing: tuple[str, ...]) -> Notes | None:
    """What is missing; what to type for it stands behind `itb --more`, which the last line names too."""
    if not missing:
        return None
    named = f"Not recorded: {', '.join(missing)}."
    return Notes((Statement(f"{named} What to type: {Command('--more')}"),), short=(Statement(named),))


def _not_recorded(view: NextRefillView, headline: Headline) -> tuple[str, ...]:
    """The names of what is missing and stands nowhere else on the page."""
    if view.last_refill is None:
        return ()
    named = (*(ALARM if view.alarm_date is None else ()), *(TO_WORK_OUT if view.empty_date is None else ()))
    facts = (fact.fact for fact in _missing(view, headline) if fact.code not in named)
    lasting = (label for label, _, day, _ in _lasting(view) if day is None)
    return tuple(f"{name[0].lower()}{name[1:]}" for name in (*facts, *lasting))


def _whole(outcome: Outcome[NextRefillView], as_of: AsOf) -> Page:
    """All that is known, with the working and the sources."""
    view, headline = outcome.view, supply_headline(outcome.view, outcome.state, as_of)
    return page(
        headline,
        dates(view, as_of),
        _gauge(view),
        Steps("How this date comes about", view.working),
        Facts((*clinic_facts(view.clinic), *_standing_facts(view, as_of))),
        Facts(tuple(Fact(fact.fact, fact.why, fact.how) for fact in _missing(view, headline)), "Not recorded yet"),
        notes(outcome.notices, leave_out=("not_today",)),
        last_line=repeated(headline),
    )


def _missing(view: NextRefillView, headline: Headline) -> Iterator[MissingFact]:
    """What is missing, each thing once: not what the headline asks for, nor the phone that stands missing beside the clinic."""
    for fact in view.missing:
        if fact.how not in headline.text and fact.code != "clinic_phone":
            yield fact


def _standing_facts(view: NextRefillView, as_of: AsOf) -> tuple[Fact, ...]:
    """What holds from visit to visit: no appointment, the dose in force, what wears out. Less before the first refill."""
    if view.last_refill is None:
        return (_dose(view),)
    is_listed = view.dose_mcg_per_day is None and any(fact.code == "dose_mcg_per_day" for fact in view.missing)
    return (
        Fact("Last refill", spoken(view.last_refill.on), distance(view.last_refill.on, as_of.day)),
        *(() if view.appointment else (NONE_BOOKED,)),
        *(() if is_listed else (_dose(view),)),
        *(_by(label, preposition, day, as_of, flag) for label, preposition, day, flag in _lasting(view)),
    )


def _dose(view: NextRefillView) -> Fact:
    since = f"recorded from {spoken_short(view.dose_since)}" if view.dose_since else ""
    return Fact("Dose", quantity_or_not_recorded(view.dose_mcg_per_day, spoken_dose), since)


def _in_a_row(fact: Fact) -> Fact:
    """A fact without a column for its remark, which would take the room of the clinic's phones."""
    return Fact(fact.label, ", ".join(filter(None, (fact.value, fact.remark))))


def _lasting(view: NextRefillView) -> tuple[tuple[str, str, date | None, str], ...]:
    """What wears out: its name, the word before its day, the day, the flag that sets it."""
    return (
        ("Pump to be replaced", "by", view.pump_replace_by, "--replace-by"),
        ("Standby tablets", "use before", view.standby_use_before, "--tablets-use-before"),
        ("Printed card", "of", view.card_printed_on, "--card-printed-on"),
    )


def _by(label: str, preposition: str, day: date | None, as_of: AsOf, flag: str) -> Fact:
    if day is None:
        return Fact(label, NOT_RECORDED, str(Command(f"setup {flag} DATE")))
    return Fact(label, f"{preposition} {spoken_short(day)}", distance(day, as_of.day))


def _gauge(view: NextRefillView) -> Gauge | None:
    """To the alarm date, or to the empty date if that is earlier; not to a day ahead that may not hold."""
    ends = [(day, name) for day, name in ((view.alarm_date, "alarm date"), (view.empty_date, "empty date")) if day is not None]
    if view.last_refill is None or view.days_gone is None or view.alarm_date is None:
        return None
    end, name = min(ends, key=lambda item: item[0])
    total = (end - view.last_refill.on).days
    if view.days_gone < 0 or total <= 0 or (view.doubts and view.days_gone < total):
        return None
    gone = _gone(view.days_gone, total, name)
    return Gauge(spoken_short(view.last_refill.on), spoken_short(end), view.days_gone, total, gone)


def _gone(days: int, total: int, name: str) -> str:
    """How much of the time to the date is gone; past it, by how much (F15)."""
    if days >= total:
        return f"The {name} is today" if days == total else f"The {name} passed {spoken_days(days - total)} ago"
    return f"{days:,} of {spoken_days(total)} gone from the refill to the {name}"
