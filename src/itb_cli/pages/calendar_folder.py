"""The page after `itb calendar --vdir` and after its end: what the folder holds, what to do with it, what stays behind."""

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.command import Command
from itb_cli.domain.dates import spoken
from itb_cli.domain.quantities import counted
from itb_cli.domain.statement import Statement
from itb_cli.pages.blocks import Facts, Headline, Notes, Page, Points, Steps, Tone, page
from itb_cli.pages.calendar_entries import entry_words
from itb_cli.pages.calendar_file import DETAILED, NEUTRAL, days, since
from itb_cli.pages.next_refill import repeated, supply_headline
from itb_cli.pages.wording import notes
from itb_cli.services.calendars.calendar_file import CalendarFileView, ToldEntry
from itb_cli.services.calendars.calendar_folder import CalendarFolderView, FolderEndedView
from itb_cli.services.outcome import Outcome

STEPS = (
    Statement("Let your calendar read this folder: khal, Evolution, or vdirsyncer, which brings it to a server and a phone."),
    Statement("Look at one entry. Check that your calendar reminds you: some take the alarms out."),
)
TRUTHS = (
    Statement("Each change of your record is written there at once. If that fails, the answer to the change says so."),
    Statement("What you change in an entry by hand is not written over. It is named, and how to have it as your record says."),
    Statement(f"A folder that is told of changes is no reminder by itself. Go on looking: {Command('status')}"),
    Statement(f"To end it, and take the entries away: {Command('calendar --no-vdir')}"),
)

ON_SERVERS = Statement(
    "Look whether they are gone from every phone. If the folder is empty now, vdirsyncer takes nothing away from a server unless "
    "you type once: vdirsyncer sync --force-delete"
)


def build(outcome: Outcome[CalendarFolderView], as_of: AsOf) -> Page:
    """What is kept where, the days, how the supply stands, what to do with the folder, and what it cannot do."""
    told = outcome.view.told
    shown = counted(sum(entry.about is not None for entry in told.entries), "calendar entry", "calendar entries")
    supply = supply_headline(told.next_refill, outcome.state, as_of)
    return page(
        Headline("KEPT", f"{shown} in {told.place}", Tone.NEUTRAL, tuple(since(told, "Since the time before"))),
        Facts(tuple(days(told, as_of)), "What the calendar will show"),
        supply,
        Steps("What to do now", STEPS),
        Notes((*TRUTHS, DETAILED if told.detailed else NEUTRAL), "What to know"),
        notes(outcome.notices),
        last_line=repeated(supply),
    )


def ended(outcome: Outcome[FolderEndedView]) -> Page:
    """What was taken away, and, as important, what is still there and shows days that nobody keeps right."""
    view = outcome.view
    removed = counted(len(view.removed), "calendar entry", "calendar entries")
    return page(
        Headline("ENDED", f"{view.folder} is told of nothing any more. {removed} taken away.", Tone.NEUTRAL),
        Points("Taken away", tuple(map(Statement, view.removed))),
        Points("Still there: delete these yourself", tuple(map(Statement, view.left))),
        Notes((ON_SERVERS,) if view.removed else ()),
        notes(outcome.notices),
    )


def name_of(entry: ToldEntry, view: CalendarFileView) -> str:
    """An entry as it is named where its file is meant."""
    return f'"{entry_words(entry, view).summary}" of {spoken(entry.on)} ({entry.uid}.ics)'
