"""Sites whose generator is not known: nothing gives it away."""

from __future__ import annotations

from content_lint.site.generators.plain.recognition import Recognition
from content_lint.text.regex import regex

DETECTIONS = {"plain": Recognition("plain", "", regex(r"(?!)"))}
