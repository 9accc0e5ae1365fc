"""The records that are asked: each a folder of files, made by what somebody types, or by hand; and the days on which it is asked."""

import shlex
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from answers.place import Place
from lives.life import live

DATA = Path(__file__).parents[1] / "data" / "records"
LIVES = range(1, 19)
TODAY = date(2026, 11, 22)
AFTER = (-40, 0, 5, 30, 60, 83, 91, 105, 150, 400)
"""Ten days, counted from the newest entry of a record: before it, beside it, at the dates that follow, long after."""


class Ground(NamedTuple):
    """What is there before the first question: files by name, then what was typed on which day."""

    name: str
    last: date
    files: Mapping[str, bytes] = {}
    typed: tuple[tuple[date, tuple[str, ...]], ...] = ()
    gone: tuple[str, ...] = ()

    def lay(self, place: Place) -> None:
        """Makes it, in an empty place."""
        for name, data in self.files.items():
            path = place.folder / name
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            path.write_bytes(data)
        for day, words in self.typed:
            place.run(day, words)
        for name in self.gone:
            (place.folder / name).unlink()
        place.settle()

    @property
    def days(self) -> list[date]:
        """The ten days."""
        return [self.last + timedelta(days=days) for days in AFTER]


FULL = """2026-08-20 setup --name "Ada Example" --born 1980-02-03 --pump-model "SynchroMed II" --pump-serial N123 --reservoir 20 \
--alarm-volume 2 --clinic-name "Pump clinic" --clinic-phone "555 0100" --after-hours-phone "555 0101" --emergency-number 112 \
--allergy latex --contact "Ben, brother, 555 0102" --implanted-on 2022-05-01 --replace-by 2029-05-01 --tablets-use-before 2027-01-31
2026-09-01 log today --alarm-date 2026-12-10 --refill-by 2026-12-01 --filled 20 --strength 2000 --dose 250 --note "Kim was there"
"""
DUE = "2026-09-01 log today --alarm-date 2026-12-10 --dose 250\n"
FIGURES = "2026-09-01 log today --filled 20 --strength 2000 --dose 250\n2026-09-01 setup --alarm-volume 2\n"

TYPED = {
    "a refill alone": "2026-09-01 log today\n",
    "an alarm date": "2026-09-01 log today --alarm-date 2026-12-10\n",
    "a refill-by date": "2026-09-01 log today --refill-by 2026-11-30\n",
    "figures": FIGURES,
    "figures, no alarm volume": "2026-09-01 log today --filled 20 --strength 500 --dose 300 --yes\n",
    "the drug's limit": "2026-09-01 log today --filled 40 --strength 2000 --dose 300\n2026-09-01 setup --alarm-volume 2\n",
    "everything": FULL,
    "everything, booked": FULL + '2026-10-01 book 2026-11-26 --at 09:30 --place "Ward 3"\n',
    "booked too late": DUE + "2026-10-01 book 2026-12-08 --yes\n",
    "booked, moved, cancelled": DUE + "2026-10-01 book 2026-11-20\n2026-10-02 book 2026-11-21 --move\n2026-10-03 book --cancel\n",
    "a rise with its date": DUE + "2026-10-01 dose 400 --alarm-date 2026-11-13 --yes\n",
    "a rise without": DUE + "2026-10-01 dose 400\n",
    "a rise of figures": FIGURES + "2026-10-01 dose 400\n",
    "a rise of no known dose": "2026-09-01 log today --alarm-date 2026-12-10\n2026-10-01 dose 400 --yes\n",
    "a fall with its date": DUE + "2026-10-01 dose 200 --alarm-date 2026-12-27 --yes\n",
    "being set": DUE + "2026-09-02 setup --phase titrating\n",
    "a small buffer": DUE + "2026-09-02 setup --buffer-days 2 --lead-days 2 --yes\n",
    "dates that disagree": "2026-09-01 log today --alarm-date 2027-03-10 --filled 20 --strength 2000 --dose 250 --yes\n",
    "an MRI": DUE + "2026-10-05 event mri\n",
    "an MRI, checked": DUE + "2026-10-05 event mri\n2026-10-06 event --checked\n",
    "an alarm": DUE + "2026-10-05 event alarm\n",
    "an alarm, checked": DUE + "2026-10-05 event alarm\n2026-10-06 event alarm --checked today --alarm-date 2026-12-05 --yes\n",
    "a diary": FULL
    + '2026-10-01 diary add --spasms 1 --tightness 4 --sleep 7.5\n2026-10-02 diary add --spasms 3 --note "itching"\n',
    "taken back": FULL + "2026-10-01 dose 300 --yes\n2026-10-02 event fall\n2026-10-03 undo\n",
    "two refills": "2026-06-01 log today --alarm-date 2026-09-10 --dose 220\n" + DUE + "2026-10-01 calendar --ics told.ics\n",
    "strange words": '2026-09-01 log today --alarm-date 2026-12-10 --note "[red]x[/red] \u202eabc \u05d0\u05d1 =1+1"\n'
    '2026-09-02 setup --name "[bold]\u05e2\u05d3\u05d4[/bold]" --clinic-name "a\\b" --allergy "=cmd" --pump-model "Prometra II"\n',
    "several people": FULL
    + "2026-09-02 setup --person Alex --clinic-phone 555\n2026-06-01 log today --alarm-date 2026-09-10 --person alex\n"
    + '2026-09-05 log today --person "Sam O\'Neil" --yes\n2026-10-05 event alarm --person "Sam O\'Neil"\n',
    "a copy beside": DUE + "2026-10-05 event alarm --file itb/record.sync-conflict-20261006-101010-ABCDEFG.toml --yes\n",
}
DAMAGED = {
    "damaged": b'schema_version = 1\n[[refills]]\non = 2026-09-01\nalarm_date = "10 December"\n',
    "a misspelt key": b"schema_version = 1\n[[refills]]\non = 2026-09-01\nalarm_dat = 2026-12-10\n[[dose]]\non = 2026-10-01\n",
    "no TOML": b"\x00\xff\n",
}


def grounds() -> list[Ground]:
    """All of them, each under a name of its own."""
    return [
        Ground("none", TODAY),
        *(
            Ground(f"tests/{path.stem}", date(2026, 9, 1), {"itb/record.toml": path.read_bytes()})
            for path in sorted(DATA.glob("*.toml"))
        ),
        *(Ground(name, date(2026, 9, 1), {"itb/record.toml": data}) for name, data in DAMAGED.items()),
        *(_typed(name, lines) for name, lines in TYPED.items()),
        _typed("gone", FULL)._replace(gone=("itb/record.toml",)),
        Ground("500 entries", date(2026, 9, 1), {"itb/record.toml": _full()}),
        *(_life(seed) for seed in LIVES),
    ]


def _typed(name: str, lines: str) -> Ground:
    typed = [(date.fromisoformat(day), tuple(words)) for day, *words in map(shlex.split, lines.splitlines())]
    return Ground(name, max(day for day, _ in typed), typed=tuple(typed))


def _life(seed: int) -> Ground:
    life = live(seed)
    typed = [(entry.on, entry.words) for entry in life.entries]
    half = typed[: max(3, len(typed) * (seed % 3 + 1) // 3)]
    return Ground(f"life {seed}", half[-1][0], typed=tuple(half))


def _full() -> bytes:
    """Forty years."""
    lines = ["schema_version = 1"]
    for number in range(500):
        on = date(2026, 9, 1) - timedelta(days=30 * number)
        lines += [
            "[[refills]]",
            f'id = "r{number}"',
            f"on = {on}",
            f"alarm_date = {on + timedelta(days=100)}",
            "dose_mcg_per_day = 250",
        ]
    return "\n".join([*lines, ""]).encode()
