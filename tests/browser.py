"""A real browser without a window, driven through a pipe: no socket, no other program. For tests of HTML and SVG."""

import base64
import json
import os
import select
import shutil
import subprocess
from pathlib import Path
from typing import Any

CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))),
    None,
)
OPTIONS = (
    *(
        "--headless",
        "--remote-debugging-pipe",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--no-default-browser-check",
    ),
    *(
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-extensions",
        "--disable-default-apps",
    ),
    *(
        "--host-resolver-rules=MAP * ~NOTFOUND",
        "--proxy-server=127.0.0.1:9",
        "--hide-scrollbars",
        "--force-device-scale-factor=1",
    ),
)

LONGEST_WAIT = 120
"""Seconds without a word from the browser: generous, since a machine may be busy."""


class Browser:
    """One browser process. `requests` holds the address of everything that the page now open asked for."""

    def __init__(self, folder: Path) -> None:
        ours_in, theirs_out = os.pipe()
        theirs_in, ours_out = os.pipe()
        sandbox = ("--no-sandbox",) if os.geteuid() == 0 else ()
        words = [str(CHROMIUM), *OPTIONS, *sandbox, f"--user-data-dir={folder}", "about:blank"]
        # The browser reads commands at 3 and answers at 4, whatever the numbers are here.
        script = f'exec 3<&{theirs_in} 4>&{theirs_out}; exec "$@"'
        self._process = subprocess.Popen(
            ["bash", "-c", script, "bash", *words],
            pass_fds=(theirs_in, theirs_out),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "HOME": str(folder), "LANG": "C.UTF-8"},
        )
        os.close(theirs_in)
        os.close(theirs_out)
        self._in, self._out = os.fdopen(ours_in, "rb"), os.fdopen(ours_out, "wb")
        self._number = 0
        self._left = b""
        self.events: list[dict[str, Any]] = []
        target = self._ask("Target.createTarget", url="about:blank")["targetId"]
        self._session = self._ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self._call(f"{domain}.enable")

    def close(self) -> None:
        """Ends the browser that was started here."""
        self._process.terminate()
        self._process.wait(timeout=30)
        self._in.close()
        self._out.close()

    def open(self, path: Path, wide: int = 1200, high: int = 1700) -> None:
        """Opens a file and waits until it is shown; forgets what earlier pages asked for."""
        self._call("Emulation.setDeviceMetricsOverride", width=wide, height=high, deviceScaleFactor=1, mobile=False)
        self.events.clear()
        self._call("Page.navigate", url=path.absolute().as_uri())
        while not any(event.get("method") == "Page.loadEventFired" for event in self.events):
            self._read()

    @property
    def requests(self) -> list[str]:
        """What the page asked for, itself included."""
        sent = [event for event in self.events if event.get("method") == "Network.requestWillBeSent"]
        return [event["params"]["request"]["url"] for event in sent]

    @property
    def complaints(self) -> list[str]:
        """What the page threw or wrote to the console, and dialogs that it opened."""
        told = ("Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Page.javascriptDialogOpening")
        return [json.dumps(event["params"]) for event in self.events if event.get("method") in told]

    def ask(self, expression: str) -> Any:
        """What a JavaScript expression is on the page."""
        answer = self._call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def printed(self) -> bytes:
        """The page as the browser prints it, on the paper that its style sheet asks for."""
        return base64.b64decode(self._call("Page.printToPDF", preferCSSPageSize=True, printBackground=True)["data"])

    def picture(self, scale: float = 1) -> bytes:
        """The whole page as PNG."""
        size = self._call("Page.getLayoutMetrics")["cssContentSize"]
        clip = {"x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": scale}
        return base64.b64decode(self._call("Page.captureScreenshot", format="png", captureBeyondViewport=True, clip=clip)["data"])

    def _call(self, method: str, **parameters: Any) -> Any:
        return self._ask(method, session=self._session, **parameters)

    def _ask(self, method: str, *, session: str | None = None, **parameters: Any) -> Any:
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters} | ({"sessionId": session} if session else {})
        self._out.write(json.dumps(message).encode() + b"\0")
        self._out.flush()
        while True:
            answer = self._read()
            if answer.get("id") == self._number:
                assert "error" not in answer, answer
                return answer["result"]

    def _read(self) -> dict[str, Any]:
        while b"\0" not in self._left:
            ready, _, _ = select.select([self._in], [], [], LONGEST_WAIT)
            assert ready, "the browser does not answer"
            part = self._in.read1(1 << 20)
            assert part, "the browser is gone"
            self._left += part
        said, _, self._left = self._left.partition(b"\0")
        message: dict[str, Any] = json.loads(said)
        if "id" not in message:
            self.events.append(message)
        return message
