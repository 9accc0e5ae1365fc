"""Words of a question, folded: case, accents, plurals, spelling of two countries, contractions, names of the pump."""

import re
import unicodedata

from itb_cli.domain.values import NamedTuple

Words = tuple[str, ...]

LONGEST_QUESTION = 5_000
"""Letters of a question that are read; nobody needs more, and a hang is no answer."""
KEPT_WHOLE = frozenset({"fits", "pants", "tens"})
"""Words that mean another thing without their last letter: to have fits, to be fit; a TENS machine, ten."""

_GRAMMAR_TEXT = """
    am an are be can could did do does had has have he her his is it may might my of our she should that the their
    these they this those was we were will would you your
"""
GRAMMAR = frozenset(_GRAMMAR_TEXT.split())
"""Words that never part the words of an alias: `pump is empty` names what `pump empty` names."""

_SKIPPED_TEXT = """
    a absolutely actually all also always awfully basically been being bit bloody completely constantly currently
    definitely even extremely feel feeling felt get getting got gotten horribly i im incredibly ive just keep kept kind
    kinda lately like literally little lot lots me much now pretty properly quite rather really recently right slightly sudden
    so some sort sorta still such suddenly super terribly today tonight too totally um very
    appear appeared become becoming becomes especially fairly increasingly insanely massively noticeably particularly
    seem seemed seeming somewhat visibly
"""
SKIPPED = frozenset(_SKIPPED_TEXT.split())
"""Fillers and intensifiers: they may stand between the words of an alias."""

_FILLERS_TEXT = """
    about after again allow allowed am and any anybody anyone anything around ask asking at away baclofen because before but by
    come coming could day did doe does doing done down during else every everyone everything fine first for friend from
    give given go goe going good great had hav he hello help here hi him how hour husband if in into intrathecal itb keep know
    let long look looking made make making many maybe mean minute month morning mum mom dad father mother son daughter wife
    partner brother sister kid child year old near need new next night no normal not of off ok okay on one or other our out
    over people person please pump put question safe safely said say saying see seem seen since somebody someone something
    soon start started stay sure take taken taking tell than thank thanks their them then there thi thing think thought
    though through time to told tomorrow try trying under until up us use used using usual usually via wait want wanted
    way week well went what when where whether which while who whose why will with without wonder work worked would yesterday
    yet my mine guy synchromed prometra medtronic flowonix ii iii el
    anyway id ill youre theyre thats whats cant dont doesnt isnt wont get back last only more most less than
    bad badly end few feels place both each another as its sat spent stayed walked lay
"""
FILLERS = frozenset(_FILLERS_TEXT.split()) | SKIPPED
"""Words that are no thing, sign or place: left out when telling what of a question was not understood."""

NOT, CANNOT = "not", "cant"
_NOT_TEXT = "aint arent didnt doesnt dont hadnt hasnt havent isnt neednt shouldnt wasnt werent wont wouldnt"
_CONTRACTIONS = {**dict.fromkeys(_NOT_TEXT.split(), NOT), "cannot": CANNOT, "couldnt": CANNOT}
_MAKERS_TEXT = "baclofen itb intrathecal medtronic synchromed prometra flowonix codman drug infusion medication spasticity"
_MAKERS = frozenset(_MAKERS_TEXT.split())
_MODELS = frozenset({"i", "ii", "iii", "el", "1", "2", "3"})
_AMERICAN = (
    ("aesth", "esth"), ("haem", "hem"), ("oedem", "edem"), ("paed", "ped"), ("gynaec", "gynec"), ("rrhoea", "rrhea"),
    ("tumour", "tumor"), ("colour", "color"), ("odour", "odor"), ("isation", "ization"), ("centre", "center"), ("metre", "meter"),
)  # fmt: skip

_END_IT = re.compile(r"\bend it\b", re.IGNORECASE)
"""Two words that say more together than apart: left apart, "it" would go, and `want to end` says nothing."""
_WORD = re.compile(r"[^\W_]+(?:['’`´][^\W_]+)*")
_INITIALS = r"\b(?:[A-Za-z]\.){2,}"
_SPACED_INITIALS = r"\b[A-Z](?: [A-Z]){2,}\b"
_LENGTHENED = re.compile(r"([A-Za-z])\1{2,}")
"""`sooo itchyyy`: no English word has a letter three times in a row."""
_BREAK = r"[.,;:!?()\n…]|\s[-–—]\s"
_ENDING = r"['’`´](?:s|m|ve|re|ll|d)$"


class Token(NamedTuple):
    """A word of a question: folded, as it was typed, and whether a clause begins with it."""

    word: str
    said: str
    begins: bool


def fold(text: str) -> Words:
    """The words of `text` without case, accents, hyphens, marks, plural endings and grammar words.

    A text of nothing but grammar words keeps them, so that no alias folds to nothing.
    """
    return tuple(token.word for token in tokens(text))


def tokens(text: str) -> tuple[Token, ...]:
    """The folded words of `text`, each with what was typed."""
    plain = text[:LONGEST_QUESTION]
    if not plain.isascii():
        marks = unicodedata.normalize("NFKD", plain)
        plain = "".join(sign for sign in marks if not unicodedata.combining(sign))
    plain = _LENGTHENED.sub(r"\1\1", plain)
    if " " in plain and not plain.islower():
        plain = re.sub(_SPACED_INITIALS, lambda letters: letters[0].replace(" ", ""), plain)
    if "." in plain:
        plain = re.sub(_INITIALS, lambda letters: letters[0].replace(".", "") + " ", plain)
    if "end it" in plain.casefold():
        plain = _END_IT.sub("endit", plain)
    found: list[Token] = []
    end, begins = 0, True
    for match in _WORD.finditer(plain):
        between = plain[end : match.start()]
        begins = begins or (between not in ("", " ") and re.search(_BREAK, between) is not None)
        end = match.end()
        said = match[0]
        word = _plain_word(said)
        if word:
            found.append(Token(word, said, begins))
            begins = False
    kept = [token for token in found if token.word not in GRAMMAR] or found
    return tuple(_one_pump([token._replace(word=_folded(token.word)) for token in _with_begins(found, kept)]))


def _with_begins(found: list[Token], kept: list[Token]) -> list[Token]:
    """The kept ones; a clause that began with a word that was left out begins with the next."""
    if len(found) == len(kept):
        return kept
    result, begins = [], False
    for token in found:
        begins = begins or token.begins
        if token.word not in GRAMMAR:
            result.append(token._replace(begins=begins))
            begins = False
    return result


def _plain_word(said: str) -> str:
    word = said.casefold()
    if not word.isalnum():
        word = re.sub(r"['’`´]", "", re.sub(_ENDING, "", word))
    return _CONTRACTIONS.get(word, word)


def _folded(word: str) -> str:
    for british, american in _AMERICAN if len(word) > 5 else ():
        if british in word:
            word = word.replace(british, american)
    return _singular(word)


def _one_pump(found: list[Token]) -> list[Token]:
    """`baclofen pump`, `Medtronic SynchroMed II pump` and the like are the pump."""
    places = [place for place, token in enumerate(found) if token.word == "pump"]
    if not places or len(found) < 2:
        return found
    left_out: set[int] = set()
    for place in places:
        before = place - 1
        while before >= 0 and found[before].word in _MODELS and before > 0 and found[before - 1].word in _MAKERS:
            before -= 1
        while before >= 0 and found[before].word in _MAKERS:
            before -= 1
        left_out.update(range(before + 1, place))
    return [token for place, token in enumerate(found) if place not in left_out]


def _singular(word: str) -> str:
    """The word without an English plural ending; applied to questions and aliases alike, so that both fold the same way."""
    if len(word) < 4 or word in KEPT_WHOLE or word.endswith(("ss", "us")) or (word.endswith("is") and len(word) > 4):
        return word
    if word.endswith(("ies", "ie")) and len(word) > 4:
        return word.removesuffix("s")[:-2] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    return word.removesuffix("s")
