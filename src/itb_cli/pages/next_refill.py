"""The page of `itb next-refill`, and the headline of a supply state that `itb status` shares."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol, assert_never

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.candidates import Origin
from itb_cli.domain.command import Command
from itb_cli.domain.dates import distance, spoken, spoken_days, spoken_short
from itb_cli.domain.record import Appointment
from itb_cli.domain.states import Doubt
from itb_cli.domain.supply_state import STATE_WORDS, SupplyState
from itb_cli.pages.blocks import Fact, Facts, Headline, Page, Steps, Tone, page
from itb_cli.pages.notices_in_short import notes_that_fit
from itb_cli.pages.wording import (
    UNKNOWN,
    alarm_source,
    beside_a_date,
    clinic_facts,
    clinic_in_short,
    day_or_unknown,
    in_few_words,
    notes,
    origin_words,
    other_day,
)
from itb_cli.services.outcome import Outcome
from itb_cli.services.supply.next_refill import NextRefillView

STATE_TONES = {
    SupplyState.CRITICAL: Tone.URGENT,
    SupplyState.OVERDUE: Tone.URGENT,
    SupplyState.UNKNOWN: Tone.ATTENTION,
    SupplyState.SOON: Tone.ATTENTION,
    SupplyState.OK: Tone.CALM,
}
BOOKED = "BOOKED"
"""Instead of the word of `soon`, if a visit in time is booked."""
DOUBT_ACTIONS = {
    Doubt.NO_REFILL: f"No refill is recorded. Look at your clinic's printout, then type: {Command('log')}",
    Doubt.UNKNOWN_KEYS: f"Your record holds what itb does not understand. Put it right: {Command('edit')}",
    Doubt.PUMP_OVERDUE: "Your pump is past the day by which it must be replaced. Call your pump clinic now.",
    Doubt.EARLIER_PUMP: f"Your last refill is from before this pump. Record the first fill of this one: {Command('log --help')}",
    Doubt.IMPLAUSIBLE: "The recorded dose, strength or volume cannot be right. Call your pump clinic. Ask for your alarm date.",
    Doubt.CLOCK: "The date of this device, or of an entry, cannot be right. Mend it, then ask again. "
    "Until then go by your clinic's printout.",
    Doubt.ENTRY_AHEAD: "The date of an entry cannot be right. Mend it, then ask again. Until then go by your clinic's printout.",
    Doubt.PRINTED_FAR: "The year of your alarm date may be wrong. Look at your clinic's printout again.",
    Doubt.DOSE_ROSE: "Your clinic's date no longer holds. Call your pump clinic and ask for the new alarm date.",
    Doubt.ALARM_BEFORE_DATE: "An alarm was heard before the alarm date. Call your pump clinic and ask for the new alarm date.",
    Doubt.PRINTOUTS_DISAGREE: "Two printouts disagree. Call your pump clinic and ask which alarm date is right.",
    Doubt.DOSE_UNCONFIRMED: "No dose is recorded with your last refill. Call your pump clinic and ask for it.",
    Doubt.EVENT_UNCHECKED: "Something happened that may upset the pump. Call your pump clinic and ask for a check.",
    Doubt.ESTIMATE_ONLY: "Your alarm date is not recorded. Ask your pump clinic for it.",
}
_GRAVEST_FIRST = tuple(DOUBT_ACTIONS)
NO_DATES = Facts((Fact("Refill by", UNKNOWN), Fact("Alarm date", UNKNOWN), Fact("Empty date", UNKNOWN)))
NONE_BOOKED = Fact("Appointment", "None booked", f"once you have one: {Command('book DATE')}")
ASK_FOR_ALARM_DATE = f"ask your pump clinic, then: {Command('log --help')}"


class SupplyFacts(Protocol):
    """What a headline says of a supply: one person's, or one of many."""

    @property
    def refill_by(self) -> date | None:
        """The last day to have the refill done."""

    @property
    def days_left(self) -> int | None:
        """Days to it; negative once it has passed."""

    @property
    def book_by(self) -> date | None:
        """The last day to call for an appointment."""

    @property
    def origin(self) -> Origin | None:
        """Where the refill-by date comes from."""

    @property
    def appointment(self) -> Appointment | None:
        """The next appointment."""

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """Why the dates cannot be trusted."""


def build(outcome: Outcome[NextRefillView], as_of: AsOf, *, why: bool = False) -> Page:
    """Headline, dates, and with `why` the working, then everything that has to be said beside them."""
    view, headline = outcome.view, supply_headline(outcome.view, outcome.state, as_of)
    return page(
        headline,
        dates(view, as_of),
        Steps("How this date comes about", view.working) if why else None,
        Facts(clinic_facts(view.clinic), short=() if why else (clinic_in_short(view.clinic),)),
        notes(outcome.notices, leave_out=("not_today",)) if why else notes_that_fit(outcome.notices, leave_out=("not_today",)),
        last_line=repeated(headline),
    )


def supply_headline(view: SupplyFacts, known: SupplyState | None, as_of: AsOf) -> Headline:
    """State word, what to do, days left; an answer for another day says so here already."""
    state = known or SupplyState.UNKNOWN
    word = BOOKED if state is SupplyState.SOON and is_booked_in_time(view) else STATE_WORDS[state]
    left = (days_left(view),) if _may_be_counted(view) else ()
    return Headline(word, _action(view, state, as_of), STATE_TONES[state], (*other_day(as_of), *left))


def _may_be_counted(view: SupplyFacts) -> bool:
    """Whether the days are said: none are counted down to a date that may not hold, but an overrun is never hidden (F15)."""
    if view.days_left is None or {Doubt.CLOCK, Doubt.ENTRY_AHEAD, Doubt.IMPLAUSIBLE} & set(view.doubts):
        return False
    return view.days_left < 0 or not view.doubts


def repeated(headline: Headline) -> str:
    """The action once more for the end of a long page; also if the dates are fine, since symptoms beat them all the same."""
    return f"{headline.word}: {headline.text.rstrip('.')}. Symptoms beat dates."


def days_left(view: SupplyFacts) -> str:
    """Days to the refill-by date, or since: the overrun is never hidden (F15)."""
    days = view.days_left or 0
    estimate = " This is only an estimate." if view.origin is Origin.ARTICLE_INTERVAL else ""
    if days < 0:
        return f"{spoken_days(-days)} past the refill-by date.{estimate}"
    return f"{spoken_days(days)} left to the refill-by date.{estimate}" if days else f"The refill-by date is today.{estimate}"


def dates(view: NextRefillView, as_of: AsOf) -> Facts:
    """The four dates, each with where it comes from and how far off it is."""
    if view.refill_by is None or view.book_by is None:
        return NO_DATES
    return Facts(
        (
            refill_by(view, view.refill_by),
            _alarm_date(view, as_of),
            Fact("Book by", spoken(view.book_by), far(view.book_by, view, as_of)),
            _empty_date(view),
            *appointment(view, as_of),
        )
    )


def _action(view: SupplyFacts, state: SupplyState, as_of: AsOf) -> str:
    match state:
        case SupplyState.CRITICAL:
            return (
                "Call your pump clinic now, at any hour. No answer, or any sign of trouble? Get emergency help. "
                f"Type: {Command('emergency')}"
            )
        case SupplyState.OVERDUE if Doubt.IMPLAUSIBLE in view.doubts and (view.days_left or 0) >= 0:
            return "Call your pump clinic today. The recorded figures cannot be right. By the usual interval it is late."
        case SupplyState.OVERDUE if Doubt.CLOCK in view.doubts:
            return "Call your pump clinic today. By what was recorded up to then, the refill is late."
        case SupplyState.OVERDUE:
            return f"Call your pump clinic today. The refill was due by {day_or_unknown(view.refill_by)}."
        case SupplyState.UNKNOWN:
            action, hurry = doubt_action(view.doubts, is_today=as_of.is_today), _hurry(view, as_of)
            return f"{action.rstrip('.')}. {hurry}" if hurry else action
        case SupplyState.SOON | SupplyState.OK if view.appointment and is_booked_in_time(view):
            return f"{booked(view.appointment)}{'' if state is SupplyState.OK else ' Keep this visit.'}"
        case SupplyState.SOON:
            return f"Call your pump clinic. Ask for a refill by {day_or_unknown(view.refill_by)}."
        case SupplyState.OK:
            return f"Book your refill by {day_or_unknown(view.book_by)}."
        case _:
            assert_never(state)


def _hurry(view: SupplyFacts, as_of: AsOf) -> str:
    """What is not known is asked for, and once the book-by date has passed the refill with it."""
    if view.refill_by is None or view.book_by is None or as_of.day < view.book_by:
        return ""
    return f"Ask for a refill by {spoken(view.refill_by)} at the latest."


def booked(visit: Appointment) -> str:
    """A visit that stands, with its day and time."""
    return f"Your refill is booked for {day_and_time(visit)}."


def day_and_time(visit: Appointment) -> str:
    """`Tuesday 15 December 2026 at 10:30`."""
    return f"{spoken(visit.on)}{f' at {visit.at:%H:%M}' if visit.at else ''}"


def doubt_action(doubts: Iterable[Doubt], *, is_today: bool) -> str:
    """What the gravest of some doubts asks for."""
    doubt = gravest(doubts)
    if doubt is Doubt.CLOCK and not is_today:
        return f"You asked about a day before your newest entry. Ask about a later day, or about today: {Command()}"
    return DOUBT_ACTIONS[doubt]


def gravest(doubts: Iterable[Doubt]) -> Doubt:
    """The doubt whose action is said before the others'."""
    return min(doubts, key=_GRAVEST_FIRST.index)


def is_booked_in_time(view: SupplyFacts) -> bool:
    """Whether a visit stands on or before the refill-by date."""
    return view.appointment is not None and view.refill_by is not None and view.appointment.on <= view.refill_by


def refill_by(view: NextRefillView, day: date) -> Fact:
    """The refill-by date with where it comes from; in few words, whether it holds, or whose it is."""
    return Fact("Refill by", spoken(day), refill_by_source(view), in_few_words(view.doubts, "ask your pump clinic"))


def refill_by_source(view: NextRefillView) -> str:
    """Where the refill-by date comes from, and whether anything speaks against it."""
    origin = origin_words(view.earliest, view.buffer_days, view.alarm_date, view.empty_date)
    return "; ".join(filter(None, (origin, beside_a_date(view.doubts))))


def far(day: date, view: NextRefillView, as_of: AsOf) -> str:
    """How far off a day is; days are not counted down to one that may not hold."""
    return "" if view.doubts and day > as_of.day else distance(day, as_of.day)


def _alarm_date(view: NextRefillView, as_of: AsOf) -> Fact:
    if view.alarm_date is None:
        return Fact("Alarm date", UNKNOWN, ASK_FOR_ALARM_DATE)
    said = ", ".join(filter(None, (alarm_source(view.alarm_origin), far(view.alarm_date, view, as_of))))
    doubt = beside_a_date(view.doubts)
    warning = "Not a date to wait for" if view.alarm_date >= as_of.day else "It has passed"
    told = f"{said}{f'; {doubt}' if doubt else ''}. {warning}"
    return Fact("Alarm date", spoken(view.alarm_date), told, in_few_words(view.doubts, warning.casefold()))


def _empty_date(view: NextRefillView) -> Fact:
    if view.empty_date is None:
        return Fact("Empty date", UNKNOWN, f"needs filled volume, strength and dose: {Command('log --help')}")
    doubt = beside_a_date(view.doubts)
    worked_out = f"worked out here, at the fastest that the pump's label allows{f'; {doubt}' if doubt else ''}"
    short = in_few_words(view.doubts, "a danger, not spare time")
    earliest, in_short = (f"as early as {said(view.empty_date)}" for said in (spoken, spoken_short))
    return Fact("Empty date", earliest, f"{worked_out}. A danger, not time to spare", short, in_short)


def appointment(view: NextRefillView, as_of: AsOf) -> tuple[Fact, ...]:
    """The visit that is booked, if one is."""
    visit = view.appointment
    if visit is None:
        return ()
    place = f"{visit.place}, " if visit.place else ""
    return (Fact("Appointment", day_and_time(visit), place + distance(visit.on, as_of.day)),)
