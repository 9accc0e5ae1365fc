"""Every topic: its sources, its review dates, its words, its names, and that it keeps what it was read from."""

import re
import subprocess
import sys
import tomllib
from datetime import timedelta
from functools import cache
from pathlib import Path

import passed_reviews
import pytest
from corpus import KNOWLEDGE, all_statements, articles

from itb_cli.content.index import INDEX_FILE, index_text
from itb_cli.content.loader import DATA_FOLDER, Knowledge
from itb_cli.domain import scales
from itb_cli.domain.matching import fold, read
from itb_cli.domain.pumps import PumpFamily
from itb_cli.domain.topics import OWN, STRICTNESS, Level, rules_for
from itb_cli.errors import ContentDamagedError, ExitCode
from itb_cli.services.knowledge import event_words, sources
from itb_cli.services.papers import report_questions
from itb_cli.services.supply import explanation, supply_notices, trip_notices
from selection import rest_slow

SHARED = Path(__file__).parents[2].parent / "shared" / "clinical"
ARTICLE_TOPICS = {
    "alcohol": Level.DO_NOT,
    "hot-tub": Level.DO_NOT,
    "heating-pad": Level.DO_NOT,
    "mri": Level.ASK_FIRST,
    "refill-visits": Level.CARE,
    "abrupt-stop": Level.EMERGENCY,
    "infection": Level.CALL_NOW,
    "clothing": Level.CARE,
}
"""The topics on which the article speaks, each with the level that the strictest of its sources asks for."""
BANNED = re.compile(
    r"µ|μ|…|[<>@&]|\d[-–]\d|\bshall\b|\bprior to\b|\bin the event of\b|\be\.g\.|\betc\b|\bcc\b|\bIU\b|\bQD\b|MRI[ -](?:safe|compatible)|"
    r"\bug\b|mcg/|mL/|\d(?:mcg|mL|mg)\b|\.\d*0\b(?! ?°)|(?<!\d)\.\d",
    re.IGNORECASE,
)
"""What was misread before, or reads badly: signs, abbreviations and ways to write figures (R11, R13, R16 to R18, R21, R22, R26, R43)."""


@pytest.mark.parametrize(("topic_id", "level"), ARTICLE_TOPICS.items())
def test_every_topic_of_the_article_is_there_with_its_level(topic_id, level):
    topic = KNOWLEDGE.topics[topic_id]
    assert topic.level is level
    assert topic.article is not None
    assert topic.article.heading in (SHARED / "article.txt").read_text() if SHARED.exists() else True


def test_every_statement_names_sources_that_exist_and_may_be_shown_to_patients():
    for statement in all_statements():
        assert statement.sources, statement.text
        for source in statement.sources:
            assert source in KNOWLEDGE.sources, statement.text
            assert KNOWLEDGE.sources[source].tier in ("A", "B", "C") or source in ("S01", OWN), statement.text


def test_only_the_article_is_of_tier_d():
    assert [source.id for source in KNOWLEDGE.sources.values() if source.tier == "D"] == ["S01"]


def test_the_article_is_named_with_author_reviewer_and_date():
    article = KNOWLEDGE.sources["S01"]
    assert (article.author, article.reviewer, article.date) == ("Danette C. Taylor, DO", "Joseph Carcione, DO", "2016-09-13")


def test_every_review_date_lies_ahead_of_its_reading():
    assert [topic.id for topic in KNOWLEDGE.topics.values() if topic.reviewed_on >= topic.review_by] == []


def test_a_review_that_has_passed_stops_a_release():
    last = max(topic.review_by for topic in KNOWLEDGE.topics.values())
    first = min(topic.review_by for topic in KNOWLEDGE.topics.values())
    program = [sys.executable, str(Path(passed_reviews.__file__))]
    for day, code, number in ((first, 0, 0), (last + timedelta(days=1), 1, len(KNOWLEDGE.topics))):
        ended = subprocess.run([*program, str(day)], capture_output=True, text=True, check=False)
        assert (ended.returncode, ended.stderr) == (code, "")
        assert ended.stdout.count("Must be read against its sources again: ") == number
    released = Path(__file__).parents[2] / ".github" / "workflows" / "release.yml"
    if released.exists():
        assert 'python tests/content/passed_reviews.py "$(date +%F)"' in released.read_text(encoding="utf-8")


def test_nobody_is_said_to_have_signed_what_nobody_signed():
    assert all(topic.signed_by is None for topic in KNOWLEDGE.topics.values())


def test_no_text_uses_a_banned_word_or_sign():
    for text in [*(statement.text for statement in all_statements()), *articles()]:
        assert not BANNED.search(text), (BANNED.search(text), text)


def test_safe_is_only_ever_denied():
    for text in [*(statement.text for statement in all_statements()), *articles()]:
        for match in re.finditer(r"\bsafe(ly|ty)?\b", text, re.IGNORECASE):
            assert re.search(r"\bnot\b[^.]*$", text[: match.start()]) or text[match.end() :].startswith(" notice"), text


def test_no_text_names_a_command_about_a_record():
    """A text is the same for everybody, and cannot say whose record is meant."""
    told = [statement.text for statement in all_statements()]
    assert [
        text
        for text in told
        if set(re.findall(r"(?:type|down|again|see|:) itb ([a-z-]+)", text)) - {"learn", "check", "emergency"}
    ] == []


def test_nobody_is_told_to_wait_and_no_dose_is_named():
    for text in [*(statement.text for statement in all_statements()), *articles()]:
        assert not re.search(r"(?<!not )(?<!never )\bwait\b", text, re.IGNORECASE), text
        assert not re.search(r"\d+ ?(mg|mcg|micrograms?)\b", text), text


@pytest.mark.skipif(not SHARED.exists(), reason="the article itself lies beside the project, not in it")
def test_no_run_of_eight_words_is_copied_from_the_article():
    article = " ".join(re.findall(r"[a-z']+", (SHARED / "article.txt").read_text().lower()))
    for text in [*(statement.text for statement in all_statements()), *articles()]:
        words = re.findall(r"[a-z']+", text.lower())
        for start in range(len(words) - 7):
            assert " ".join(words[start : start + 8]) not in article, text


def test_no_alias_names_two_topics_and_none_is_a_filler():
    index = KNOWLEDGE.topic_index
    assert all(len(topics) <= 1 for topics in index.values())
    for topic in KNOWLEDGE.topics.values():
        for alias in (topic.id, *topic.aliases):
            assert topic.id in index[" ".join(fold(alias))], alias
            assert len("".join(fold(alias))) >= 2, alias


@pytest.mark.slow
def test_every_alias_is_read_as_its_topic():
    index = KNOWLEDGE.topic_index
    names = [(topic.id, alias) for topic in KNOWLEDGE.topics.values() for alias in (topic.id, *topic.aliases)]
    read_as = {alias: {found for match in read(alias, index).matches for found in match.topic_ids} for _, alias in names}
    assert [(topic_id, alias) for topic_id, alias in names if topic_id not in read_as[alias]] == []


def test_an_unknown_pump_gets_the_strictest_rule_of_any():
    for topic in KNOWLEDGE.topics.values():
        strictest = min((rules_for(topic, family).level for family in PumpFamily), key=STRICTNESS.__getitem__)
        assert STRICTNESS[rules_for(topic, None).level] <= STRICTNESS[strictest]


def test_a_known_pump_is_never_laxer_than_the_topic():
    for topic in KNOWLEDGE.topics.values():
        for family in PumpFamily:
            assert STRICTNESS[rules_for(topic, family).level] <= STRICTNESS[topic.level]


def test_mri_is_do_not_for_all_but_the_synchromeds_and_where_nothing_is_known():
    mri = KNOWLEDGE.topics["mri"]
    for family in (PumpFamily.PROMETRA, PumpFamily.PROMETRA_II, PumpFamily.CONSTANT_FLOW, PumpFamily.OTHER, None):
        assert rules_for(mri, family).level is Level.DO_NOT
    for family in (PumpFamily.SYNCHROMED_II, PumpFamily.SYNCHROMED_III, PumpFamily.SYNCHROMED_EL):
        assert rules_for(mri, family).level is Level.ASK_FIRST


def test_the_sources_of_date_rules_are_all_listed():
    named = {
        source
        for group in (supply_notices, trip_notices, explanation)
        for source in _sources_in(Path(group.__file__).read_text())
    }
    assert named <= set(sources.DATE_RULE_SOURCES)
    assert set(sources.DATE_RULE_SOURCES) <= set(KNOWLEDGE.sources)


def test_the_sources_of_diary_and_report_are_all_listed():
    files = (report_questions, event_words, scales)
    named = {source for group in files for source in _sources_in(Path(group.__file__).read_text(encoding="utf-8"))}
    assert named == set(sources.REPORT_SOURCES)
    assert all(KNOWLEDGE.sources[name].tier in "ABC" for name in named)


def _sources_in(text):
    return re.findall(r'"(S\d+[bc]?)"', text)


def test_every_section_leads_only_to_topics_that_exist():
    for section in KNOWLEDGE.sections.values():
        assert set(section.see) <= set(KNOWLEDGE.topics), section.id


@pytest.mark.skipif(not SHARED.exists(), reason="the article itself lies beside the project, not in it")
def test_every_heading_of_the_article_is_retold():
    article = (SHARED / "article.txt").read_text()
    told = {heading for section in KNOWLEDGE.sections.values() for heading in section.headings}
    assert all(heading in article for heading in told)
    asked = {line.strip() for line in article.splitlines() if line.strip().endswith("?")}
    assert asked <= told


def test_no_stranger_is_a_name_of_a_topic():
    names = {" ".join(fold(name)) for topic in KNOWLEDGE.topics.values() for name in (topic.id, *topic.aliases)}
    assert [phrase for phrase in KNOWLEDGE.strangers() if " ".join(fold(phrase)) in names] == []


def all_parts(knowledge, name):
    """Everything there is to read, but of topics those alone that stand in the file `name`: each is read when it is asked for."""
    return [
        [knowledge.topics[topic] for topic in topics_in(name)],
        list(knowledge.sources),
        knowledge.sections,
        knowledge.topic_index,
        knowledge.strangers(),
        knowledge.lexicon_as_written(),
        knowledge.ordinary_words,
        knowledge.hazards,
    ]


@cache
def topics_in(name):
    """The ids of the topics in the undamaged file `name`."""
    if name == INDEX_FILE:
        return ()
    return tuple(topic["id"] for topic in tomllib.loads((DATA_FOLDER / name).read_text(encoding="utf-8")).get("topics", ()))


@cache
def right_index():
    """The text of the index, made once."""
    return index_text(KNOWLEDGE.made_index())


@pytest.mark.parametrize("name", rest_slow([INDEX_FILE, *sorted(path.name for path in DATA_FOLDER.glob("*.toml"))], every_day=5))
@pytest.mark.parametrize(
    "damage",
    rest_slow([b"not = [toml", None, b"", b"[[topics]]\nid = 3\n", b'[[sources]]\nid = "x"\n[[sections]]\nid = 4\n', b"\xff"]),
)
def test_a_damaged_file_is_named_and_has_its_own_exit_code(tmp_path, name, damage):
    for path in DATA_FOLDER.glob("*.toml"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / INDEX_FILE).write_text(right_index(), encoding="utf-8", newline="")
    if damage is None and name == INDEX_FILE:
        pytest.skip("without an index all topics are read: test_index.py")
    if damage is None:
        (tmp_path / name).unlink()
    else:
        (tmp_path / name).write_bytes(damage)
    with pytest.raises(ContentDamagedError, match=re.escape(name)) as raised:
        all_parts(Knowledge(tmp_path), name)
    assert raised.value.exit_code is ExitCode.CONTENT
    assert "itb emergency" in raised.value.hint
