"""Lines in the start-up file of bash, zsh or fish: one reminder a day, in the first terminal. Which file, put in, taken out."""

import shlex
from collections.abc import Iterator
from pathlib import Path

from itb_cli.domain.command import Command
from itb_cli.domain.scheduled import Part, Standing
from itb_cli.errors import NotInstalledError
from itb_cli.machine import Machine
from itb_cli.scheduling import block, files
from itb_cli.scheduling.job import Job

SHELLS = ("bash", "zsh", "fish")
_CANNOT = f"itb: The reminder cannot answer. To see why: {Command('remind')}. Help now: {Command('emergency')}"
_POSIX = """\
case $- in *i*) if [ -t 1 ]; then
    itb_remind_once_a_day() {{
        local day='' said=''
        if [ -n "${{ZSH_VERSION-}}" ]; then
            zmodload zsh/datetime && strftime -s day %F "$EPOCHSECONDS"
        else
            builtin printf -v day '%(%F)T' -1
        fi 2>/dev/null || day=$(command date +%F)
        if [ -r {stamp} ]; then builtin read -r said <{stamp}; fi
        if [ "$said" = "$day" ]; then return 0; fi
        {command} 2>/dev/null </dev/null
        case $? in
            0|3) ;;
            130) return 0 ;;
            *) builtin printf '%s\\n' {cannot} ;;
        esac
        {{ [ -O "${{HOME-}}" ] && command mkdir -p {folder} && builtin printf '%s\\n' "$day" >|{stamp}; }} 2>/dev/null
        return 0
    }}
    itb_remind_once_a_day
    unset -f itb_remind_once_a_day
fi ;; esac
"""
"""Only where a person reads: no script, no copying over ssh, no editor that asks the shell for its variables sees a letter.
The day comes from the shell itself if it knows it: a program only for that would slow every terminal. It is noted in the
home of whoever types only: root in a person's home (`sudo -s`) would make a folder there that the person cannot write to.
"""
_FISH = f"""\
# {files.HEAD}
if status is-interactive; and isatty stdout
    function itb_remind_once_a_day
        set -l day (command date +%F)
        set -l said ''
        test -r {{stamp}}; and builtin read said <{{stamp}}
        test "$said" = "$day"; and return 0
        {{command}} 2>/dev/null </dev/null
        switch $status
            case 0 3
            case 130
                return 0
            case '*'
                builtin printf '%s\\n' {{cannot}}
        end
        test -O "$HOME"; and command mkdir -p {{folder}} 2>/dev/null; and builtin echo $day 2>/dev/null >{{stamp}}
        return 0
    end
    itb_remind_once_a_day
    functions -e itb_remind_once_a_day
end
"""


def shell_of(machine: Machine) -> str | None:
    """The shell that terminals of this person start, if it is one that we know."""
    name = Path(machine.environment.get("SHELL", "")).name
    return name if name in SHELLS else None


def parts(job: Job, machine: Machine) -> tuple[Part, ...]:
    """The lines for the shell that is in use. Raises NotInstalledError if that is none that we know."""
    shell = shell_of(machine)
    if shell is None:
        raise NotInstalledError(
            "Your shell is not known, or it is none of bash, zsh and fish. Nothing was installed.",
            f"Put this line into its start-up file by hand: {Command('remind')}",
        )
    place = place_of(shell, job, machine)
    if shell == "fish":
        return (files.whole(place, fish_file(job, machine)),)
    data = files.read(place) or b""
    lines = posix_lines(job, machine)
    if block.find(data, job.title, str(place)) is None:
        return (Part(str(place), lines, Standing.ABSENT),)
    is_current = block.is_current(data, job.title, lines, str(place))
    return (Part(str(place), lines, Standing.CURRENT if is_current else Standing.OLDER),)


def install(job: Job, machine: Machine) -> None:
    """Puts the lines into the file, above all that stands there."""
    for part in parts(job, machine):
        place = Path(part.place)
        if shell_of(machine) == "fish":
            files.replace(place, part.text.encode())
        else:
            files.replace(place, block.with_block(files.read(place), job.title, part.text, part.place))


def found(job: Job, machine: Machine) -> tuple[Part, ...]:
    """The lines of ours as they stand, of whatever shell."""
    return tuple(_found(job, machine))


def remove(job: Job, machine: Machine) -> None:
    """Takes the lines out of every file that has them, files that were made for them, and the note of the last day."""
    for part in found(job, machine):
        place = Path(part.place)
        rest = None if place.suffix == ".fish" else block.without_block(files.read(place) or b"", job.title, part.place)
        if rest is None and not place.is_symlink():
            files.remove(place, 2 if place.suffix == ".fish" else 0)
        else:
            files.replace(place, rest or b"")
    files.remove(_stamp(job, machine), 2)


def is_active(_job: Job, _machine: Machine) -> bool | None:
    """A shell tells nobody which files it reads."""
    return None


def place_of(shell: str, job: Job, machine: Machine) -> Path:
    """The start-up file of a shell for terminals; fish has a folder in which a file is ours alone."""
    if shell == "fish":
        return machine.folder("XDG_CONFIG_HOME", ".config") / "fish" / "conf.d" / f"{job.name}.fish"
    if shell == "zsh":
        return machine.folder("ZDOTDIR") / ".zshrc"
    return machine.home / (".bash_profile" if machine.platform == "darwin" else ".bashrc")


def posix_lines(job: Job, machine: Machine) -> str:
    """The lines that bash and zsh read alike."""
    return _POSIX.format(**{name: shlex.join(words) for name, words in _words(job, machine).items()})


def fish_file(job: Job, machine: Machine) -> str:
    """The file that fish reads."""
    return job.said(_FISH.format(**{name: " ".join(map(_for_fish, words)) for name, words in _words(job, machine).items()}))


def _words(job: Job, machine: Machine) -> dict[str, tuple[str, ...]]:
    stamp = _stamp(job, machine)
    return {"command": job.for_terminal, "stamp": (str(stamp),), "folder": (str(stamp.parent),), "cannot": (job.said(_CANNOT),)}


def _for_fish(word: str) -> str:
    escaped = word.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


def _stamp(job: Job, machine: Machine) -> Path:
    """Where the shell notes the last day, so that it need not start Python to know it."""
    return machine.folder("XDG_CACHE_HOME", ".cache") / "itb" / f"{job.name}.day"


def _found(job: Job, machine: Machine) -> Iterator[Part]:
    for shell in SHELLS:
        place = place_of(shell, job, machine)
        if shell == "fish":
            yield from files.found(place)
            continue
        try:
            data = files.read(place) or b""
        except NotInstalledError:
            continue
        stands = block.find(data, job.title, str(place))
        if stands is not None:
            yield Part(str(place), stands.decode(errors="replace"), Standing.CURRENT)
