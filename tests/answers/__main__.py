"""`python -m answers record FILE [NAME]` and `python -m answers compare FILE [NAME]`; NAME: only records whose name holds it."""

import sys
import time
from collections import Counter
from pathlib import Path

from answers.comparing import differences
from answers.recording import load, record, save


def run(what: str, path: Path, chosen: str = "") -> int:
    """Records or compares; 1 if something differs."""
    began = time.perf_counter()
    answers = record(chosen)
    codes = Counter(said.code for said in answers.values())
    print(f"{len(answers)} answers in {time.perf_counter() - began:.0f} s; exit codes: {dict(sorted(codes.items()))}")
    if what == "record":
        save(answers, path)
        return 0
    before = {name: said for name, said in load(path).items() if chosen in name.partition(" | ")[0]}
    found = differences(before, answers)
    print(*found, f"{len(found)} kinds of difference", sep="\n\n")
    return bool(found)


if __name__ == "__main__":
    match sys.argv[1:]:
        case [("record" | "compare") as what, file, *chosen] if len(chosen) < 2:
            sys.exit(run(what, Path(file).resolve(), *chosen))
        case _:
            sys.exit(__doc__)
