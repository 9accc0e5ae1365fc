"""The laid out card as one SVG picture, in millimetres: no script, nothing fetched, every value escaped (R112)."""

from html import escape

from itb_cli.domain.paper import PaperSize, Run
from itb_cli.domain.text import harmless
from itb_cli.render.card_layout import Line, Panel, Sheet, Text
from itb_cli.render.lines import unjoined
from itb_cli.render.type_widths import FONTS, MM_PER_POINT

MARGIN = 9.0
"""Around wallet panels, for the lines to cut along and what is said of them."""
PRINTING = "Print at actual size (100 %): the card is 85.6 mm wide. Cut along the lines, fold between the two sides."
SCREEN_DOTS = {PaperSize.PHONE: 1080}
_ISOLATE, _END = "\u2068", "\u2069"
_CUT = 'fill="none" stroke="#777" stroke-width="0.2"'


def render(sheet: Sheet, title: str) -> str:
    """Every panel in one picture: those of a wallet card beside each other, pages and screens one under the other."""
    wide, high = extent(sheet)
    dots = SCREEN_DOTS.get(sheet.size)
    shown = (dots, round(dots * high / wide)) if dots else (f"{wide:.2f}mm", f"{high:.2f}mm")
    body = "".join(_placed(sheet, number, panel) for number, panel in enumerate(sheet.panels))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{shown[0]}" height="{shown[1]}" viewBox="0 0 {wide:.2f} {high:.2f}" '
        f'role="img" font-family="{escape(FONTS)}" font-stretch="condensed" fill="#000"><title>{escape(title)}</title>'
        f'<rect width="{wide:.2f}" height="{high:.2f}" fill="#fff"/>{_instructions(sheet)}{body}</svg>\n'
    )


def pages(sheet: Sheet, title: str) -> tuple[str, ...]:
    """The same as a picture for each sheet of paper; all panels of a wallet card stand on one while there is room for them."""
    on_one = 8 if sheet.size is PaperSize.WALLET else 1
    parts = (sheet.panels[start : start + on_one] for start in range(0, len(sheet.panels), on_one))
    return tuple(render(sheet._replace(panels=panels), title) for panels in parts)


def extent(sheet: Sheet) -> tuple[float, float]:
    """How wide and high the picture is in millimetres."""
    margin = _margin(sheet)
    wide, high = sheet.shape.across * sheet.shape.wide, sum(panel.high + margin for panel in _beginning_rows(sheet))
    return wide + 2 * margin, high + margin


def _margin(sheet: Sheet) -> float:
    return MARGIN if sheet.size is PaperSize.WALLET else 0.0


def _beginning_rows(sheet: Sheet) -> tuple[Panel, ...]:
    """The first panel of each row; those beside it are as high."""
    return sheet.panels[:: sheet.shape.across]


def _corner(sheet: Sheet, number: int) -> tuple[float, float]:
    row, column = divmod(number, sheet.shape.across)
    margin = _margin(sheet)
    above = sum(panel.high + margin for panel in _beginning_rows(sheet)[:row])
    return margin + column * sheet.shape.wide, margin + above


def _instructions(sheet: Sheet) -> str:
    if sheet.size is not PaperSize.WALLET:
        return ""
    return f'<text x="{MARGIN}" y="{MARGIN - 3}" font-size="2.5">{PRINTING}</text>'


def _placed(sheet: Sheet, number: int, panel: Panel) -> str:
    x, y = _corner(sheet, number)
    shape = sheet.shape
    edge = f'<rect class="panel" width="{shape.wide:.2f}" height="{panel.high:.2f}" '
    edge += f"{_CUT}/>" if sheet.size is PaperSize.WALLET else 'fill="none"/>'
    texts = "".join(_text(text, shape.side) for text in panel.texts)
    return f'<g transform="translate({x:.2f} {y:.2f})">{edge}{_code(sheet, panel)}{texts}</g>'


def _code(sheet: Sheet, panel: Panel) -> str:
    if panel.code is None:
        return ""
    x, scale = sheet.shape.wide - sheet.shape.side - panel.code.side, panel.code.side / panel.code.modules
    place = f"translate({x:.3f} {panel.top:.3f}) scale({scale:.5f})"
    return f'<path class="code" transform="{place}" d="{panel.code.path}"/>'


def _text(text: Text, x: float) -> str:
    """The lines of a passage; what its sentences rest on stands with it."""
    sources = f' data-sources="{" ".join(text.sources)}"' if text.sources else ""
    size = text.points * MM_PER_POINT
    lines = "".join(
        f'<text x="{x:.2f}" y="{line.base:.3f}" font-size="{size:.3f}" xml:space="preserve">{_words(line)}</text>'
        for line in text.lines
    )
    return f'<g class="{text.role.value}"{sources}>{lines}</g>'


def _words(line: Line) -> str:
    """A line as spans of a weight; what a person recorded is kept apart from its neighbours' direction."""
    spans: list[Run] = []
    for number, word in enumerate(line.words):
        for place, piece in enumerate(word.pieces):
            gap = " " if number and not place else ""
            if spans and spans[-1][1:] == piece[1:]:
                spans[-1] = spans[-1]._replace(text=spans[-1].text + gap + piece.text)
            elif gap and spans and not spans[-1].own:
                spans[-1] = spans[-1]._replace(text=spans[-1].text + gap)
                spans.append(piece)
            else:
                spans += [*([Run(gap)] if gap else []), piece]
    return "".join(_span(span) for span in spans)


def _span(span: Run) -> str:
    text = escape(harmless(unjoined(span.text)))
    text = f"{_ISOLATE}{text}{_END}" if span.own else text
    return f'<tspan font-weight="bold">{text}</tspan>' if span.bold else f"<tspan>{text}</tspan>"
