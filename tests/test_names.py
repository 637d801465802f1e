"""The name of a class is that of one class only, so that whoever meets it knows which is meant.

Those that begin with an underscore are met in one file only, so they are not counted here.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import content_lint

CLASS = re.compile(r"^class ([A-Za-z]\w*)", re.MULTILINE)
BOTH = {"Page"}
"""What programs import from ``content_lint`` keeps the short name that it has inside, too."""


def test_no_two_classes_share_a_name():
    files = Path(content_lint.__file__).parent.rglob("*.py")
    names = Counter(name for file in files for name in CLASS.findall(file.read_text("utf-8")))
    assert names["Page"] == 2, "no classes to look at"
    assert {name for name, often in names.items() if often > 1} == BOTH
