"""Throws bytes at the record's reader or at the matcher, steered by what they reach. Run by hand, not a test:

    pip install atheris
    python tests/faults/fuzz.py codec --seconds 60
    python tests/faults/fuzz.py matcher --seconds 60

Ends with 0 if nothing was found, else with the error. What led to it is kept in a file, whose name is printed: with
`--again FILE` it is thrown once more, for which atheris is not needed. A single throw of more than 5 seconds counts as found.
"""

# ruff: noqa: T201  # a program to run by hand: it speaks to whoever runs it

import argparse
import contextlib
import importlib
import importlib.util
import sys
import tempfile
from pathlib import Path

RECORDS = Path(__file__).parents[1] / "data" / "records"
QUESTIONS = Path(__file__).parents[1] / "content" / "questions.toml"
LONGEST = 4096
SECONDS_A_THROW = 5
NOT_INSTALLED = "atheris is not installed, so nothing was tried. To install it: pip install atheris"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target", choices=("codec", "matcher"))
    parser.add_argument("--seconds", type=int, default=60, help="how long; 60 unless told")
    parser.add_argument("--again", type=Path, metavar="FILE", help="throw what an earlier run has kept")
    asked = parser.parse_args()
    if asked.again:
        getattr(importlib.import_module("targets"), asked.target)(asked.again.read_bytes())
        print("Nothing found.")
        return 0
    if importlib.util.find_spec("atheris") is None:
        print(NOT_INSTALLED, file=sys.stderr)
        return 2
    return throw(asked.target, asked.seconds)


def throw(target: str, seconds: int) -> int:
    """Runs atheris, which ends the process itself: with 0 after `seconds`, else with the error."""
    import atheris  # in no list of dependencies: it is there on few systems

    with atheris.instrument_imports(include=["itb_cli", "tomllib", "targets"]):
        function = getattr(importlib.import_module("targets"), target)
    kept = Path(tempfile.mkdtemp(prefix="itb-fuzz-"))
    seeds = kept / "seeds"
    seeds.mkdir()
    for number, seed in enumerate(_seeds(target)):
        (seeds / str(number)).write_bytes(seed)
    print(f"What is found is kept in {kept}", flush=True)
    options = [f"-max_total_time={seconds}", f"-max_len={LONGEST}", f"-timeout={SECONDS_A_THROW}", f"-artifact_prefix={kept}/"]
    atheris.Setup([sys.argv[0], *options, "-verbosity=1", "-print_final_stats=1", str(seeds)], function)
    with contextlib.suppress(SystemExit):
        atheris.Fuzz()
    return 0


def _seeds(target: str) -> list[bytes]:
    """Where to start: the sample records, or what patients ask."""
    if target == "codec":
        return [path.read_bytes() for path in sorted(RECORDS.glob("*.toml"))]
    return [line.split(b'"')[1] for line in QUESTIONS.read_bytes().splitlines() if line.count(b'"') >= 2]


if __name__ == "__main__":
    sys.exit(main())
