"""What hostile content may hold, and what of it must never come out as it is."""

from __future__ import annotations

import re

TEXTS = {
    "escape sequence": "\x1b[31mred\x1b]0;title\x07",
    "C1 control": "\x9b31mred\x85",
    "line ends": "one\ntwo\r\nthree\u2028four\u2029five",
    "carriage return": "good\rbad",
    "backspaces": "bad\b\b\bgood",
    "null and delete": "\x00\x7f",
    "right-to-left override": "user\u202etxt.exe\u202c \u2066iso\u2069",
    "zero width": "a\u200bb\ufeffc\u2060d",
    "soft hyphen and filler": "a\u00adb\u3164c\u115fd",
    "lone surrogates": "\udce9 and \ud800",
    "tag characters": "plain\U000e0068\U000e0069",
    "workflow command": "::error file=x::owned",
    "workflow command behind a line end": "x\n::add-mask::a",
    "old workflow command": "text ##[add-mask]a",
    "old workflow command in a row of signs": "####[error]owned",
    "Azure command": "##vso[task.setvariable variable=a]b",
    "TeamCity command": "##TeamCity[buildStatus text='x']",
    "HTML": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "Markdown": "](javascript:x) | cell | `code` **bold** @user #1 https://evil.example <!-- ",
}

_RAW = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u115f\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\ud800-\udfff\U000e0000-\U000e007f]"
)
_COMMAND = re.compile(r"##(?:\[|vso\[|teamcity\[)", re.IGNORECASE)


def raw_in(output: str) -> list[str]:
    """What in an output would reach a terminal or a log as it is; line feeds aside."""
    return [*_RAW.findall(output), *_COMMAND.findall(output)]
