"""Records for tests of the card on paper, and how its words are read back from a document. No tests."""

import html
import re
from datetime import date
from pathlib import Path

from itb_cli.domain.record import Clinic, Contact, Person, Record
from itb_cli.services.demo import sample_record
from itb_cli.storage.encoding import encode

TODAY = date(2026, 11, 22)
HOSTILE = (
    '<script>document.title="owned"</script> ]]> --> "><img src=x onerror=alert(1)> </title></style> &amp; {{x}} \ue000 \x1b[31m'
)
NOTE = "and everything that is made with it, near it or after it, as the clinic has found out " * 4
SAMPLE = sample_record(TODAY)
RECORDS = {
    "sample": SAMPLE,
    "nothing": Record(),
    "long": SAMPLE._replace(
        person=Person(
            "Maximiliana Wolfeschlegelsteinhausenbergerdorff " * 6, date(1980, 1, 2), (f"Penicillin {NOTE}", "W" * 200)
        ),
        contacts=tuple(Contact(f"Contact Person {number}", "neighbour", f"+44 20 7946 09{number:02}") for number in range(10)),
        clinic=Clinic("Riverside Pump Clinic " * 5, "555 0100", "555 0199"),
    ),
    "scripts": SAMPLE._replace(
        person=Person("יוסי כהן-לוי", date(1980, 1, 2), ("بنسلين", "Zoe\u0301\u0323\u0302 a\u0308\u0323" * 5)),
        contacts=(Contact("فاطمة الزهراء", "أم", "+20 2 2794 8553"), Contact("Zoë Ñandú", "Ælf", "+852 2345 6789")),
        clinic=Clinic("مستشفى الملك فيصل", "555 0100", "555 0199"),
    ),
    "hostile": SAMPLE._replace(
        person=Person(HOSTILE, date(1980, 1, 2), (HOSTILE, HOSTILE)),
        contacts=(Contact(HOSTILE, HOSTILE, HOSTILE),),
        clinic=Clinic(HOSTILE, HOSTILE, HOSTILE),
        pump=SAMPLE.pump._replace(model=HOSTILE, serial=HOSTILE),
        plan=SAMPLE.plan._replace(emergency_number=HOSTILE),
    ),
}


def store(name: str, path: Path) -> None:
    """Writes one of the records to where `itb` reads it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    data = encode(RECORDS[name])
    path.write_bytes(data if isinstance(data, bytes) else data.encode())


def words_of(document: str) -> str:
    """The letters and signs of an HTML or SVG document as they are read, without spaces and without marks of direction."""
    text = re.sub(r"<style>.*?</style>|<title>.*?</title>|<[^>]*>", " ", document, flags=re.DOTALL)
    return squeezed(html.unescape(text))


def squeezed(text: str) -> str:
    """`text` without spaces, joints and marks of direction, so that line breaks do not count."""
    return re.sub("[\\s\u00a0\u2066-\u2069]", "", text)
