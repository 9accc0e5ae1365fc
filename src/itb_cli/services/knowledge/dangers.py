"""What makes a sign an emergency: what stands beside it in the question, and what the record says (evidence 2.2 and 13)."""

from collections.abc import Iterable, Sequence
from enum import StrEnum

from itb_cli.domain.statement import Statement
from itb_cli.domain.topics import OWN, Topic
from itb_cli.services.knowledge.packaged import Knowledge

MISSED_REFILL, NO_CLINIC = "missed-refill", "pump-clinic-unreachable"
AFTER_MRI = frozenset({"after-mri", "alarm-after-mri"})
IN_DANGER = (
    Statement("Get emergency help now.", ("S04",)),
    Statement("Do not wait for a call back. Call your pump clinic from there.", (OWN,)),
)
"""How the steps of a sign in danger begin."""


class Danger(StrEnum):
    """What stands beside a sign."""

    ALARM = "alarm"
    LATE_REFILL = "late_refill"
    NO_CLINIC = "no_clinic"
    AFTER_MRI = "after_mri"
    FEVER = "fever"
    HIGH = "high"
    RECORD_OVERDUE = "record_overdue"
    RECORD_ALARM = "record_alarm"
    RECORD_EMPTY = "record_empty"


Dangers = tuple[Danger, ...]

WORDS = {
    Danger.ALARM: "an alarm",
    Danger.LATE_REFILL: "a late or missed refill",
    Danger.NO_CLINIC: "a pump clinic that does not answer",
    Danger.AFTER_MRI: "an MRI scan before it",
    Danger.FEVER: "a fever and another sign",
    Danger.HIGH: "a high fever",
    Danger.RECORD_OVERDUE: "a refill that is overdue by your record",
    Danger.RECORD_ALARM: "an alarm in your record that nobody checked",
    Danger.RECORD_EMPTY: "a pump that may be near empty by your record",
}


def dangers_among(topic_ids: Iterable[str], content: Knowledge) -> Dangers:
    """The dangers that are topics themselves: an alarm, a late refill, an unreachable clinic."""
    found = []
    for topic_id in topic_ids:
        topic = content.topics[topic_id]
        if topic.worse_with_signs:
            found.append({MISSED_REFILL: Danger.LATE_REFILL, NO_CLINIC: Danger.NO_CLINIC}.get(topic_id, Danger.ALARM))
        found += [Danger.AFTER_MRI] if topic_id in AFTER_MRI else []
    return tuple(dict.fromkeys(found))


def reason(because: Sequence[Danger]) -> str:
    """Why a sign is an emergency, in one sentence."""
    told = [WORDS[danger] for danger in because]
    listed = " and ".join([", ".join(told[:-1]), told[-1]] if len(told) > 1 else told)
    return f"{listed[0].upper()}{listed[1:]}: with a sign, this is an emergency."


def steps_in_danger(topic: Topic) -> tuple[Statement, ...]:
    """The steps of an emergency, then those of the sign that still have a use."""
    return IN_DANGER + tuple(step for step in topic.steps if step not in topic.calls and step.text != IN_DANGER[0].text)
