"""Texts that belong elsewhere: a volume as a clinic's name, a phone number as a person's, "?" as a model. Asked about."""

import re
from collections.abc import Callable, Iterator

from itb_cli.domain.dates import is_day
from itb_cli.domain.pumps import pump_family
from itb_cli.domain.record import Record
from itb_cli.domain.text import harmless
from itb_cli.services.checks.doubts import Doubt, impossible

_QUANTITY = re.compile(
    r"[\d.,]+\s*(?:ml|millilit(?:re|er)s?|mc?gs?|ug|\u00b5g|\u03bcg|microgrammes?|micrograms?|milligrams?)"
    r"(?:\s*(?:/|per|a)\s*(?:ml|d|day|24\s*h(?:ours?)?))?\.?",
    re.IGNORECASE,
)
_FIGURES_OF_MODEL, _FIGURES_OF_PHONE = 4, 7
"""The fewest of a model's number, such as 8637, and of a telephone number, which are more than a model's: 8637-40."""
_NO_ANSWER = re.compile(
    r"(?:i )?(?:dont|do not) know|(?:not |un)known|not sure|unsure|no idea|dunno|idk|not applicable|na|none|nil|nothing|no|yes"
    r"|x+|tb[cd]|[ynq]|ok(?:ay)?|quit|exit|stop|back|skip|help|undo"
)
LONGEST_LABEL = 16
"""A phone shows some thirty letters of an entry. Our own choice."""
_TELLING = frozenset({"pump", "baclofen", "itb", "refill", "clinic", "hospital", "spasm", "spasms", "spasticity"})
_NAME, _MODEL, _TEXT = "name", "model", "text"


def is_quantity(words: str) -> bool:
    """Whether the text is nothing but a volume, a dose or a strength."""
    return bool(_QUANTITY.fullmatch(words.strip()))


def text_doubts(record: Record) -> Iterator[Doubt]:
    """Every text setting that looks like something else."""
    pump, person = record.pump, record.person
    texts = [
        ("pump.model", "model of the pump", pump.model, _MODEL),
        ("pump.serial", "serial number of the pump", pump.serial, _TEXT),
        ("clinic.name", "name of the clinic", record.clinic.name, _NAME),
        ("person.name", "name of the person", person.name, _NAME),
        *(("contacts.contacts", "name of a contact", contact.name, _NAME) for contact in record.contacts),
        *(("person.allergies", "allergy", allergy, _TEXT) for allergy in person.allergies),
    ]
    for field, name, words, kind in texts:
        found = _belongs_elsewhere(words, kind, may_be_none=field == "person.allergies") if words else None
        if found:
            topic = f"{field}_{found.replace(' ', '_')}"
            yield Doubt(topic, (field,), f"The {name} looks like {found}. Is it right?")
    yield from _of_label(person.calendar_label or "", person.name or "")


def _of_label(label: str, name: str) -> Iterator[Doubt]:
    """Others may read a calendar: a label that names the person or the pump is asked about."""
    if len(label) > LONGEST_LABEL:
        text = f"A label in front of calendar entries has at most {LONGEST_LABEL} letters: the words behind it must be seen."
        yield impossible("label", ("person.calendar_label",), text, "Take a letter or a colour: A, or Blue.", "it is too long")
    said, named = ({word.casefold() for word in re.findall(r"\w+", text)} for text in (label, name))
    if said & (_TELLING | named):
        text = f'Everybody who sees the calendar reads "{harmless(label)}" in front of each entry. Is it meant to tell that?'
        yield Doubt("calendar_label", ("person.calendar_label",), text)


def _belongs_elsewhere(words: str, kind: str, *, may_be_none: bool) -> str | None:
    tests: tuple[tuple[str, Callable[[str], bool]], ...] = (
        ("a day", is_day),
        ("a volume or a dose", is_quantity),
        ("no answer", lambda text: not may_be_none and _is_no_answer(text)),
        ("a telephone number", lambda text: kind != _TEXT and _is_phone(text)),
        ("a pump model", lambda text: kind == _NAME and pump_family(text) is not None),
        ("a number", lambda text: _is_number(text, _FIGURES_OF_MODEL if kind == _MODEL else None) and kind != _TEXT),
    )
    return next((what for what, is_so in tests if is_so(words)), None)


def _is_no_answer(words: str) -> bool:
    plain = re.sub(r"[^\w\s]", "", words.casefold()).strip()
    return not any(sign.isalnum() for sign in words) or bool(_NO_ANSWER.fullmatch(" ".join(plain.split())))


def _is_phone(words: str) -> bool:
    return _is_number(words) and not _is_number(words, _FIGURES_OF_PHONE)


def _is_number(words: str, below: int | None = None) -> bool:
    """Whether it has no letters, and fewer figures than `below`, if one is given."""
    figures = sum(sign.isdigit() for sign in words)
    return not any(sign.isalpha() for sign in words) and (below is None or figures < below)
