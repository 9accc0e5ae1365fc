"""The page of `itb setup`: everything that is set, what changed, how to take it back."""

from itb_cli.domain.command import Command
from itb_cli.domain.quantities import counted
from itb_cli.domain.settings import METAVARS, SETTINGS, Group
from itb_cli.domain.statement import Statement
from itb_cli.pages.blocks import Fact, Facts, Headline, Notes, Page, Tone, page
from itb_cli.pages.log import TO_TAKE_BACK
from itb_cli.pages.wording import NOT_RECORDED, notes
from itb_cli.services.outcome import Outcome
from itb_cli.services.people.setup import SettingView, SetupView, spoken_value

GROUP_WORDS = {
    Group.PUMP: "Pump",
    Group.CLINIC: "Pump clinic",
    Group.PERSON: "Person",
    Group.CONTACTS: "Contacts",
    Group.PLAN: "Plan",
    Group.THERAPY: "Therapy",
    Group.STANDBY_TABLETS: "Standby tablets",
    Group.CARD: "Printed card",
}
_AFTER = {setting.flag: METAVARS[setting.read] for setting in SETTINGS}
"""What stands for the words of each flag in a command to type."""
NEXT = Notes((Statement(f"Now your last refill: {Command('log')}"),))


def build(outcome: Outcome[SetupView]) -> Page:
    """What changed; if nothing did, everything as it stands."""
    view = outcome.view
    changed = tuple(setting for setting in view.settings if setting.changed)
    facts = (Facts(tuple(_fact(item) for item in view.settings if item.group is group), GROUP_WORDS[group]) for group in Group)
    if not view.changed:
        return page(
            Headline("NO CHANGE", "Nothing new was stored.", Tone.NEUTRAL), *facts, None if view.refill_recorded else NEXT
        )
    return page(
        Headline("SAVED", f"{counted(len(changed), 'setting', 'settings')} changed.", Tone.NEUTRAL),
        Facts(tuple(_fact(setting) for setting in changed)),
        Notes((Statement(f"To remove one, give it an empty text. To see what follows: {Command('status')}"),)),
        notes(outcome.notices),
        TO_TAKE_BACK,
        None if view.refill_recorded else NEXT,
    )


def review(view: SetupView) -> Page:
    """What is about to be stored."""
    changed = tuple(setting for setting in view.settings if setting.changed)
    return page(
        Headline("NOT STORED YET", "Look at it once more.", Tone.NEUTRAL),
        Facts(tuple(_fact(setting)._replace(remark="") for setting in changed)),
    )


def _fact(setting: SettingView) -> Fact:
    return Fact(
        setting.question.partition(":")[0].partition(",")[0].rstrip("?"),
        spoken_value(setting.value) or NOT_RECORDED,
        str(Command(f"setup {setting.flag} {_AFTER[setting.flag]}")),
    )
