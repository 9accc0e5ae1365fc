"""The words of the command line in the order that the commands expect. Imports nothing, so that `--version` costs nothing."""

from collections.abc import Sequence

COMMON_OPTIONS = ("--file FILE", "--json", "--plain", "--no-color", "--as-of DATE")
TAKES_VALUE = ("--file", "--as-of")
FOR_THE_ROOT = ("-h", "--help")
USUAL_COMMAND = "status"


def arranged(words: Sequence[str]) -> list[str]:
    """`words` with options before the command moved behind it; `status` where no command is named.

    So `itb --json` is `itb status --json`, and `itb --file X log` is `itb log --file X`.
    """
    rest, leading = list(words), []
    while rest and rest[0].startswith("-") and rest[0] not in FOR_THE_ROOT:
        leading.append(rest.pop(0))
        if leading[-1] in TAKES_VALUE and rest:
            leading.append(rest.pop(0))
    if rest and rest[0] in FOR_THE_ROOT:
        return rest if not leading else [*rest, *leading]
    return [*rest[:1], *leading, *rest[1:]] if rest else [USUAL_COMMAND, *leading]


def named_command(words: Sequence[str]) -> str:
    """The command that `words` call, for the envelope of an error."""
    first = arranged(words)[0]
    return "itb" if first.startswith("-") else first
