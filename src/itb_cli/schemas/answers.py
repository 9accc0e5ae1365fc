"""What each command answers in JSON: the table of views by command, and from it a schema of the whole envelope."""

from collections.abc import Mapping

from itb_cli.domain.supply_state import SupplyState
from itb_cli.domain.values import NamedTuple
from itb_cli.render.json import SCHEMA_VERSION
from itb_cli.schemas.types import Definitions, Schema, schema_of
from itb_cli.services.calendars.calendar import CalendarView
from itb_cli.services.calendars.calendar_file import CalendarFileView
from itb_cli.services.calendars.calendar_folder import CalendarFolderView, FolderEndedView
from itb_cli.services.completion import CompletionView
from itb_cli.services.demo import DemoView
from itb_cli.services.entries.book import BookView
from itb_cli.services.entries.diary import DiaryView
from itb_cli.services.entries.dose import DoseView
from itb_cli.services.entries.edit import EditView
from itb_cli.services.entries.event import EventView
from itb_cli.services.entries.history import HistoryView
from itb_cli.services.entries.log import LogView
from itb_cli.services.knowledge.check import CheckView
from itb_cli.services.knowledge.emergency import EmergencyView
from itb_cli.services.knowledge.learn import LearnView
from itb_cli.services.knowledge.review import ReviewView
from itb_cli.services.knowledge.safety import SafetyView
from itb_cli.services.knowledge.sources import SourcesView
from itb_cli.services.notices import Notice
from itb_cli.services.papers.card import CardView
from itb_cli.services.papers.report import ReportView
from itb_cli.services.people.all_people import EveryoneView
from itb_cli.services.people.setup import SetupView
from itb_cli.services.record.conflict_merge import MergeView
from itb_cli.services.record.doctor import DoctorView
from itb_cli.services.record.export import ExportView, SchemaView
from itb_cli.services.record.import_ import ImportView
from itb_cli.services.record.restore import RestoreView
from itb_cli.services.record.rewrite import RewriteView
from itb_cli.services.record.undo import UndoView
from itb_cli.services.reminders.heartbeat import HeartbeatView
from itb_cli.services.reminders.install import InstallStatusView, InstallView, UninstallView
from itb_cli.services.reminders.prompt import PromptView
from itb_cli.services.reminders.remind import RemindView
from itb_cli.services.reminders.share_text import MessageView
from itb_cli.services.reminders.snooze import SnoozeView
from itb_cli.services.supply.next_refill import NextRefillView
from itb_cli.services.supply.trip import TripView

DIALECT = "https://json-schema.org/draft/2020-12/schema"

ANSWERS: Mapping[str, tuple[type, ...]] = {
    "status": (NextRefillView, EveryoneView),
    "next-refill": (NextRefillView,),
    "check": (CheckView,),
    "emergency": (EmergencyView,),
    "card": (CardView,),
    "log": (LogView,),
    "dose": (DoseView,),
    "book": (BookView,),
    "event": (EventView,),
    "diary": (DiaryView,),
    "setup": (SetupView,),
    "history": (HistoryView,),
    "calendar": (CalendarView, CalendarFileView, CalendarFolderView, FolderEndedView),
    "trip": (TripView,),
    "remind": (RemindView, MessageView, HeartbeatView, SnoozeView, InstallView, UninstallView, InstallStatusView),
    "report": (ReportView,),
    "learn": (LearnView,),
    "sources": (SourcesView, ReviewView, SafetyView),
    "edit": (EditView, RewriteView),
    "remove": (EditView,),
    "undo": (UndoView,),
    "restore": (RestoreView, MergeView),
    "doctor": (DoctorView,),
    "export": (ExportView, SchemaView),
    "import": (ImportView,),
    "prompt": (PromptView,),
    "completion": (CompletionView,),
    "demo": (DemoView,),
}
"""Several views: which one depends on the flags."""


class Failure(NamedTuple):
    """What went wrong, what to do next, and the exit code. Then `data` is empty."""

    code: str
    message: str
    hint: str
    exit_code: int


def answer_schema(command: str) -> Schema:
    """The schema of all that `itb COMMAND --json` may write. KeyError for what is no command.

    A later version may add keys, so none is forbidden; it removes and renames none, as long as `schema_version` stays.
    """
    known = Definitions()
    views = [schema_of(view, known) for view in ANSWERS[command]]
    failure = schema_of(Failure, known)
    envelope: Schema = {
        "schema_version": {"const": SCHEMA_VERSION},
        "command": {"const": command},
        "as_of": {"type": "string", "format": "date", "description": "The day that the answer is for."},
        "person": {"type": ["string", "null"], "description": "Whose record it is, if one was chosen by name."},
        "state": {"anyOf": [schema_of(SupplyState, known), {"type": "null"}]},
        "data": {"type": "object"},
        "notices": {"type": "array", "items": schema_of(Notice, known)},
        "error": {"anyOf": [failure, {"type": "null"}]},
    }
    return {
        "$schema": DIALECT,
        "title": f"itb {command} --json",
        "type": "object",
        "properties": envelope,
        "required": list(envelope),
        "if": {"properties": {"error": {"type": "null"}}},
        "then": {"properties": {"data": views[0] if len(views) == 1 else {"anyOf": views}}},
        "else": {"properties": {"data": {"maxProperties": 0}, "notices": {"maxItems": 0}}},
        "$defs": dict(sorted(known.items())),
    }
