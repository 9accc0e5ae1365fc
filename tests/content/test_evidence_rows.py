"""Every row of the evidence (`evidence_rows.txt`) is a topic or part of one.

Left out, since they are no answers to a question but what `itb next-refill` reckons with and is tested by: in 8.1 the
reservoir sizes, concentrations and doses, the formula of 8.2, and the test vectors of 8.3. Of 2.3 the rows of tier D or
marked "do not use", and of 3 the position in the scanner (S23, S24), may not stand before a
patient. The times of a first effect are told by `itb learn`.
"""

import re
import tomllib
from pathlib import Path

import pytest

from itb_cli.content.loader import DATA_FOLDER, OTHER_FILES

ROWS = (Path(__file__).parent / "evidence_rows.txt").read_text(encoding="utf-8").splitlines()
EVIDENCE = Path(__file__).parents[2].parent / "shared" / "clinical" / "evidence.md"
FILES = [path for path in sorted(DATA_FOLDER.glob("*.toml")) if path.name not in OTHER_FILES]
TOPICS = [topic for path in FILES for topic in tomllib.loads(path.read_text(encoding="utf-8"))["topics"]]
OTHER_SECTIONS = ("0 ", "1 ", "11 ", "12 ")
"""Topics may rest on these too: the design rules, the article, where sources disagree, and what could not be verified."""


def test_no_row_is_listed_twice():
    assert len(ROWS) == len(set(ROWS)) >= 100


def test_every_row_of_the_evidence_is_covered_by_a_topic():
    covered = {row for topic in TOPICS for row in topic["evidence"]}
    assert [row for row in ROWS if row not in covered] == []


def test_every_topic_names_rows_that_exist():
    assert [topic["id"] for topic in TOPICS if not topic["evidence"]] == []
    named = [(topic["id"], row) for topic in TOPICS for row in topic["evidence"]]
    assert [(topic, row) for topic, row in named if row not in ROWS and not row.startswith(OTHER_SECTIONS)] == []


@pytest.mark.skipif(not EVIDENCE.exists(), reason="the evidence lies beside the project, not in it")
def test_every_topic_id_of_the_evidence_is_a_row():
    text = EVIDENCE.read_text(encoding="utf-8")
    part = text[text.index("\n## 2.") : text.index("\n## 10.")]
    headings = [line for line in part.splitlines() if line.startswith(("###", "| `"))]
    named = {name for line in headings for name in re.findall(r"`([A-Za-z_]+)`", line.split(" | ")[0])}
    known = {word for row in ROWS for word in re.findall(r"[A-Za-z_]+", row)}
    assert len(named) >= 50
    assert named - known == set()
