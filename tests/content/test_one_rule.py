"""One rule for each thing in all topics (evidence 13): fever, early signs, own rules, and what was found wrong by an audit."""

import re

import pytest
from corpus import KNOWLEDGE, all_statements

from itb_cli.content.card import CARD_TEXT
from itb_cli.content.emergency import EMERGENCY_TEXT
from itb_cli.domain.pumps import PumpFamily
from itb_cli.domain.topics import OWN, Kind, Level, rules_for
from itb_cli.pages.check import meaning_of
from itb_cli.services.knowledge.dangers import IN_DANGER, steps_in_danger

STEPS = [(topic.id, step) for topic in KNOWLEDGE.topics.values() for step in topic.steps]
HELP = "Get emergency help"
IN_DANGER_ALREADY = {
    *("abrupt-stop", "single-tone", "two-tone", "beeping", "alarm-after-mri", "after-mri", "missed-refill", "pump-moved"),
    *("blow-to-pump", "mri", "pump-clinic-unreachable", "pump-removal"),
}
"""What these topics are about is itself a danger: an alarm, a fault, a late refill, a scan, no pump. With it each sign is an emergency."""
OTHERS = {PumpFamily.PROMETRA, PumpFamily.PROMETRA_II, PumpFamily.CONSTANT_FLOW, PumpFamily.OTHER}
EARLY = re.compile(r"\b(itch\w*|tingl\w*|tight\w*|spasms?|sweat\w*)\b", re.IGNORECASE)
LATER = re.compile(
    r"confus|stiff|\bfit\b|sleepy|floppy|breath|seeing things|weak|alarm|beep|late\b|\bdate\b|hard to wake|Call your pump clinic|no answer",
    re.IGNORECASE,
)


def first_told(step):
    """The question of a step, if what follows it is emergency help and no call stands before that."""
    question, mark, then = step.text.partition("?")
    return question if mark and then.strip().startswith(HELP) else ""


def test_early_signs_alone_are_a_call_in_every_topic():
    alone = [(topic, step.text) for topic, step in STEPS if EARLY.search(first_told(step)) and not LATER.search(first_told(step))]
    assert [(topic, text) for topic, text in alone if topic not in IN_DANGER_ALREADY and "ever, and itching" not in text] == []
    asked = [text for topic, step in STEPS if (text := step.text).startswith("Itching, tingling, tight, or spasms back?")]
    assert len(asked) > 40
    assert set(asked) == {
        "Itching, tingling, tight, or spasms back? Call your pump clinic now. No answer? Get emergency help now."
    }


def test_a_fever_alone_is_a_call_and_a_high_one_or_one_with_a_sign_an_emergency_in_every_topic():
    alone = [(topic, told) for topic, step in STEPS if re.search(r"\bfever(ish)?\b", told := first_told(step), re.IGNORECASE)]
    alone = [(topic, told) for topic, told in alone if not re.search(r"high|\band\b|alarm|,", told, re.IGNORECASE)]
    assert [row for row in alone if row[0] not in IN_DANGER_ALREADY] == []
    assert KNOWLEDGE.topics["fever"].level is Level.CALL_NOW
    calls = [statement.text for statement in EMERGENCY_TEXT.call_if]
    assert any("high fever" in text for text in calls)
    assert any("any sign below, and a fever" in text for text in calls)
    assert any("fever" in statement.text for statement in EMERGENCY_TEXT.too_little)


@pytest.mark.parametrize(
    "words",
    [
        r"Do not wait for a call back",
        r"Do not (stay alone|leave the person alone)",
        r"^(Give|Take) no tablet\.?$|Never give tablets",
        r"^No signs\? Call",
        r"^No answer( at once)?\b",
        r"^Do not put (it|new|a fever)",
        r"^Then call (your|the) pump clinic",
        r"^After any shock",
        r"^(Which reading|Do not use (it|blood pressure) to)",
    ],
)
def test_a_rule_of_our_own_bears_our_own_mark_and_no_source(words):
    told = [statement for statement in (*all_statements(), *IN_DANGER) if re.search(words, statement.text)]
    assert told
    assert [statement.text for statement in told if statement.sources != (OWN,)] == []


def test_the_own_mark_is_told_as_what_it_is(run):
    assert "own rule, on the strict side" in run("check", "itching", "--plain", "--more").out
    assert "no source: itb's own rule, on the strict side" in run("sources", "own", "--plain").out


def test_which_steps_go_in_danger_is_a_mark_on_the_step_and_not_how_it_begins():
    signs = [topic for topic in KNOWLEDGE.topics.values() if topic.kind is Kind.SYMPTOM and topic.level is Level.CALL_NOW]
    assert all(topic.calls for topic in signs)
    for topic in signs:
        left = steps_in_danger(topic)
        assert left[: len(IN_DANGER)] == IN_DANGER
        assert not set(topic.calls) & set(left)
        assert [step.text for step in left if re.match(r"Call your pump clinic now|No answer at once", step.text)] == []
        reworded = topic._replace(steps=(*topic.steps, IN_DANGER[0]._replace(text="Call your pump clinic now, or so we said.")))
        assert steps_in_danger(reworded)[-1].text.endswith("or so we said.")


STEPS_ASKED_FOR = {
    "scuba": "10 m",
    "hyperbaric-oxygen": "2 ATA",
    "breastfeeding": "Do not stop breastfeeding",
    "airport-security": "Body scanner",
    "defibrillation": "Use the defibrillator at once",
    "resuscitation": "Never hold back",
    "surgery": "Never hold back surgery",
    "electrosurgery": "Never hold back surgery",
    "anaesthesia": "Never hold back care",
    "refill-amount": "today",
}


@pytest.mark.parametrize(("topic_id", "words"), STEPS_ASKED_FOR.items())
def test_what_the_decisions_ask_for_is_a_step(topic_id, words):
    assert any(words in step.text for step in KNOWLEDGE.topics[topic_id].steps)


def test_a_body_scanner_is_asked_about_first_and_a_gate_is_not(run):
    assert "ASK FIRST: Body scanner" in run("check", "body scanner", "--plain").out
    assert "TELL STAFF: Airport security" in run("check", "airport security", "--plain").out


def test_a_heated_pool_is_asked_about_first_for_every_pump():
    pool = KNOWLEDGE.topics["heated-pool"]
    assert {rules_for(pool, family).level for family in (None, *(one for note in pool.pump_notes for one in note.families))} == {
        Level.ASK_FIRST
    }


def test_sources_stand_only_under_what_they_say():
    texts = {topic.id: topic for topic in KNOWLEDGE.topics.values()}
    cold = [statement for part in ("steps", "why") for statement in getattr(texts["low-temperature"], part)]
    assert [one.text for one in cold if "cold" in one.text and "S04" in one.sources] == []
    assert [one.text for one in all_statements() if "on or near your pump" in one.text and "S08" in one.sources] == []
    assert [one.text for one in all_statements() if "a warm pump" in one.text.lower()] == []
    assert [one.text for one in CARD_TEXT.first if "S44" not in one.sources] == []
    assert [one.text for one in all_statements() if "7 to 8 years" in one.text] == []
    within = [one.text for one in all_statements() if re.search(r"\b90 days\b", one.text)]
    assert within
    assert [text for text in within if "at the latest" not in text and "more than 90 days" not in text] == []


def test_how_exact_the_pump_is_says_that_it_can_run_dry_in_silence():
    for topic_id in ("flow-accuracy", "alarm-silent"):
        why = [one for one in KNOWLEDGE.topics[topic_id].why if "no alarm at all" in one.text]
        assert why
        assert {"S120", "S121"} <= set(why[0].sources)
    assert any("14.5 percent" in one.text and "S120" in one.sources for one in KNOWLEDGE.topics["flow-accuracy"].why)


@pytest.mark.parametrize("model", ["MedStream", "Codman MedStream"])
def test_a_medstream_pump_is_of_no_known_family(model):
    from itb_cli.domain.pumps import pump_family

    assert pump_family(model) is None


def test_a_level_line_fits_what_it_stands_over(run):
    for thing, line in {
        "kidney disease": "Talk to your pump clinic about it.",
        "itching": "No answer, or worse: get emergency help.",
        "defibrillator": "A life at risk? Use it at once.",
        "surgery": "A life at risk? Never hold back.",
        "CPR": "Get emergency help now.",
    }.items():
        assert line in run("check", thing, "--plain").out
    assert meaning_of


def test_a_sign_in_a_long_question_is_heard_though_nobody_is_named(run):
    words = "there is a strange tightening of both thighs and a constant twitching in both calves during most of the night"
    assert run("check", words, "--plain").out.startswith("CALL NOW: Tight muscles or spasms coming back")


@pytest.mark.parametrize(
    ("topic", "words", "sources"),
    [
        ("scuba", "deep-sea", "S145"),
        ("hot-tub", "Body heat drives", "S147"),
        ("heating-pad", "Body heat drives", "S145"),
        ("contact-sport", "avoid contact sports", "S145"),
    ],
)
def test_what_the_maker_of_a_constant_flow_pump_says_is_not_called_unchecked(topic, words, sources):
    notes = [note for note in KNOWLEDGE.topics[topic].pump_notes if PumpFamily.CONSTANT_FLOW in note.families]
    assert [(words in note.text, sources in note.sources, note.level) for note in notes] == [(True, True, Level.DO_NOT)]


def test_how_fast_signs_start_sends_a_late_sign_to_emergency_help():
    steps = [step.text for step in KNOWLEDGE.topics["time-course"].steps]
    assert [text for text in steps if text.partition("?")[0].endswith("a fit") and text.endswith("Get emergency help now.")]


def sends_to_help(steps, *signs):
    """If each of these signs stands in a step that sends to emergency help."""
    told = [step.text for step in steps if HELP in step.text]
    return all(any(re.search(sign, text, re.IGNORECASE) for text in told) for sign in signs)


def test_who_sends_a_fever_to_the_clinic_sends_a_high_one_to_emergency_help():
    sent = re.compile(r"^[^?]*\bfever\b[^?]*\?(?! Get emergency help).*\bCall\b", re.IGNORECASE)
    calls = [topic for topic in KNOWLEDGE.topics.values() if any(sent.search(step.text) for step in topic.steps)]
    assert len(calls) > 12
    assert [topic.id for topic in calls if not sends_to_help(topic.steps, r"high fever")] == []
    wounds = [one for section in KNOWLEDGE.sections.values() for one in section.paragraphs if "a fever, call" in one.text]
    assert wounds
    assert [one.text for one in wounds if not sends_to_help([one], r"high fever")] == []


def test_who_sends_any_other_sign_to_the_clinic_sends_the_late_ones_to_emergency_help():
    """S125 asks for a call at any change of symptoms: a topic that says so, or that says what to do afterwards."""
    calls = {topic for topic, step in STEPS if "S125" in step.sources} | {
        topic for topic in KNOWLEDGE.topics if topic.startswith("after-")
    }
    calls = (calls | {"done-without-asking"}) - {"after-mri"}
    assert any(step.text == "Any sign, early or late? Get emergency help now." for step in KNOWLEDGE.topics["after-mri"].steps)
    late = (r"fever", r"very stiff", r"\bfit\b", r"slow (to breathe|breathing)")
    assert [topic for topic in sorted(calls) if not sends_to_help(KNOWLEDGE.topics[topic].steps, *late)] == []


def test_a_prometra_that_was_scanned_while_it_held_drug_is_an_emergency_in_every_topic_on_scans():
    words = re.compile(r"scanned while it held [^?]*\? Get emergency help now, even if you feel well", re.IGNORECASE)
    for topic in ("mri", "after-mri", "alarm-after-mri"):
        notes = rules_for(KNOWLEDGE.topics[topic], PumpFamily.PROMETRA).notes
        assert any(words.search(note.text) for note in notes), topic
    assert any(words.search(step.text) and "Prometra" in step.text for step in KNOWLEDGE.topics["after-mri"].steps)
    assert rules_for(KNOWLEDGE.topics["after-mri"], None).level is Level.CALL_NOW


def test_no_note_takes_synchromed_iii_for_a_pump_that_the_older_texts_of_its_maker_name():
    """The maker's pages on SynchroMed are older than the third model and do not name it (evidence A3, A9)."""
    unchecked = {
        topic.id: note for topic in KNOWLEDGE.topics.values() for note in topic.pump_notes if set(note.families) >= OTHERS
    }
    assert len(unchecked) > 10
    apart = {
        topic for topic in unchecked for note in KNOWLEDGE.topics[topic].pump_notes if PumpFamily.SYNCHROMED_III in note.families
    }
    assert sorted(set(unchecked) - apart) == []
