"""The pages of `itb remind --install`, `--uninstall` and `--status`: what would be written and where, what was, what stands."""

from collections.abc import Iterator

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.command import Command
from itb_cli.domain.dates import distance, spoken
from itb_cli.domain.scheduled import Installed, Part, Way
from itb_cli.domain.statement import Statement
from itb_cli.errors import ExitCode
from itb_cli.pages.blocks import Block, Fact, Facts, Headline, Notes, Page, Tone, page
from itb_cli.pages.wording import notes
from itb_cli.services.outcome import Outcome
from itb_cli.services.reminders.install import InstallStatusView, InstallView, UninstallView

WAY_WORDS = {
    Way.SYSTEMD: "systemd",
    Way.CRON: "cron",
    Way.LAUNCHD: "launchd",
    Way.WINDOWS: "the Windows Task Scheduler",
    Way.SHELL: "your shell",
}
_NOTIFIED = "If something is due, a notification"
WHEN = {
    Way.SYSTEMD: f"{_NOTIFIED} every day at 9 and after you log in. A run that was missed is caught up.",
    Way.CRON: f"{_NOTIFIED} every day at 9, and at 13 or 18 if the computer was off before.",
    Way.LAUNCHD: f"{_NOTIFIED} every day at 9, after a longer sleep, and when you log in.",
    Way.WINDOWS: f"{_NOTIFIED} every day at 9. A run that was missed is caught up.",
    Way.SHELL: "If something is due, one line in the first terminal of each day. Nothing in scripts.",
}
NEEDS = {
    Way.CRON: "Needed: cron runs, and you are logged in to a desktop. "
    f"Whether it runs is seen after a day: {Command('remind --status')}",
    Way.SHELL: "Needed: you open a terminal. On days without one nothing reaches you.",
}
ACTIVE_WORDS = {True: "active", False: "not active: nothing will start it", None: "whether it is active cannot be known"}
_SYMPTOMS = f"A reminder can fail. Symptoms beat dates: {Command('emergency')}"


def build(outcome: Outcome[InstallView], *, is_repeated: bool = False) -> Page:
    """What is or would be written, line by line unless that was shown just before, and what it will do."""
    view = outcome.view
    said = "Written to" if view.is_done else "Would be written to"
    told = (WHEN[view.way], NEEDS.get(view.way, ""), _SYMPTOMS)
    return page(
        _headline(view, nobody_asked=outcome.exit_code is ExitCode.REFUSED),
        *_written(view.parts if view.changes else (), said, is_repeated=is_repeated),
        Notes(tuple(Statement(text) for text in told if text)),
        notes(outcome.notices),
        Notes((Statement(f"To take it away: {Command('remind --uninstall')}"),)) if view.is_done or not view.changes else None,
    )


def removed(outcome: Outcome[UninstallView], *, is_repeated: bool = False) -> Page:
    """What is or would be taken away, line by line unless that was shown just before."""
    view = outcome.view
    if not view.installed:
        return page(Headline("NOTHING TO REMOVE", "No reminders of this record are installed."))
    how = " To do it, type the same with --yes." if outcome.exit_code is ExitCode.REFUSED else ""
    headline = (
        Headline(
            "REMOVED", f"No reminder will come by itself any more. To see how you stand: {Command('status')}", Tone.ATTENTION
        )
        if view.is_done
        else Headline("NOT REMOVED", f"This would be taken away.{how}", Tone.ATTENTION)
    )
    said = "Taken from" if view.is_done else "Would be taken from"
    parts = tuple(part for one in view.installed for part in one.parts)
    return page(headline, *_written(parts, said, is_repeated=is_repeated))


def status(outcome: Outcome[InstallStatusView], as_of: AsOf) -> Page:
    """What is installed, where, whether it will start, when it last ran."""
    view = outcome.view
    last_run = f"{spoken(view.last_run)} ({distance(view.last_run, as_of.day)})" if view.last_run else "never, as far as is known"
    rows = [row for one in view.installed for row in _rows(one)]
    return page(_status_headline(view), Facts((*rows, Fact("Last run", last_run))), notes(outcome.notices))


def _headline(view: InstallView, *, nobody_asked: bool) -> Headline:
    by = WAY_WORDS[view.way]
    if not view.changes:
        return Headline("INSTALLED ALREADY", f"By {by}. Nothing was changed.")
    if view.is_done:
        return Headline("INSTALLED", f"By {by}.")
    how = " To install it, type the same with --yes." if nobody_asked else ""
    return Headline("NOT INSTALLED", f"Reminders would be started by {by}.{how}", Tone.ATTENTION)


def _written(parts: tuple[Part, ...], said: str, *, is_repeated: bool) -> Iterator[Block]:
    if is_repeated:
        yield Facts(tuple(Fact(said, part.place) for part in parts))
        return
    for part in parts:
        lines = part.text.rstrip("\n").split("\n")
        yield Notes(tuple(Statement(line) for line in lines), f"{said} {part.place}:", is_verbatim=True)


def _status_headline(view: InstallStatusView) -> Headline:
    if not view.installed:
        return Headline(
            "NOT INSTALLED", f"No reminder comes by itself. To have them: {Command('remind --install')}", Tone.ATTENTION
        )
    if all(one.is_active is False for one in view.installed):
        return Headline("NOT ACTIVE", f"Nothing will start it. To put it right: {Command('remind --install')}", Tone.ATTENTION)
    if not view.is_alive:
        return Headline("INSTALLED", "But it is not known to have run within the last two days.", Tone.ATTENTION)
    return Headline("INSTALLED", f"By {' and '.join(WAY_WORDS[one.way] for one in view.installed)}.")


def _rows(one: Installed) -> Iterator[Fact]:
    older = "" if one.is_current else f"of another version; to renew it: {Command(f'remind --install {one.way}')}"
    yield Fact(f"By {WAY_WORDS[one.way]}", ACTIVE_WORDS[one.is_active], older)
    for part in one.parts:
        yield Fact("Written to", part.place)
