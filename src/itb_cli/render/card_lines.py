"""Words in lines of a given width, by estimated widths; none is cut. Where lines stand on a panel: `card_layout`."""

from itb_cli.domain.paper import Run
from itb_cli.domain.values import NamedTuple
from itb_cli.render.lines import joined
from itb_cli.render.type_widths import clusters, width


class Word(NamedTuple):
    """What no line breaks in. `is_glued`: the rest of a word that was longer than a line."""

    pieces: tuple[Run, ...]
    is_glued: bool = False


def words_of(runs: tuple[Run, ...]) -> list[Word]:
    """The runs cut at their spaces; what has no space between stays together."""
    words: list[list[Run]] = [[]]
    for run in runs:
        first, *others = joined(run.text).split(" ")
        words[-1].append(run._replace(text=first))
        words += [[run._replace(text=text)] for text in others]
    cleaned = (tuple(piece for piece in word if piece.text) for word in words)
    return [Word(pieces) for pieces in cleaned if pieces]


def next_line(words: list[Word], room: float, points: float) -> tuple[list[Word], list[Word]]:
    """As many words as fit on a line, and the rest. A word that is longer than a line is parted, never cut."""
    space, used, taken = width(" ", points, bold=True), 0.0, 0
    for word in words:
        used += (space if taken else 0) + _width(word, room, points)
        if used > room:
            break
        taken += 1
    if taken == 0:
        head, tail = _parted(words[0], room, points)
        return [head], [tail, *words[1:]] if tail.pieces else words[1:]
    return words[:taken], words[taken:]


def _width(word: Word, room: float, points: float) -> float:
    """How wide a word is; one that is wider than `room` is not measured to its end."""
    wide = 0.0
    for piece in word.pieces:
        for start in range(0, len(piece.text), 100):
            wide += width(piece.text[start : start + 100], points, bold=piece.bold)
            if wide > room:
                return wide
    return wide


def _parted(word: Word, room: float, points: float) -> tuple[Word, Word]:
    """`word` in two: what fits into `room`, at least one sign, and the rest."""
    used = 0.0
    for number, piece in enumerate(word.pieces):
        place = 0
        for sign in clusters(piece.text):
            used += width(sign, points, bold=piece.bold)
            if used > room and (number or place):
                head, tail = piece._replace(text=piece.text[:place]), piece._replace(text=piece.text[place:])
                before, after = word.pieces[:number], word.pieces[number + 1 :]
                return Word((*before, *([head] if place else [])), word.is_glued), Word((tail, *after), is_glued=True)
            place += len(sign)
    return word, Word(())
