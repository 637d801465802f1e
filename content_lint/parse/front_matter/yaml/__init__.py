"""YAML. In: text between fences. Out: values, their places, and what is wrong in plain words."""

from content_lint.text.regex import compiled_when_used

with compiled_when_used():
    import yaml  # noqa: F401 - every module of this package wants it
