"""The dialects that most tests of parsers run with."""

from __future__ import annotations

from content_lint.parse.dialect import Dialect
from content_lint.site.generators.hugo import traits as hugo
from content_lint.site.generators.jekyll import traits as jekyll

DIALECTS = (jekyll.DIALECT, hugo.DIALECT, Dialect())
