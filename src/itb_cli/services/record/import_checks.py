"""What holds for typed entries holds for those of a file: what cannot be true is refused, what is unlikely is shown first.

A refusal names the place in the file and quotes nothing: it may end in a log. What is new: `import_plan`.
"""

from collections.abc import Iterator
from datetime import date

from itb_cli.domain.settings import SETTINGS, Setting
from itb_cli.domain.values import NamedTuple
from itb_cli.errors import InputRefusedError
from itb_cli.services.checks.doubts import Doubt, is_refused
from itb_cli.services.checks.entry_checks import entry_doubts
from itb_cli.services.checks.neighbours import Neighbours
from itb_cli.services.checks.setting_checks import setting_doubts
from itb_cli.services.record.import_plan import ImportPlan, SettingBrought

_MEND = "Mend it in the file, then do the same again."


class Doubtful(NamedTuple):
    """A question about one entry, where it stands, and how many more of the same sort there are."""

    topic: str
    place: str
    text: str
    more: int


class _At(NamedTuple):
    """A doubt about something new, of which day it is (None: a setting), and where in the file it stands."""

    on: date | None
    place: str
    doubt: Doubt


def check(plan: ImportPlan, today: date, *, force: bool) -> tuple[Doubtful, ...]:
    """Questions about what is new, one of each sort. Raises InputRefusedError if something cannot be true."""
    doubts = [*_of_entries(plan, today), *_of_settings(plan, today)]
    for _, place, doubt in doubts:
        if is_refused(doubt, force=force):
            where = f"{place}, {doubt.fields[0].rpartition('.')[2]}"
            raise InputRefusedError(f"The file cannot be imported: {where}: {doubt.reason}.", _MEND)
    found: dict[str, Doubtful] = {}
    for _, place, doubt in sorted(doubts, key=lambda item: item.on or date.max):
        before = found.get(doubt.topic)
        if not doubt.cannot_be:
            found[doubt.topic] = before._replace(more=before.more + 1) if before else Doubtful(doubt.topic, place, doubt.text, 0)
    return tuple(found.values())


def _of_entries(plan: ImportPlan, today: date) -> Iterator[_At]:
    """Each new entry against those around it; of two that are new, the later one against the earlier."""
    around = Neighbours(plan.record, (placed.entry for placed in plan.added))
    for placed in plan.added:
        for doubt in entry_doubts(around.of(placed.entry), placed.entry, today):
            yield _At(placed.entry.on, placed.place, doubt)


def _of_settings(plan: ImportPlan, today: date) -> Iterator[_At]:
    brought = {f"{item.table}.{item.name}" for item in plan.filled if not item.foreign}
    if brought:
        for doubt in setting_doubts(plan.record, today, brought):
            field = next(field for field in doubt.fields if field in brought)
            yield _At(None, field.partition(".")[0], doubt._replace(fields=(_shown(field, doubt), *doubt.fields)))


def _shown(field: str, doubt: Doubt) -> str:
    """Of a contact the fact that is doubtful, else the setting that the file brings."""
    return doubt.fields[-1] if field == "contacts.contacts" else field


def setting_of(brought: SettingBrought) -> Setting | None:
    """The setting in the table of settings that was brought; None for what another program wrote."""
    return next((item for item in SETTINGS if (item.group.value, item.name) == (brought.table, brought.name)), None)
