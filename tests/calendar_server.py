"""A calendar server with one empty calendar, for as long as its standard input is open: a line in, what stands there out, as JSON.

Run by the Python of the environment in which radicale and caldav are installed. The first line out is the calendar's address.
"""

import json
import sys
from pathlib import Path

import caldav

from calendar_client import served, told, wait


def main() -> None:
    with served(Path(sys.argv[1])) as port:
        serve(port)


def serve(port: int) -> None:
    wait(port)
    client = caldav.DAVClient(url=f"http://127.0.0.1:{port}/", username="someone", password="anything")
    calendar = client.principal().make_calendar(name="own", cal_id="own")
    say(str(calendar.url))
    for line in sys.stdin:
        words = line.split(maxsplit=2)
        if words[0] == "replace":
            uid, old, new = words[1], *words[2].strip().split("=>")
            event = calendar.event_by_uid(uid)
            event.data = event.data.replace(old, new)
            event.save(increase_seqno=False)
        say(sorted(told(event.data) for event in calendar.events()))


def say(something: object) -> None:
    sys.stdout.write(json.dumps(something) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
