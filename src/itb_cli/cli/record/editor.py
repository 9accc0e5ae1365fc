"""`itb edit` of the whole record: a private copy in the person's own editor, shown, asked about, saved. Judges nothing."""

import os
import shlex
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from itb_cli.cli.call import Call
from itb_cli.cli.record.lent_terminal import lent
from itb_cli.cli.remarks import losing_remarks
from itb_cli.cli.show import width_of, write
from itb_cli.cli.storing import storing, telling
from itb_cli.domain.command import Command, led
from itb_cli.domain.record import Record
from itb_cli.domain.text import harmless
from itb_cli.errors import ConfirmationNeededError, InputRefusedError, ItbError, RecordDamagedError, UsageError
from itb_cli.files.whole import real_file, whole
from itb_cli.pages.rewrite import preview
from itb_cli.render import plain
from itb_cli.services.answers import Answers
from itb_cli.services.notices import remarks_only
from itb_cli.services.outcome import Outcome
from itb_cli.services.record import rewrite as services
from itb_cli.services.record.changes import changes
from itb_cli.storage import drafts, record_reader, record_writer
from itb_cli.storage.decoding import cut_off
from itb_cli.storage.drafts import Draft
from itb_cli.storage.ends import closed, has_remarks

EDITORS = ("notepad",) if os.name == "nt" else ("sensible-editor", "nano", "vim", "vi")
_NO = ("n", "no")
_YES = ("y", "yes")


def edited(call: Call, *, force: bool, yes: bool) -> Outcome[services.RewriteView]:
    """What was changed by hand and saved. Raises what is wrong with it if nobody wants to mend it now; the copy is kept."""
    if not yes and not call.can_ask:
        raise UsageError(
            f"{Command('edit')} without an entry opens an editor, and there is nobody here to ask.",
            f"To correct one entry: {Command('edit ENTRY --note TEXT')}. "
            f"With an editor that needs nobody: {Command('edit --yes')}",
        )
    draft = _draft(call)
    while True:
        _open(call, draft)
        try:
            outcome = _saved(call, draft, force=force, yes=yes)
        except (RecordDamagedError, InputRefusedError) as refused:
            if not _opens_again(call, refused, draft):
                raise _kept(refused, draft) from None
        except ItbError as error:
            raise _kept(error, draft) from None
        else:
            return call.of_person(_ended(draft, outcome))


def _ended(draft: Draft, outcome: Outcome[services.RewriteView]) -> Outcome[services.RewriteView]:
    """The answer, with the draft given up, unless it holds remarks that were typed and stand nowhere else."""
    if outcome.record is None and draft.is_changed and has_remarks(draft.typed()):
        return outcome._replace(notices=(remarks_only(str(draft.copy)), *outcome.notices))
    drafts.give_up(draft)
    return outcome


def _draft(call: Call) -> Draft:
    """The copy to edit: of the record as it stands, damaged or not, or the one that an earlier edit left."""
    path = call.known_path
    standing = _standing(path)
    left = drafts.begun(path)
    if left is None:
        return drafts.begin(path, standing)
    if left.base != standing:
        said = (
            "The record was changed since an edit that was not finished, so that can no longer be saved as a whole. "
            f"What was typed is kept at {left.copy}."
        )
    elif not call.can_ask or _asked(call, "An edit that was not finished is kept. Go on with it? [Y/n]") not in _NO:
        return left
    else:
        said = "It is still kept."
    if call.can_ask and _asked(call, f"{said} Throw it away and begin anew? [y/N]") in _YES:
        return drafts.begin(path, standing)
    raise InputRefusedError(f"{said} Nothing was changed.", f"To correct one entry: {Command('edit ENTRY')}")


def _standing(path: Path) -> bytes | None:
    """The record's bytes; None if there has never been one. One that is damaged can be mended by hand, other errors not."""
    try:
        return record_reader.load(path).data
    except RecordDamagedError:
        return whole(real_file(path))


def _open(call: Call, draft: Draft) -> None:
    """The editor on the copy, until it is closed."""
    command = _editor(call)
    try:
        with lent():
            ended = subprocess.run([*command, str(draft.copy)], check=False, **({} if os.name == "nt" else {"umask": 0o077}))  # type: ignore[call-overload]  # Windows knows no umask
    except OSError:
        ended = None
    if ended is None or ended.returncode != 0:
        told = "could not be started" if ended is None else "ended with an error"
        refused = InputRefusedError(f"The editor {command[0]} {told}.", f"Name another: VISUAL=nano {Command('edit')}")
        raise _kept(refused, draft)


def _editor(call: Call) -> list[str]:
    """VISUAL, else EDITOR, else the first of the usual ones that is there."""
    for name in ("VISUAL", "EDITOR"):
        try:
            words = editor_words(
                call.runtime.environment.get(name, ""),
                is_windows=os.name == "nt",
                is_program=lambda program: shutil.which(program) is not None,
            )
        except ValueError:
            raise InputRefusedError(f"{name} has a quotation mark without its other half.", "Set it to an editor.") from None
        if words:
            return words
    found = next((editor for editor in EDITORS if shutil.which(editor)), None)
    if found is None:
        raise InputRefusedError(
            "No editor was found.", f"Name one: VISUAL=nano {Command('edit')}. To correct one entry: {Command('edit ENTRY')}"
        )
    return [found]


def editor_words(command: str, *, is_windows: bool, is_program: Callable[[str], bool]) -> list[str]:
    r"""The program and its options in `command`. Raises ValueError if a quotation mark lacks its other half.

    On Windows a backslash parts folders and never hides a sign, only `"` quotes, and `C:\Program Files\Editor\editor.exe` is one
    word without quotes too, if there is such a program.
    """
    if is_windows and command.strip() and is_program(command.strip()):
        return [command.strip()]
    words = shlex.shlex(command, posix=True, punctuation_chars=False)
    words.whitespace_split = True
    words.commenters = ""
    if is_windows:
        words.escape, words.quotes = "", '"'
    return list(words)


def _saved(call: Call, draft: Draft, *, force: bool, yes: bool) -> Outcome[services.RewriteView]:
    """Checks and saves the copy; questions are asked if somebody can answer, the last one below all that differs."""
    said = Answers(yes_to_all=yes)
    typed = _whole(call, draft.typed())
    while True:
        try:
            return _rewritten(call, draft, typed, services.RewriteRequest(Record(), has_remarks(typed), force, said))
        except ConfirmationNeededError as needed:
            said = call.asked(needed, said)


def _rewritten(call: Call, draft: Draft, typed: bytes, request: services.RewriteRequest) -> Outcome[services.RewriteView]:
    def change(before: Record | None, after: Record) -> Outcome[services.RewriteView]:
        try:
            return telling(call.runtime, call.path, services.answer, before, request._replace(typed=after), call.as_of)
        except ConfirmationNeededError as needed:
            if needed.topic == services.SAVE:
                write(
                    call.runtime.stderr,
                    plain.render(led(preview(changes(before or Record(), after)), call.chosen.lead), width_of(call.runtime))
                    + "\n",
                )
            raise

    losing = losing_remarks(call.runtime, request.answers, can_ask=call.can_ask)
    with storing(call.runtime, call.path, call.chosen) as patience:
        return record_writer.rewrite(call.path, call.runtime.today, draft.base, typed, change, losing, patience)


def _whole(call: Call, typed: bytes) -> bytes:
    """What was typed; if its end is missing, only if somebody says that all is there. No --yes answers that beforehand."""
    if not typed.strip() or not record_reader.is_not_all(real_file(call.path), typed):
        return typed
    told = "The last line, which says that the record is whole, is not there: it may have been cut off."
    if call.can_ask and _asked(call, f"{told} Is all of it there? [y/N]") in _YES:
        return closed(typed)
    raise cut_off()


def _opens_again(call: Call, refused: ItbError, draft: Draft) -> bool:
    """Says what is wrong, and whether the person wants to mend it now."""
    if not call.can_ask:
        return False
    hint = "Look at that place again." if isinstance(refused, RecordDamagedError) else refused.hint
    write(
        call.runtime.stderr, f"itb: {harmless(call.printed(_of_the_copy(refused, draft)))}\n     {harmless(call.printed(hint))}\n"
    )
    return _asked(call, "Nothing was saved. Open it again? [Y/n]") not in _NO


def _asked(call: Call, question: str) -> str:
    try:
        return call.ask(question).strip().casefold()
    except EOFError:
        return _NO[0]


def _kept(error: ItbError, draft: Draft) -> ItbError:
    """The error, saying that nothing was saved, and, if something was typed, that it is not lost."""
    error.message = _of_the_copy(error, draft)
    if draft.holds_typing:
        error.hint = f"Nothing was saved. What you typed is kept at {draft.copy}. To go on with it: {Command('edit')}"
    elif isinstance(error, RecordDamagedError) and draft.is_emptied:
        error.hint = f"Nothing was saved. To begin anew: {Command('edit')}"
    else:
        error.hint = f"Nothing was saved. {error.hint}"
    return error


def _of_the_copy(error: ItbError, draft: Draft) -> str:
    """The message about what was typed; if nothing was, the record itself is meant."""
    message = error.message
    if isinstance(error, RecordDamagedError) and draft.is_emptied:
        return message.replace("The record's file is empty", "The copy is empty. The record is as it was")
    if not draft.holds_typing:
        return message
    message = message.replace("The record cannot be read", "What you typed cannot be read")
    return message.replace("A newer itb wrote this record", "What you typed is for a newer itb")
