"""What the site's own files say, so that nothing is needed to start."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from msgspec import Struct, field
from msgspec.structs import replace

from content_lint.config.builder import MDX, Builder, find_builder, owns_jekylls_name
from content_lint.config.detect.decap import Cms, CmsCollection, detect_decap
from content_lint.config.detect.detected import Detected
from content_lint.config.errors import ConfigError
from content_lint.config.root import find_hugo, find_jekyll
from content_lint.config.settings import Collection
from content_lint.parse.dialect import Dialect, Generator


def choose_generator(root: Path, setting: Generator | None) -> Generator:
    """The program that renders the site.

    Raises:
        ConfigError: the files of two generators lie there and no setting says which one counts.
    """
    if setting is not None:
        return setting
    hugo, jekyll = find_hugo(root), find_jekyll(root)
    if jekyll and owns_jekylls_name(root):
        jekyll = None
    if hugo and jekyll:
        raise ConfigError(
            hugo,
            None,
            f"both Hugo (`{hugo}`) and Jekyll (`{jekyll}`) are set up here",
            'Say which one renders the site: add `generator = "hugo"` or `generator = "jekyll"` to content-lint.toml.',
        )
    if hugo:
        return Generator.HUGO
    return Generator.JEKYLL if jekyll else Generator.PLAIN


class Found(Struct, frozen=True):
    """Everything that was detected.

    Attributes:
        generator: what the generator's configuration says; collections carry what the CMS knows of them.
        media_paths: public paths of assets.
        cms: the CMS's configuration, or None.
        builder: the generator, where its pages are not modelled but it was recognised; else None.
    """

    generator: Detected
    media_paths: tuple[str, ...] = ()
    cms: Cms | None = field(default=None)
    builder: Builder | None = None


def detect(root: Path, generator: Generator) -> Found:
    """Read the generator's and the CMS's files.

    Raises:
        ConfigError: one of them cannot be read.
    """
    builder = None
    if generator is Generator.JEKYLL:
        from content_lint.config.detect.jekyll import detect_jekyll

        detected = detect_jekyll(root)
    elif generator is Generator.HUGO:
        from content_lint.config.detect.hugo import detect_hugo

        detected = detect_hugo(root)
    else:
        builder = find_builder(root)
        detected = Detected(Dialect(Generator.PLAIN, mdx=builder.mdx if builder else MDX))
    cms = detect_decap(root)
    if cms is None:
        return Found(detected, builder=builder)
    collections = _with_cms(detected.collections, cms, plain=generator is Generator.PLAIN)
    if not detected.url and cms.site_url and generator is not Generator.JEKYLL:
        parts = urlsplit(cms.site_url)
        if parts.scheme and parts.netloc:
            host = frozenset({parts.netloc.rpartition("@")[2].partition(":")[0].lower()})
            detected = replace(detected, url=f"{parts.scheme}://{parts.netloc}", own_hosts=detected.own_hosts | host)
    return Found(replace(detected, collections=collections), cms.media_paths, cms, builder)


def _with_cms(collections: Mapping[str, Collection], cms: Cms, *, plain: bool) -> dict[str, Collection]:
    """Collections with the CMS's names and fields; without a generator the CMS's folders are the collections."""
    merged = dict(collections)
    for known in cms.collections:
        name = _same_folder(merged, known)
        if name is not None:
            old = merged[name]
            aliases = old.aliases if known.name in (name, *old.aliases) else (*old.aliases, known.name)
            merged[name] = replace(old, aliases=aliases, cms_fields=old.cms_fields or known.fields, cms=cms.name)
        elif plain and known.name not in merged:
            glob = f"{known.folder}/**/*.{known.extension}"
            merged[known.name] = Collection(known.name, (glob,), origin=cms.path, cms_fields=known.fields, cms=cms.name)
    return merged


def _same_folder(collections: Mapping[str, Collection], known: CmsCollection) -> str | None:
    """The generator's name for the folder that the CMS writes to."""
    folders = known.folder.split("/")
    if folders[-1] == "_posts" and "posts" in collections:
        return "posts"
    glob = f"{known.folder}/**"
    return next((name for name, item in collections.items() if glob in item.globs), None)
