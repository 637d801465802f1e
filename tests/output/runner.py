"""How GitHub's runner reads a log line, from its own source (src/Runner.Common/ActionCommand.cs)."""

from __future__ import annotations

_KNOWN = {
    "error",
    "warning",
    "notice",
    "debug",
    "add-mask",
    "add-matcher",
    "set-env",
    "add-path",
    "stop-commands",
    "group",
}
_DATA = (("%0D", "\r"), ("%0A", "\n"), ("%25", "%"))
_PROPERTY = (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%"))


def command_in(line: str) -> tuple[str, dict[str, str], str] | None:
    """The command that the runner obeys: its name, properties and data; None where a line is only text."""
    return _new(line) or _old(line)


def _new(line: str) -> tuple[str, dict[str, str], str] | None:
    line = line.lstrip()
    end = line.find("::", 2)
    if not line.startswith("::") or end < 0:
        return None
    name, _, rest = line[2:end].partition(" ")
    if name not in _KNOWN:
        return None
    pairs = (part.split("=", 1) for part in rest.strip().split(",") if part)
    return (
        name,
        {pair[0]: _unescape(pair[1], _PROPERTY) for pair in pairs if len(pair) == 2},
        _unescape(line[end + 2 :], _DATA),
    )


def _old(line: str) -> tuple[str, dict[str, str], str] | None:
    start = line.find("##[")
    end = line.find("]", start)
    if start < 0 or end < 0:
        return None
    name = line[start + 3 : end].split(" ", maxsplit=1)[0]
    return (name, {}, line[end + 1 :]) if name in _KNOWN else None


def _unescape(text: str, table: tuple[tuple[str, str], ...]) -> str:
    for token, char in table:
        text = text.replace(token, char)
    return text
