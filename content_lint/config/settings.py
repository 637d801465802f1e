"""What a site is, once every source of configuration has been read: plain data for everything above."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct, field

from content_lint.config.builder import Builder
from content_lint.config.external import ExternalSettings
from content_lint.config.forms import Forms
from content_lint.config.generator import Generator
from content_lint.config.globs import compile_glob, compile_prefix
from content_lint.parse.dialect import Dialect
from content_lint.parse.facts import KeyPath
from content_lint.report.diagnostic import Severity
from content_lint.text.servers import server_of

if TYPE_CHECKING:  # pydantic is paid for only by sites that have schemas
    from content_lint.schema.base import Schema


ParsedT = TypeVar("ParsedT")


def is_within(path: str, base: str) -> bool:
    """Whether a path from the root of a host is below a base path, or is it."""
    return not base or path == base or path.startswith(f"{base}/")


class CmsField(Struct, frozen=True):
    """One field of a CMS collection.

    Attributes:
        path: its key path; items of a list widget have ``"*"`` for their index.
        widget: the CMS's word for its kind (``string``, ``datetime``, ``image``, ``select`` …).
        required: whether the CMS insists on it.
        options: the values that a select offers.
        multiple: whether several of them may be chosen, which makes a list of the value.
        default: what the CMS fills in for a new entry, or None.
    """

    path: KeyPath
    widget: str
    required: bool = True
    options: tuple[str, ...] = ()
    multiple: bool = False
    default: object = None


class AskedField(Struct, frozen=True):
    """One key of front matter that the generator's own schema names.

    Attributes:
        key: of the first level.
        kind: ``text``, ``number``, ``boolean``, ``date``, ``list`` or ``choice``; empty where it could not be read.
        required: whether the build stops without it.
        options: the values of a choice.
    """

    key: str
    kind: str
    required: bool
    options: tuple[str, ...] = ()


class Collection(Struct, frozen=True):
    """A named set of documents that are alike.

    Attributes:
        name: the generator's name for it, else the CMS's or the configuration's.
        globs: its files, relative to the root.
        schema: the class that its front matter is checked against, or None.
        permalink: the URL pattern of its documents (Jekyll's placeholders), or None.
        origin: where it is declared, in words ("_config.yml").
        aliases: other names for it (the CMS's).
        cms_fields: what the CMS knows of its fields.
        cms: the CMS that its files are edited in, by its name, or empty.
        asked: what the generator's own schema asks of its front matter, as far as that is written out.
        unread: whether it has such a schema, of which nothing could be read.
        declared: whether its globs alone say what is in it: our own configuration declares it, or a CMS where the
            generator knows no collections.
    """

    name: str
    globs: tuple[str, ...] = ()
    schema: type[Schema] | None = None
    permalink: str | None = None
    origin: str = ""
    aliases: tuple[str, ...] = ()
    cms_fields: tuple[CmsField, ...] = ()
    declared: bool = False
    cms: str = ""
    asked: tuple[AskedField, ...] = ()
    unread: bool = False


class RuleSettings(Struct, frozen=True):
    """Which rules run, how much each matters, and their options; and the same for some paths.

    Attributes:
        select: names of the rules that run.
        severities: severities that differ from the rules' own.
        options: options by rule name, validated; a rule that is not here has its defaults.
        per_path: (glob, names of rules that are ignored there, severities there), in order; later wins.
    """

    select: frozenset[str]
    severities: Mapping[str, Severity] = field(default_factory=dict)
    options: Mapping[str, object] = field(default_factory=dict)
    per_path: tuple[tuple[str, frozenset[str], Mapping[str, Severity]], ...] = ()


class GeneratorFiles(Struct, frozen=True):
    """The generator's own configuration.

    Attributes:
        config: its keys and values as they are written (by the generator's own scalar rules).
        config_path: where it lies, relative to the root.
        parsed: what they mean: the class of the generator's own package, whose ``of`` gives it back.
    """

    config: Mapping[str, object] = field(default_factory=dict)
    config_path: str = ""
    parsed: object = None


class HostRule(Struct, frozen=True):
    """A rule of the site's host that answers at addresses of its own.

    Attributes:
        source: the addresses, as the file spells them (``/old/*``).
        file: the file that the rule is in, from the root.
        pattern: the same as a regular expression for a whole decoded path.
        target: where it leads, as ``re.Match.expand`` takes it.
        status: what the host answers: 301, 200 for another file at the same address, 404 …
        first: whether it comes before the files of the site.
        condition: what nobody can know of it from here, completing "by a rule that …"; or empty.
        wide: whether it leads many addresses to one.
        host: the host name that it is for, or empty for all.
        by_query: whether it asks for a part after ``?``.
    """

    source: str
    file: str
    pattern: str
    target: str = ""
    status: int = 301
    first: bool = False
    condition: str = ""
    wide: bool = False
    host: str = ""
    by_query: bool = False

    @property
    def fills(self) -> bool:
        """Whether it answers at many addresses with one file."""
        return self.wide and not self.redirects and not self.condition

    @property
    def redirects(self) -> bool:
        """Whether it sends readers to another address, rather than answer at this one."""
        return 300 <= self.status < 400


class Serving(Struct, frozen=True):
    """What the host's own file says of the addresses of pages; None where it says nothing.

    Attributes:
        clean: whether ``/x`` gives the file ``/x.html``.
        slash: whether readers are led to the address with a slash at its end (False: to that without one).
    """

    clean: bool | None = None
    slash: bool | None = None


class Server(Struct, frozen=True):
    """Where the pages of a language are served, on a site whose languages have addresses of their own.

    Attributes:
        language: its code.
        origin: scheme and host, or empty where they are not known.
        base_path: what its addresses begin with, or empty.
        folder: the folder of the finished site that this server shows: ``/fr``.
    """

    language: str
    origin: str
    base_path: str
    folder: str


class DefaultScope(Struct, frozen=True):
    """Keys that the generator fills in for some documents.

    Attributes:
        collection: the collection (``""``: pages) that it speaks of, or None for all documents.
        path: a prefix of the document's path (with ``*``: a glob of such prefixes); empty for all.
        values: the keys and their values.
    """

    collection: str | None
    path: str
    values: Mapping[str, object]


class Answers(Struct, frozen=True):
    """What our own settings say of things that programs of the site decide; empty where they do not say.

    Attributes:
        trailing_slash: ``always``, ``never`` or ``ignore``.
        heading_ids: what makes the ids of headings (see ``site/heading_styles.py``).
        drafts: the key of front matter that keeps a page out of the site.
        routes: addresses by the name of a collection, or by the folder.
    """

    trailing_slash: str = ""
    heading_ids: str = ""
    drafts: str = ""
    routes: Mapping[str, str] = field(default_factory=dict)


class SiteSettings(Struct, frozen=True):
    """Everything that decides how content is read and checked.

    Attributes:
        root: the site's root folder, absolute.
        generator: the program that renders the site: what it is called and what is true of it.
        dialect: how that program reads a file.
        collections: by name, in the order of their declaration.
        rules: which rules run, and how.
        zone: for dates without one: configuration, else the generator's, else UTC.
        url: the site's own address without a path (``https://www.example.org``), or empty.
        base_path: the path that all URLs begin with (Jekyll's baseurl), or empty.
        servers: where each language is served, where languages have addresses of their own; else empty.
        own_hosts: hosts of this site, in lower case, each with its port where that is not the usual one.
        media_paths: public paths under which assets lie (``/assets/images/uploads``).
        defaults: for each collection (``""``: pages), keys that the generator fills in for all its documents.
        narrow_defaults: what it fills in for some paths only, in order; see ``defaults_of``.
        generator_config: the generator's own configuration, or None where there is no generator.
        builder: the generator, where its pages are not modelled but it was recognised; else None.
        host: the service that serves the finished site, as site/host.py knows it; empty where that is not known.
        host_rules: what the host itself redirects, or answers with another file.
        serving: what the host's own file says of the addresses of pages.
        shared_host: whether other repositories answer on the same host, as GitHub does for NAME.github.io.
        references: the names that data files give, by the file as a schema's ``Ref`` has it.
        elsewhere: paths on the site's own host that something else serves (``/shop``).
        generated: globs of addresses that plugins make, and these alone; None where that was not said.
        answers: what our own settings say of things that the site's programs decide.
        exclude: globs of files that are not looked at.
        files: globs of documents where neither generator nor CMS names folders.
        notices: what the reader of a report has to know about the set-up, in words.
        external: how other servers are asked.
        sources: every file and folder that all this was read from, or would have been if it were there.
        inner_sites: folders, from the root, that hold sites of their own.
        forms: what the CMS's editors fill in, or None without a CMS.
    """

    root: Path
    generator: Generator
    dialect: Dialect
    rules: RuleSettings
    collections: Mapping[str, Collection] = field(default_factory=dict)
    zone: tzinfo = UTC
    url: str = ""
    base_path: str = ""
    servers: tuple[Server, ...] = ()
    own_hosts: frozenset[str] = frozenset()
    media_paths: tuple[str, ...] = ()
    defaults: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    narrow_defaults: tuple[DefaultScope, ...] = ()
    generator_config: GeneratorFiles | None = None
    builder: Builder | None = None
    host: str = ""
    host_rules: tuple[HostRule, ...] = ()
    serving: Serving = Serving()
    shared_host: bool = False
    references: Mapping[str, frozenset[str]] = field(default_factory=dict)
    elsewhere: tuple[str, ...] = ()
    generated: tuple[str, ...] | None = None
    answers: Answers = field(default_factory=Answers)
    exclude: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    external: ExternalSettings = field(default_factory=ExternalSettings)
    sources: tuple[Path, ...] = ()
    inner_sites: tuple[str, ...] = ()
    forms: Forms | None = None

    def server_of(self, language: str) -> Server | None:
        """Where a language is served; None on a site that has one address, or where the language is not known."""
        return next((server for server in self.servers if server.language == language), None)

    def server_at(self, name: str, path: str) -> Server | None:
        """Which of the servers an address belongs to: of those with this name the one with the longest base path."""
        found = [item for item in self.servers if server_of(item.origin) == name and is_within(path, item.base_path)]
        return max(found, key=lambda item: len(item.base_path), default=None)

    def base_of(self, server: Server | None) -> str:
        """The base path of a server; that of the site where it has one address."""
        return self.base_path if server is None else server.base_path

    def parsed_as(self, kind: type[ParsedT]) -> ParsedT:
        """The generator's configuration as its ``detect`` has parsed it; the generator's defaults where it has none."""
        found = self.generator_config.parsed if self.generator_config is not None else None
        return found if isinstance(found, kind) else kind()

    @property
    def left_alone(self) -> tuple[str, ...]:
        """Globs of files that are not looked at: what our settings exclude, and other sites inside of this one."""
        return (*self.exclude, *(f"{folder}/**" for folder in self.inner_sites))

    def collection_of(self, path: str, name: str | None) -> Collection | None:
        """The collection that decides about one document: one that is declared for its path, else the generator's.

        Pages are in no collection of the generator's, and schemas are wanted for them all the same. Of a collection of
        the generator's a folder can be declared to be another one, where its posts are of another kind.

        Args:
            path: from the root, with ``/``.
            name: what the generator calls its collection, or None.
        """
        declared = [item for item in self.collections.values() if item.declared and item.name != name]
        own = (item for item in declared if any(compile_glob(glob).match(path) for glob in item.globs))
        return next(own, None) or self.collections.get(name or "")

    def defaults_of(self, path: str, collection: str | None) -> Mapping[str, object]:
        """The keys that the generator fills in for one document.

        Of two values the one with the longer path wins, and of two such the one for a type, as in Jekyll.

        Args:
            path: from the root, with ``/``.
            collection: its collection, or None for a page.
        """
        name = collection or ""
        everywhere = self.defaults.get(name, {})
        found = [
            scope for scope in self.narrow_defaults if scope.collection in (None, name) and _is_under(path, scope.path)
        ]
        if not found:
            return everywhere
        merged = dict(everywhere)
        for scope in sorted(found, key=lambda scope: (len(scope.path), scope.collection is not None)):
            merged.update(scope.values)
        return merged


def _is_under(path: str, scope: str) -> bool:
    # A plain scope is a prefix of the text, not of the folders. With `*` it is one for every
    # path that the glob names; `*` crosses no folder there.
    if "*" not in scope:
        return path.startswith(scope)
    return compile_prefix(scope).match(path) is not None
