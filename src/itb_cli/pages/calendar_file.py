"""The page after `itb calendar --ics`: what the file holds, what to do with it, and what no calendar can do."""

from collections.abc import Iterator

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.command import Command
from itb_cli.domain.dates import distance, spoken
from itb_cli.domain.statement import Statement
from itb_cli.pages.blocks import Fact, Facts, Headline, Notes, Page, Steps, Tone, page
from itb_cli.pages.calendar_entries import entry_words
from itb_cli.pages.next_refill import repeated, supply_headline
from itb_cli.pages.saved import OPEN
from itb_cli.pages.wording import notes
from itb_cli.services.calendars.calendar_file import CalendarFileView
from itb_cli.services.outcome import Outcome

STANDARD_OUTPUT = "-"


def build(outcome: Outcome[CalendarFileView], as_of: AsOf, *, private: bool = True) -> Page:
    """What was written, the days, how the supply stands, what to do with the file, and what it cannot do."""
    view = outcome.view
    supply = supply_headline(view.next_refill, outcome.state, as_of)
    if not view.entries:
        return page(supply, Notes((Statement("Nothing is recorded that a calendar could hold, so no file was written."),)))
    return page(
        Headline("WRITTEN", _written(view), Tone.NEUTRAL, tuple(since(view))),
        Facts(tuple(days(view, as_of)), "What the calendar will show"),
        supply,
        Steps("What to do now", STEPS),
        Notes((*TRUTHS, DETAILED if view.detailed else NEUTRAL, *(() if view.label else (LABEL,))), "What a calendar cannot do"),
        *(() if private else (Notes((Statement(OPEN),)),)),
        notes(outcome.notices),
        last_line=repeated(supply),
    )


STEPS = (
    Statement("Open the file with your calendar. Let it import every entry."),
    Statement("Look at one entry. Check that your calendar reminds you: some take the alarms out."),
    Statement("After any change of your record, make the file again and import it again."),
)
TRUTHS = (
    Statement(
        "A calendar that knows the entries again moves them. One that does not shows them twice: then delete the old ones first. "
        "Look at the old ones after each import."
    ),
    Statement(
        f"A calendar shows the dates as they are today. It does not hear of later changes. Go on looking: {Command('status')}"
    ),
    Statement(f"{Command('undo')} does not take a file back. It takes back the change before it."),
)
NEUTRAL = Statement("The entries do not name a pump, a clinic or a place. With names and sources: add --detailed")
LABEL = Statement(f"Two people in one calendar? Put a letter or a colour in front: {Command('setup --calendar-label TEXT')}")
DETAILED = Statement("The entries name your pump and your clinic. Everybody who sees this calendar can read them.")


def _written(view: CalendarFileView) -> str:
    shown = sum(entry.about is not None for entry in view.entries)
    place = "standard output" if view.place == STANDARD_OUTPUT else view.place
    return f"{shown:,} calendar {'entry' if shown == 1 else 'entries'} to {place}"


def since(view: CalendarFileView, when: str = "Since the file before") -> Iterator[str]:
    """What differs from what was told before, and what is taken back."""
    if view.new == len(view.entries):
        return
    counts = ((view.new, "new"), (view.changed, "moved or changed"), (view.cancelled, "taken back"))
    said = ", ".join(f"{number:,} {what}" for number, what in counts if number)
    yield f"{when}: {said or 'nothing has changed'}."


def days(view: CalendarFileView, as_of: AsOf) -> Iterator[Fact]:
    """Each entry by its day, as the calendar will word it."""
    for entry in view.entries:
        if entry.about is not None:
            at = f" at {entry.at:%H:%M}" if entry.at else ""
            yield Fact(f"{spoken(entry.on)}{at}", entry_words(entry, view).summary, distance(entry.on, as_of.day))
