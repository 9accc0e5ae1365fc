"""The page of `itb sources --safety`: a safety case in the shape that clinical safety officers know (ISO 14971, DCB0129)."""

from collections.abc import Iterable

from itb_cli.domain.command import Command
from itb_cli.domain.dates import spoken_short
from itb_cli.domain.hazards import Hazard, Score
from itb_cli.domain.statement import Statement
from itb_cli.pages.blocks import Block, Fact, Facts, Headline, Notes, Page, Points, Tone, page
from itb_cli.pages.sources import TIER_WORDS
from itb_cli.pages.wording import NOT_CHECKED, listing
from itb_cli.services.knowledge.safety import SafetyView
from itb_cli.services.outcome import Outcome

INTENDED_USE = (
    "For adults who live with an implanted intrathecal baclofen pump, and for those who care for a person with one.",
    "It keeps the refill record and says when the next refill is due, and how it knows.",
    "It answers what to do about a thing or a sign.",
    "It prints a card that speaks for a person who cannot. It works beside the pump clinic, never in its place.",
)
USERS_AND_MISUSE = (
    "A tired person or carer at night, perhaps with a sign already there, perhaps with a machine that reads the screen aloud.",
    "Foreseen misuse: to go by a date and not by a sign; to take silence for good news; to put a refill off.",
    "Foreseen misuse: to ask in words that it does not know; to trust an old card; to type a wrong figure; to mix up two people.",
)
NOT_FOR = (
    "Not to diagnose, not to choose or change a dose, not to set a pump, and not to find out if a sign is harmless.",
    "Not in place of the pump's alarm, the pump clinic or emergency help.",
    "Not as the only reminder, and not as a hospital's record of a patient.",
)
LIMITS = (
    "Sources were read as excerpts, most of them old; whole manuals were not open. What was not read is said to be unknown.",
    "No source gives a time from the last drop to the first sign. No alarm, and no date, is taken for proof of drug in the pump.",
    "It knows what people type in English only. What it does not understand it says it does not know.",
    "Reading grades are formulas. Nobody with a pump has tried the texts yet.",
    "The scores are the developers' own judgement. No clinician and no safety engineer has checked them yet.",
)


def build(outcome: Outcome[SafetyView]) -> Page:
    """The case: what it is for, the hazards, the evidence, and what is left."""
    view = outcome.view
    counted = f"{len(view.hazards)} hazards, {len(view.open_hazards)} of them not closed. {NOT_CHECKED}"
    return page(
        Headline(
            "SAFETY CASE", counted, Tone.NEUTRAL, ("In the shape of ISO 14971 and DCB0129. A draft: nobody has signed it.",)
        ),
        Points("Intended use", _said(INTENDED_USE)),
        Points("Users, and misuse that is foreseen", _said(USERS_AND_MISUSE)),
        Points("What it must not be used for", _said(NOT_FOR)),
        *(block for hazard in view.hazards for block in _hazard(hazard)),
        Facts(tuple(_left(view)), "What is left"),
        Facts(tuple(_evidence(view)), "Evidence and its age"),
        Points("Known limits", _said(LIMITS)),
        Notes((Statement(f"Every topic, to read and sign: {Command('sources --review')}"),)),
    )


def _said(texts: Iterable[str]) -> tuple[Statement, ...]:
    return tuple(Statement(text) for text in texts)


def _hazard(hazard: Hazard) -> Iterable[Block]:
    yield Headline(hazard.id, hazard.hazard, Tone.NEUTRAL)
    yield Facts(
        (
            Fact("Causes", "; ".join(hazard.causes)),
            Fact("Situation", hazard.situation),
            Fact("Harm", hazard.harm),
            Fact("Score before", _score(hazard.before)),
            Fact("Score after", _score(hazard.after)),
            Fact("Status", hazard.status, f"owner: {hazard.owner}"),
        )
    )
    yield Points("Controls, with the tests that hold them", tuple(Statement(text) for text in _controls(hazard)))


def _score(score: Score) -> str:
    return f"{score.risk} (severity {score.severity} of 5, probability {score.probability} of 5)"


def _controls(hazard: Hazard) -> Iterable[str]:
    for control in hazard.controls:
        yield f"{control.what} ({control.type}; {listing(control.requirements)}). Held by: {', '.join(control.tests)}"


def _left(view: SafetyView) -> Iterable[Fact]:
    for hazard in sorted(view.hazards, key=lambda one: -one.after.risk):
        if hazard.id in view.open_hazards or hazard.after.risk > hazard.after.severity:
            yield Fact(hazard.id, f"{hazard.hazard}. Left: {_score(hazard.after)}", hazard.status)


def _evidence(view: SafetyView) -> Iterable[Fact]:
    yield Fact("Topics", f"{view.topics}, {view.signed} of them checked by a clinician")
    yield Fact(
        "Read against their sources", f"from {spoken_short(view.first_read)}", f"again by {spoken_short(view.read_again_by)}"
    )
    yield Fact("Statements", f"{view.statements}, {view.own_rules} of them rest in whole or in part on itb's own rule")
    yield Fact("Sources", f"{view.sources}, dated {view.oldest} to {view.newest}", f"{view.undated} bear no date")
    for tier, count in view.sources_by_tier:
        yield Fact(f"Tier {tier}", str(count), TIER_WORDS[tier])
