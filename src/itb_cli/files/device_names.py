"""Paths that Windows keeps for devices. The names themselves: `domain.device_names`. Touches no file."""

import errno
from pathlib import PurePath, PureWindowsPath

from itb_cli.domain.device_names import is_device_name


def is_device(place: PurePath) -> bool:
    """Whether Windows keeps a name in this path for a device; elsewhere such a name is one as any other."""
    return isinstance(place, PureWindowsPath) and any(map(is_device_name, place.parts))


def check_name(path: PurePath) -> None:
    """Raises OSError if Windows takes the name for a device: what is written there is nowhere."""
    if is_device(path):
        raise OSError(errno.ENXIO, "Windows keeps this name for a device", str(path))
