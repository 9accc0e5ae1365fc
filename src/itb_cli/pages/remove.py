"""The page after `itb remove`: the entry that is gone, and what follows. The same as after a correction."""

from itb_cli.pages.edit import build

__all__ = ["build"]
