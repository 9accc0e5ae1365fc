"""Whether the next save would be taken, whether reminders run, and whether the prompt is told. Judges facts."""

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.command import Command
from itb_cli.domain.examined import Examined, PromptFile, Stop
from itb_cli.services.record.findings import Check, advice, fine, skipped, some, wrong
from itb_cli.services.reminders.heartbeat import notices

NOT_SEEN = "This could not be looked at."
_WORDS = {
    Stop.NO_FILE: ("A folder, a link or something else stands where a file must be", "Look at what it is, and move it away."),
    Stop.NO_FOLDER: ("A file stands where the folder of earlier states must be", "Look at what it is, and move it away."),
    Stop.NOT_WRITABLE: ("You may not write to what a save needs", f"If only permissions are wrong: {Command('doctor --fix')}"),
    Stop.MOUNTED: ("The record is mounted as a single file, and nothing can take its place", "Mount its folder instead."),
    Stop.FULL: ("The disk is full", "Free some space."),
    Stop.OF_ANOTHER: (
        "Its folder belongs to another user of this computer",
        "Type it as its owner, without sudo, or use a record of your own with --file.",
    ),
}


def saving(found: Examined) -> Check:
    """Whether something stands in the way of the next save: it is wrong before it is needed."""
    if found.stops is None:
        return skipped("saving", NOT_SEEN)
    for stop, (text, hint) in _WORDS.items():
        names = [stopper.name for stopper in found.stops if stopper.stop is stop]
        if names:
            return wrong("saving", f"Nothing can be saved as it is. {text}.", hint, *some([f'"{name}".' for name in names]))
    left = [stopper.name for stopper in found.stops if stopper.stop is Stop.LEFT_BY_ANOTHER]
    if left:
        text = (
            "Something beside the record belongs to another user of this computer. A state of another user is never brought back."
        )
        hint = "Look who put it there. If it came from sudo, give it back to its owner."
        return wrong("saving", text, hint, *some([f'"{name}".' for name in left]))
    if found.stops:
        text = "Others may write to its folder: they can take the record away or put another in its place."
        return advice("saving", text, "Look at who may write to the folder, and take that right away.")
    return fine("saving", "Nothing stands in the way of the next change.")


def reminders(found: Examined, as_of: AsOf) -> Check:
    """Whether reminders still run, if they ever did."""
    if found.reminders is None:
        return skipped("reminders", NOT_SEEN)
    told = notices(found.reminders, as_of)
    if told:
        hint = f"To see what starts them: {Command('remind --status')}. To run them now: {Command('remind')}"
        return advice("reminders", "Reminders do not run as they should.", hint, *(str(notice.text) for notice in told))
    if found.reminders.last_run is None:
        return fine("reminders", f"None ever ran. To have them run by themselves: {Command('remind --install')}")
    return fine("reminders", "They ran within the last days.")


def prompt(found: Examined) -> Check:
    """Whether the prompt of a shell knows the record as it stands."""
    match found.prompt:
        case PromptFile.ABSENT:
            return fine("prompt", "No prompt shows this record.")
        case PromptFile.CURRENT:
            return fine("prompt", "Its file is as new as the record.")
        case PromptFile.STALE:
            text = "Its file is not of the record as it stands: a prompt shows that it does not know."
            return advice("prompt", text, f"The next answer in a shell with that prompt renews it: {Command('status')}")
        case _:
            return skipped("prompt", NOT_SEEN)
