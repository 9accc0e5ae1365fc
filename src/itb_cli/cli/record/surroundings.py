"""What the program runs in, for `itb doctor`: versions, terminal, the shell's completions. Looks, and opens nothing."""

import platform
import sys
from pathlib import Path

from itb_cli import __version__
from itb_cli.cli.call import Call
from itb_cli.cli.show import has_colour, width_of
from itb_cli.services.record.surroundings import Surroundings

SYSTEM_FOLDERS = ("/usr/share", "/usr/local/share", "/opt/homebrew/share")
COMPLETIONS = {
    "bash": ("bash-completion/completions/itb", "bash-completion/completions/itb.bash"),
    "zsh": ("zsh/site-functions/_itb", "zsh/vendor-completions/_itb"),
    "fish": ("fish/vendor_completions.d/itb.fish",),
}
"""Where shells look below a data folder."""
OWN_COMPLETIONS = {
    "bash": (".bash_completions/itb.sh", ".bash_completions/itb.bash", ".bash_completion.d/itb.bash"),
    "zsh": (".zfunc/_itb", ".zsh/completions/_itb", ".zsh/completion/_itb", ".oh-my-zsh/completions/_itb"),
    "fish": (".config/fish/completions/itb.fish",),
}
"""Where people and frameworks put them below the home folder."""


def surroundings(call: Call) -> Surroundings:
    """The facts of this run."""
    world = call.runtime
    shell = Path(world.environment.get("SHELL", "")).name
    return Surroundings(
        version=__version__,
        python=platform.python_version(),
        system=sys.platform,
        width=width_of(world),
        is_terminal=world.stdout.isatty(),
        has_colour=has_colour(world, call.style),
        encoding=getattr(world.stdout, "encoding", None) or "ascii",
        shell=shell if shell in COMPLETIONS else None,
        has_completions=_has_completions(call, shell),
    )


def home_of(call: Call) -> Path | None:
    """The home folder as the environment names it."""
    home = call.runtime.environment.get("HOME") or call.runtime.environment.get("USERPROFILE")
    return Path(home) if home else None


def _has_completions(call: Call, shell: str) -> bool | None:
    home = home_of(call)
    if home is None or shell not in COMPLETIONS:
        return None
    data = call.runtime.environment.get("XDG_DATA_HOME") or home / ".local" / "share"
    below = [Path(folder) / name for folder in (data, *SYSTEM_FOLDERS) for name in COMPLETIONS[shell]]
    return any(_is_there(path) for path in (*below, *(home / name for name in OWN_COMPLETIONS[shell])))


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        return False
