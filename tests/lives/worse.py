"""Ways to make a record worse by one fact: no date may become later by it, and no state milder."""

from collections.abc import Callable
from datetime import date
from typing import Any

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
