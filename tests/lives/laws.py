"""What must hold whatever somebody's life is like: each law gives the breaches that it finds, in words."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from lives.life import Life
from lives.world import Told, first_word_of_state

GRAVITY = {"ok": 0, "soon": 1, "unknown": 2, "overdue": 3, "critical": 4}
DATED = ("status", "next-refill", "remind", "message", "report", "calendar", "trip")
SAME = ("refill_by", "book_by", "alarm_date", "empty_date", "origin", "doubts", "days_left", "dose_mcg_per_day", "candidates")
"""What a surface may leave out, but never say differently."""
ONLY_THERE = {"calendar_behind", "symptoms_beat_dates", "reminders_stopped", "never_reminded", "reminders_never_ran"}
"""Notices about the surface itself, or said everywhere in another way."""
KEPT_BACK = {("message", "alarm_date"), ("message", "empty_date")}
"""What goes out to others names no more than it must."""
COUNTED_DOWN = re.compile(r"\b\d+ days? left\b")
CAVEAT = re.compile(r"in doubt|estimate|relied on|not hold|no longer holds")
HURRY = re.compile(r"[Aa]sk (the pump clinic )?for a refill|[Dd]ue by")
HURRIED = ("status", "next-refill", "message", "remind")
LABELS = {"refill_by": "Refill by", "alarm_date": "Alarm date", "book_by": "Book by", "empty_date": "Empty date"}


class Breach(NamedTuple):
    """A law that was broken, by what, and what was seen."""

    law: str
    surface: str
    seen: str


# --- the truth ----------------------------------------------------------------------------------------------------------


def no_false_reassurance(life: Life, day: date, told: Told, open_now: frozenset[str]) -> Iterator[Breach]:
    """Never `ok` or `soon` if the truth is at or below the alarm volume, if what happened was told (`open_now`: what was not)."""
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
        yield Breach("at the alarm volume, enough told, not critical", "status", state)
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
            asks_before_a_visit = about["booked_on"] and about["on"] == _day_before(about["booked_on"])  # "is it still right?"
            if about["slot"] in facts and about["days"] == 0 and about["on"] != facts[about["slot"]] and not asks_before_a_visit:
                yield Breach(f"another {about['slot']}", "ics", about["on"])
            if facts["doubts"] and not about["caveats"]:
                yield Breach("no caveat", "ics", f"{about['slot']} with {facts['doubts']}")


def _day_before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


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
        is_time_to_book = facts["book_by"] and facts["book_by"] <= told.json["status"]["as_of"]
        if state == "unknown" and is_time_to_book and name in HURRIED and not HURRY.search(text):
            yield Breach("no word of the hurry under UNKNOWN", name, text[:160])
    yield from _dates_in_words(told, facts)
    for name in ("card", "report", "message"):
        if facts["doubts"] and facts["refill_by"] and not CAVEAT.search(told.text[name]):
            yield Breach("no caveat in words", name, ", ".join(facts["doubts"]))


def _dates_in_words(told: Told, facts: Mapping[str, Any]) -> Iterator[Breach]:
    """Dates and dose, read from the lines that name them."""
    for name, text in told.text.items():
        for fact, label in LABELS.items():
            for spoken in re.findall(rf"^{label}: \w+ (\d+ \w+ \d{{4}})", text, re.MULTILINE):
                if str(datetime.strptime(spoken, "%d %B %Y").date()) != facts[fact]:  # noqa: DTZ007  # a day, no moment
                    yield Breach(f"another {fact} in words", name, f"{spoken} and not {facts[fact]}")
        for spoken in re.findall(r"^Dose: ([\d,.]+) mcg", text, re.MULTILINE):
            if float(spoken.replace(",", "")) != facts["dose_mcg_per_day"]:
                yield Breach("another dose in words", name, f"{spoken} and not {facts['dose_mcg_per_day']}")
