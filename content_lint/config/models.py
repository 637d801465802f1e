"""The configuration as its authors write it: ``[tool.content-lint]`` of pyproject.toml, or content-lint.toml.

The only place that says which keys there are. Severities and rule options are checked by ``rule_settings``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from content_lint.config.generators import GENERATORS


def _kebab(name: str) -> str:
    return name.rstrip("_").replace("_", "-")


def _one_or_more(value: object) -> object:
    return [value] if isinstance(value, str) else value


Texts = Annotated[
    list[str],
    BeforeValidator(_one_or_more),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]
"""A list of texts; a single text stands for a list of one."""

if TYPE_CHECKING:
    GeneratorName = str
else:
    GeneratorName = Literal[tuple(GENERATORS)]

SeverityWord = Literal["error", "warning", "info"]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, alias_generator=_kebab)


class CollectionTable(_Table):
    """``[collections.NAME]``."""

    paths: Texts = Field([], description="Globs of its files, from the site's root.")
    schema_: str | None = Field(None, description="Name of the schema class that its front matter is checked against.")
    permalink: str | None = Field(
        None,
        description="URL pattern of its documents, with Jekyll's placeholders; without Jekyll and Hugo also `:id`, "
        "which is `slug` or the path in small letters. An `index` file has the address of its folder.",
    )


class PerPathTable(_Table):
    """``[[per-path]]``: other rules for some files."""

    paths: Annotated[Texts, Field(min_length=1, description="Globs of the files, from the site's root.")]
    ignore: Texts = Field([], description="Rules that are not reported there, named as for `select`.")
    severity: dict[str, SeverityWord] | SeverityWord = Field(
        default_factory=dict, description="How much findings matter there, for all rules or by rule or family."
    )


class ExternalHostTable(_Table):
    """``[external.hosts."NAME"]``."""

    connections: int | None = Field(None, ge=1, le=32, description="Requests to it at once; 4 unless told.")
    interval: float | None = Field(
        None, ge=0, le=60, description="Seconds between two requests to it; 0.05 unless told."
    )
    headers: dict[str, str] = Field(
        default_factory=dict,
        description="Headers for it, over https only, each with the name of the environment variable that holds its "
        "value; as a trusted revision has them.",
    )


class ExternalTable(_Table):
    """``[external]``: how other servers are asked, where ``--external`` says that they are."""

    ignore: Texts = Field([], description="Beginnings of addresses that are not asked; `*` stands for any text.")
    allow: Texts = Field(
        [], description="Private networks that may be reached, as `10.1.0.0/16`; as a trusted revision has them."
    )
    ports: list[Annotated[int, Field(ge=1, le=65535)]] = Field(
        [], description="Ports that may be connected to besides the usual ones; as a trusted revision has them."
    )
    contact: str = Field("", max_length=200, description="Address or page of somebody to write to, for those we ask.")
    robots: bool = Field(default=False, description="Whether robots.txt is honoured.")
    mail: bool = Field(default=True, description="Whether the domains of mail addresses are looked up.")
    timeout: float | None = Field(None, gt=0, le=120, description="Seconds for one answer; 10 unless told, 15 in CI.")
    requests: int | None = Field(None, ge=1, description="How many addresses are asked in one run; all unless told.")
    requests_per_host: int | None = Field(None, ge=1, description="And how many of one host.")
    seconds: float | None = Field(None, gt=0, description="How long a run may ask.")
    hosts: dict[str, ExternalHostTable] = Field(
        default_factory=dict, description='[external.hosts."NAME"]: limits and headers of one host.'
    )


class Settings(_Table):
    """All settings; none is needed."""

    generator: GeneratorName | None = Field(
        None, description="The program that renders the site; detected from its own configuration."
    )
    timezone: str | None = Field(None, description="Zone of dates that have none; else the generator's, else UTC.")
    url: str | None = Field(None, description="The site's own address; else the generator's.")
    host: (
        Literal["github-pages", "gitlab-pages", "netlify", "cloudflare-pages", "vercel", "firebase", "plain"] | None
    ) = Field(None, description="The service that serves the site; `plain` serves files just as they are named.")
    elsewhere: Texts = Field([], description="Paths on the site's own host that something else serves, as `/shop`.")
    generated: Texts | None = Field(
        None,
        description="Globs of addresses that plugins make, as `/tags/**`: links there are fine, and no others; "
        "`/cli/#build-*` are places that they write on a page.",
    )
    trailing_slash: Literal["always", "never", "ignore"] | None = Field(
        None, description="Whether addresses end in a slash, where the generator's own configuration works it out."
    )
    heading_ids: (
        Literal["github-slugger", "slugify", "markdown-it-anchor", "python-markdown", "pymdownx", "vitepress", "none"]
        | None
    ) = Field(None, description="What makes the ids of headings, where a program or a plugin decides it.")
    drafts: str | None = Field(
        None,
        description="Key of front matter that keeps a page out of the site by the site's own programs, as `draft`.",
    )
    routes: dict[str, str] = Field(
        default_factory=dict,
        description='Addresses of collections whose pages a program places, as `blog = "/blog/:id/"`; '
        "for Eleventy, of folders of its input.",
    )
    own_hosts: Texts = Field([], description="Host names of the site besides that of its address.")
    media: Texts = Field([], description="Public paths of assets; else the CMS's media folder.")
    files: Texts = Field([], description="Globs of the documents where neither generator nor CMS names folders.")
    sites: Texts | None = Field(
        None, description="Folders of the sites in this repository, `.` for this one; else they are searched for."
    )
    exclude: Texts = Field([], description="Globs of files that are not looked at.")
    schemas: str = Field("schemas", description="Folder of the schemas, relative to the file with this setting.")
    preset: Literal["default", "strict"] = Field(
        "default", description="The rules to start from: `default`, or `strict`, which today has the same ones."
    )
    select: Texts | None = Field(
        None, description="Only these rules: names, codes, beginnings of codes (`IN`), families or `ALL`."
    )
    extend_select: Texts = Field([], description="These rules as well.")
    ignore: Texts = Field([], description="Not these rules.")
    rules: dict[str, Any] = Field(  # what is in it is for rule_settings to judge
        default_factory=dict,
        description="[rules.NAME]: `severity`, and a rule's own options; a family can have its severity set, too.",
    )
    per_path: list[PerPathTable] = Field([], description="Other rules for some files.")
    collections: dict[str, CollectionTable] = Field(
        default_factory=dict, description="Collections that are not detected, and what is to be different of others."
    )
    external: ExternalTable | None = Field(None, description="[external]: how other servers are asked.")
