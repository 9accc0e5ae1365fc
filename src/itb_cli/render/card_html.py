"""The laid out card as one HTML file: no script, nothing fetched, every value escaped (R112), its style sheet sets the page."""

from html import escape

from itb_cli.domain.paper import PaperSize, Role, Run
from itb_cli.domain.text import harmless
from itb_cli.render.card_layout import Panel, Sheet, Text
from itb_cli.render.card_svg import PRINTING
from itb_cli.render.lines import JOINT
from itb_cli.render.type_widths import FONTS

STYLE = """
* {{ box-sizing: border-box; margin: 0; padding: 0; }}
@page {{ {page} }}
body {{ font: {points}pt/{leading} {fonts}; font-stretch: condensed; color: #000; background: #fff; }}
main {{ display: flex; flex-wrap: wrap; width: {across}mm; row-gap: {row_gap}mm; }}
section {{ width: {wide}mm; min-height: {high}mm; padding: {top}mm {side}mm {bottom}mm; break-inside: avoid; {edge} }}
h1 {{ font-size: {first}pt; line-height: {leading}; font-weight: bold; }}
p, h1 {{ overflow-wrap: anywhere; }}
.strong {{ font-weight: bold; }}
svg {{ float: right; display: block; }}
.printing {{ font-size: 7pt; padding: 0 0 2mm; }}
"""
PAGES = {
    # Real paper differs: the card keeps its size on whatever lies in the printer.
    PaperSize.WALLET: "size: auto; margin: 10mm;",
    PaperSize.A4: "size: A4; margin: 0;",
    PaperSize.LETTER: "size: letter; margin: 0;",
    PaperSize.PHONE: "size: 68.58mm {highest}mm; margin: 0;",
}


def render(sheet: Sheet, title: str) -> str:
    """The card as a whole HTML document in UTF-8."""
    body = "\n".join(_section(sheet, panel) for panel in sheet.panels)
    note = f'<p class="printing">{escape(PRINTING)}</p>\n' if sheet.size is PaperSize.WALLET else ""
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{escape(title)}</title>\n'
        f"<style>{_style(sheet)}</style>\n</head>\n<body>\n{note}<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _style(sheet: Sheet) -> str:
    shape, is_wallet = sheet.shape, sheet.size is PaperSize.WALLET
    first = next(text.points for panel in sheet.panels for text in panel.texts if text.role is Role.FIRST)
    return STYLE.format(
        page=PAGES[sheet.size].format(highest=round(max(panel.high for panel in sheet.panels), 2)),
        points=sheet.points,
        first=first,
        leading=shape.leading,
        fonts=FONTS,
        across=round(shape.across * shape.wide, 2),
        wide=shape.wide,
        high=shape.high,
        top=shape.top,
        side=shape.side,
        bottom=shape.bottom,
        row_gap=6 if is_wallet else 0,
        edge="outline: 0.2mm dashed #777; outline-offset: -0.1mm;" if is_wallet else "",
    )


def _section(sheet: Sheet, panel: Panel) -> str:
    shape = sheet.shape
    is_usual = (panel.top, panel.high) == (shape.top, shape.high)
    own = "" if is_usual else f' style="min-height: {panel.high:.2f}mm; padding-top: {panel.top:g}mm"'
    return "\n".join((f"<section{own}>", *_code(panel), *(_text(text) for text in panel.texts), "</section>"))


def _code(panel: Panel) -> tuple[str, ...]:
    if panel.code is None:
        return ()
    side, units = f"{panel.code.side:.2f}mm", panel.code.modules
    label = "Square code: some of the words on this card. Anyone can scan it."
    drawn = (
        f'<svg class="code" role="img" aria-label="{label}" width="{side}" height="{side}" viewBox="0 0 {units} {units}">'
        f'<path d="{panel.code.path}"/></svg>'
    )
    return (drawn,)


def _text(text: Text) -> str:
    tag = "h1" if text.role is Role.FIRST else "p"
    kind = ' class="strong"' if text.role is Role.STRONG else ""
    sources = f' data-sources="{" ".join(text.sources)}"' if text.sources else ""
    gap = f' style="margin-top: {text.gap:.2f}mm"' if text.gap else ""
    return f"<{tag}{kind}{sources}{gap}>{_runs(text)}</{tag}>"


def _runs(text: Text) -> str:
    """All lines in one: the browser breaks them itself, in the font it has."""
    runs: list[Run] = []
    for number, word in enumerate(word for line in text.lines for word in line.words):
        gap = "" if word.is_glued or not number else " "
        for place, piece in enumerate(word.pieces):
            before = gap if not place else ""
            if runs and runs[-1][1:] == piece[1:]:
                runs[-1] = runs[-1]._replace(text=runs[-1].text + before + piece.text)
            else:
                runs += [*([Run(before)] if before else []), piece]
    return "".join(_run(run) for run in runs)


def _run(run: Run) -> str:
    text = "&nbsp;".join(escape(harmless(part)) for part in run.text.split(JOINT))
    text = f"<bdi>{text}</bdi>" if run.own else text
    return f"<b>{text}</b>" if run.bold else text
