"""Notices in a few words, for a line among others and for a screen of 24 rows; what has none here is always said whole."""

from collections.abc import Iterable, Sequence

from itb_cli.domain.command import Command
from itb_cli.domain.statement import Statement
from itb_cli.pages.blocks import Notes
from itb_cli.pages.wording import notes
from itb_cli.services.notices import Notice

TO_DO_WORDS = {
    "alarm_unchecked": "You recorded an alarm, and no check of the pump since.",
    "event_unchecked": "You recorded what may upset the pump, and no check since. Call your pump clinic.",
    "day_before_newest_entry": "",
    "clock_behind": "Check the date of this device. If it is right, an entry has a wrong day.",
    "entry_ahead": "An entry in your record is of a day still to come.",
    "printed_far": "The year of your alarm date may be wrong. Look at the printout again.",
    "clock_ahead": "Check the date of this device.",
    "reminders_ahead": "Check the date of this device. Reminders last ran on a day still to come.",
    "estimate": "Your alarm date is not recorded. Ask your pump clinic for it.",
    "unknown_keys": f"Your record holds what itb does not understand: {Command('edit')}.",
    "dose_unconfirmed": "No dose is recorded with your last refill. Ask your pump clinic for it.",
    "printouts_disagree": "Two printouts disagree. Call your pump clinic and ask which alarm date is right.",
    "alarm_before_date": "An alarm was heard before the alarm date. Ask your pump clinic for the new alarm date.",
    "small_buffer": "Your record sets few days between the refill-by date and the alarm date.",
    "small_lead": "Your record sets few days to get an appointment.",
    "dose_rose": "The dose rose, or is not known. Ask your pump clinic for the new alarm date.",
    "implausible_figures": "The recorded dose, strength or volume cannot be right. Call your pump clinic.",
    "dose_doubted": "A recorded dose cannot be right. Ask your pump clinic which dose is set.",
    "alarm_volume_reached": "The recorded fill leaves nothing to spare. Look at the printout again.",
    "earlier_pump": "The newest refill is from before this pump.",
    "dates_disagree": "Two alarm dates disagree. Call your pump clinic and ask which is right.",
    "pump_overdue": "Your pump is past the day by which it must be replaced. Call your pump clinic now.",
    "pump_due": "Your pump must be replaced soon. Call your pump clinic and plan it.",
    "tablets_out_of_date": "Your standby tablets are out of date. Ask your pump clinic for new ones.",
    "tablets_due": "Your standby tablets go out of date soon. Ask your pump clinic for new ones.",
    "card_old": f"Your printed card is old. Print it again: {Command('card')}.",
    "appointment_passed": "Your appointment has passed. Was the refill done? Record it. If not, call your pump clinic today.",
    "appointment_late": "Your appointment is too late. Call your pump clinic and ask for an earlier one.",
    "copy_unreadable": "A second copy of your record cannot be read.",
    "copy_holds_more": "A second copy of your record holds what yours lacks.",
    "calendar_behind": "Your own calendar shows other days than your record. "
    f"Make its file again: {Command('calendar --ics itb.ics')}.",
    "calendar_folder_behind": "The folder that your calendar reads was not told of the last change. "
    f"To see what to do: {Command('status')}.",
    "calendar_changed_by_hand": f"Your calendar may show other days than your record. To see which: {Command('status')}.",
    "recorded_by_name": f"This is about nobody who is recorded by name. How they stand: {Command('status --all')}.",
    "open_to_others": "Other users of this computer may read your record.",
}
"""A thing to do in a few words; `itb status` says all of it. Nothing that a person typed stands here."""
SEEN_AT_ONCE = {
    "alarm_volume_assumed": "The alarm volume of your pump is not recorded. 4 mL is used instead.",
    "symptoms_beat_dates": "Symptoms beat dates: itching, tightness or spasms coming back, fever, confusion, heavy sleepiness, "
    f"slow breathing. Do not wait for any date. Type: {Command('emergency')}",
    "day_before_newest_entry": "Your newest entry is of a later day than you asked about. The dates rest on it.",
}
"""What asks for nothing that a reminder would say, but stands beside dates."""
NAMED_BY_DAY = {
    "alarm_date_during_trip": "",
    "book_before_leaving": "Book a refill first.",
    "alarm_unchecked": "Not checked: call now, at any hour.",
    "event_unchecked": "Not checked: call.",
}
"""What may be there several times: which one it is stands in the first sentence of each."""
REST = f"Said in short. All of it: {Command('--more')}"


def notes_that_fit(
    notices: Iterable[Notice], leave_out: Sequence[str] = (), *, with_sources: bool = True, says_where: bool = True
) -> Notes:
    """The notices as sentences, and the few words for a screen on which they do not fit.

    `says_where`: what is left out stands in `itb --more`, which the page does not say itself.
    """
    told = [notice for notice in notices if notice.code not in leave_out]
    whole = notes(told, with_sources=with_sources)
    short = tuple(dict.fromkeys(_short(notice, said) for notice, said in zip(told, whole.items, strict=True)))
    rest = (Statement(REST),) if says_where and set(short) - set(whole.items) else ()
    return whole._replace(short=(*short, *rest))


def _short(notice: Notice, whole: Statement) -> Statement:
    if notice.code in NAMED_BY_DAY:
        first, stop, _ = notice.text.partition(". ")
        return Statement(f"{first}{stop}{NAMED_BY_DAY[notice.code]}".rstrip())
    words = SEEN_AT_ONCE.get(notice.code) or TO_DO_WORDS.get(notice.code)
    return Statement(words) if words else whole
