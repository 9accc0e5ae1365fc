"""What must hold whatever somebody's life is like: each law gives the breaches that it finds, in words."""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta
from random import Random
from typing import Any, NamedTuple

import tomli_w

from lives.life import Life
from lives.world import Told, World, first_word_of_state

GRAVITY = {"ok": 0, "soon": 1, "unknown": 2, "overdue": 3, "critical": 4}
DATED = ("status", "next-refill", "remind", "message", "report", "calendar", "trip")
SAME = ("refill_by", "book_by", "alarm_date", "empty_date", "origin", "doubts", "days_left", "dose_mcg_per_day", "candidates")
"""What a surface may leave out, but never say differently."""
ONLY_THERE = {"calendar_behind", "symptoms_beat_dates", "reminders_stopped", "never_reminded", "reminders_never_ran"}
"""Notices about the surface itself, or said everywhere in another way."""
KEPT_BACK = {("message", "alarm_date")}
"""What goes out to others names no more than it must."""
COUNTED_DOWN = re.compile(r"\b\d+ days? left\b")
DATES = ("refill_by", "book_by", "alarm_date", "empty_date")


class Breach(NamedTuple):
    """A law that was broken, by what, and what was seen."""

    law: str
    surface: str
    seen: str


# --- the truth ----------------------------------------------------------------------------------------------------------


def no_false_reassurance(life: Life, day: date, told: Told, open_now: frozenset[str]) -> Iterator[Breach]:
    """Never `ok` or `soon` where the truth is at or below the alarm volume, if what happened was told (`open_now`: what was not)."""
    truth = life.truth.get(day)
    if truth is None or open_now:
        return
    state = told.json["status"]["state"]
    if state in ("ok", "soon"):
        if truth.nominal <= life.alarm_volume:
            yield Breach("reassured at the alarm volume", "status", f"{state}, {float(truth.nominal):.2f} mL at nominal flow")
        if truth.true <= 0 and life.has_figures:
            yield Breach("reassured when dry within the label", "status", f"{state}, dry at flow {float(life.flow):.3f}")
    if life.tells_enough and truth.nominal <= life.alarm_volume and state != "critical":
        yield Breach(
            "at the alarm volume, enough told, not critical", "status", f"{state}, {told.json['status']['data']['alarm_date']}"
        )
    if life.has_figures and truth.true <= 0 and state != "critical":
        yield Breach("dry within the label, figures known, not critical", "status", state)
    for name in ("trip", "trip without delay"):
        back = date.fromisoformat(told.json[name]["data"]["return_with_delay"])
        then = life.truth.get(back)
        if told.json[name]["data"]["enough"] and then and back < next_refill(life, day) and then.nominal <= life.alarm_volume:
            yield Breach("a trip is said to be covered beyond the alarm volume", name, f"back {back}")


def next_refill(life: Life, day: date) -> date:
    """The first refill after `day`; nothing is known beyond it."""
    return min((refill for refill in life.refills if refill > day), default=date.max)


# --- one truth, told once -----------------------------------------------------------------------------------------------


def all_say_the_same(told: Told) -> Iterator[Breach]:
    """Every surface gives the state, the dates, the dose, the figures and the caveats of `itb status`."""
    status = told.json["status"]
    state, facts, codes = status["state"], status["data"], [notice["code"] for notice in status["notices"]]
    for name, envelope in told.json.items():
        if envelope["error"]:
            yield Breach("an error instead of an answer", name, str(envelope["error"])[:200])
            return
        if name != "card" and envelope["state"] != state:
            yield Breach("another state", name, f"{envelope['state']} and not {state}")
        for fact in SAME:
            if fact in envelope["data"] and envelope["data"][fact] != facts[fact] and (name, fact) not in KEPT_BACK:
                yield Breach(f"another {fact}", name, f"{envelope['data'][fact]} and not {facts[fact]}")
        if name not in ("card", "report"):
            others = [notice["code"] for notice in envelope["notices"]]
            lacking = [code for code in codes if code not in others and code not in ONLY_THERE]
            if lacking:
                yield Breach("a notice lacks", name, ", ".join(lacking))
    if told.prompt != state:
        yield Breach("another state", "prompt", f"{told.prompt} and not {state}")
    yield from _on_the_card(told, facts)
    yield from _in_words(told, state, facts)


def _on_the_card(told: Told, facts: Mapping[str, Any]) -> Iterator[Breach]:
    card = told.json["card"]["data"]
    if card["dates_hold"] == bool(facts["doubts"]):
        yield Breach("the card's caveat", "card", f"dates_hold {card['dates_hold']} with doubts {facts['doubts']}")
    refill = facts["last_refill"]
    if refill and card["strength_mcg_per_ml"] != refill["strength_mcg_per_ml"]:
        yield Breach("another strength", "card", str(card["strength_mcg_per_ml"]))
    report = told.json["report"]["data"]
    if report["doses"] and report["doses"][-1]["dose_mcg_per_day"] != facts["dose_mcg_per_day"]:
        yield Breach("another dose", "report", str(report["doses"][-1]))
    for entry in told.json["ics"]["data"].get("entries", ()):
        about = entry["about"]
        if about and about["slot"] in ("refill_by", "book_by", "alarm_date") and entry["status"] == "confirmed":
            if about["slot"] in facts and about["days"] == 0 and about["on"] != facts[about["slot"]]:
                yield Breach(f"another {about['slot']}", "ics", about["on"])
            if facts["doubts"] and not about["caveats"]:
                yield Breach("no caveat", "ics", f"{about['slot']} with {facts['doubts']}")


def _in_words(told: Told, state: str, facts: Mapping[str, Any]) -> Iterator[Breach]:
    """The words of a page: its state, its caveats, no countdown to a date that is said not to hold, the hurry in it."""
    for name in ("status", "next-refill", "message", "report", "calendar", "trip", "remind"):
        text = told.text[name]
        if name == "remind" and state == "ok":
            continue
        if name != "trip" and first_word_of_state(text) != state:
            yield Breach("another word", name, f"{first_word_of_state(text)} and not {state}: {text.splitlines()[:1]}")
        if state == "unknown" and (found := COUNTED_DOWN.search(text)):
            yield Breach("a countdown under UNKNOWN", name, found[0])
        if state == "unknown" and facts["book_by"] and facts["book_by"] <= told.json["status"]["as_of"]:
            if name in ("status", "next-refill", "message", "remind") and not re.search(
                r"[Aa]sk (the pump clinic )?for a refill|[Dd]ue by", text
            ):
                yield Breach("no word of the hurry under UNKNOWN", name, text[:160])
    for name, text in told.text.items():
        for fact, label in (
            ("refill_by", "Refill by"),
            ("alarm_date", "Alarm date"),
            ("book_by", "Book by"),
            ("empty_date", "Empty date"),
        ):
            for spoken in re.findall(rf"^{label}: \w+ (\d+ \w+ \d{{4}})", text, re.MULTILINE):
                if str(datetime.strptime(spoken, "%d %B %Y").date()) != facts[fact]:  # noqa: DTZ007  # a day, no moment
                    yield Breach(f"another {fact} in words", name, f"{spoken} and not {facts[fact]}")
        for spoken in re.findall(r"^Dose: ([\d,.]+) mcg", text, re.MULTILINE):
            if float(spoken.replace(",", "")) != facts["dose_mcg_per_day"]:
                yield Breach("another dose in words", name, f"{spoken} and not {facts['dose_mcg_per_day']}")
    for name in ("card", "report", "message"):
        if (
            facts["doubts"]
            and facts["refill_by"]
            and not re.search(r"in doubt|estimate|relied on|not hold|no longer holds", told.text[name])
        ):
            yield Breach("no caveat in words", name, ", ".join(facts["doubts"]))


# --- properties ---------------------------------------------------------------------------------------------------------


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
    place.write_text(tomli_w.dumps(record), encoding="utf-8")
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
    place.write_text(tomli_w.dumps(mine), encoding="utf-8")
    copy.write_text(tomli_w.dumps(theirs), encoding="utf-8")
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
    place.write_text(tomli_w.dumps(mine), encoding="utf-8")
    export = folder / "export.json"
    copy.rename(folder / "theirs.toml")
    world.run(today, "export", "json", "-o", str(export), record=folder / "theirs.toml")
    ran = world.run(today, "import", str(export), "--yes", record=place)
    joined = world.run(today, "status", "--json", record=place).data()
    if ran.code == 0 and GRAVITY[joined["state"]] < gravest:
        seen = f"{what}: {told_mine['state']} and {told_theirs['state']} become {joined['state']}"
        yield Breach("imported is milder", "status", seen)


Table = dict[str, Any]


def _last_refill(record: Table) -> Table | None:
    return max(record.get("refills", []), key=lambda refill: refill["on"], default=None)


def _more_events(record: Table, today: date) -> bool:
    record.setdefault("events", []).append({"id": "more-mri", "on": today, "kind": "mri"})
    return True


def _an_alarm(record: Table, today: date) -> bool:
    record.setdefault("events", []).append({"id": "more-alarm", "on": today, "kind": "alarm"})
    return True


def _an_unknown_key(record: Table, _today: date) -> bool:
    refill = _last_refill(record)
    if refill is not None:
        refill["alarm_dat"] = date(2026, 1, 1)
    return refill is not None


def _a_higher_dose_today(record: Table, today: date) -> bool:
    refill = _last_refill(record)
    doses = sorted((dose for dose in record.get("doses", []) if dose["on"] <= today), key=lambda dose: dose["on"])
    if refill is None or refill["on"] >= today or (doses and doses[-1]["on"] == today):
        return False
    known = [(dose["on"], dose["dose_mcg_per_day"]) for dose in doses if dose["on"] >= refill["on"]]
    last = known[-1][1] if known else refill.get("dose_mcg_per_day") or 0
    record.setdefault("doses", []).append({"id": "more-dose", "on": today, "dose_mcg_per_day": int(last * 1.2) + 30})
    return True


def _a_later_dose_is_higher(record: Table, _today: date) -> bool:
    refill = _last_refill(record)
    later = [dose for dose in record.get("doses", []) if refill and dose["on"] > refill["on"] and "alarm_date" not in dose]
    if not later:
        return False
    later[-1]["dose_mcg_per_day"] = int(later[-1]["dose_mcg_per_day"] * 1.3) + 1
    return True


def _of_the_refill(name: str, factor: float) -> Callable[[Table, date], bool]:
    def change(record: Table, _today: date) -> bool:
        refill = _last_refill(record)
        if refill is None or name not in refill:
            return False
        refill[name] = int(refill[name] * factor)
        return refill[name] > 0

    return change


def _a_larger_alarm_volume(record: Table, _today: date) -> bool:
    pump = record.setdefault("pump", {})
    pump["alarm_volume_ml"] = pump.get("alarm_volume_ml", 4) + 1
    return True


def _a_larger_buffer(record: Table, _today: date) -> bool:
    plan = record.setdefault("plan", {})
    plan["buffer_days"] = plan.get("buffer_days", 10) + 5
    return True


STRICTER: dict[str, Callable[[Table, date], bool]] = {
    "one more event": _more_events,
    "an alarm": _an_alarm,
    "an unknown key": _an_unknown_key,
    "a higher dose today": _a_higher_dose_today,
    "a later dose is higher": _a_later_dose_is_higher,
    "less volume": _of_the_refill("filled_ml", 0.9),
    "weaker drug": _of_the_refill("strength_mcg_per_ml", 0.8),
    "a larger alarm volume": _a_larger_alarm_volume,
    "a larger buffer": _a_larger_buffer,
}


def one_worse_fact_is_never_milder(world: World, today: date) -> Iterator[Breach]:
    """No date later, no state milder."""
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
            if base["data"][fact] and not worse["data"][fact]:
                yield Breach(f"no date more with {name}", "status", f"{fact} {base['data'][fact]}")
