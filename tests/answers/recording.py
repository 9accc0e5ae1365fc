"""Asks everything of every record, several records at once, and keeps each text once."""

import gzip
import hashlib
import json
import multiprocessing
import os
import shutil
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from answers.grounds import Ground, grounds
from answers.place import MEDIA, Place, Said, root
from answers.questions import CHANGES, READ, SLOW, TOLD_OTHERWISE, about_knowledge, worded

Answers = dict[str, Said]
"""By `record | day | medium | words`."""

IMPORTED = {
    "import.json": b'{"itb_export":1,"schema_version":1,"refills":[{"on":"2026-09-01","alarm_date":"2026-12-08"},{"on":"2026-06-02"}]}',
    "import.csv": b"kind,on,alarm_date\nrefill,2026-06-03,2026-09-09\nrefill,2026-09-01,2026-12-10\n",
}


def answers_of(ground: Ground) -> Answers:
    """All that is said of one record. Runs in a process of its own."""
    os.umask(0o077)
    own = root() / ground.name.replace("/", "-").replace(" ", "-").replace(",", "")
    own.mkdir(mode=0o700)
    for name, data in IMPORTED.items():
        (own / name).write_bytes(data)
    beginning, place = Place(own / "begun"), Place(own / "here")
    place.empty()
    ground.lay(place)
    beginning.become(place)
    found: Answers = {}

    def ask(lines: Iterable[tuple[str, ...]], day: date, *media: str) -> None:
        for words in lines:
            for medium in media:
                found[f"{ground.name} | {day} | {medium} | itb {' '.join(words)}"] = place.run(day, words, medium, typed="y\n")

    for number, day in enumerate(ground.days):
        turn = list(MEDIA)[number % len(MEDIA)]
        place.become(beginning)
        ask(worded(READ, day), day, *MEDIA)
        ask(worded(TOLD_OTHERWISE, day), day, turn)
        for words in worded(CHANGES, day):
            place.become(beginning)
            ask([words], day, turn)
    day = ground.days[3]
    place.become(beginning)
    ask(worded(SLOW, day), day, *MEDIA)
    if ground.name == "everything":
        place.become(beginning)
        ask(about_knowledge(), day, *MEDIA)
    return found


def record(chosen: str = "") -> Answers:
    """All that is said of every record whose name holds `chosen`."""
    root().mkdir(mode=0o700)  # FileExistsError if another recording runs: two would mix their files
    try:
        with multiprocessing.Pool(maxtasksperchild=1) as pool:
            asked = sorted(
                (ground for ground in grounds() if chosen in ground.name), key=lambda ground: ground.name != "everything"
            )
            parts = pool.map(answers_of, asked, chunksize=1)
    finally:
        shutil.rmtree(root(), ignore_errors=True)
    return {name: said for part in parts for name, said in part.items()}


def save(answers: Answers, path: Path) -> None:
    """One file: every text once, under a mark of its own, and per answer its exit code and marks."""
    texts: dict[str, str] = {}

    def mark(text: str) -> str:
        key = hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:16]
        texts[key] = text
        return key

    told = {
        name: [said.code, mark(said.out), mark(said.err), {file: data and mark(data) for file, data in said.files.items()}]
        for name, said in answers.items()
    }
    with _opened(path, "wt") as file:
        json.dump({"answers": told, "texts": texts}, file, indent=0)


def load(path: Path) -> Answers:
    """What `save` wrote."""
    with _opened(path, "rt") as file:
        kept = json.load(file)
    texts = kept["texts"]
    return {
        name: Said(code, texts[out], texts[err], {file: mark and texts[mark] for file, mark in files.items()})
        for name, (code, out, err, files) in kept["answers"].items()
    }


def _opened(path: Path, mode: str) -> Any:
    return (
        gzip.open(path, mode, compresslevel=4, encoding="utf-8") if path.suffix == ".gz" else path.open(mode[0], encoding="utf-8")
    )


def parts(answers: Answers) -> Iterator[tuple[str, str, str]]:
    """Each answer in its parts: name, part, text."""
    for name, said in answers.items():
        yield name, "exit code", str(said.code)
        yield name, "output", said.out
        yield name, "errors", said.err
        yield from ((name, f"file {file}", "(gone)" if data is None else data) for file, data in said.files.items())
