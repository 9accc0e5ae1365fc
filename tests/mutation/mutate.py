"""Breaks the code one small piece at a time and sees whether a test notices. Run by hand, not a test:

    python tests/mutation/mutate.py domain/supply.py [--jobs 2] [--tests tests/unit/domain ...]

Works on a copy of src and tests in a temporary folder. A mutant that no test kills is printed with its line.
"""

# ruff: noqa: T201  # a program to run by hand: it speaks to whoever runs it

import argparse
import ast
import copy
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Queue

ROOT = Path(__file__).parents[2]
COMPARISONS = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
ARITHMETIC = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult, ast.Mod: ast.Mult}
SWAPS = {"min": "max", "max": "min", "any": "all", "all": "any"}
SECONDS = 240


def mutants(tree: ast.Module) -> Iterator[tuple[int, str, ast.Module]]:
    """Every small change of `tree`: its line, what it is, and the changed tree."""
    for place, node in enumerate(ast.walk(tree)):
        for what, change in changes(node):
            changed = copy.deepcopy(tree)
            change(next(item for number, item in enumerate(ast.walk(changed)) if number == place))
            yield (
                getattr(node, "lineno", getattr(getattr(node, "target", None), "lineno", 0)),
                what,
                ast.fix_missing_locations(changed),
            )


def changes(node: ast.AST) -> Iterator[tuple[str, object]]:
    """What can be changed of a node: names of changes and functions that make them."""
    yield from operators(node)
    yield from conditions(node)


def operators(node: ast.AST) -> Iterator[tuple[str, object]]:
    """Comparisons, arithmetic, logic and numbers."""
    if isinstance(node, ast.Compare):
        for place, operator in enumerate(node.ops):
            other = COMPARISONS[type(operator)]
            yield f"{type(operator).__name__} to {other.__name__}", lambda item, p=place, o=other: item.ops.__setitem__(p, o())
    elif isinstance(node, ast.BinOp) and type(node.op) in ARITHMETIC:
        other = ARITHMETIC[type(node.op)]
        yield f"{type(node.op).__name__} to {other.__name__}", lambda item, o=other: setattr(item, "op", o())
    elif isinstance(node, ast.BoolOp):
        other = ast.Or if isinstance(node.op, ast.And) else ast.And
        yield f"to {other.__name__}", lambda item, o=other: setattr(item, "op", o())
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.Not, ast.USub)):
        other = ast.UAdd if isinstance(node.op, ast.USub) else None
        if other:
            yield "minus left out", lambda item, o=other: setattr(item, "op", o())
        else:
            yield "not left out", lambda item: setattr(item, "operand", ast.UnaryOp(ast.Not(), item.operand))
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield f"{node.value} to {not node.value}", lambda item: setattr(item, "value", not item.value)
    elif isinstance(node, ast.Constant) and isinstance(node.value, int):
        yield f"{node.value} to {node.value + 1}", lambda item: setattr(item, "value", item.value + 1)


def conditions(node: ast.AST) -> Iterator[tuple[str, object]]:
    """Branches, filters, and the calls that choose among several values."""
    if isinstance(node, ast.IfExp):
        yield "condition turned", lambda item: setattr(item, "test", ast.UnaryOp(ast.Not(), item.test))
    elif isinstance(node, ast.If):
        yield "if turned", lambda item: setattr(item, "test", ast.UnaryOp(ast.Not(), item.test))
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SWAPS:
        yield f"{node.func.id} to {SWAPS[node.func.id]}", lambda item: setattr(item.func, "id", SWAPS[item.func.id])
    elif isinstance(node, ast.comprehension) and node.ifs:
        yield "filter left out", lambda item: item.ifs.clear()


def tests_of(module: str) -> list[str]:
    """The tests that are there for a module: those of its name, and those of everything above it."""
    noun = Path(module).stem
    named = [ROOT / "tests" / "cli" / f"test_{noun}.py", ROOT / "tests" / "unit" / Path(module).parts[0] / f"test_{noun}.py"]
    usual = ["tests/unit/domain", "tests/unit/services"] if module.startswith("domain") else ["tests/unit/services"]
    found = [str(path.relative_to(ROOT)) for path in named if path.exists()]
    return [
        *found,
        *(folder for folder in usual if not any(name.startswith(folder) for name in found) or folder != "tests/unit/domain"),
    ]


def is_killed(copy_of: Path, module: str, source: str, tests: list[str]) -> bool:
    """Whether a test fails, or hangs, with `source` in the module's place."""
    target = copy_of / "src" / "itb_cli" / module
    original = target.read_text(encoding="utf-8")
    target.write_text(source, encoding="utf-8")
    words = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-x",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:randomly",
        "--numprocesses=0",
        "--hypothesis-profile=quick",
    ]
    environment = {**os.environ, "PYTHONPATH": str(copy_of / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        ended = subprocess.run([*words, *tests], cwd=copy_of, env=environment, capture_output=True, check=False, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        return True
    finally:
        target.write_text(original, encoding="utf-8")
    return ended.returncode != 0


def copied(place: Path) -> Path:
    """src, tests and settings in a folder of their own."""
    for name in ("src", "tests"):
        shutil.copytree(ROOT / name, place / name, ignore=shutil.ignore_patterns("__pycache__", ".hypothesis"))
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(ROOT / name, place / name)
    return place


def main() -> int:
    """The score of a module, and its survivors."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("module", help="such as domain/supply.py")
    parser.add_argument("--tests", nargs="*")
    parser.add_argument("--jobs", type=int, default=2)
    asked = parser.parse_args()
    tests = asked.tests or tests_of(asked.module)
    source = (ROOT / "src" / "itb_cli" / asked.module).read_text(encoding="utf-8")
    found = list(mutants(ast.parse(source)))
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(asked.jobs) as pool:
        copies: Queue[Path] = Queue()
        for number in range(asked.jobs):
            copies.put(copied(Path(folder) / str(number)))
        first = copies.queue[0]
        if is_killed(first, asked.module, ast.unparse(ast.parse(source)), tests):
            print("The tests fail on the code as it is.")
            return 1

        def judged(mutant: tuple[int, str, ast.Module]) -> bool:
            place = copies.get()
            try:
                return is_killed(place, asked.module, ast.unparse(mutant[2]), tests)
            finally:
                copies.put(place)

        killed = list(pool.map(judged, found))
    for (line, what, _), dead in zip(found, killed, strict=True):
        if not dead:
            print(f"survived: {asked.module}:{line}: {what}: {source.splitlines()[line - 1].strip()}")
    print(f"{asked.module}: {sum(killed)} of {len(found)} killed, {100 * sum(killed) // max(1, len(found))} per cent")
    return 0


if __name__ == "__main__":
    sys.exit(main())
