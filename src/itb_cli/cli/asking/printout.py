"""`itb log --printout`: fetches the text, asks about what is not sure, shows what was read, and stores it with one yes."""

from functools import partial
from typing import Any

from itb_cli.cli.asking.dialogue import STOPS, Question, asked, asked_for, stopping
from itb_cli.cli.call import Call
from itb_cli.cli.record.import_ import STANDARD_INPUT, taken_in
from itb_cli.cli.show import width_of
from itb_cli.domain.printout_labels import EXAMPLES, NAMES, PrintedFact
from itb_cli.domain.printout_reading import Found, PrintoutReading, Unsure, read_printout
from itb_cli.domain.printout_values import value_of
from itb_cli.domain.record import Record
from itb_cli.domain.text import begun
from itb_cli.errors import ConfirmationNeededError, InputRefusedError, UsageError
from itb_cli.pages import log as pages
from itb_cli.services.answers import Answers
from itb_cli.services.entries import log as services
from itb_cli.services.entries import printout
from itb_cli.services.outcome import Outcome

MOST_LETTERS = 100_000
"""No printout is longer."""
_MOST_BYTES = 4 * MOST_LETTERS
END = "."
_PASTE = f"Paste the printout. Then type a single {END} on a line of its own, and Enter."
_DAILY = "dose per day"


def run_printout(call: Call, place: str, typed: services.LogRequest, *, yes: bool) -> int:
    """The answer with what the printout said stored; returns the exit code."""
    if typed.eri_months or any(words for flag, words in typed.words.items() if flag != "note"):
        raise UsageError(
            "Beside --printout only a day and a note are taken.", "Leave the other facts out, or leave --printout out."
        )
    reading = read_printout(_text(call, place))
    if call.can_ask:
        reading = _settled(call, reading)
    printout.refuse_unsure(reading)
    if call.can_ask:
        typed = typed._replace(on=typed.on or _day(call, reading))
    outcome = _stored(call, printout.PrintoutRequest(reading, typed, call.runtime.new_id()), yes=yes)
    return call.show(outcome, lambda: pages.build(outcome, call.as_of))


def _stored(call: Call, request: printout.PrintoutRequest, *, yes: bool) -> Outcome[services.LogView]:
    """The answer with what was read stored; at a terminal a no leads to one value, and keeps the others."""
    while True:
        if not yes:
            from itb_cli.render import plain

            page = pages.of_printout(printout.view_of(request.reading, None, None, None))
            call.runtime.say(f"\n{plain.render(page, width_of(call.runtime))}\n")
        try:
            return call.write(partial(_answer, call, request), yes=yes)
        except ConfirmationNeededError as needed:
            if not call.can_ask or not (needed.topic == printout.ALL_OF_IT or needed.field):
                raise
            reading = _changed(call, request.reading)
            if reading is None:
                raise
            request = request._replace(reading=reading)


def _answer(call: Call, request: printout.PrintoutRequest, said: Answers, record: Record) -> Outcome[services.LogView]:
    return printout.answer(record, request._replace(call=request.call._replace(answers=said)), call.as_of)


def _changed(call: Call, reading: PrintoutReading) -> PrintoutReading | None:
    """The reading with one value that was typed instead, or left out; None if none is to be changed."""
    call.tell("Nothing is stored yet. Which of these is to be changed? The others stay.")
    shown = printout.view_of(reading, None, None, None).read
    for number, line in enumerate(shown, start=1):
        call.tell(f"{number}. {begun(str(line.fact))}: {line.value}")
    which = Question("which", f"Type its number, 1 to {len(shown)} {STOPS}")
    words = asked_for(call, which, lambda typed: _place(typed, len(shown)))
    if words is None:
        return None
    item = reading.found[_place(words, len(shown))]
    name, example = NAMES[item.fact], EXAMPLES[item.fact]
    question = Question(item.fact, f"Type the {name}, such as {example} (none leaves it out, Enter keeps it)")
    said = asked(call, (question,), lambda tried: _read(item.fact, tried.words[item.fact][0])).words.get(item.fact)
    if said is None:
        return reading
    value = _read(item.fact, said[0])
    changed = (found._replace(value=value) if found is item else found for found in reading.found)
    return reading._replace(found=tuple(found for found in changed if found.value is not None))


def _read(fact: PrintedFact, words: str) -> Any:
    """What the words say of the fact; None for the word none."""
    return value_of(fact, words, _DAILY, "") if words else None


def _text(call: Call, place: str) -> str:
    if place == STANDARD_INPUT and call.can_ask:
        text = _pasted(call)
    else:
        data = taken_in(call, place, _MOST_BYTES, "Name a text file, or - to paste the text.")
        if len(data) > _MOST_BYTES:
            raise _too_long()
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise InputRefusedError("The file is no plain text.", "Paste the printout's text instead: --printout -") from None
    if len(text) > MOST_LETTERS:
        raise _too_long()
    return text


def _too_long() -> InputRefusedError:
    return InputRefusedError("That is too long for a printout.", "Keep the part about the pump, and try again.")


@stopping()
def _pasted(call: Call) -> str:
    call.tell(_PASTE)
    lines: list[str] = []
    while (line := call.runtime.stdin.readline()) and line.strip() != END and sum(map(len, lines)) <= MOST_LETTERS:
        lines.append(line)
    return "".join(lines)


def _day(call: Call, reading: PrintoutReading) -> str | None:
    """The day of the refill in the words typed, if the printout does not name it."""
    if PrintedFact.ON in reading.values:
        return None
    call.tell("The printout does not say on which day the pump was filled.")
    question = Question("on", "Type the day, such as 2026-09-01 or yesterday", "The day of the refill, not of the printout.")
    return asked_for(call, question, lambda words: services.day_of(words, call.as_of.day))


def _settled(call: Call, reading: PrintoutReading) -> PrintoutReading:
    """The reading with what a person said to each thing that is not sure; Enter leaves it out."""
    found = {item.fact: item for item in reading.found}
    for item in reading.unsure:
        told = _asked(call, item)
        if told is not None and told.fact in found and found[told.fact].value != told.value:
            call.tell(f"Another line says another {NAMES[told.fact]}. Neither is taken.")
            del found[told.fact]
        elif told is not None:
            found[told.fact] = told
    return reading._replace(found=tuple(found.values()), unsure=())


def _asked(call: Call, item: Unsure) -> Found | None:
    call.runtime.say("\n")
    call.tell(f'Line {item.line.number}: "{item.line.text}"')
    call.tell(item.why)
    is_one = len(item.facts) == 1
    fact = item.facts[0] if is_one else _chosen(call, item)
    read = next((found for found in item.possible if found.fact is fact), None)
    if fact is None or (read is not None and not is_one):
        return read
    question = Question(fact, f"Type the {NAMES[fact]}, such as {EXAMPLES[fact]} (Enter leaves it out)")
    words = asked_for(call, question, lambda typed: value_of(fact, typed, _DAILY, ""))
    return None if words is None else Found(fact, value_of(fact, words, _DAILY, ""), item.line)


def _chosen(call: Call, item: Unsure) -> PrintedFact | None:
    numbered = ", ".join(f"{number} for the {NAMES[fact]}" for number, fact in enumerate(item.facts, start=1))
    question = Question("which", f"Which is it? {numbered} (Enter leaves it out)")
    words = asked_for(call, question, lambda typed: _place(typed, len(item.facts)))
    return None if words is None else item.facts[_place(words, len(item.facts))]


def _place(words: str, many: int) -> int:
    if not (words.isascii() and words.isdigit() and 0 < int(words) <= many):
        raise InputRefusedError(f"Type a number from 1 to {many}.", "")
    return int(words) - 1
