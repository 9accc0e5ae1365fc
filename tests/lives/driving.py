"""Drives `itb` through a life, command by command, and asks every surface on many of its days."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random

from lives import laws, properties
from lives.laws import Breach
from lives.life import Life, live
from lives.world import World, ask

ASKED_DAYS = 24
"""Of one life, at most."""


@dataclass
class Driven:
    """What was found in a life: breaches with their day, the commands up to each, and how often which state was said."""

    life: Life
    breaches: list[tuple[date, Breach]] = field(default_factory=list)
    typed: list[tuple[date, tuple[str, ...], int]] = field(default_factory=list)
    refused: Counter[str] = field(default_factory=Counter)
    states: Counter[tuple[bool, bool, str]] = field(default_factory=Counter)
    """(complete record, far from any date, state)."""
    doubts: Counter[str] = field(default_factory=Counter)
    """In complete records, far from any date."""
    commands: int = 0
    asked: int = 0


def drive(seed: int, folder: Path, asked_days: int = ASKED_DAYS) -> Driven:
    """The life of a seed, from its first entry to its last day."""
    life = live(seed)
    random = Random(-seed)
    world = World(folder)
    driven = Driven(life)
    world.run(life.begins, "prompt", "bash")
    entries = list(life.entries)
    cured: set[str] = set()
    for day in days_to_ask(life, random, asked_days):
        while entries and entries[0].on <= day:
            entry = entries.pop(0)
            ran = world.run(entry.on, *entry.words)
            driven.typed.append((entry.on, entry.words, ran.code))
            if ran.code == 0:
                cured |= set(entry.cures)
            else:
                driven.refused[" ".join(entry.words[:1]) + ": " + (ran.err or ran.out).splitlines()[0]] += 1
        driven.breaches += [(day, breach) for breach in breaches_on(life, world, day, cured, random, driven)]
    driven.commands = world.commands
    return driven


def days_to_ask(life: Life, random: Random, most: int) -> list[date]:
    """Days around what happens, some days of no importance, never more than `most`."""
    around = {turn + timedelta(days=days) for turn in life.turns for days in (-1, 0, 1, 7)}
    around |= {entry.on + timedelta(days=days) for entry in life.entries for days in (0, 1)}
    inside = sorted(day for day in around if life.begins <= day <= life.ends)
    low = [day for day, truth in life.truth.items() if truth.nominal <= life.alarm_volume or truth.true <= 0]
    chosen: set[date] = set()
    for days in (inside, low, sorted(life.truth)):
        chosen |= set(random.sample(days, min(len(days), most // 3)))
    return sorted(chosen)


def breaches_on(life: Life, world: World, day: date, cured: set[str], random: Random, driven: Driven) -> Iterator[Breach]:
    """Every law, on a day."""
    if not world.record.exists():
        return
    told = ask(world, day)
    driven.asked += 1
    refilled = max(refill for refill in life.refills if refill <= day)
    open_now = frozenset(item.name for item in life.untold if refilled <= item.since <= day and item.name not in cured)
    status = told.json["status"]
    if status["error"] is None:
        truth = life.truth.get(day)
        is_far = truth is not None and truth.days_to_alarm > 45
        driven.states[life.is_complete, is_far, status["state"]] += 1
        if life.is_complete and is_far:
            driven.doubts.update(status["data"]["doubts"])
            driven.doubts.update("disagree" for notice in status["notices"] if notice["code"] == "dates_disagree")
    found = [*laws.all_say_the_same(told)]
    yield from found
    if any(breach.law == "an error instead of an answer" for breach in found) or status["error"]:
        return
    yield from laws.no_false_reassurance(life, day, told, open_now)
    yield from properties.dates_are_in_order(told)
    yield from properties.days_only_make_it_graver(world, day)
    if random.random() < 0.3:
        yield from properties.undo_gives_back(world, day, random)
    if random.random() < 0.3:
        yield from properties.order_of_typing_does_not_matter(world, day, random)
    if random.random() < 0.3:
        yield from properties.one_worse_fact_is_never_milder(world, day)
    if random.random() < 0.3:
        yield from properties.two_records_are_never_milder_than_either(world, day, random)
