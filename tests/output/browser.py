"""A real Chromium that a test types into, through the pipe of its debugger."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.output.html_page import CHROMIUM

_OPTIONS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--disable-quic", "--remote-debugging-pipe"),
)
_CODES = {"Tab": 9, "Enter": 13, " ": 32}


class Browser:
    """One page in one browser.

    Args:
        reads: the end of the pipe that the browser answers on.
        writes: the end that it is told on.
    """

    def __init__(self, reads: int, writes: int) -> None:
        self._reads, self._writes = os.fdopen(reads, "rb"), os.fdopen(writes, "wb")
        self._number = 0
        self._session = ""

    def close(self) -> None:
        self._reads.close()
        self._writes.close()

    def open(self, address: str) -> None:
        """Show a page, and wait for its scripts."""
        target = self._ask("Target.createTarget", url="about:blank")["targetId"]
        self._session = self._ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self._ask("Page.enable")
        self._ask("Page.navigate", url=address)
        while not self.value("document.readyState === 'complete' && location.protocol === 'file:'"):
            pass

    def value(self, script: str) -> Any:
        """What an expression is worth in the page."""
        return self._ask("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)["result"].get(
            "value"
        )

    def resize(self, width: int, height: int) -> None:
        """Show the page on a screen of so many pixels."""
        self._ask("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def press(self, key: str) -> None:
        """Press one key and let it go."""
        text = {"Enter": "\r", " ": " "}.get(key, key if len(key) == 1 else "")
        about = {"key": key, "code": key, "windowsVirtualKeyCode": _CODES.get(key, 0)}
        kind = "keyDown" if text else "rawKeyDown"
        self._ask("Input.dispatchKeyEvent", type=kind, **about, **({"text": text} if text else {}))
        self._ask("Input.dispatchKeyEvent", type="keyUp", **about)

    def _ask(self, method: str, **parameters: Any) -> Any:
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        self._writes.write(json.dumps(message).encode() + b"\0")
        self._writes.flush()
        while True:
            answer = json.loads(self._message())
            if answer.get("id") == self._number:
                assert "error" not in answer, answer
                return answer["result"]

    def _message(self) -> bytes:
        found = bytearray()
        while (byte := self._reads.read(1)) != b"\0":
            assert byte, "the browser has ended"
            found += byte
        return bytes(found)


@contextmanager
def browser(folder: Path) -> Iterator[Browser]:
    """A browser with a profile of its own, as long as the block runs."""
    told, writes = os.pipe()
    reads, answers = os.pipe()
    command = [str(CHROMIUM), *_OPTIONS, f"--user-data-dir={folder / 'profile'}"]
    with subprocess.Popen(
        ["bash", "-c", f'exec "$@" 3<&{told} 4>&{answers}', "bash", *command],
        pass_fds=(told, answers),
        env={**os.environ, "HOME": str(folder)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        os.close(told)
        os.close(answers)
        made = Browser(reads, writes)
        try:
            yield made
        finally:
            made.close()
            process.kill()
