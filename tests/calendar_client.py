"""A calendar server and its client, as programs of their own: takes files in one after the other, tells what stands there after each.

Run by the Python of the environment in which radicale and caldav are installed; prints JSON. No part of `itb` is loaded.
"""

import contextlib
import json
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import caldav

LONGEST_WAIT_SECONDS = 60


def main() -> None:
    folder, *files = map(Path, sys.argv[1:])
    with served(folder) as port:
        json.dump(held(port, files), sys.stdout)


@contextlib.contextmanager
def served(folder: Path) -> Iterator[int]:
    """A server that keeps its calendars in `folder`, on the port that is given."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    config = folder / "radicale.conf"
    config.write_text(
        f"[server]\nhosts = 127.0.0.1:{port}\n[auth]\ntype = none\n[storage]\nfilesystem_folder = {folder / 'collections'}\n",
        encoding="utf-8",
    )
    words = [sys.executable, "-m", "radicale", "--config", str(config)]
    with subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            yield port
        finally:
            server.terminate()


def held(port: int, files: list[Path]) -> list[list[list[str]]]:
    """After each file the entries on the server: id, start, number of changes, state."""
    wait(port)
    client = caldav.DAVClient(url=f"http://127.0.0.1:{port}/", username="someone", password="anything")
    calendar = client.principal().make_calendar(name="own")
    found = []
    for file in files:
        for event in re.findall(r"BEGIN:VEVENT.*?END:VEVENT\r\n", file.read_bytes().decode(), re.DOTALL):
            one = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//A client//EN\r\n{event}END:VCALENDAR\r\n"
            caldav.Event(client=client, data=one, parent=calendar).save(increase_seqno=False)
        found.append(sorted(told(event.data) for event in calendar.events()))
    return found


def told(data: str) -> list[str]:
    lines = re.sub(r"\r?\n[ \t]", "", data).splitlines()
    return [next(line for line in lines if line.startswith(name)) for name in ("UID", "DTSTART", "SEQUENCE", "STATUS")]


def wait(port: int) -> None:
    """Until the server answers."""
    end = time.monotonic() + LONGEST_WAIT_SECONDS
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("the server did not start")


if __name__ == "__main__":
    main()
