"""`itb sources --review`: the sheet that a clinician reads, marks and signs."""

import json
from html.parser import HTMLParser

from itb_cli.content.loader import packaged_knowledge

KNOWLEDGE = packaged_knowledge()


class Reader(HTMLParser):
    """What a browser would show, and every tag it would have to know."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []
        self.tags: set[str] = set()
        self.addresses: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.addresses += [value for name, value in attrs if name in ("src", "href", "action")]

    def handle_data(self, data):
        self.shown.append(data)


def test_every_topic_stands_there_with_every_text_and_says_that_nobody_signed(run):
    shown = run("sources", "--review").out
    assert shown.startswith(f"REVIEW SHEET: {len(KNOWLEDGE.topics)} topics, 0 of them checked by a clinician.\n")
    for topic in KNOWLEDGE.topics.values():
        assert f"\nTopic: {topic.id}\n" in shown
        for statement in (*topic.steps, *topic.why, *topic.numbers):
            assert statement.text in shown
    assert shown.count("Not yet checked by a clinician.") == len(KNOWLEDGE.topics)


def test_as_html_it_holds_the_same_words_and_fetches_nothing(run, tmp_path):
    sheet = tmp_path / "review.html"
    assert run("sources", "--review", "--html", str(sheet)).out.startswith(f"WRITTEN: itb review sheet to {sheet}\n")
    reader = Reader()
    reader.feed(sheet.read_text(encoding="utf-8"))
    shown = " ".join(" ".join(reader.shown).split())
    for topic in KNOWLEDGE.topics.values():
        assert topic.title in shown
        for step in topic.steps:
            assert " ".join(step.text.split()) in shown
    assert not reader.tags & {"script", "img", "link", "iframe", "form"}
    assert reader.addresses == []


def test_a_file_that_is_there_already_is_not_touched(run, tmp_path):
    sheet = tmp_path / "review.html"
    sheet.write_text("mine")
    assert "is there already" in run("sources", "--review", "--html", str(sheet), code=5).err
    assert sheet.read_text() == "mine"


def test_a_place_that_cannot_be_written_is_refused(run, tmp_path):
    assert "was NOT written" in run("sources", "--review", "--html", str(tmp_path / "no" / "x.html"), code=5).err


def test_for_machines_every_topic_is_whole(run):
    data = json.loads(run("sources", "--review", "--json").out)["data"]
    assert {topic["id"] for topic in data["topics"]} == set(KNOWLEDGE.topics)
    assert data["signed"] == 0
