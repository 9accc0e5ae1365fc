"""What must hold of a record and its neighbours: one changed and taken back, shuffled, worse by one fact, two joined."""

import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

from lives.laws import GRAVITY, SAME, Breach
from lives.world import Told, World
from lives.worse import STRICTER

DATES = ("refill_by", "book_by", "alarm_date", "empty_date")


def dates_are_in_order(told: Told) -> Iterator[Breach]:
    """book_by <= refill_by <= alarm_date, refill_by < empty_date."""
    facts = told.json["status"]["data"]
    book_by, refill_by, alarm_date, empty_date = (facts[name] for name in ("book_by", "refill_by", "alarm_date", "empty_date"))
    if refill_by and not (book_by <= refill_by <= (alarm_date or refill_by) and refill_by < (empty_date or "9")):
        yield Breach("dates out of order", "status", f"{book_by} {refill_by} {alarm_date} {empty_date}")


def days_only_make_it_graver(world: World, today: date) -> Iterator[Breach]:
    """As days pass with nothing typed, nothing turns `ok`, and `overdue` and `critical` never turn milder."""
    turns = [state for day, state in world.prompt_turns() if int(day) > int(today.strftime("%Y%m%d"))]
    before = world.prompt_state(today)
    for after in turns:
        if (after == "ok" != before) or (GRAVITY[before] >= GRAVITY["overdue"] and GRAVITY[after] < GRAVITY[before]):
            yield Breach("milder with the days", "prompt", f"{before} then {after}")
        before = after


def undo_gives_back(world: World, today: date, random: Random) -> Iterator[Breach]:
    """A change and `itb undo` leave exactly the answers before."""
    change = random.choice(
        [
            ("event", "mri", "--yes"),
            ("event", "alarm", "--yes"),
            ("dose", "333", "--on", str(today), "--yes", "--force"),
            ("setup", "--buffer-days", "21"),
            ("book", str(today + timedelta(days=9)), "--yes"),
        ]
    )
    before = world.run(today, "status", "--json").out
    stored = world.record.read_bytes()
    world.run(today, *change)
    if world.record.read_bytes() != stored:
        world.run(today, "undo")
        after = world.run(today, "status", "--json").out
        if after != before:
            yield Breach("undo", "status", " ".join(change))


def order_of_typing_does_not_matter(world: World, today: date, random: Random) -> Iterator[Breach]:
    """The same entries, written in another order."""
    record = tomllib.loads(world.record.read_text(encoding="utf-8"))
    for table in ("refills", "doses", "events", "appointments"):
        random.shuffle(record.get(table, []))
    other = answer_of(world, today, record)
    facts = world.run(today, "status", "--json").data()
    for fact in (*SAME, "last_refill"):
        if other["data"][fact] != facts["data"][fact]:
            yield Breach("order of typing", "status", f"{fact}: {other['data'][fact]} and not {facts['data'][fact]}")
    if other["state"] != facts["state"]:
        yield Breach("order of typing", "status", f"{other['state']} and not {facts['state']}")


def answer_of(world: World, today: date, record: dict[str, Any]) -> dict[str, Any]:
    """What `itb status` says of another record."""
    place = world.folder / "other" / "record.toml"
    place.parent.mkdir(mode=0o700, exist_ok=True)
    place.write_text(_as_toml(record), encoding="utf-8")
    return world.run(today, "status", "--json", record=place).data()


def two_records_are_never_milder_than_either(world: World, today: date, random: Random) -> Iterator[Breach]:
    """A second copy beside the record, the two joined, and one imported into the other."""
    versions = []
    for name in random.sample(sorted(STRICTER), 2):
        record = tomllib.loads(world.record.read_text(encoding="utf-8"))
        if name == "an unknown key" or not STRICTER[name](record, today):
            return
        versions.append((name, record, answer_of(world, today, record)))
    (one, mine, told_mine), (other, theirs, told_theirs) = versions
    what = f"{one} / {other}"
    gravest = max(GRAVITY[told_mine["state"]], GRAVITY[told_theirs["state"]])
    folder = world.folder / f"two-{world.commands}"
    folder.mkdir(mode=0o700)
    place, copy = folder / "record.toml", folder / "record.sync-conflict-1.toml"
    place.write_text(_as_toml(mine), encoding="utf-8")
    copy.write_text(_as_toml(theirs), encoding="utf-8")
    beside = world.run(today, "status", "--json", record=place).data()
    if GRAVITY[beside["state"]] < GRAVITY[told_mine["state"]]:
        yield Breach("a copy beside makes it milder", "status", f"{what}: {told_mine['state']} becomes {beside['state']}")
    if not any("cop" in notice["code"] or "other" in notice["code"] for notice in beside["notices"]):
        yield Breach("a copy beside is not named", "status", f"{what}: {[notice['code'] for notice in beside['notices']]}")
    ran = world.run(today, "restore", "--merge", str(copy), "--yes", record=place)
    joined = world.run(today, "status", "--json", record=place).data()
    if ran.code == 0 and GRAVITY[joined["state"]] < gravest:
        seen = f"{what}: {told_mine['state']} and {told_theirs['state']} become {joined['state']}"
        yield Breach("joined is milder", "status", seen)
    place.write_text(_as_toml(mine), encoding="utf-8")
    export = folder / "export.json"
    copy.rename(folder / "theirs.toml")
    world.run(today, "export", "json", "-o", str(export), record=folder / "theirs.toml")
    ran = world.run(today, "import", str(export), "--yes", record=place)
    joined = world.run(today, "status", "--json", record=place).data()
    if ran.code == 0 and GRAVITY[joined["state"]] < gravest:
        seen = f"{what}: {told_mine['state']} and {told_theirs['state']} become {joined['state']}"
        yield Breach("imported is milder", "status", seen)


def one_worse_fact_is_never_milder(world: World, today: date) -> Iterator[Breach]:
    """No date later, no state milder; a sum that is no longer believed may vanish, since that is a doubt."""
    base = world.run(today, "status", "--json").data()
    for name, worsen in STRICTER.items():
        record = tomllib.loads(world.record.read_text(encoding="utf-8"))
        if not worsen(record, today) or (name == "a larger buffer" and not base["data"]["alarm_date"]):
            continue
        worse = answer_of(world, today, record)
        if GRAVITY[worse["state"]] < GRAVITY[base["state"]]:
            yield Breach(f"milder with {name}", "status", f"{base['state']} becomes {worse['state']}")
        for fact in DATES:
            if base["data"][fact] and worse["data"][fact] and worse["data"][fact] > base["data"][fact]:
                yield Breach(f"later with {name}", "status", f"{fact} {base['data'][fact]} becomes {worse['data'][fact]}")
            if base["data"][fact] and not worse["data"][fact] and "implausible" not in worse["data"]["doubts"]:
                yield Breach(f"no date more with {name}", "status", f"{fact} {base['data'][fact]}")


def _as_toml(record: dict[str, Any]) -> str:
    import tomli_w

    return tomli_w.dumps(record)
