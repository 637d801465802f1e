"""What fields are for is told by the schema, else by the CMS."""

from __future__ import annotations

from content_lint.config.purposes import purposes_of
from content_lint.config.settings import CmsField, Collection
from content_lint.schema import AssetPath, Schema, WebUrl
from content_lint.schema.kinds import FieldKind, pattern_of


class Post(Schema):
    """One post."""

    image: AssetPath | WebUrl
    links: list[WebUrl]


CMS = (CmsField(("image",), "image"), CmsField(("parts", "*", "file"), "file"), CmsField(("title",), "string"))


def test_schema_speaks_first() -> None:
    collection = Collection("news", schema=Post, cms_fields=(CmsField(("cover",), "image"),))
    assert purposes_of(collection) == {("image",): FieldKind("asset"), ("links", "*"): FieldKind("url")}


def test_cms_speaks_where_there_is_no_schema() -> None:
    found = purposes_of(Collection("news", cms_fields=CMS))
    assert found["image",] == FieldKind("asset")
    assert found[pattern_of(("parts", 3, "file"))] == FieldKind("asset")
    assert ("title",) not in found
    assert found["redirect_to",] == FieldKind("url")


def test_redirects_are_addresses_everywhere() -> None:
    assert set(purposes_of(None)) == {("redirect_to",), ("redirect_to", "*")}
