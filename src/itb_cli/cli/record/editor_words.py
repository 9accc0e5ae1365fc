"""VISUAL and EDITOR as words: each system has its own quotes."""

import shlex
from collections.abc import Callable


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
