"""A notification through the library desktop-notifier, as a program of its own: what to show comes by standard input."""

import logging
import sys

from desktop_notifier.common import Capability
from desktop_notifier.sync import DesktopNotifierSync


def main() -> int:
    """Shows what stands in standard input, its first line as the title; 0: it was shown.

    The library logs a failure and goes on, so what it shows is looked for.
    """
    logging.disable()
    title, _, text = sys.stdin.read().partition("\n")
    notifier = DesktopNotifierSync(app_name="itb", app_icon=None)
    if Capability.MESSAGE not in notifier.get_capabilities():
        return 1
    return 0 if notifier.send(title, text) in notifier.get_current_notifications() else 1


if __name__ == "__main__":
    sys.exit(main())
