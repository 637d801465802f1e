"""What the site's own files say, so that nothing is needed to start."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlsplit

from content_lint.config import detect_hugo, detect_jekyll
from content_lint.config.detect_decap import Cms, CmsCollection, detect_decap, find_cms
from content_lint.config.detect_jekyll import Detected
from content_lint.config.errors import ConfigError
from content_lint.config.settings import Collection, GeneratorFiles
from content_lint.parse.dialect import Dialect, Generator

OWN_NAMES = ("content-lint.toml", "pyproject.toml")
_TABLE = b"[tool.content-lint"


def own_config(folder: Path) -> tuple[Path, ...]:
    """The files in a folder that hold settings of ours."""
    found = []
    for name in OWN_NAMES:
        path = folder / name
        try:
            if path.is_file() and (name == OWN_NAMES[0] or _TABLE in path.read_bytes().replace(b" ", b"")):
                found.append(path)
        except OSError:
            continue
    return tuple(found)


def find_root(start: Path) -> Path:
    """The site's root: the nearest folder, from ``start`` upwards, that holds a configuration.

    That is one of ours or of a generator; else the outermost folder with a CMS (``src/admin/config.yml`` speaks for
    the folder above ``src``). The search ends at the top of the git repository, which is the root where nothing
    is found; outside of a repository the root is then ``start`` itself.

    Args:
        start: a folder or a file, existing or not.
    """
    start = start.resolve()
    folder = start if start.is_dir() else start.parent
    fallback = with_cms = None
    for candidate in (folder, *folder.parents):
        if own_config(candidate) or detect_jekyll.find_config(candidate) or detect_hugo.find_config(candidate):
            return candidate
        with_cms = candidate if find_cms(candidate) else with_cms
        if (candidate / ".git").exists():
            fallback = candidate
            break
    return with_cms or fallback or folder


def choose_generator(root: Path, setting: Generator | None) -> Generator:
    """The program that renders the site.

    Raises:
        ConfigError: the files of two generators lie there and no setting says which one counts.
    """
    if setting is not None:
        return setting
    hugo, jekyll = detect_hugo.find_config(root), detect_jekyll.find_config(root)
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


@dataclass(frozen=True, slots=True)
class Found:
    """Everything that was detected.

    Attributes:
        generator: what the generator's configuration says; collections carry what the CMS knows of them.
        media_paths: public paths of assets.
        cms: the CMS's configuration, or None.
    """

    generator: Detected
    media_paths: tuple[str, ...] = ()
    cms: Cms | None = field(default=None)


def detect(root: Path, generator: Generator) -> Found:
    """Read the generator's and the CMS's files.

    Raises:
        ConfigError: one of them cannot be read.
    """
    if generator is Generator.JEKYLL:
        detected = detect_jekyll.detect_jekyll(root)
    elif generator is Generator.HUGO:
        name, config = detect_hugo.read_config(root)
        detected = _from_hugo(root, name, config)
    else:
        detected = Detected(Dialect(Generator.PLAIN))
    cms = detect_decap(root)
    if cms is None:
        return Found(detected)
    collections = _with_cms(detected.collections, cms, plain=generator is Generator.PLAIN)
    if not detected.url and cms.site_url and generator is not Generator.JEKYLL:
        parts = urlsplit(cms.site_url)
        if parts.scheme and parts.netloc:
            host = frozenset({parts.netloc.rpartition("@")[2].partition(":")[0].lower()})
            detected = replace(detected, url=f"{parts.scheme}://{parts.netloc}", own_hosts=detected.own_hosts | host)
    return Found(replace(detected, collections=collections), cms.media_paths, cms)


def _from_hugo(root: Path, name: str, config: Mapping[str, object]) -> Detected:
    keys = {key.lower(): value for key, value in config.items()}
    base, zone = keys.get("baseurl"), keys.get("timezone")
    parts = urlsplit(base if isinstance(base, str) else "")
    host = frozenset({parts.hostname.lower()}) if parts.hostname else frozenset()
    path = parts.path.rstrip("/")
    return Detected(
        Dialect(Generator.HUGO),
        GeneratorFiles(config, name),
        {item.name: item for item in detect_hugo.find_sections(root, config, name)},
        timezone=zone if isinstance(zone, str) else "",
        url=f"{parts.scheme}://{parts.netloc}" if parts.scheme and parts.netloc else "",
        base_path=path if path.startswith("/") else "",
        own_hosts=host,
    )


def _with_cms(collections: Mapping[str, Collection], cms: Cms, *, plain: bool) -> dict[str, Collection]:
    """Collections with the CMS's names and fields; without a generator the CMS's folders are the collections."""
    merged = dict(collections)
    for known in cms.collections:
        name = _same_folder(merged, known)
        if name is not None:
            old = merged[name]
            aliases = old.aliases if known.name in (name, *old.aliases) else (*old.aliases, known.name)
            merged[name] = replace(old, aliases=aliases, cms_fields=old.cms_fields or known.fields)
        elif plain and known.name not in merged:
            glob = f"{known.folder}/**/*.{known.extension}"
            merged[known.name] = Collection(known.name, (glob,), origin=cms.path, cms_fields=known.fields)
    return merged


def _same_folder(collections: Mapping[str, Collection], known: CmsCollection) -> str | None:
    """The generator's name for the folder that the CMS writes to."""
    folders = known.folder.split("/")
    if folders[-1] == "_posts" and "posts" in collections:
        return "posts"
    glob = f"{known.folder}/**"
    return next((name for name, item in collections.items() if glob in item.globs), None)
