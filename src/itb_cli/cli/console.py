"""Windows' own console: whether it understands styles. It has to be asked to; every other terminal does so by itself."""

import sys
from typing import Any, TextIO

STYLES = 0x0004
"""ENABLE_VIRTUAL_TERMINAL_PROCESSING: without it a classic console shows every escape code as signs."""


def takes_styles(stream: TextIO) -> bool:
    """Whether the terminal behind `stream` shows styles; Windows' console is asked to from here on."""
    if sys.platform == "win32":
        return _asked(stream)
    return True


def _asked(stream: TextIO) -> bool:
    import ctypes
    import msvcrt

    try:
        handle = msvcrt.get_osfhandle(stream.fileno())  # type: ignore[attr-defined,unused-ignore]  # on Windows only
    except (OSError, ValueError):
        return False
    return turned_on(ctypes.windll.kernel32, handle)  # type: ignore[attr-defined,unused-ignore]  # on Windows only


def turned_on(kernel: Any, handle: int) -> bool:
    """Whether the console of this handle shows styles, now that it was asked to. `kernel` is Windows' kernel32."""
    import ctypes

    mode = ctypes.c_uint32()
    console = ctypes.c_void_p(handle)
    if not kernel.GetConsoleMode(console, ctypes.byref(mode)):
        return False
    return bool(mode.value & STYLES or kernel.SetConsoleMode(console, mode.value | STYLES))
