"""Sites whose generator is not known: nothing gives it away."""

from __future__ import annotations

import re

from content_lint.site.generators.plain.recognition import Recognition

DETECTIONS = {"plain": Recognition("plain", "", re.compile(r"(?!)"))}
