"""The page of `itb doctor`: what is wrong first, then what is advised, then what is in order. One line a check."""

from collections.abc import Sequence

from itb_cli.domain.command import Command
from itb_cli.domain.statement import Statement
from itb_cli.pages.blocks import Fact, Facts, Headline, Notes, Page, Points, Tone, page
from itb_cli.pages.wording import listing
from itb_cli.services.outcome import Outcome
from itb_cli.services.record.doctor import DoctorView, Repaired
from itb_cli.services.record.findings import Check, Finding

TITLES = {
    Finding.WRONG: "Wrong",
    Finding.ADVICE: "To look at",
    Finding.SKIPPED: "Not looked at",
    Finding.FINE: "In order",
}
NOT_ABOUT_THE_PUMP = (
    f"This is about the record's files. It says nothing about your pump or its supply. For that: {Command('status')}"
)


PLACE = "place"


def build(outcome: Outcome[DoctorView], *, more: bool = False) -> Page:
    """The verdict, what was repaired, then every check under its kind; with `more` each that is in order on any screen."""
    view = outcome.view
    headline = _headline(view)
    return page(
        headline,
        *_repairs(view.repairs),
        *(_under(title, finding, view.checks, more=more) for finding, title in TITLES.items()),
        Notes((Statement(NOT_ABOUT_THE_PUMP),)),
        last_line=f"{headline.word}: {headline.text}",
    )


def _headline(view: DoctorView) -> Headline:
    if view.wrong:
        things = "1 thing is" if view.wrong == 1 else f"{view.wrong} things are"
        return Headline("NOT IN ORDER", f"{things} wrong. What to do stands beside it.", Tone.ATTENTION)
    beside = f" To look at: {view.advised}." if view.advised else ""
    beside += f" Could not be looked at: {view.skipped}." if view.skipped else ""
    if not view.has_record:
        return Headline("NO RECORD", f"Nothing is recorded here yet.{beside}", Tone.NEUTRAL)
    return Headline("IN ORDER", f"Nothing wrong was found with the record's files.{beside}", Tone.NEUTRAL)


def _under(title: str, finding: Finding, checks: tuple[Check, ...], *, more: bool) -> Facts | Points:
    """What needs doing as sentences, with the command to type; the rest as labels and values, on a small screen by name alone."""
    of_kind = [check for check in checks if check.finding is finding]
    if finding in (Finding.WRONG, Finding.ADVICE):
        return Points(title, tuple(Statement(f"{_label(check)}: {_told(check)} {check.hint}") for check in of_kind))
    short = _by_name(of_kind) if finding is Finding.FINE and not more else ()
    return Facts(tuple(Fact(_label(check), _told(check)) for check in of_kind), title, short)


def _by_name(checks: Sequence[Check]) -> tuple[Fact, ...]:
    """Where the record lies, and what else is in order."""
    places = tuple(Fact(_label(check), _told(check)) for check in checks if check.code == PLACE)
    others = [_label(check).lower() for check in checks if check.code != PLACE]
    return (
        (
            *places,
            Fact("Also", f"{listing(others)}. That does not make the entries right. Each of them: {Command('doctor --more')}"),
        )
        if others
        else ()
    )


def _label(check: Check) -> str:
    return check.code.replace("_", " ").capitalize()


def _told(check: Check) -> str:
    return " ".join((check.text, *check.only_on_screen))


def _repairs(repairs: tuple[Repaired, ...] | None) -> tuple[Facts | Notes, ...]:
    if repairs is None:
        return ()
    if not repairs:
        return (Notes((Statement("No permissions had to be repaired. Nothing was changed."),)),)
    return (Facts(tuple(_repair(item) for item in repairs), "Permissions repaired"),)


def _repair(item: Repaired) -> Fact:
    what = item.part.value.replace("_", " ").capitalize()
    done = "yours alone now" if item.ok else f"NOT repaired: {item.refused}"
    return Fact(what, f"{item.only_on_screen}: {done}", f"was {item.mode_before}")
