"""`itb remind`: one line if something is due, nothing if not; what it is about can be shown, put off, and sent by a person."""

from typing import Annotated

from itb_cli.cli.call import Call
from itb_cli.cli.reminders import remind
from itb_cli.cli.words.options import EXIT_CODE, YES, Flag, command

ONCE_A_DAY = Annotated[
    bool,
    Flag("--once-a-day", "For a shell's start-up file: not twice a day, unless something changed or it is late."),
]
NOTIFY = Annotated[bool, Flag("--notify", "Show it on the desktop too, in neutral words.")]
DETAILED = Annotated[bool, Flag("--detailed", "With --notify and --message: say more, where others may read it.")]
SNOOZE = Annotated[
    int | None,
    Flag("--snooze", "Put it off, never past the day to book by, and never in danger; 0 ends that.", "DAYS"),
]
MESSAGE = Annotated[bool, Flag("--message", "A short text for somebody who helps. itb itself sends nothing.")]
HEARTBEAT = Annotated[bool, Flag("--heartbeat", "When reminders last ran; exit code 3 unless within 2 days.")]
INSTALL = Annotated[
    str | None,
    Flag(
        "--install",
        "Let them start by themselves: systemd, cron, launchd, windows or shell; without a WAY what fits. Shown first.",
        "[WAY]",
    ),
]
UNINSTALL = Annotated[bool, Flag("--uninstall", "Take away what --install wrote, and nothing else.")]
STATUS = Annotated[bool, Flag("--status", "What is installed, where, and when it last ran.")]


@command()
def run(
    call: Call,
    notify: NOTIFY = False,
    detailed: DETAILED = False,
    once_a_day: ONCE_A_DAY = False,
    snooze: SNOOZE = None,
    message: MESSAGE = False,
    heartbeat: HEARTBEAT = False,
    install: INSTALL = None,
    uninstall: UNINSTALL = False,
    status: STATUS = False,
    yes: YES = False,
    exit_code: EXIT_CODE = False,
) -> int:
    """One line if something is due, and nothing if not.

    Examples: itb remind; itb remind --notify; itb remind --snooze 7; itb remind --install
    """
    asked = {"snooze": snooze is not None, "message": message, "heartbeat": heartbeat, "notify": notify}
    by_itself = {"install": install is not None, "uninstall": uninstall, "status": status}
    remind.check_one(is_detailed=detailed, **asked, **by_itself)
    if any(by_itself.values()):
        return remind.by_itself(call, install, uninstall=uninstall, yes=yes)
    manner = remind.Manner(exit_code, once_a_day, notify, detailed)
    if snooze is not None:
        return remind.put_off(call, snooze)
    if message:
        return remind.show_message(call, manner)
    return remind.show_heartbeat(call) if heartbeat else remind.run_reminders(call, manner)
