"""What is asked of every record, on each of its days; and what is changed, each time from the same beginning."""

import shlex
from collections.abc import Iterator
from datetime import date, timedelta

from itb_cli.content.loader import Knowledge

READ = """
status
next-refill --why
card
history
calendar
remind --message
report
status --all
"""
"""In every medium, on every day."""

TOLD_OTHERWISE = """
status --exit-code
next-refill --exit-code
history --kind diary --since 2026-09-01
history --chart
calendar --months 2
trip DAY+3 DAY+10
trip DAY+3 DAY+40 --delay 0 --flying
remind
diary
restore
check mri
report --redact --html report.html
calendar --ics itb.ics --detailed
card --format html -o card.html
card --format svg --size wallet -o card.svg
card --format markdown
export json -o all.json
export csv
remind --once-a-day --exit-code
remind --status
remind --install cron
status --as-of DAY+30
next-refill --person alex
status --file itb/record.toml
prompt bash
"""
"""In one medium a day, in turn: what writes files too."""

CHANGES = """
log DAY
log DAY --alarm-date DAY+100 --dose 300 --filled 20 --strength 2000 --yes
log DAY-1 --refill-by DAY+60 --note noted --complete
log DAY+1
dose 350 DAY
dose 350 --on DAY --yes
dose 90mg --on DAY
book DAY+10 --at 09:30 --place "Room 2"
book DAY+11 --move --yes
book --cancel --yes
book --done --yes
event mri --on DAY-1
event alarm
event --checked
event alarm --checked DAY --alarm-date DAY+50 --yes
diary add DAY --spasms 2 --tightness 5 --sleep 6
diary add DAY --note "very sleepy" --complete --yes
setup --clinic-phone "555 0199" --buffer-days 7 --pump-model "SynchroMed III"
setup --buffer-days 1
setup --name ""
edit 2026-09-01 --alarm-date 2026-12-20 --yes
edit 2026-09-01 --kind refill --dose 260 --note "other"
remove 2026-09-01 --kind refill --yes
remove 2026-10-05
undo
restore 2 --yes
restore 1 --yes
import ../import.json --yes
import ../import.csv --dry-run
remind --snooze 5
log DAY --person sam --yes
"""
"""In one medium a day, in turn."""

SLOW = """
doctor
doctor --fix
"""
"""On one day, in every medium."""

KNOWLEDGE = """
emergency
learn
learn spasticity
sources
sources S01 S08
sources --review
check
check --level do_not
check --kind symptom
check itching and a hot tub
check "can I have an MRI with a Prometra II?"
check seizur
check xyzzy
sleepy
overdose
demo
"""
"""Of one record, on one day, in every medium, with every topic and every section by name, and every command's help."""


def worded(lines: str, day: date) -> Iterator[tuple[str, ...]]:
    """The lines as words, with days in place of DAY+3."""
    for line in lines.strip().splitlines():
        yield tuple(_dated(word, day) for word in shlex.split(line))


def about_knowledge() -> Iterator[tuple[str, ...]]:
    """Every question that needs no record."""
    from itb_cli.cli.app import COMMANDS

    knowledge = Knowledge()
    yield from map(tuple, map(shlex.split, KNOWLEDGE.strip().splitlines()))
    for topic in knowledge.topics.values():
        yield from (("check", name) for name in (topic.title, *topic.aliases[:2]))
    yield from (("learn", section) for section in knowledge.sections)
    yield from ((entry.name, "--help") for entry in COMMANDS)


def _dated(word: str, day: date) -> str:
    if not word.startswith("DAY"):
        return word
    return str(day + timedelta(days=int(word[3:] or 0)))
