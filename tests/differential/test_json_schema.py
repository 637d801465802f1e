"""JSON Schemas of collections: they accept and refuse what the classes accept and refuse."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from datetime import UTC, date, datetime
from enum import Enum
from pathlib import Path
from typing import Annotated, Any, Literal

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from content_lint.config.load import load_settings
from content_lint.engine.load import load_site
from content_lint.rules.registry import catalog
from content_lint.schema import (
    AssetPath,
    DateTime,
    EmailAddress,
    Field,
    FormerNames,
    Markdown,
    Permalink,
    PlainText,
    PublishDate,
    Ref,
    Schema,
    Slug,
    Tags,
    WebUrl,
    field_validator,
)
from content_lint.schema.json_schema import json_schema_of
from content_lint.schema.patterns import in_ecmascript
from content_lint.site.sources.tree import DiskTree
from tests.conftest import ROOT
from tests.node import folder_with


class Colour(Enum):
    RED = "red"
    BLUE = "blue"


class Person(Schema):
    name: PlainText
    mail: EmailAddress | None = None


class Post(Schema, collection="posts"):
    """A post with a field of each type."""

    title: Annotated[PlainText, Field(max_length=10, description="What it is called.")]
    date: PublishDate
    end: DateTime | None = Field(default=None, alias="end-date")
    text: Annotated[Markdown, Field(min_length=2)] = "ab"
    permalink: Permalink = "/"
    slug: Slug = "a"
    url: WebUrl | None = None
    mail: EmailAddress = "a@b.org"
    image: AssetPath | WebUrl = "/a.png"
    tags: Tags = Field(default=[])
    other: Ref["posts"] | None = None
    kind: Literal["a", "b"] = "a"
    colour: Colour = Colour.RED
    number: Annotated[int, Field(ge=0, le=9)] = 0
    part: float = 0.5
    on: bool = True
    people: list[Person] = Field(default=[])
    pair: tuple[int, str] = (1, "a")
    some: set[int] = Field(default=set())
    table: dict[str, int] = Field(default={})
    code: Annotated[str, Field(pattern=r"^[A-Z]{2}\d$")] = "AB1"
    plain: Annotated[PlainText, Field(pattern="^a")] = "a"


SCHEMA = json_schema_of(Post, "posts", {})
JUDGE = jsonschema.Draft202012Validator(SCHEMA)

ODD_TEXTS = [
    *(
        "",
        " ",
        "a",
        "A b",
        "<b>",
        "a < b",
        "[a](b)",
        "a@b.org",
        " a@b.org",
        "a@b",
        "a@b.c",
        "ä@bücher.example",
        "a@b.org\n",
    ),
    *(
        "https://a.org",
        "HTTP://x",
        "https://",
        "https:///a",
        "ftp://a",
        "/a b.png",
        "a.png",
        " /a",
        "//a.org/x",
        "mailto:a",
    ),
    *("2024-02-29", "2023-02-29", "2024-2-9", "1900-02-29", "2000-02-29", "0000-01-01", "2024-04-31", "2024-13-01"),
    *("2024-10-31 20:57:00 +0200", "2024-10-31T20:57Z", "2024-10-31 24:00", "2024-10-31 9:05", "2024-10-31 20:57:61"),
    *(
        "2024-10-31 20:57 +24:00",
        "2024-10-31 20:57 +23:59",
        "2024-10-31 20:57 +22:99",
        "20241031",
        " 2024-10-31 ",
        "2024-10-31\n",
    ),
    *("a-b", "a/b", "ü", "a\u2013b", "\u00a0", "日本", "red", "AB1", "AB12"),
]
TEXTS = st.one_of(
    st.sampled_from(ODD_TEXTS), st.text(max_size=12), st.from_regex(r"\d{4}-\d{1,2}-\d{1,2}", fullmatch=True)
)
SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(-3, 12), st.floats(-2, 2).filter(lambda x: not x.is_integer()), TEXTS
)
VALUES = st.one_of(
    SCALARS,
    st.lists(SCALARS, max_size=3),
    st.dictionaries(st.sampled_from(["name", "mail", "x"]), SCALARS, max_size=2),
    st.lists(st.dictionaries(st.sampled_from(["name", "mail", "x"]), TEXTS, max_size=2), max_size=2),
)
GOOD = {"title": "A", "date": "2024-10-31"}


def takes(data: dict[str, Any]) -> bool:
    try:
        Post.model_validate(data, context={"zone": UTC})
    except ValidationError:
        return False
    return True


def test_it_is_a_json_schema():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["title"] == "Front matter of the collection posts"
    assert SCHEMA["description"] == "A post with a field of each type."
    title = SCHEMA["properties"]["title"]
    assert (title["title"], title["description"], title["maxLength"]) == ("Title", "What it is called.", 10)
    assert SCHEMA["properties"]["date"]["examples"] == ["2024-10-31", "2024-10-31 09:30:00"]
    assert JUDGE.is_valid(GOOD)


@pytest.mark.parametrize("key", [*SCHEMA["properties"], "unknown"])
def test_odd_texts_are_taken_by_both_or_by_neither(key):
    for value in ODD_TEXTS:
        data = {**GOOD, key: value}
        assert JUDGE.is_valid(data) is takes(data), data


@settings(max_examples=1_000, deadline=None, derandomize=True)
@given(st.dictionaries(st.sampled_from([*SCHEMA["properties"], "unknown"]), VALUES, max_size=2))
def test_a_thousand_values_are_taken_by_both_or_by_neither(found):
    data = {**GOOD, **found}
    assert JUDGE.is_valid(data) is takes(data), data


def test_what_the_generator_fills_in_need_not_be_there():
    judge = jsonschema.Draft202012Validator(json_schema_of(Post, "posts", {"title": "A"}))
    assert judge.is_valid({"date": "2024-10-31"})
    assert not judge.is_valid({})


def test_names_of_before_pass_and_are_called_so():
    class Renamed(Schema, collection="posts"):
        author: Annotated[PlainText, FormerNames("by", "writer")]

    schema = json_schema_of(Renamed, "posts", {})
    judge = jsonschema.Draft202012Validator(schema)
    assert judge.is_valid({"author": "A"})
    assert judge.is_valid({"by": "A"})
    assert not judge.is_valid({})
    assert not judge.is_valid({"by": "<b>"})
    assert schema["properties"]["by"]["deprecated"]


def test_checks_in_python_are_said_not_to_be_in_it():
    class Own(Schema, collection="posts"):
        title: str

        @field_validator("title")
        @classmethod
        def _check(cls, value: str) -> str:
            return value

    assert "only content-lint makes them" in json_schema_of(Own, "posts", {})["description"]


def plain(value: object) -> object:
    """A value as YAML's core schema has it for an editor: dates are texts there."""
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value.isoformat() if isinstance(value, date | datetime) else value


def compared(root: Path, config: Path | None = None) -> int:
    """How many posts of a site were judged, each whole and without each of its keys."""
    site = load_settings(root, catalog=catalog(), config_file=config)
    judges: dict[str, jsonschema.Draft202012Validator] = {}
    judged = 0
    for path, document in load_site(site, DiskTree(site.root)).documents.items():
        collection, front_matter = site.collection_of(path, document.collection), document.front_matter
        if collection is None or collection.schema is None or front_matter is None or front_matter.error:
            continue
        if collection.name not in judges:
            schema = json_schema_of(collection.schema, collection.name, {})
            judges[collection.name] = jsonschema.Draft202012Validator(schema)
        data = plain(dict(front_matter.data))
        assert isinstance(data, dict)
        for key in (*data, ""):
            part = {name: value for name, value in data.items() if name != key}
            try:
                collection.schema.model_validate(part, context={"zone": UTC})
                fine = True
            except ValidationError as error:
                # What a check of the site's own finds, written in Python, no JSON Schema can say.
                fine = all(item["type"] in ("value_error", "assertion_error") for item in error.errors())
            assert judges[collection.name].is_valid(part) is fine, (path, key)
        judged += 1
    return judged


def test_posts_of_this_project_are_judged_alike():
    assert compared(ROOT) > 50


def test_posts_of_the_first_site_are_judged_alike(shared: Path):
    config = ROOT / "tests/corpora/civil-service-lgbt/content-lint.toml"
    assert compared(shared / "sites/civil-service-lgbt", config) > 1000


def test_patterns_mean_the_same_in_every_dialect():
    # No shorthand that holds other characters in ECMAScript than in Python, and no `$`.
    for name, value in vars(__import__("content_lint.schema.patterns", fromlist=["x"])).items():
        if name.isupper() and isinstance(value, str) and not name.startswith("_"):
            assert not re.search(r"\\[wdWDbBpP]|\$", value), name


def patterns_in(part: object) -> set[str]:
    if isinstance(part, list):
        return set().union(*map(patterns_in, part))
    if not isinstance(part, dict):
        return set()
    own = {part["pattern"]} if isinstance(part.get("pattern"), str) else set()
    return own.union(*map(patterns_in, part.values()))


ODD_PATTERNS = {
    r"a\-b\ c\#d": "a-b c#d",
    r"[\w\-\ ]+\.\/": r"[\w\- ]+\.\/",
    r"\A[a-z]{2,3}\Z": r"^[a-z]{2,3}(?![\s\S])",
    r"a{b}c]": r"a\{b\}c\]",
    r"(?P<year>\d{4})-x{2}": r"(?<year>\d{4})-x{2}",
    r"\(?i\)[(?i)]": r"\(?i\)[(?i)]",
    r"(?i)abc": None,
    r"a(?i:b)": None,
    r"\N{BULLET}": None,
}


@pytest.mark.parametrize("pattern", ODD_PATTERNS)
def test_patterns_are_spelt_for_those_who_read_them(pattern: str):
    assert in_ecmascript(pattern) == ODD_PATTERNS[pattern]


def test_every_pattern_can_be_read_with_the_flag_that_validators_set(tmp_path: Path):
    """Ajv, which most editors and servers use, refuses a whole schema for one needless backslash."""
    if shutil.which("node") is None:
        pytest.skip("there is no Node.js here")

    class Own(Schema, collection="posts"):
        code: Annotated[str, Field(pattern=r"^[A-Z\ ]+\-\d{4}")]
        word: Annotated[str, Field(pattern=r"(?i)abc")]

    own = json_schema_of(Own, "posts", {})
    assert "pattern" not in own["properties"]["word"]
    assert "only content-lint checks it" in own["properties"]["word"]["description"]
    (tmp_path / "patterns.json").write_text(json.dumps(sorted(patterns_in(SCHEMA) | patterns_in(own))))
    program = "for (const one of require('./patterns.json')) new RegExp(one, 'u')"
    subprocess.run(["node", "-e", program], cwd=tmp_path, check=True, timeout=60)


def test_zod_takes_what_the_class_takes(tmp_path: Path):
    packages = folder_with("zod") / "node_modules"
    values = [*ODD_TEXTS, None, True, 3, 12, 0.5, [], ["a", "a"], ["a", "b"], {"a": 1}, [{"name": "x"}]]
    asked = [{**GOOD, key: value} for key in [*SCHEMA["properties"], "unknown"] for value in values]
    (tmp_path / "asked.json").write_text(json.dumps({"schema": SCHEMA, "asked": asked}))
    (tmp_path / "node_modules").symlink_to(packages)
    (tmp_path / "ask.mjs").write_text(
        'import fs from "node:fs";\nimport * as z from "zod";\n'
        'const { schema, asked } = JSON.parse(fs.readFileSync("asked.json"));\n'
        "const judge = z.fromJSONSchema(schema);\n"
        "console.log(JSON.stringify(asked.map((item) => judge.safeParse(item).success)));\n"
    )
    done = subprocess.run(["node", "ask.mjs"], cwd=tmp_path, capture_output=True, text=True, check=True, timeout=120)
    answers = json.loads(done.stdout)
    assert [data for data, answer in zip(asked, answers, strict=True) if answer is not takes(data)] == []


def test_types_for_typescript_take_what_the_class_takes(tmp_path: Path):
    tools = folder_with("json-schema-to-typescript") / "node_modules/.bin"
    (tmp_path / "post.schema.json").write_text(json.dumps(SCHEMA))
    subprocess.run([tools / "json2ts", "post.schema.json", "post.d.ts"], cwd=tmp_path, check=True, timeout=120)
    name = re.findall(r"^export interface (FrontMatter\w+)", (tmp_path / "post.d.ts").read_text(), re.MULTILINE)[0]
    lacking = {key: value for key, value in GOOD.items() if key != SCHEMA["required"][0]}
    (tmp_path / "use.ts").write_text(
        f'import type {{ {name} as Post }} from "./post";\n'
        f"export const good: Post = {json.dumps(GOOD)};\n"
        f"export const lacking: Post = {json.dumps(lacking)};\n"
    )
    compiler = [tools / "tsc", "--noEmit", "--strict", "use.ts"]
    done = subprocess.run(compiler, cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False)
    assert re.findall(r"^use\.ts\((\d+),", done.stdout, re.MULTILINE) == ["3"], done.stdout
