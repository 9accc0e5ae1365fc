"""The one line of `itb remind`, and the lines about snoozes and heartbeats. What a state asks for, `next_refill` says."""

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.command import Command
from itb_cli.domain.dates import distance, spoken, spoken_days
from itb_cli.domain.reminders import STALE_DAYS
from itb_cli.domain.states import Doubt
from itb_cli.domain.supply_state import SupplyState
from itb_cli.pages.blocks import Headline, Page, Tone, page
from itb_cli.pages.next_refill import gravest, supply_headline
from itb_cli.pages.notices_in_short import TO_DO_WORDS
from itb_cli.pages.wording import other_day
from itb_cli.services.outcome import Outcome
from itb_cli.services.reminders.heartbeat import NOT_NOTIFIED, HeartbeatView
from itb_cli.services.reminders.remind import ALWAYS_SAID, Due, RemindView
from itb_cli.services.reminders.snooze import SnoozeView

SAID_BY = {
    Doubt.CLOCK: "clock_behind",
    Doubt.ENTRY_AHEAD: "entry_ahead",
    Doubt.PRINTED_FAR: "printed_far",
    Doubt.PUMP_OVERDUE: "pump_overdue",
    Doubt.EARLIER_PUMP: "earlier_pump",
    Doubt.IMPLAUSIBLE: "implausible_figures",
    Doubt.DOSE_ROSE: "dose_rose",
    Doubt.DOSE_UNCONFIRMED: "dose_unconfirmed",
    Doubt.PRINTOUTS_DISAGREE: "printouts_disagree",
    Doubt.ALARM_BEFORE_DATE: "alarm_before_date",
    Doubt.UNKNOWN_KEYS: "unknown_keys",
    Doubt.EVENT_UNCHECKED: "event_unchecked",
    Doubt.ESTIMATE_ONLY: "estimate",
}
"""What the headline of an unknown state says already."""
DUE_WORDS = {
    Due.BOOK_BY: "the book-by date",
    Due.REFILL_BY: "the refill-by date",
    Due.ALARM_DATE: "the alarm date",
    Due.APPOINTMENT: "your appointment",
}


CANNOT_ANSWER = f"itb cannot answer. Open {Command()}."
"""On the desktop, if the record could not be read: never silence."""
_NEUTRAL = f"A date is due. Open {Command()}."
_NEUTRAL_LATE = f"A date is past. Open {Command()} now."


def build(outcome: Outcome[RemindView], as_of: AsOf) -> Page:
    """One line, or an empty page if nothing is to be said."""
    return page() if outcome.view.silence else page(headline(outcome, as_of))


def headline(outcome: Outcome[RemindView], as_of: AsOf) -> Headline:
    """State, action, days left, what else is to be done, what passed unseen: all in one line."""
    supply = _supply(outcome, as_of)
    person = f"Record of {outcome.person}" if outcome.person else ""
    another, *left = supply.details if not as_of.is_today else ("", *supply.details)
    said = (
        person,
        another,
        supply.text,
        *left,
        *_also(outcome),
        *_meanwhile(outcome.view),
        *_desktop(outcome),
        "Symptoms beat dates",
    )
    return supply._replace(text=f"{' '.join(map(_sentence, filter(None, said)))} More: {Command()}", details=())


def _sentence(text: str) -> str:
    """With its end: what stands alone on other pages stands between others here."""
    return text if text.endswith((".", "?")) else f"{text}."


def _supply(outcome: Outcome[RemindView], as_of: AsOf) -> Headline:
    """If dates are well nothing is said of them: something else is to be done."""
    if outcome.state is not SupplyState.OK:
        return supply_headline(outcome.view, outcome.state, as_of)
    return Headline("TO DO", "", Tone.ATTENTION, other_day(as_of))


def _also(outcome: Outcome[RemindView]) -> tuple[str, ...]:
    """The things to do that the headline does not say."""
    doubts = outcome.view.doubts
    said = SAID_BY.get(gravest(doubts)) if doubts and outcome.state is SupplyState.UNKNOWN else None
    codes = [code for code in outcome.view.to_do if code != said]
    known = dict.fromkeys(TO_DO_WORDS[code] for code in codes if code in TO_DO_WORDS)
    strange = ("There is more to do.",) if any(code not in TO_DO_WORDS for code in codes) else ()
    return (*known, *strange)


def _desktop(outcome: Outcome[RemindView]) -> tuple[str, ...]:
    return tuple(notice.text for notice in outcome.notices if notice.code == NOT_NOTIFIED)


def _meanwhile(view: RemindView) -> tuple[str, ...]:
    """What passed while no reminder ran."""
    if view.last_run_is_lost:
        return ("It is not known when reminders last ran.",)
    days = view.days_since_last_run
    if days is None or not (view.passed_meanwhile or days > STALE_DAYS):
        return ()
    passed = "; ".join(f"{DUE_WORDS[item.what]}, {spoken(item.on)}" for item in view.passed_meanwhile)
    return (f"Reminders last ran {spoken_days(days)} ago.", f"Passed meanwhile: {passed}." if passed else "")


def notification(outcome: Outcome[RemindView], as_of: AsOf, *, is_detailed: bool) -> str:
    """The text for the desktop: nothing of anybody's health where others may see it, unless asked for (R94)."""
    if is_detailed:
        line = headline(outcome, as_of)
        return f"{line.word}: {line.text}"
    return _NEUTRAL_LATE if outcome.state in ALWAYS_SAID else _NEUTRAL


def snoozed(outcome: Outcome[SnoozeView]) -> Page:
    """Until when, what ends it sooner, and how to take it back."""
    view = outcome.view
    if view.until is None:
        return page(Headline("NOT PUT OFF", "Reminders speak whenever something is due."))
    until = f"No reminder before {spoken(view.until)}, unless something changes or gets worse."
    return page(Headline("PUT OFF", f"{until} Symptoms beat dates. To take it back: {Command('remind --snooze 0')}"))


def heartbeat(outcome: Outcome[HeartbeatView], as_of: AsOf) -> Page:
    """When reminders last ran, in one line."""
    last_run = outcome.view.last_run
    if last_run is None:
        return page(
            Headline("NOT RUNNING", f"No run of the reminders is known. To run them now: {Command('remind')}", Tone.ATTENTION)
        )
    told = f"Reminders last ran on {spoken(last_run)} ({distance(last_run, as_of.day)})."
    if outcome.view.is_alive:
        return page(Headline("RUNNING", told))
    return page(Headline("NOT RUNNING", f"{told} To run them now: {Command('remind')}", Tone.ATTENTION))
