"""The card's pictures as PDF and PNG, by Typst, which shapes every script. An extra: `itb-cli[print]`."""

import typst

from itb_cli.domain.paper import PaperForm, PaperSize
from itb_cli.render.card_layout import Sheet
from itb_cli.render.card_svg import SCREEN_DOTS, extent, pages, render

SAFE_ON_ANY_PAPER = (210.0, 279.4)
"""A4's width and Letter's height: a printer with either need not shrink it, so the card keeps its size."""
DOTS_PER_INCH = 300
_PICTURE = '#image(bytes(sys.inputs.at("{name}")), format: "svg", width: {wide:.2f}mm, height: {high:.2f}mm)'
_PAGE = "#page(height: {high:.2f}mm)[{picture}]\n"
_SET = (
    '#set document(title: sys.inputs.at("title"), date: none)\n#set page(width: {wide}mm, height: {high}mm, margin: {margin}mm)\n'
)


def render_print(sheet: Sheet, title: str, form: PaperForm) -> bytes:
    """The card as PDF, or all of it as one PNG picture."""
    pictures = pages(sheet, title) if form is PaperForm.PDF else (render(sheet, title),)
    names = [f"picture{number}" for number in range(len(pictures))]
    document = _document(sheet, names, form)
    given = {"title": title, **dict(zip(names, pictures, strict=True))}
    made = typst.compile(
        document.encode(), format="pdf" if form is PaperForm.PDF else "png", ppi=_density(sheet), sys_inputs=given
    )
    if not isinstance(made, bytes):
        raise TypeError
    return made


def _document(sheet: Sheet, names: list[str], form: PaperForm) -> str:
    shape = sheet.shape
    if form is PaperForm.PNG:
        wide, high = extent(sheet)
        return _SET.format(wide=wide, high=high, margin=0) + _PICTURE.format(name=names[0], wide=wide, high=high)
    if sheet.size is not PaperSize.WALLET:
        own = zip(names, sheet.panels, strict=True)
        return _SET.format(wide=shape.wide, high=shape.high, margin=0) + "".join(
            _PAGE.format(high=panel.high, picture=_PICTURE.format(name=name, wide=shape.wide, high=panel.high))
            for name, panel in own
        )
    on_one = [sheet.panels[start : start + 8] for start in range(0, len(sheet.panels), 8)]
    sizes = [extent(sheet._replace(panels=panels)) for panels in on_one]
    pictures = [_PICTURE.format(name=name, wide=wide, high=high) for name, (wide, high) in zip(names, sizes, strict=True)]
    paper = _SET.format(wide=SAFE_ON_ANY_PAPER[0], high=SAFE_ON_ANY_PAPER[1], margin=4)
    return paper + "\n#pagebreak()\n".join(pictures)


def _density(sheet: Sheet) -> float:
    dots = SCREEN_DOTS.get(sheet.size)
    return dots / sheet.shape.wide * 25.4 if dots else DOTS_PER_INCH
