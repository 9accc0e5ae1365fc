"""The words of the command line in the order that the commands expect. Imports nothing of ours: `--version` costs nothing."""

from collections.abc import Sequence

COMMON_OPTIONS = ("--file FILE", "--person NAME", "--json", "--plain", "--no-color")
READING_OPTIONS = ("--as-of DATE",)
TAKES_VALUE = ("--file", "--person", "--as-of")
FOR_HELP = ("-h", "--help")
EVERYTHING = "all"
FOR_VERSION = ("-V", "--version")
OPTIONAL_VALUES = {("event", "--checked"): "today", ("remind", "--install"): "auto"}
"""Options whose value may be left out, and what it then is; Typer knows no such option."""
USUAL_COMMAND = "status"
FOR_EMERGENCY = {
    *("911", "112", "999", "sos", "help me", "help us", "help now", "check emergency"),
    *("call 911", "call 112", "call 999", "help me now", "emergency help"),
}
"""What people type in an emergency instead of the command; `--emergency` before a command means it too."""
OTHER_NAMES = {"next": "next-refill", "help all": "help", **dict.fromkeys(("print", "print card", "card print"), "card --open")}


def arranged(words: Sequence[str]) -> list[str]:
    """`words` with options before the command moved behind its words; `status` if no command is named.

    So `itb --json` is `itb status --json`, and `itb --file X log` is `itb log --file X`. Help and version win over all.
    """
    leading, rest = _meant(*_split(words))
    if rest[:1] == ["help"]:
        rest = [*rest[1:], FOR_HELP[-1]]
    for asked in (FOR_HELP, FOR_VERSION):
        if set(leading) & set(asked) or (rest and rest[0] in asked):
            return [asked[-1]]
    if not rest:
        return _filled_in([USUAL_COMMAND, *leading])
    behind = _before_flags(rest) or 1
    return _filled_in([*rest[:behind], *leading, *rest[behind:]])


def _meant(leading: list[str], rest: list[str]) -> tuple[list[str], list[str]]:
    """The same with what is meant for what people type instead: `911` is `emergency`, `next` is `next-refill`."""
    first_flag = _before_flags(rest)
    typed, flags = " ".join(rest[:first_flag]).casefold().strip(" .,!?"), rest[first_flag:]
    if "--emergency" in leading or typed in FOR_EMERGENCY:
        return [word for word in leading if word != "--emergency"], ["emergency", *flags]
    if first_flag == 1:  # pasted with the end of its sentence: `restore.`
        rest = [rest[0].rstrip(".,"), *flags]
    return leading, [*OTHER_NAMES[typed].split(), *flags] if typed in OTHER_NAMES else rest


def _before_flags(words: list[str]) -> int:
    """How many words stand before the first flag."""
    return next((number for number, word in enumerate(words) if word.startswith("-")), len(words))


def asks_for_all(words: Sequence[str]) -> bool:
    """Whether `words` ask for the help of every command: `itb help all`."""
    return _split(words)[1][:2] == ["help", EVERYTHING]


def named_command(words: Sequence[str]) -> str:
    """The command that `words` call, for the envelope of an error."""
    first = arranged(words)[0]
    return "itb" if first.startswith("-") else first


def _filled_in(words: list[str]) -> list[str]:
    """`words` with the values that were left out: `event --checked` is `event --checked today`."""
    filled: list[str] = []
    for word, following in zip(words, [*words[1:], "--"], strict=True):
        filled.append(word)
        if following.startswith("-") and (words[0], word) in OPTIONAL_VALUES:
            filled.append(OPTIONAL_VALUES[words[0], word])
    return filled


def value_of(option: str, words: Sequence[str]) -> str | None:
    """The value that `words` give `option`, as `--option value` or `--option=value`; the last one counts."""
    found = None
    for number, word in enumerate(words):
        if word == option and number + 1 < len(words):
            found = words[number + 1]
        elif word.startswith(f"{option}="):
            found = word.partition("=")[2]
    return found


def _split(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """The options before the command, with their values, and everything from the command on."""
    rest, leading = list(words), list[str]()
    while rest and rest[0].startswith("-"):
        leading.append(rest.pop(0))
        if leading[-1] in TAKES_VALUE and rest:
            leading.append(rest.pop(0))
    return leading, rest
