"""The dates of a supply in short, a row each if nothing speaks against them; beside each what is missing for it."""

from collections.abc import Iterator

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.candidates import Origin
from itb_cli.domain.command import Command
from itb_cli.domain.dates import spoken, spoken_short
from itb_cli.pages.blocks import Fact, Facts, Headline
from itb_cli.pages.next_refill import ASK_FOR_ALARM_DATE, NO_DATES, NONE_BOOKED, appointment, day_and_time, far, refill_by
from itb_cli.pages.wording import UNKNOWN, alarm_source, beside_a_date, in_few_words, listing
from itb_cli.services.supply.next_refill import NextRefillView

ALARM, TO_WORK_OUT = ("alarm_date",), ("filled_ml", "strength_mcg_per_ml", "dose_mcg_per_day")
"""What is missing and named here: beside the alarm date, and beside the empty date."""


def dates_in_short(view: NextRefillView, headline: Headline, as_of: AsOf) -> Facts:
    """When to act, and until when; not by when to book if the refill is late, nor again the visit that the headline names."""
    if view.refill_by is None or view.book_by is None:
        return NO_DATES
    return Facts(
        (
            refill_by(view, view.refill_by),
            _alarm_date(view, as_of),
            *(() if as_of.day > view.refill_by else (Fact("Book by", spoken(view.book_by), far(view.book_by, view, as_of)),)),
            _empty_date(view),
            *_appointment(view, headline, as_of),
        )
    )


def _alarm_date(view: NextRefillView, as_of: AsOf) -> Fact:
    if view.alarm_date is None:
        return Fact("Alarm date", UNKNOWN, ASK_FOR_ALARM_DATE)
    whose = "your clinic's" if view.alarm_origin is Origin.CLINIC_ALARM_DATE else alarm_source(view.alarm_origin)
    warning = "not a date to wait for" if view.alarm_date >= as_of.day else "it has passed"
    said = "; ".join(filter(None, (whose, beside_a_date(view.doubts), warning)))
    return Fact("Alarm date", spoken(view.alarm_date), said, in_few_words(view.doubts, warning))


def _empty_date(view: NextRefillView) -> Fact:
    if view.empty_date is None:
        missing = [fact.fact.casefold() for fact in view.missing if fact.code in TO_WORK_OUT]
        needs = f"needs {listing(missing)}: {Command('log --help')}" if missing else "cannot be worked out from what is recorded"
        return Fact("Empty date", UNKNOWN, needs)
    said = ("worked out", beside_a_date(view.doubts), "a danger, not spare time")
    short = in_few_words(view.doubts, "a danger, not spare time")
    return Fact("Empty date", f"as early as {spoken_short(view.empty_date)}", "; ".join(filter(None, said)), short)


def _appointment(view: NextRefillView, headline: Headline, as_of: AsOf) -> Iterator[Fact]:
    if view.appointment is None:
        yield NONE_BOOKED
    elif day_and_time(view.appointment) not in headline.text or view.appointment.place:
        yield from appointment(view, as_of)
