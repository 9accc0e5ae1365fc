"""A short text to send to somebody who helps: state, day, whom to call, and that symptoms beat dates. No dose, ever."""

from collections.abc import Iterator

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.candidates import WORKED_OUT, Origin
from itb_cli.domain.dates import spoken, spoken_short
from itb_cli.domain.states import Doubt, comes_late
from itb_cli.domain.supply_state import SupplyState
from itb_cli.domain.text import harmless
from itb_cli.pages.next_refill import BOOKED, day_and_time, supply_headline
from itb_cli.services.outcome import Outcome
from itb_cli.services.reminders.remind import things_to_do
from itb_cli.services.reminders.share_text import MessageView

SYMPTOMS = (
    "Symptoms beat dates: itching, spasms coming back, fever, confusion, heavy sleepiness, slow breathing? Emergency help now."
)
NOT_RELIABLE = "The dates cannot be relied on."
ACTIONS = {
    SupplyState.CRITICAL: "Call the pump clinic now, at any hour.",
    SupplyState.OVERDUE: "Call the pump clinic today.",
    SupplyState.UNKNOWN: f"{NOT_RELIABLE} Ask the pump clinic.",
    SupplyState.SOON: "Call the pump clinic for a refill.",
    SupplyState.OK: "",
}


def text(outcome: Outcome[MessageView], as_of: AsOf) -> str:
    """The message, in one line of plain letters as far as the record has them.

    Of a person who was chosen it says whose it is: of two messages from one house, the milder must not pass for the other's.
    """
    view, state = outcome.view, outcome.state or SupplyState.UNKNOWN
    word = supply_headline(outcome.view, outcome.state, as_of).word
    to_do = set(things_to_do(outcome.notices))  # what is said beside the record too, as of a second copy
    whose = view.name or outcome.person
    name = f" of {harmless(whose)}" if whose else ""
    said = (
        f"Pump refill{name}, {spoken_short(as_of.day)}: {word}.",
        "" if word == BOOKED else _action(view, state, as_of),
        "The dates are in doubt too." if view.doubts and state in (SupplyState.CRITICAL, SupplyState.OVERDUE) else "",
        _refill_by(view, as_of, is_near=state is not SupplyState.OK),
        _visit(view),
        *_alarm_date(view),
        "The dose rose: ask for the new alarm date." if "dose_rose" in to_do else "",
        "That leaves few days before the alarm date." if "small_buffer" in to_do else "",
        "There is more to do." if to_do - {"dose_rose", "small_buffer"} and state in (SupplyState.OK, SupplyState.SOON) else "",
        _phones(view),
        SYMPTOMS,
    )
    return " ".join(part for part in said if part)


def _alarm_date(view: MessageView) -> Iterator[str]:
    """The alarm date, if it was asked for, and the day on which the pump can be dry before it."""
    if view.alarm_date is None:
        return
    yield f"Alarm date: {spoken(view.alarm_date)}{_sum(view.alarm_origin)}."
    if view.empty_date and view.empty_date <= view.alarm_date:
        yield f"The pump can be empty as early as {spoken(view.empty_date)}, worked out."


def _sum(origin: Origin | None) -> str:
    """That a date is no printed one."""
    if origin is Origin.ARTICLE_INTERVAL:
        return ", an estimate"
    return ", worked out" if origin in (*WORKED_OUT, Origin.CARRIED_DATE) else ""


def _action(view: MessageView, state: SupplyState, as_of: AsOf) -> str:
    """What to do; if a refill is to be asked for, the day of it is said with it."""
    is_asked_for = (
        state is SupplyState.UNKNOWN and view.doubts and _is_near(view, as_of) and _refill_by(view, as_of, is_near=True)
    )
    return NOT_RELIABLE if is_asked_for else ACTIONS[state]


def _is_near(view: MessageView, as_of: AsOf) -> bool:
    """Whether the day to book by has come."""
    return view.book_by is not None and as_of.day >= view.book_by


def _refill_by(view: MessageView, as_of: AsOf, *, is_near: bool) -> str:
    """The last day, unless it cannot be trusted at all; late is said as late (F15)."""
    if view.refill_by is None or ({Doubt.CLOCK, Doubt.ENTRY_AHEAD} & set(view.doubts) and not is_near):
        return ""
    estimate = _sum(view.origin)
    if view.refill_by < as_of.day:
        return f"It was due by {spoken(view.refill_by)}{estimate}."
    to_book = f"Book it by {spoken(view.book_by)}. " if view.book_by and not (is_near or view.appointment) else ""
    if Doubt.EARLIER_PUMP in view.doubts and not _is_near(view, as_of):  # a date of another pump bounds nothing
        return ""
    if view.doubts and _is_near(view, as_of):
        return f"Ask the pump clinic for a refill by {spoken(view.refill_by)} at the latest{estimate}."
    latest = " at the latest" if view.doubts else ""
    return f"{to_book}Due by {spoken(view.refill_by)}{latest}{estimate}."


def _visit(view: MessageView) -> str:
    if view.appointment is None:
        return ""
    is_late = comes_late(view.appointment, view.refill_by)
    return f"Booked for {day_and_time(view.appointment)}{': too late' if is_late else ''}."


def _phones(view: MessageView) -> str:
    """Whom to call. A number is never cut."""
    phone = f"Clinic: {view.clinic_phone}." if view.clinic_phone else "The clinic's phone is not recorded."
    return harmless(f"{phone} After hours: {view.out_of_hours_phone}." if view.out_of_hours_phone else phone)
