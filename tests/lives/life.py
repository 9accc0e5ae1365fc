"""A made-up life with a pump: what is true of it day by day, and what somebody types of it, late, wrong, or not at all.

Nothing of `itb_cli` is used here. The volume is reckoned in fractions, one day after the other.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from random import Random
from typing import NamedTuple

PROFILES = (
    "complete",
    "complete",
    "dates",
    "dates_and_dose",
    "dates_and_dose",
    "dates_and_dose",
    "figures",
    "refill_by",
    "bare",
    "bare",
    "mixed",
)
ENOUGH = ("complete", "dates_and_dose", "figures")
"""What these profiles type tells the day of the alarm, whatever happens to the dose."""
FASTEST, SLOWEST = Fraction(1145, 1000), Fraction(855, 1000)
DRUG_DAYS = 180


class Entry(NamedTuple):
    """Words that are typed on a day. `cures`: what is no longer untold, or no longer wrong, after it."""

    on: date
    words: tuple[str, ...]
    cures: tuple[str, ...] = ()


class Untold(NamedTuple):
    """A truth from `since` on that the record cannot know before an entry cures it."""

    name: str
    since: date


@dataclass
class Pump:
    """What is in the pump. Nominal: at the programmed dose, as its alarm reckons; true: at the flow that it really has."""

    alarm_volume: Fraction
    flow: Fraction
    strength: int
    dose: Fraction
    nominal: Fraction = Fraction(0)
    true: Fraction = Fraction(0)

    def fill(self, volume: int) -> None:
        self.nominal = self.true = Fraction(volume)

    def a_day_passes(self) -> None:
        given = self.dose / self.strength
        self.nominal -= given
        self.true -= given * self.flow

    def days_to_alarm(self) -> int:
        return max(0, int((self.nominal - self.alarm_volume) * self.strength // self.dose))


class Truth(NamedTuple):
    """The volumes at the end of a day."""

    nominal: Fraction
    true: Fraction
    days_to_alarm: int


@dataclass
class Life:
    """What happened (`truth`), what was typed of it (`entries`), and what was not told (`untold`)."""

    seed: int
    profile: str
    alarm_volume: Fraction
    flow: Fraction
    begins: date
    entries: list[Entry] = field(default_factory=list)
    untold: list[Untold] = field(default_factory=list)
    truth: dict[date, Truth] = field(default_factory=dict)
    refills: list[date] = field(default_factory=list)
    turns: list[date] = field(default_factory=list)
    has_figures: bool = False
    tells_enough: bool = False
    is_complete: bool = False

    @property
    def ends(self) -> date:
        return max(self.truth)


def live(seed: int) -> Life:
    """The life of a seed."""
    return _Living(seed).whole()


class _Living:
    def __init__(self, seed: int) -> None:
        self.random = random = Random(seed)
        self.profile = random.choice(PROFILES)
        self.careless = 0.0 if self.profile == "complete" and random.random() < 0.6 else 0.3
        self.day = date(2026, 1, 5) + timedelta(days=random.randrange(400))
        flow = random.choice([Fraction(1), Fraction(1), FASTEST, SLOWEST, Fraction(random.randrange(855, 1146), 1000)])
        self.reservoir = random.choice([20, 20, 40])
        dose = Fraction(random.choice([60, 100, 150, 200, 250, 285, 320, 400, 550, 700]))
        strong = dose > 300 or random.random() < 0.3
        self.pump = Pump(Fraction(random.choice([1, 2, 2, 2, 3, 4])), flow, 2000 if strong else 500, dose)
        self.titrating = random.random() < 0.25
        self.life = Life(seed, self.profile, self.pump.alarm_volume, flow, self.day)
        self.life.is_complete = self.careless == 0.0
        self.buffer = random.choice([None, None, 3, 5, 7, 10, 14])
        self.names = 0
        self.checks: list[tuple[date, str]] = []
        self.is_silent = random.random() < 0.5
        """Some pumps run low with no alarm that anybody hears (S120, S136)."""
        self.was_told = True
        """Whether the clinic printed a new date at the last change; if not, the old one is believed, and the visit stands."""

    def whole(self) -> Life:
        self.settings()
        for _ in range(self.random.choice([1, 2, 2, 3])):
            self.cycle()
        self.life.entries.sort(key=lambda entry: entry.on)
        self.life.has_figures = self.profile in ("complete", "figures")
        self.life.tells_enough = self.profile in ENOUGH
        return self.life

    # --- typing

    def type(self, *words: str, on: date | None = None, cures: tuple[str, ...] = ()) -> None:
        self.life.entries.append(Entry(on or self.day, words, cures))

    def name(self, what: str) -> str:
        self.names += 1
        return f"{what}-{self.names}"

    def chance(self, of: float) -> bool:
        return self.random.random() < of

    def typed_on(self) -> date | None:
        """The day on which somebody writes down what happened today: today, late, or never (None)."""
        if not self.chance(self.careless):
            return self.day
        return None if self.chance(0.3) else self.day + timedelta(days=self.random.randrange(1, 25))

    def settings(self) -> None:
        words = ["--clinic-phone", "555 0100"] if self.chance(0.7) else []
        if self.profile == "complete" or self.chance(0.5):
            words += ["--alarm-volume", str(self.pump.alarm_volume), "--reservoir", str(self.reservoir)]
        if self.buffer is not None:
            words += ["--buffer-days", str(self.buffer)]
        if self.chance(0.3):
            words += ["--lead-days", str(self.random.choice([3, 7, 10, 21, 28]))]
        if self.titrating and self.chance(0.8):
            words += ["--phase", "titrating"]
        if words:
            self.type("setup", *words)

    # --- living

    def cycle(self) -> None:
        self.refill()
        visit = self.plan_visit()
        changes = self.random.choice([0, 1, 1, 2]) + (self.titrating and self.chance(0.5))
        whole = max(2, (visit - self.day).days)
        plan = sorted((self.random.randrange(1, whole + 1), "dose") for _ in range(changes))
        if self.chance(0.25):
            plan.append((self.random.randrange(1, whole + 1), "event"))
        if self.chance(0.06):
            plan.append((self.random.randrange(1, whole + 1), "early alarm"))
        happens = {self.day + timedelta(days=after): what for after, what in plan}
        booked = self.book(visit)
        alarm_sounded = False
        late = self.chance(0.25)
        while self.day < visit and len(self.life.truth) < 1200:
            self.pass_a_day()
            if self.day in happens:
                getattr(self, happens.pop(self.day).replace(" ", "_"))()
                if not late and (self.was_told or self.chance(0.2)):
                    visit = min(visit, max(self.day + timedelta(days=1), self.plan_visit(dose_changed=True)))
            for item in [item for item in self.checks if item[0] <= self.day]:
                self.checks.remove(item)
                self.check(item[1])
            if self.pump.nominal <= self.pump.alarm_volume and not alarm_sounded:
                alarm_sounded = True
                self.alarm()
                if not self.is_silent and self.chance(0.7):
                    visit = min(visit, self.day + timedelta(days=self.random.randrange(1, 6)))
        if booked and self.chance(0.5):
            self.type("book", str(booked), "--done", "--yes")

    def pass_a_day(self) -> None:
        self.day += timedelta(days=1)
        self.pump.a_day_passes()
        self.life.truth[self.day] = Truth(self.pump.nominal, self.pump.true, self.pump.days_to_alarm())

    def plan_visit(self, *, dose_changed: bool = False) -> date:
        """When the next refill will be: in time mostly, and too late now and then."""
        alarm = self.day + timedelta(days=min(self.pump.days_to_alarm(), DRUG_DAYS))
        due = alarm - timedelta(days=self.buffer or 7)
        self.life.turns += [alarm, due]
        if dose_changed:
            return due
        early = self.random.randrange(1, 15)
        return due + timedelta(days=self.random.randrange(1, 40)) if self.chance(0.4) else due - timedelta(days=early)

    def refill(self) -> None:
        self.checks.clear()
        self.life.refills.append(self.day)
        self.pump.fill(self.reservoir - self.random.choice([0, 0, 1, 2]))
        if self.chance(0.08):
            self.pump.strength = self.random.choice([500, 2000])
        if self.chance(0.3):
            self.pump.dose = self.another_dose()
        self.life.truth[self.day] = Truth(self.pump.nominal, self.pump.true, self.pump.days_to_alarm())
        alarm = self.day + timedelta(days=self.pump.days_to_alarm())
        if alarm <= self.day + timedelta(days=18):  # nobody is sent home with so little: the strong drug is put in
            self.pump.strength, self.pump.dose = 2000, min(self.pump.dose, Fraction(300))
            alarm = self.day + timedelta(days=self.pump.days_to_alarm())
        facts = {
            "--alarm-date": str(alarm),
            "--filled": str(self.pump.nominal),
            "--strength": str(self.pump.strength),
            "--dose": str(self.pump.dose),
        }
        if self.chance(0.3) or self.profile == "refill_by":
            due = alarm - timedelta(days=self.random.choice([3, 5, 7, 10]))
            facts["--refill-by"] = str(min(due, self.day + timedelta(days=DRUG_DAYS)))
        kept = {
            "complete": set(facts),
            "dates": {"--alarm-date", "--refill-by"},
            "dates_and_dose": {"--alarm-date", "--refill-by", "--dose"},
            "figures": {"--filled", "--strength", "--dose"},
            "refill_by": {"--refill-by", "--dose"} if self.chance(0.5) else {"--refill-by"},
            "bare": set(),
            "mixed": {name for name in facts if self.chance(0.55)},
        }[self.profile]
        words = ["log", str(self.day)]
        for name, value in facts.items():
            if name in kept:
                words += [name, value]
        self.written_down("refill", words, correctable=[name for name in ("--alarm-date", "--dose") if name in kept], facts=facts)

    def another_dose(self) -> Fraction:
        factor = Fraction(self.random.choice([70, 85, 90, 105, 120, 130, 140, 160, 200]), 100)
        return max(Fraction(30), Fraction(int(self.pump.dose * factor)))

    def dose(self) -> None:
        new = self.another_dose()
        rose = new > self.pump.dose
        self.pump.dose = new
        alarm = self.day + timedelta(days=self.pump.days_to_alarm())
        words = ["dose", str(new), "--on", str(self.day)]
        facts = {"--dose": str(new), "--alarm-date": str(alarm)}
        printed = alarm > self.day and (self.life.is_complete or self.chance(0.4))
        self.was_told = printed
        if printed and self.profile not in ("figures", "bare", "refill_by"):
            words += ["--alarm-date", str(alarm)]
        correctable = [name for name in ("--alarm-date", "--dose") if name == "--dose" or name in words]
        self.written_down("rise" if rose else "fall", words, correctable=correctable, facts=facts)

    def written_down(self, what: str, words: list[str], *, correctable: list[str], facts: dict[str, str]) -> None:
        """Typed on the day, late or never; now and then wrongly first."""
        typed = self.typed_on()
        name = self.name(what)
        self.life.untold.append(Untold(name, self.day))
        if typed is None:
            return
        wrong = correctable and self.chance(self.careless / 4)
        if not wrong:
            self.type(*words, "--yes", on=typed, cures=(name,))
            return
        flag = self.random.choice(correctable)
        right = facts[flag]
        if flag == "--alarm-date":
            slip = str(date.fromisoformat(right) + timedelta(days=self.random.choice([-30, -7, -1, 1, 7, 31])))
        else:
            slip = str(int(int(Fraction(right)) * self.random.choice([0.5, 0.9, 1.1, 2])))
        slipped = [slip if word == right else word for word in words]
        self.life.untold.append(Untold(f"{name}-slip", self.day))
        corrected = typed + timedelta(days=self.random.randrange(0, 12))
        self.type(*slipped, "--yes", on=typed, cures=(name,))
        kind = "refill" if what == "refill" else "dose"
        if self.chance(0.5):
            self.type("edit", str(self.day), "--kind", kind, flag, right, "--yes", on=corrected, cures=(f"{name}-slip",))
        else:
            self.type("remove", str(self.day), "--kind", kind, "--yes", on=corrected)
            self.type(*words, "--yes", on=corrected, cures=(f"{name}-slip", name))

    def event(self) -> None:
        kind = self.random.choice(["mri", "dive", "hyperbaric", "altitude", "fall", "other"])
        if self.chance(self.careless):
            return
        self.type("event", kind, "--on", str(self.day), "--yes")
        if self.chance(0.75):
            self.to_be_checked(kind)

    def to_be_checked(self, kind: str) -> None:
        self.checks.append((self.day + timedelta(days=self.random.randrange(0, 6)), kind))

    def check(self, kind: str) -> None:
        """The clinic looks at the pump, and may print the date that it would print that day."""
        words = ["event", kind, "--checked", str(self.day)]
        left = self.pump.days_to_alarm()
        if self.chance(0.4) and left > 0 and self.profile not in ("figures", "bare"):
            words += ["--alarm-date", str(self.day + timedelta(days=left))]
        self.type(*words, "--yes", on=self.day + timedelta(days=self.random.randrange(0, 4)))

    def alarm(self) -> None:
        if self.is_silent or self.chance(self.careless):
            return
        self.type("event", "alarm", "--on", str(self.day), "--yes")

    def early_alarm(self) -> None:
        """It can sound too early, with nothing wrong (S123)."""
        self.type("event", "alarm", "--on", str(self.day), "--yes")
        if self.chance(0.8):
            self.to_be_checked("alarm")

    def book(self, visit: date) -> date | None:
        if not self.chance(0.6):
            return None
        made = self.day + timedelta(days=self.random.randrange(1, 60))
        if made >= visit:
            return None
        self.type("book", str(visit), "--yes", on=made)
        if self.chance(0.2):
            moved = visit + timedelta(days=self.random.randrange(-5, 12))
            if moved > made:
                self.type("book", str(moved), "--move", "--yes", on=made)
                return moved
        if self.chance(0.1):
            self.type("book", "--cancel", "--yes", on=made)
            return None
        return visit
