"""The labels of clinics' printouts, and which facts each can stand for. A label that is not here is not understood."""

import re
from enum import StrEnum


class PrintedFact(StrEnum):
    """What a printout can say that a record has a place for; `visit` and `printed` are the days of the printout itself."""

    ON = "on"
    VISIT = "visit"
    PRINTED = "printed"
    ALARM_DATE = "alarm_date"
    REFILL_BY = "refill_by"
    APPOINTMENT = "appointment"
    REPLACE_BY = "replace_by"
    ERI_MONTHS = "eri_months"
    FILLED = "filled_ml"
    RESERVOIR = "reservoir_ml"
    ALARM_VOLUME = "alarm_volume_ml"
    STRENGTH = "strength_mcg_per_ml"
    DOSE = "dose_mcg_per_day"
    MODEL = "model"
    SERIAL = "serial"
    DRUG = "drug"


F = PrintedFact
DATES = frozenset({F.ON, F.VISIT, F.PRINTED, F.ALARM_DATE, F.REFILL_BY, F.APPOINTMENT, F.REPLACE_BY})
VOLUMES = frozenset({F.FILLED, F.RESERVOIR, F.ALARM_VOLUME})

NAMES = {
    F.ON: "day of the refill",
    F.VISIT: "day of the visit",
    F.PRINTED: "day of printing",
    F.ALARM_DATE: "alarm date",
    F.REFILL_BY: "refill-by date",
    F.APPOINTMENT: "next appointment",
    F.REPLACE_BY: "replace-by date of the pump",
    F.ERI_MONTHS: "months until the pump is replaced (ERI)",
    F.FILLED: "volume put in",
    F.RESERVOIR: "size of the reservoir",
    F.ALARM_VOLUME: "alarm volume",
    F.STRENGTH: "strength",
    F.DOSE: "dose per day",
    F.MODEL: "pump model",
    F.SERIAL: "serial number",
    F.DRUG: "drug",
}
EXAMPLES = {
    **dict.fromkeys(DATES, "2026-12-29"),
    F.ERI_MONTHS: "34 months",
    F.FILLED: "18.6 mL",
    F.RESERVOIR: "20 mL",
    F.ALARM_VOLUME: "2 mL",
    F.STRENGTH: "2000 mcg/mL",
    F.DOSE: "285.4 mcg/day",
    F.MODEL: "SynchroMed II",
    F.SERIAL: "NGP123456H",
    F.DRUG: "Baclofen",
}

_LABELS: dict[tuple[PrintedFact, ...], str] = {
    (F.ON,): "date of refill; date of this refill; day of the refill; refilled on; refilled; pump refilled; pump refilled on;"
    " filled on; pump filled; pump filled on; refill performed; refill performed on; refill done; refill done on; date filled",
    (F.VISIT,): "visit date; date of visit; visit; session date; date of session; session; interrogation date; interrogated on;"
    " appointment date today; date of service; service date; encounter date",
    (F.PRINTED,): "printed; printed on; print date; date printed; report date; date of report; report printed; printout of",
    (F.ALARM_DATE,): "alarm date; low reservoir alarm date; low-reservoir alarm date; low alarm date; reservoir alarm date;"
    " estimated alarm date; estimated low reservoir alarm date; low reservoir date; pump alarm date; date of low reservoir alarm;"
    " projected alarm date; low res alarm date",
    (F.ALARM_DATE, F.ALARM_VOLUME): "low reservoir alarm; low reservoir; low reservoir alarm at; low alarm; alarm; alarm at;"
    " reservoir alarm; low res alarm",
    (F.REFILL_BY,): "refill by; refill-by; refill by date; refill-by date; refill before; refill no later than; refill due by;"
    " must be refilled by; schedule refill before; schedule refill by; refill needed by",
    (F.APPOINTMENT,): "next appointment; next appt; next visit; appointment; follow-up appointment; follow up appointment;"
    " next clinic visit; refill appointment; next refill appointment; appointment booked for",
    (
        F.REFILL_BY,
        F.APPOINTMENT,
    ): "next refill; next refill date; refill due; next refill due; refill due date; date of next refill",
    (F.ON, F.REFILL_BY): "refill date; refill; last refill; last refill date; refill on; fill date; last filled; date refill",
    (F.REPLACE_BY, F.ERI_MONTHS): "eri; elective replacement; elective replacement indicator; estimated eri; time to eri;"
    " replacement; pump replacement; estimated replacement; replace by; replace pump by; pump replace by; eri date;"
    " replacement date; estimated replacement date; pump replacement date; elective replacement date; estimated time to eri;"
    " eri months; months to eri; months until eri; replacement due; replace-by date; replace by date",
    (F.FILLED,): "volume put in; volume filled; fill volume; filled volume; refill volume; volume injected; volume instilled;"
    " amount put in; amount filled; new reservoir volume; filled with; filled; volume added; volume at refill",
    (F.FILLED, F.RESERVOIR): "volume; reservoir volume; volume in reservoir; pump volume; current volume; reservoir",
    (
        F.RESERVOIR,
    ): "reservoir size; size of reservoir; reservoir capacity; pump size; pump capacity; capacity; size of the reservoir",
    (F.ALARM_VOLUME,): "alarm volume; low reservoir alarm volume; low alarm volume; low reservoir volume; alarm threshold;"
    " low reservoir threshold; low reservoir alarm threshold; alarm at volume; low-reservoir alarm volume",
    (F.STRENGTH,): "concentration; drug concentration; strength; drug strength; baclofen concentration; conc; baclofen strength;"
    " concentration of baclofen; solution strength",
    (F.DOSE,): "dose; daily dose; dose per day; total daily dose; 24-hour dose; 24 hour dose; 24h dose; dose in 24 hours;"
    " dose per 24 hours; total dose per day; baclofen dose; current dose; current daily dose; new dose; new daily dose;"
    " dose/day; total 24-hour dose; baclofen daily dose; dosage; rate",
    (F.MODEL,): "pump model; model; pump; device model; pump type; device; model name; pump make and model; model number;"
    " pump model number; model no; implanted pump",
    (F.SERIAL,): "serial; serial number; serial no; pump serial; pump serial number; pump serial no; serial #; s/n; sn;"
    " device serial number; device serial",
    (F.DRUG,): "drug; drug name; medication; medicine; drug 1; primary drug; drug in pump; drug in the pump; drug a; first drug;"
    " infused drug; pump drug; intrathecal drug",
}
LABELS = {label.strip(): facts for facts, labels in _LABELS.items() for label in labels.split(";")}
"""By a label in small letters, the facts that it can stand for: with more than one, the value decides or a person does."""

MANY_DRUGS = re.compile(
    r"(?:drug|medication|medicine) ?(?:[2-9]|[b-d])|(?:second(?:ary)?|other|additional|third) (?:drug|medication)s?"
)
BACLOFEN = re.compile(r"\b(?:baclofen|lioresal|gablofen)\b(?: (?:intrathecal|injection|it))?", re.IGNORECASE)
OTHER_DRUGS = re.compile(
    r"\b(?:morphine|hydromorphone|dilaudid|ziconotide|prialt|clonidine|bupivacaine|ropivacaine|fentanyl|sufentanil|infumorph"
    r"|mitigo|duramorph|oxycodone|meperidine|ketamine|midazolam|compound(?:ed)?|admixed|admixture|mixture)\b",
    re.IGNORECASE,
)
FLEX = re.compile(
    r"\b(?:flex|bolus(?:es)?|ptm|myptm|patient[- ]activat\w*|personal therapy manager|multi-?(?:step|rate)|day schedule|periodic"
    r"|weekday|weekend|night(?:time)? (?:dose|rate)|step \d|variable)\b",
    re.IGNORECASE,
)
NOTHING = re.compile(r"(?:none|no|off|n/?a|nil|disabled|not (?:used|programmed|set)|0|-+|)[. ]*", re.IGNORECASE)
EARLIER = re.compile(
    r"\b(?:previous(?:ly)?|prior|old|before|initial|former|last (?:visit|session|settings)|pre-?(?:refill|session)|earlier"
    r"|history|example|sample|start of session)\b",
    re.IGNORECASE,
)
LATER = re.compile(
    r"\b(?:new|now|current|final|updated?|present|after|today|post-?(?:refill|session)|end of session)\b", re.IGNORECASE
)


def normal_label(text: str) -> tuple[str, str]:
    """A label in small letters without what surrounds it, and the unit that stood beside it in brackets."""
    words = " ".join(text.casefold().replace("\u2011", "-").split()).strip(" :=*-.>#\u2022\u2013\u2014")
    match = re.fullmatch(r"(.*?)\s*[(\[,]\s*([^()\[\],]*)\s*[)\]]?", words)
    if match and _is_unit(match[2]):
        return match[1].strip(" :"), match[2].strip()
    return words.strip(), ""


def _is_unit(text: str) -> bool:
    return bool(
        re.fullmatch(r"(?:mcg|ug|µg|μg|mg|micrograms?|ml|months?|mo)(?:\s*(?:/|per)\s*(?:ml|day|d|24\s*h(?:ours?|rs?)?))?", text)
    )


def facts_of_label(text: str) -> tuple[PrintedFact, ...]:
    """The facts that a label can stand for; none if it is no label of ours."""
    return LABELS.get(normal_label(text)[0], ())
