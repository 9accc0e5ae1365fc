"""Lets `python -m itb_cli` run the program. Nothing else lives here."""

import sys

from itb_cli.cli.main import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
