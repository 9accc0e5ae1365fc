"""`itb sources --safety`: the safety case is made from the hazard table, the topics and the sources, and says who looked at it."""

import json

from hazards import HAZARDS
from itb_cli.content.loader import packaged_knowledge

KNOWLEDGE = packaged_knowledge()
PARTS = (
    *("Intended use:", "Users, and misuse that is foreseen:", "What it must not be used for:", "What is left:"),
    *("Evidence and its age:", "Known limits:"),
)


def test_every_hazard_stands_there_with_cause_harm_scores_controls_and_their_tests(run):
    shown = run("sources", "--safety", "--plain").out
    assert shown.startswith(f"SAFETY CASE: {len(HAZARDS)} hazards, ")
    for row in HAZARDS:
        assert f"\n{row['id']}: {row['hazard']}\n" in shown
        assert f"Causes: {'; '.join(row['events'])}\n" in shown
        assert f"Harm: {row['harm']}\n" in shown
        for when, name in (("before", ""), ("after", "residual_")):
            score = f"{row[f'{name}risk']} (severity {row[f'{name}severity']} of 5, probability {row[f'{name}probability']} of 5)"
            assert f"Score {when}: {score}\n" in shown
        for control in row["controls"]:
            assert f"- {control['what']} ({control['type']}; " in shown
            assert all(test in shown for test in control["tests"])


def test_the_case_has_the_parts_that_a_safety_officer_looks_for_in_their_order(run):
    shown = run("sources", "--safety", "--plain").out
    places = [shown.index(f"\n{part}\n") for part in PARTS]
    assert places == sorted(places)


def test_what_is_open_is_left_and_nobody_is_said_to_have_signed(run):
    shown = run("sources", "--safety", "--plain").out
    left = shown[shown.index("\nWhat is left:\n") : shown.index("\nEvidence and its age:\n")]
    for row in HAZARDS:
        if row["status"] != "controlled":
            assert f"\n{row['id']}: {row['hazard']}." in left
            assert row["status"] in left
    assert f"Topics: {len(KNOWLEDGE.topics)}, 0 of them checked by a clinician\n" in shown
    assert "nobody has signed it" in shown
    assert "No clinician and no safety engineer has checked them yet." in shown


def test_the_numbers_in_json_are_those_of_topics_and_sources(run):
    data = json.loads(run("sources", "--safety", "--json").out)["data"]
    sources = [source for source in KNOWLEDGE.sources.values() if source.id != "own"]
    assert data["sources"] == len(sources) == sum(row["sources"] for row in data["sources_by_tier"])
    assert [hazard["id"] for hazard in data["hazards"]] == [row["id"] for row in HAZARDS]
    assert 0 < data["own_rules"] < data["statements"]


def test_as_html_it_is_written_and_fetches_nothing(run, tmp_path):
    case = tmp_path / "case.html"
    assert run("sources", "--safety", "--html", str(case)).out.startswith(f"WRITTEN: itb safety case to {case}\n")
    written = case.read_text(encoding="utf-8")
    assert HAZARDS[0]["harm"] in written
    assert "<script" not in written


def test_the_review_sheet_shows_what_people_type_for_a_topic(run):
    shown = run("sources", "--review", "--plain").out
    itching = shown[shown.index("\nTopic: itching\n") :]
    found_by = next(line for line in itching.splitlines() if line.startswith("Also found by: "))
    assert "cant + stop + scratch" in found_by
    assert "itch, " in found_by
    for topic in KNOWLEDGE.topics.values():
        assert f"\nAlso asked as: {', '.join(topic.aliases)}\n" in shown
