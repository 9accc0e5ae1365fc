"""The page of `itb import`: what the file brings, what it does not change, and how to go on or back."""

from collections.abc import Iterator

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.command import Command
from itb_cli.domain.dates import spoken
from itb_cli.domain.exchange import FileForm
from itb_cli.domain.quantities import counted
from itb_cli.domain.statement import Statement
from itb_cli.errors import ExitCode
from itb_cli.pages.blocks import Fact, Facts, Headline, Notes, Page, Points, Table, Tone, page
from itb_cli.pages.changes import CALENDAR
from itb_cli.pages.conflict_merge import milder_facts
from itb_cli.pages.export import PART_WORDS
from itb_cli.pages.history import KIND_WORDS, details
from itb_cli.pages.log import TO_TAKE_BACK, moves
from itb_cli.pages.next_refill import repeated, supply_headline
from itb_cli.pages.wording import NOT_RECORDED, listing, notes
from itb_cli.services.outcome import Outcome
from itb_cli.services.people.setup import spoken_value
from itb_cli.services.record.import_ import ImportView, LeftOut
from itb_cli.services.record.import_checks import Doubtful, setting_of
from itb_cli.services.record.import_plan import SettingBrought

STRICTER_ALONE = (
    "Nothing was stored, but the file alone would say more than your record. "
    "Look at your clinic's printout: which of the two is right?"
)


def build(outcome: Outcome[ImportView], as_of: AsOf) -> Page:
    """Stored or not, and what; then what was left out, and what follows."""
    view = outcome.view
    headline = _headline(view, nobody_asked=outcome.exit_code is ExitCode.REFUSED)
    supply = _supply(outcome, as_of)
    rows = tuple((spoken(entry.on), KIND_WORDS[entry.kind], details(entry)) for entry in view.added)
    return page(
        headline,
        Table(_titled(view, "Entries that", "added"), ("Day", "What", "Details"), rows),
        Facts(tuple(map(_filled, view.filled)), _titled(view, "Settings that", "filled in")),
        Table(
            "Left out: other facts of that day, or by that id, are recorded",
            ("Entry", "Stays as recorded", "In the file"),
            tuple(map(_left_out, view.left_out)),
        ),
        Facts(tuple(map(_kept, view.kept)), "Settings that stay as they are, though the file has others"),
        milder_facts(view.milder, "Milder than your record or the file alone: look at your printout"),
        Points(
            "Stored as it is, though unlikely" if view.stored else "Look at these before you store them",
            tuple(map(_doubtful, view.doubtful)),
        ),
        Notes(tuple(Statement(text) for text in (*_remarks(view), *_moves(view)))),
        supply,
        notes(outcome.notices),
        TO_TAKE_BACK if view.stored else None,
        last_line=repeated(supply) if supply else f"{headline.word}: {headline.text}",
    )


def _headline(view: ImportView, *, nobody_asked: bool) -> Headline:
    known = (_known(view),) if view.known else ()
    left_out = (f"{counted(len(view.left_out), 'entry', 'entries')} left out. See below.",) if view.left_out else ()
    kept = (f"{counted(len(view.kept), 'setting', 'settings')} of the file left out. See below.",) if view.kept else ()
    details = (*known, *left_out, *kept)
    if view.leaves_out_what_is_stricter:
        return Headline("LEFT OUT", STRICTER_ALONE, Tone.ATTENTION, details)
    if not view.brings_something:
        return Headline("NOTHING TO IMPORT", "Nothing was stored.", Tone.ATTENTION if left_out or kept else Tone.NEUTRAL, details)
    if view.stored:
        return Headline("SAVED", f"{_amount(view)} from the file.", Tone.NEUTRAL, details)
    how = " To store this, type the same with --yes." if nobody_asked else ""
    return Headline("NOT STORED", f"{_amount(view)} would be added.{how}", Tone.ATTENTION, details)


def _amount(view: ImportView) -> str:
    parts = (
        counted(len(view.added), "entry", "entries") if view.added else "",
        counted(len(view.filled), "setting", "settings") if view.filled else "",
        CALENDAR if view.calendar else "",
    )
    return listing([part for part in parts if part])


def _known(view: ImportView) -> str:
    return f"{counted(view.known, 'entry', 'entries')} of the file {'is' if view.known == 1 else 'are'} recorded already."


def _titled(view: ImportView, what: str, done: str) -> str:
    return f"{what} were {done}" if view.stored else f"{what} would be {done}"


def _filled(brought: SettingBrought) -> Fact:
    return Fact(_label(brought), _value(brought, brought.in_file))


def _kept(brought: SettingBrought) -> Fact:
    remark = "" if brought.foreign else f"in the file: {_value(brought, brought.in_file)}"
    return Fact(_label(brought), _value(brought, brought.here), remark)


def _label(brought: SettingBrought) -> str:
    setting = setting_of(brought)
    if setting is None:
        return f"{PART_WORDS.get(brought.table, 'record').capitalize()}, {brought.name}"
    return setting.question.partition(":")[0].partition(",")[0]


def _value(brought: SettingBrought, value: object) -> str:
    return "written by another program" if brought.foreign else spoken_value(value) or NOT_RECORDED


def _left_out(left_out: LeftOut) -> tuple[str, str, str]:
    here, in_file = left_out.here, left_out.in_file
    stays = details(here) if here.on == in_file.on else f"{spoken(here.on)}: {details(here)}"
    return f"{KIND_WORDS[in_file.kind]} of {spoken(in_file.on)}", stays, f"{details(in_file)} ({left_out.place})"


def _doubtful(doubtful: Doubtful) -> Statement:
    more = f" And {doubtful.more:,} more like this." if doubtful.more else ""
    return Statement(f"{doubtful.place.capitalize()}: {doubtful.text}{more}")


def _remarks(view: ImportView) -> Iterator[str]:
    if view.form is FileForm.CSV and view.added:
        yield "A CSV holds no settings: pump, clinic, person and contacts stay as they are."
    if view.left_out:
        yield f"To correct an entry: {Command('edit')}"
    if view.kept:
        yield f"To change a setting: {Command('setup')}"


def _moves(view: ImportView) -> tuple[str, ...]:
    if view.stored and view.supply:
        return moves(view.refill_by_before, view.supply)
    moved = view.brings_something and view.refill_by and view.refill_by != view.refill_by_before
    return (f"Once stored, the refill-by date is {spoken(view.refill_by)}.",) if moved and view.refill_by else ()


def _supply(outcome: Outcome[ImportView], as_of: AsOf) -> Headline | None:
    """How the supply stands once everything is stored."""
    view = outcome.view
    return supply_headline(view.supply, outcome.state, as_of) if view.supply else None
