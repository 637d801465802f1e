"""Draw the picture of a terminal in the README from a real run; `--check` only compares it with the one there is."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from html import escape
from pathlib import Path

ROOT = Path(__file__).parent.parent
PICTURE = ROOT / "content" / "images" / "recording.svg"
COLUMNS = 98
SITE = {
    "_config.yml": "title: Walking club\nurl: https://example.org\n",
    "places/bridge.md": "---\ntitle: The bridge\npermalink: /places/bridge/\n---\nBy the river.\n",
    "_posts/2026-04-02-spring-walk.md": (
        "---\ntitle: Spring walk\ndate: 2026-04-02\n---\n"
        "We meet at [the bridge](/places/brigde/).\nWrite to [Ana](mailto:%20ana@example.org).\n"
    ),
}
COMMANDS = (("check",), ("check", "--fix", "--unsafe-fixes"))
_CELL, _LINE, _EDGE, _TOP = 8.4, 18, 16, 40
_SECONDS_PER_STEP = 2
_ESCAPE = re.compile(r"\x1b\[([\d;]*)m")
_TIME = re.compile(r" in [\d.]+ s(?=: )")
_CLASSES = {
    "1;31": "error",
    "1;33": "warning",
    "1": "strong",
    "36": "frame",
    "32": "help",
    "2": "faint",
    "31": "gone",
}
_STYLE = """
text { font: 14px ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace; fill: #e6e9ee; white-space: pre; }
.error { fill: #ff8f8f; font-weight: bold; } .warning { fill: #ffbd5c; font-weight: bold; }
.strong { font-weight: bold; }
.frame { fill: #7fd1e0; } .help { fill: #86dd9c; } .gone { fill: #ff9b9b; } .faint { fill: #aeb6c0; }
.typed { fill: #ffffff; font-weight: bold; }
@media (prefers-reduced-motion: no-preference) {
  @keyframes show { from { visibility: hidden; } to { visibility: visible; } }
}
"""


def main(arguments: list[str]) -> int:
    wanted = picture(list(record()))
    if "--check" in arguments:
        if PICTURE.is_file() and PICTURE.read_text("utf-8") == wanted:
            return 0
        sys.stderr.write("content/images/recording.svg is not what the program says: run `python bench/recording.py`\n")
        return 1
    PICTURE.parent.mkdir(exist_ok=True)
    PICTURE.write_text(wanted, "utf-8")
    return 0


def record() -> Iterator[tuple[str, list[str]]]:
    """Each command as it is typed, with the lines that it prints in a terminal of that width."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in SITE.items():
            file = Path(folder, name)
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, "utf-8")
        for command in COMMANDS:
            yield " ".join(("content-lint", *command)), _run(command, Path(folder))


def _run(command: tuple[str, ...], folder: Path) -> list[str]:
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "HOME") if name in os.environ}
    more = {"PYTHONPATH": str(ROOT), "FORCE_COLOR": "1", "COLUMNS": str(COLUMNS), "TZ": "UTC"}
    alike = ("--output-format", "full", "--no-cache", "--today", "2026-04-02")
    done = subprocess.run(
        [sys.executable, "-m", "content_lint", *command, *alike],
        cwd=folder,
        env={**kept, **more},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return _TIME.sub("", done.stdout.decode("utf-8")).rstrip("\n").split("\n")


def picture(steps: list[tuple[str, list[str]]]) -> str:
    """The steps below each other; where motion is welcome they appear one after the other."""
    count = sum(len(lines) + 2 for _, lines in steps)
    width, height = int(COLUMNS * _CELL + 2 * _EDGE), _TOP + count * _LINE + _EDGE
    said = "A terminal: " + " ".join(f"{command} prints: {_plain(lines)}" for command, lines in steps)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" role="img">',
        f"<title>{escape(said)}</title>",
        f"<style>{_STYLE}</style>",
        f'<rect width="{width}" height="{height}" rx="8" fill="#161a20"/>',
        *(f'<circle cx="{20 + 18 * place}" cy="20" r="6" fill="#59616c"/>' for place in range(3)),
    ]
    y = _TOP + _LINE
    for number, (command, lines) in enumerate(steps):
        parts.append(f'<g style="animation: show 1ms {number * _SECONDS_PER_STEP}s both">')
        typed = f'<tspan class="help">$</tspan> <tspan class="typed">{command}</tspan>'
        parts.append(f'<text x="{_EDGE}" y="{y}">{typed}</text>')
        for line in lines:
            y += _LINE
            parts.append(f'<text x="{_EDGE}" y="{y}">{_painted(line)}</text>')
        parts.append("</g>")
        y += 2 * _LINE
    return "\n".join([*parts, "</svg>"]) + "\n"


def _plain(lines: list[str]) -> str:
    return " ".join(" ".join(_ESCAPE.sub("", line) for line in lines).split())


def _painted(line: str) -> str:
    """A line with its colours as classes."""
    done = []
    pieces = _ESCAPE.split(line)
    role = ""
    for index, piece in enumerate(pieces):
        if index % 2:
            role = _CLASSES.get(piece, "")
        elif piece:
            done.append(f'<tspan class="{role}">{escape(piece)}</tspan>' if role else escape(piece))
    return "".join(done)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
