"""The card's words on panels: none lost, none outside, none on another, whatever a person recorded."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cards import SAMPLE, TODAY
from itb_cli.content.card import CARD_TEXT
from itb_cli.content.emergency import EMERGENCY_TEXT
from itb_cli.domain.as_of import AsOf
from itb_cli.domain.paper import Group, Paper, PaperSize, Passage, Role, Run
from itb_cli.domain.record import Contact
from itb_cli.pages import card_paper
from itb_cli.render.card_layout import SHAPES, Code, lay_out
from itb_cli.render.card_lines import next_line, words_of
from itb_cli.render.card_svg import extent
from itb_cli.render.lines import unjoined
from itb_cli.render.type_widths import MM_PER_POINT, clusters, width
from itb_cli.services.papers import card
from itb_cli.services.papers.card import CardRequest

WORDS = st.text(
    st.one_of(
        st.sampled_from("iMW .0\u0301שلअ漢\u200dé"), st.characters(exclude_categories=("Cs", "Cc", "Co", "Cn", "Zl", "Zp"))
    ),
    max_size=400,
)
PASSAGES = st.builds(
    Passage, st.lists(st.builds(Run, WORDS, st.booleans(), st.booleans()), min_size=1, max_size=3).map(tuple), opens=st.booleans()
)
GROUPS = st.builds(Group, st.lists(PASSAGES, min_size=1, max_size=4).map(tuple), st.booleans())
FIRST = Group((Passage((Run("I HAVE AN IMPLANTED BACLOFEN PUMP", bold=True),), Role.FIRST),))
CODE = Code("M4 4h1v1h-1z", 49, 16.66)


def papers():
    return st.lists(GROUPS, max_size=8).map(lambda groups: Paper((FIRST, *groups)))


def said(text):
    return "".join(piece.text for line in text.lines for word in line.words for piece in word.pieces)


@given(papers(), st.sampled_from(PaperSize), st.sampled_from([None, CODE]))
def test_every_sign_stands_on_a_panel_once_and_in_order(paper, size, code):
    sheet = lay_out(paper, size, code)
    shown = "".join(
        said(text) for panel in sheet.panels for text in panel.texts if not said(text).startswith("Baclofenpumpcard,")
    )
    given_words = "".join(run.text for group in paper.groups for passage in group.passages for run in passage.runs)
    assert unjoined(shown).replace(" ", "") == given_words.replace(" ", "")


@pytest.mark.slow
@given(papers(), st.sampled_from(PaperSize), st.sampled_from([None, CODE]))
def test_no_line_leaves_its_panel_or_runs_into_another_or_into_the_code(paper, size, code):
    sheet = lay_out(paper, size, code)
    shape = SHAPES[size]
    for panel in sheet.panels:
        bottom = panel.top
        for text in panel.texts:
            height = text.points * shape.leading * MM_PER_POINT
            bottom += text.gap
            for line in text.lines:
                assert bottom < line.base < bottom + height, "a base line stands in its own strip"
                beside = code.side if panel.code and bottom < panel.top + code.side else 0
                assert wide(line, text.points) <= shape.wide - 2 * shape.side - beside + 1e-6 or is_one_sign(line)
                bottom += height
        assert bottom <= panel.high - shape.bottom + 1e-3


def wide(line, points):
    spaces = (len(line.words) - 1) * width(" ", points, bold=True)
    return spaces + sum(width(piece.text, points, bold=piece.bold) for word in line.words for piece in word.pieces)


def is_one_sign(line):
    return len(line.words) == 1 and len(list(clusters("".join(piece.text for piece in line.words[0].pieces)))) == 1


@pytest.mark.slow
@given(papers(), st.sampled_from(PaperSize))
def test_the_type_is_the_smallest_where_more_panels_are_needed_and_never_smaller(paper, size):
    sheet = lay_out(paper, size)
    shape = SHAPES[size]
    assert shape.smallest <= sheet.points <= shape.largest
    if len(sheet.panels) > shape.aim:
        assert sheet.points == shape.smallest
    first = sheet.panels[0].texts[0]
    assert first.role is Role.FIRST
    assert first.points >= 10


def used(panel, shape):
    return sum(text.gap + len(text.lines) * text.points * shape.leading * MM_PER_POINT for text in panel.texts)


@given(papers(), st.sampled_from([None, CODE]))
def test_a_screen_is_full_or_as_high_as_its_text(paper, code):
    """No further screen of thousands of dots for two lines."""
    shape = SHAPES[PaperSize.PHONE]
    panels = lay_out(paper, PaperSize.PHONE, code).panels
    if len(panels) == 1:
        assert shape.high <= panels[0].high <= shape.longest
        assert panels[0].high == pytest.approx(max(shape.high, panels[0].top + used(panels[0], shape) + shape.bottom))
    else:
        assert {panel.high for panel in panels[:-1]} == {shape.high}
        assert panels[-1].high == pytest.approx(panels[-1].top + used(panels[-1], shape) + shape.bottom)
        assert panels[-1].high <= shape.high + 1e-3


@pytest.mark.parametrize("many", range(14))
def test_whatever_the_number_of_contacts_no_picture_for_a_phone_is_mostly_empty(many):
    """All that is blank on real cards but the clock's and the keys' room: under a third of what is shown."""
    contacts = tuple(Contact(f"Contact Person {number}", "neighbour", f"+44 20 7946 09{number:02}") for number in range(many))
    outcome = card.answer(SAMPLE._replace(contacts=contacts), CardRequest(), AsOf(TODAY, TODAY), EMERGENCY_TEXT, CARD_TEXT)
    shape = SHAPES[PaperSize.PHONE]
    sheet = lay_out(card_paper.build(outcome), PaperSize.PHONE)
    for number, panel in enumerate(sheet.panels):
        room = panel.high - panel.top - shape.bottom
        assert used(panel, shape) > (2 / 3) * room, number
    assert sum(panel.high for panel in sheet.panels) <= extent(sheet)[1] + 1e-6


def test_with_room_the_type_is_as_large_as_it_may_be():
    paper = Paper((FIRST,))
    assert {size: lay_out(paper, size).points for size in PaperSize} == {size: SHAPES[size].largest for size in PaperSize}


def test_the_code_stands_on_the_back_of_a_wallet_card_and_on_the_first_page():
    back = Group((Passage((Run("signs"),)),), on_back=True)
    wallet = lay_out(Paper((FIRST, back)), PaperSize.WALLET, CODE)
    assert [panel.code for panel in wallet.panels] == [None, CODE]
    assert [panel.code for panel in lay_out(Paper((FIRST, back)), PaperSize.A4, CODE).panels] == [CODE]


@pytest.mark.slow
def test_a_short_passage_is_not_parted_where_a_panel_ends():
    rule = "No MRI before the pump clinic has said yes for this pump. The magnet stops it. It must be checked afterwards."
    places = set()
    for many in range(100, 400, 3):
        sheet = lay_out(
            Paper((FIRST, Group((Passage((Run("word " * many),)),)), Group((Passage((Run(rule),)),)))), PaperSize.WALLET
        )
        held = [(number, said(text)) for number, panel in enumerate(sheet.panels) for text in panel.texts]
        rules = [number for number, words in held if "MRI" in words or "afterwards" in words]
        assert len(rules) == 1, "in one piece"
        places.update(rules)
    assert places >= {0, 1}


def test_a_quantity_keeps_its_unit_and_a_phone_its_figures():
    words = words_of((Run("350 mcg per day, +44 20 7946 0900, 5 September 2026"),))
    assert [unjoined(word.pieces[0].text) for word in words] == [
        "350 mcg",
        "per",
        "day,",
        "+44 20 7946 0900,",
        "5 September 2026",
    ]


def test_a_word_longer_than_a_line_is_parted_between_signs_that_belong_together():
    words, lines = words_of((Run("e\u0301\u0323" * 200),)), []
    while words:
        line, words = next_line(words, 40, 7)
        lines.append("".join(piece.text for word in line for piece in word.pieces))
    assert len(lines) > 1
    assert all(line.startswith("e\u0301\u0323") for line in lines)
