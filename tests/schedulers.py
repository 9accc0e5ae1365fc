"""Programs that stand in for the system's schedulers: they write down their words, and `crontab` keeps a table. No real one runs."""

import shutil
import stat
from pathlib import Path

WORDS = '#!/bin/sh\necho "$(basename "$0") $*" >>"$HOME/words"\n'
CRONTAB = """\
case $1 in
    -l) if [ -f "$HOME/table" ]; then cat "$HOME/table"; else echo "no crontab for alex" >&2; exit 1; fi ;;
    -r) rm "$HOME/table" ;;
    -) cat >"$HOME/table" ;;
esac
"""
SYSTEMCTL = """\
shift
case $1 in
    enable)
        touch "$HOME/enabled"
        mkdir -p "$HOME/.config/systemd/user/timers.target.wants" "$HOME/.local/share/systemd/timers"
        ln -sf "../$2" "$HOME/.config/systemd/user/timers.target.wants/$2"
        touch "$HOME/.local/share/systemd/timers/stamp-$2"
        ;;
    disable) rm -f "$HOME/enabled" ;;
    is-enabled|is-active) [ -f "$HOME/enabled" ] ;;
esac
"""
LAUNCHCTL = """\
case $1 in
    bootstrap) touch "$HOME/enabled" ;;
    bootout) rm -f "$HOME/enabled" ;;
    print) [ -f "$HOME/enabled" ] ;;
esac
"""
SCHTASKS = """\
case $1 in
    /Create) touch "$HOME/enabled" ;;
    /Delete) rm -f "$HOME/enabled" ;;
    /Query) [ -f "$HOME/enabled" ] ;;
esac
"""
PROGRAMS = {"crontab": CRONTAB, "systemctl": SYSTEMCTL, "launchctl": LAUNCHCTL, "schtasks": SCHTASKS, "notify-send": ""}
NEEDED = ("sh", "cat", "rm", "touch", "basename", "date", "mkdir", "ln")


class Home:
    """A home with programs on a PATH of its own; the real PATH and home are out of reach."""

    def __init__(self, folder: Path, *programs: str) -> None:
        self.folder = folder
        self.bin = folder / "bin"
        self.bin.mkdir(parents=True)
        for name in NEEDED:
            (self.bin / name).symlink_to(shutil.which(name))
        for name in programs:
            self.add(name)

    def add(self, name: str, script: str | None = None) -> None:
        """A program that stands in, or one that does what `script` says."""
        program = self.bin / name
        program.write_text(WORDS + (PROGRAMS[name] if script is None else script), encoding="utf-8")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)

    @property
    def environment(self) -> dict[str, str]:
        """What a command sees of it."""
        return {"HOME": str(self.folder), "USERPROFILE": str(self.folder), "PATH": str(self.bin)}

    def words(self) -> list[str]:
        """What the programs were told, in order."""
        log = self.folder / "words"
        return log.read_text(encoding="utf-8").splitlines() if log.exists() else []

    def files(self) -> dict[str, bytes]:
        """Every file but the programs and what they keep, by its path below the home."""
        kept = {"words", "enabled"}
        paths = sorted(path for path in self.folder.rglob("*") if path.is_file() and self.bin not in path.parents)
        named = {path.relative_to(self.folder).as_posix(): path.read_bytes() for path in paths}
        return {name: data for name, data in named.items() if name not in kept}

    def folders(self) -> set[str]:
        """Every folder below the home but that of the programs."""
        return {path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*") if path.is_dir() and path != self.bin}
