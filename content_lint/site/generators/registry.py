"""The generator of a site as the registry (``config/generators.py``) knows it."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from content_lint.config.generators import GENERATORS, PLAIN
from content_lint.config.settings import SiteSettings

if TYPE_CHECKING:
    from content_lint.parse.facts import Document
    from content_lint.site.generators.protocol import Face, SiteGenerator


def generator_of(settings: SiteSettings) -> SiteGenerator:
    """The generator of a site. Its code is imported for its own sites only."""
    name = settings.generator.name if settings.generator.modelled else PLAIN
    face: Face = import_module(f"{GENERATORS[name].package}.face").FACE
    return face(settings)


def is_own_key(key: object, settings: SiteSettings) -> bool:
    """Whether the site's generator reads a key of front matter by itself; where none is known, whether any may."""
    return isinstance(key, str) and generator_of(settings).reads_key(key)


def own_ids(document: Document, settings: SiteSettings) -> frozenset[str]:
    """The places on a document's page that its own text names, whatever templates add to them."""
    from content_lint.site.layouts import Layouts  # who asks for pages has it already

    anchors = generator_of(settings).anchors(document, Layouts(), None, theme="", default_layout=False)
    return frozenset(anchors.ids)
