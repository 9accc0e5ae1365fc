"""The command root: lists every command, loads one when it is called. No command's words or work."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from keyword import iskeyword
from typing import Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

from itb_cli.cli.words.argv import COMMON_OPTIONS, FOR_HELP, READING_OPTIONS
from itb_cli.cli.words.options import command
from itb_cli.cli.words.typer_form import typer_form
from itb_cli.domain.values import NamedTuple


class Entry(NamedTuple):
    """A command: its group in the help, its name, its line there."""

    group: str
    name: str
    summary: str


COMMANDS = (
    Entry("Every day", "status", "One glance: state, what to do now, dates (also: itb alone)."),
    Entry("Every day", "next-refill", "The next refill, days left, and how itb knows."),
    Entry("Every day", "check", "Is this safe with my pump? Activities, tests, drinks, signs."),
    Entry("Every day", "emergency", "Signs of too little and too much baclofen, and what to do."),
    Entry("Every day", "card", "The card that speaks for a person who cannot."),
    Entry("Write down", "log", "Write down a refill."),
    Entry("Write down", "dose", "Write down a dose change between refills."),
    Entry("Write down", "book", "Write down an appointment: made, moved, cancelled, done."),
    Entry("Write down", "event", "Write down what may upset the pump: MRI, dive, alarm, fall."),
    Entry("Write down", "diary", "Spasms, tightness and sleep, day by day; add writes one down."),
    Entry("Write down", "setup", "Pump, clinic, person, contacts, plan."),
    Entry("Look ahead and back", "history", "All that is recorded, in order, and drawn."),
    Entry("Look ahead and back", "calendar", "The months, with every date marked."),
    Entry("Look ahead and back", "trip", "Will the supply outlast a trip and a delay? What to arrange before it."),
    Entry("Look ahead and back", "remind", "One line if something is due, and nothing if not."),
    Entry("Share", "report", "What a clinic wants to see, as a page or as HTML for print; --redact leaves out names."),
    Entry("Learn", "learn", "What the article explains: MS, spasticity, baclofen, the pump."),
    Entry("Learn", "sources", "Every source, its date, what rests on it."),
    Entry("Care of the record", "edit", "Correct one entry, or the whole record in your editor."),
    Entry("Care of the record", "remove", "Take one entry away."),
    Entry("Care of the record", "undo", "Take back the last change."),
    Entry("Care of the record", "restore", "See earlier states of the record and bring one back."),
    Entry("Care of the record", "doctor", "Examine the record and all around it; --fix repairs permissions."),
    Entry("Care of the record", "export", "Everything as JSON, the entries as CSV; schemas of the answers in JSON."),
    Entry("Care of the record", "import", "Read an export into the record; shows first what it would change."),
    Entry("Care of the record", "prompt", "A segment for your shell's prompt: nothing, or soon, overdue, critical."),
    Entry("Care of the record", "completion", "What makes your shell's Tab key complete itb, and where it goes."),
    Entry("Care of the record", "demo", "A tour on a sample record."),
)

WIDEST_HELP = 80

EVERY_DAY = ("Every day", "Write down")
"""The groups of the short help; `itb help all` shows every group."""

ABOUT = "The companion for people with an implanted intrathecal baclofen pump."
IN_SHORT = "No medical device, not checked by a clinician. Your clinic's date and the pump's alarm win."
ALL = "All commands: itb help all. One of them: itb help log"
HELP_NOW = "Help now: itb emergency"
NOT_A_DEVICE = (
    "itb keeps records and dates. It does not set, change or recommend doses, does not talk to the pump, and makes no diagnosis. "
    "It is no medical device and was not checked by a clinician. It may be wrong: your clinic's date and the pump's alarm win."
)


def module_name(command: str) -> str:
    """The name of a command's modules at every layer: `next_refill`; `import_`, since a word of Python's own cannot be one."""
    name = command.replace("-", "_")
    return f"{name}_" if iskeyword(name) else name


class LazyCommands(Mapping[str, Any]):
    """The commands by name; a command's module is loaded when it is asked for, so that the others cost nothing."""

    def __getitem__(self, name: str) -> Any:
        if name not in {entry.name for entry in COMMANDS}:
            raise KeyError(name)
        module = import_module(f"itb_cli.cli.commands.{module_name(name)}")
        app = typer.Typer(add_completion=False, rich_markup_mode=None, context_settings={"help_option_names": list(FOR_HELP)})
        app.command(name)(typer_form(module.run))
        return get_command(app)

    def __iter__(self) -> Iterator[str]:
        return (entry.name for entry in COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)


class ItbGroup(TyperGroup):
    """The root command with its help in groups, from COMMANDS alone; short unless all of it is asked for."""

    is_whole = False

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """The options and the commands; in the short help the commands alone."""
        if self.is_whole:
            super().format_options(ctx, formatter)
        else:
            self.format_commands(ctx, formatter)

    def format_commands(self, _ctx: Any, formatter: Any) -> None:
        """Writes the commands under their groups, without loading one."""
        groups = dict.fromkeys(entry.group for entry in COMMANDS) if self.is_whole else EVERY_DAY
        for group in groups:
            with formatter.section(group):
                formatter.write_dl([(entry.name, entry.summary) for entry in COMMANDS if entry.group == group])

    def format_epilog(self, _ctx: Any, formatter: Any) -> None:
        """The rest of the help, and as its last line what to type for help now."""
        formatter.write("\n")
        for said in (self.epilog or "").split("\n"):
            formatter.write_text(said)


def common_parameters() -> list[Any]:
    """The flags that all commands take, as Typer reads them."""
    app = typer.Typer(add_completion=False)
    app.command("itb")(typer_form(command(as_of=False)(lambda _call: 0)))
    return [parameter for parameter in get_command(app).params if parameter.opts != ["--help"]]


def build(width: int | None, *, for_completion: bool = False, whole_help: bool = False) -> TyperGroup:
    """The whole program as one command, its help at most `width` columns wide, and of every command if it is `whole_help`.

    `for_completion`: it knows the flags that may stand before a command; to run one they are put behind it (`argv`).
    """
    options = (
        f"With every command: {', '.join(COMMON_OPTIONS)}. With commands that read: {', '.join(READING_OPTIONS)}. "
        f"Version: itb --version. {NOT_A_DEVICE}"
    )
    group = ItbGroup(
        name="itb",
        params=common_parameters() if for_completion else None,
        commands=LazyCommands(),  # type: ignore[arg-type]  # a mapping that is only read
        help=ABOUT,
        epilog="\n".join((options, HELP_NOW) if whole_help else (IN_SHORT, ALL, HELP_NOW)),
        rich_markup_mode=None,
        subcommand_metavar="[COMMAND] [ARGS]...",
        context_settings={"help_option_names": list(FOR_HELP), "terminal_width": min(width or WIDEST_HELP, WIDEST_HELP)},
    )
    group.is_whole = whole_help
    return group
