"""The site's schemas are imported, bound to collections, and answer for their own mistakes."""

from __future__ import annotations

import sys
import warnings
from pathlib import Path
from textwrap import dedent

import pytest

from content_lint.schema import Ref
from content_lint.schema.base import Schema
from content_lint.schema.errors import SchemaError
from content_lint.schema.folder import has_schemas
from content_lint.schema.loader import bind_schemas, load_schemas

HEAD = "from content_lint.schema import *\n"


def write(root: Path, **files: str) -> Path:
    for name, text in files.items():
        path = root / "schemas" / (name.replace("__", "/") + ".py")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(HEAD + dedent(text), encoding="utf-8")
    return root / "schemas"


def names(schemas: tuple[type[Schema], ...]) -> set[str]:
    return {schema.__name__ for schema in schemas}


def said(root: Path) -> str:
    with pytest.raises(SchemaError) as caught:
        load_schemas(root / "schemas", root)
    assert str(root) not in str(caught.value)
    return str(caught.value)


def test_all_files_are_imported_and_see_each_other(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        common="class Page(Schema):\n    title: str\n",
        news="from .common import Page\nclass News(Page, collection='news'):\n    pass\n",
        deeper__team="from ..common import Page\nclass Team(Page, collection='team'):\n    pass\n",
    )
    (folder / ".hidden.py").write_text("raise ValueError")
    (folder / "__pycache__").mkdir()
    (folder / "__pycache__" / "x.py").write_text("raise ValueError")
    assert names(load_schemas(folder, tmp_path)) == {"Page", "News", "Team"}


def test_nothing_is_left_behind_and_nothing_is_hidden(tmp_path: Path) -> None:
    folder = write(tmp_path, json="class News(Schema, collection='news'):\n    title: str\n")
    path, before = list(sys.path), list(sys.meta_path)
    load_schemas(folder, tmp_path)
    assert (sys.path, sys.meta_path) == (path, before)
    assert sys.modules["json"].__name__ == "json"
    assert not (folder / "__pycache__").exists()


def test_a_field_may_be_called_as_a_method_of_pydantic(tmp_path: Path) -> None:
    folder = write(
        tmp_path, news="class News(Schema, collection='news'):\n    copy: str\n    type: str\n    json: str\n"
    )
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert names(load_schemas(folder, tmp_path)) == {"News"}


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    folder = write(tmp_path, news="class A(Schema, collection='news'):\n    title: str\n")
    assert names(load_schemas(folder, tmp_path)) == {"A"}
    write(tmp_path, news="class B(Schema, collection='news'):\n    title: str\n")
    assert names(load_schemas(folder, tmp_path)) == {"B"}


def test_a_folder_of_others_is_not_ours(tmp_path: Path) -> None:
    (tmp_path / "schemas").mkdir()
    assert not has_schemas(tmp_path / "schemas")
    (tmp_path / "schemas" / "db.py").write_text("raise SystemExit('never run')\n")
    assert not has_schemas(tmp_path / "schemas")
    assert not has_schemas(tmp_path / "none")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "x = 1\nx.y\n",
            (
                "schemas/news.py:3: the file stops with AttributeError: 'int' object has no attribute 'y'\n"
                "Fix the line; the guide to schemas says what a schema may hold."
            ),
        ),
        (
            "raise SystemExit(2)\n",
            (
                "schemas/news.py:2: the file stops with SystemExit: 2\n"
                "Fix the line; the guide to schemas says what a schema may hold."
            ),
        ),
        ("def (:\n", "schemas/news.py:2: this is not Python: invalid syntax\nFix the line and run again."),
        (
            "import no_such_module\n",
            (
                "schemas/news.py:2: the file stops with ModuleNotFoundError: No module named 'no_such_module'\n"
                "Install `no_such_module` beside content-lint, or import files of this folder as `from .name import …`."
            ),
        ),
        (
            "from content_lint.schema import Permlink\n",
            (
                "schemas/news.py:2: the file stops with ImportError: cannot import name 'Permlink' from "
                "'content_lint.schema'\nDid you mean `Permalink`?"
            ),
        ),
        (
            "class A(Schema):\n    title: PlanText\n",
            "schemas/news.py:3: `PlanText` is not defined\nDid you mean `PlainText`?",
        ),
        (
            "class A(Schema):\n    title: Permalink\n    x: list[Foo]\n",
            "schemas/news.py:4: `Foo` is not defined\nDefine `Foo` above this line, or import it.",
        ),
        (
            "class A(Schema):\n    title: 'Permalnk'\n",
            "schemas/news.py:3: `Permalnk` is not defined\nDid you mean `Permalink`?",
        ),
        (
            "class A(Schema):\n    other: str\n    title = PlainText\n",
            "schemas/news.py:4: the field `title` has no type\nWrite `title: PlainText`.",
        ),
        (
            "class A(Schema):\n    kind = 'news'  # or event\n",
            "schemas/news.py:3: the field `kind` has no type\nWrite `kind: str = 'news'`.",
        ),
        (
            "class A(Schema):\n    count = 3\n",
            "schemas/news.py:3: the field `count` has no type\nWrite `count: int = 3`.",
        ),
        (
            "class A(Schema):\n    end-date: PlainText\n",
            (
                "schemas/news.py:3: a name in Python takes no hyphen: `end-date`\n"
                'Write `end_date: PlainText = Field(alias="end-date")`, with `Field` imported.'
            ),
        ),
        (
            "class A(Schema):\n    end-date: PlainText | None = None  # later\n",
            (
                "schemas/news.py:3: a name in Python takes no hyphen: `end-date`\n"
                'Write `end_date: PlainText | None = Field(None, alias="end-date")`, with `Field` imported.'
            ),
        ),
        (
            "from typing import Annotated\nclass A(Schema):\n    x: int\n    a: Annotated[str, Field(pattern='(')]\n",
            "schemas/news.py:5: the pattern `(` cannot be read: unclosed group\nFix the pattern.",
        ),
        (
            "class A(Schema, colection='news'):\n    a: str\n",
            "schemas/news.py:2: `A` has no setting `colection`\nDid you mean `collection`?",
        ),
        (
            "class A(Schema):\n    a: str\n    b: str = Field(min_lenght=3)\n",
            "schemas/news.py:4: `Field` has no argument `min_lenght`\nDid you mean `min_length`?",
        ),
    ],
)
def test_a_file_that_raises_is_named_with_line_and_cure(tmp_path: Path, text: str, expected: str) -> None:
    write(tmp_path, news=text)
    assert said(tmp_path) == expected


def test_a_type_that_was_not_imported_is_named_with_its_import(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "schemas").mkdir()
    text = "from content_lint.schema import Schema\nclass A(Schema):\n    title: PlainText\n"
    (tmp_path / "schemas" / "news.py").write_text(text)
    assert said(tmp_path) == (
        "schemas/news.py:3: `PlainText` is not defined\n"
        "Add `PlainText` to the line `from content_lint.schema import …`."
    )


def test_the_line_is_that_of_the_innermost_file_of_the_site(tmp_path: Path) -> None:
    write(tmp_path, common="def boom():\n    raise ValueError('no')\n", news="from .common import boom\nboom()\n")
    assert said(tmp_path).startswith("schemas/common.py:3: the file stops with ValueError: no\n")


def bound(root: Path, folder: Path, chosen: dict[str, str] | None = None) -> dict[str, str]:
    schemas = load_schemas(folder, root)
    collections = {"news": "news", "conference": "conference", "agendas": "conference"}
    return {name: item.__name__ for name, item in bind_schemas(schemas, collections, chosen or {}, root).items()}


def test_schemas_claim_collections_by_name_or_alias(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        all="class A(Schema, collection='news'):\n    x: str\n"
        "class B(A, collection='agendas'):\n    pass\nclass Part(B):\n    pass\n",
    )
    assert bound(tmp_path, folder) == {"news": "A", "conference": "B"}


def test_a_schema_may_claim_several_collections(tmp_path: Path) -> None:
    folder = write(tmp_path, all="class A(Schema, collection=('news', 'conference')):\n    x: str\n")
    assert bound(tmp_path, folder) == {"news": "A", "conference": "A"}


def test_an_unknown_collection_is_refused(tmp_path: Path) -> None:
    folder = write(tmp_path, all="class A(Schema, collection='nwes'):\n    x: str\n")
    with pytest.raises(SchemaError) as caught:
        bound(tmp_path, folder)
    assert str(caught.value) == (
        "schemas/all.py:2: `A` is for the collection `nwes`, which does not exist\nDid you mean `news`?"
    )


def test_two_claims_are_refused_unless_the_configuration_chooses(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        one="class A(Schema, collection='conference'):\n    x: str\n",
        two="\nclass B(Schema, collection='agendas'):\n    x: str\n",
    )
    with pytest.raises(SchemaError) as caught:
        bound(tmp_path, folder)
    assert str(caught.value) == (
        "schemas/two.py:3: `B` and `A` (schemas/one.py:2) are both for the collection `conference`\n"
        'Take `collection=` off one of them, or write `schema = "B"` under '
        "`[collections.conference]` in content-lint.toml."
    )
    assert bound(tmp_path, folder, {"conference": "B"}) == {"conference": "B"}


def test_a_reference_to_two_collections_is_refused_where_it_is_written() -> None:
    with pytest.raises(TypeError, match="leads to one collection"):
        Ref["team", "title"]
