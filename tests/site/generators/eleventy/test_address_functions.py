"""What functions that give pages their addresses give, told from their texts alone."""

from __future__ import annotations

import pytest

from content_lint.site.generators.eleventy.address_functions import address_of


@pytest.mark.parametrize(
    ("member", "address"),
    [
        ("permalink: (data) => `/p/${data.page.fileSlug}/`", "/p/{{ page.fileSlug }}/"),
        ("permalink: function (data) { return '/x/' + data.slug + '/'; }", "/x/{{ slug }}/"),
        (
            "permalink: function named({ page, title }) { return `/${page.filePathStem}/${title}.html`; }",
            "/{{ page.filePathStem }}/{{ title }}.html",
        ),
        ("permalink(data) { return `/m/${data.page.fileSlug}.html`; }", "/m/{{ page.fileSlug }}.html"),
        ("permalink: async (data) => `/a/${this.slugify(data.title)}/`", "/a/{{ title | slugify }}/"),
        ("permalink: data => `/a/${slug(data.title)}/`, more: 1", "/a/{{ title | slug }}/"),
        ("permalink: (post: Data): string => { const s = post.title; return `/a/${s}/`; }", "/a/{{ title }}/"),
        (
            "permalink: (data) => { const { title, date: day } = data; return `/${title}/${day.getFullYear()}/`; }",
            '/{{ title }}/{{ page.date | date: "%Y" }}/',
        ),
        (
            (
                "permalink: (data) => { const y = data.page.date.getFullYear(); "
                "const m = String(data.page.date.getMonth() + 1).padStart(2, '0'); "
                "const d = String(data.page.date.getDate()).padStart(2, '0'); return `/${y}/${m}/${d}/`; }"
            ),
            '/{{ page.date | date: "%Y" }}/{{ page.date | date: "%m" }}/{{ page.date | date: "%d" }}/',
        ),
        (
            (
                "permalink: (data) => { const date = new Date(data.date); "
                "return `/${date.getUTCFullYear()}/${('0' + (date.getUTCMonth() + 1)).slice(-2)}/${('0' + "
                "date.getUTCDate()).slice(-2)}/`; }"
            ),
            '/{{ page.date | date: "%Y" }}/{{ page.date | date: "%m" }}/{{ page.date | date: "%d" }}/',
        ),
        (
            (
                "permalink: (data) => { const date = data.page.date; "
                "const m = (date.getMonth() + 1).toString().padStart(2, '0'); return `/${m}/x/`; }"
            ),
            '/{{ page.date | date: "%m" }}/x/',
        ),
        (
            "permalink: (data) => { const m = `${data.date.getMonth() + 1}`.padStart(2, '0'); return `/${m}/x/`; }",
            '/{{ page.date | date: "%m" }}/x/',
        ),
        (
            (
                "permalink: (data) => { const [y, m, d] = "
                "data.page.date.toISOString().split('T')[0].split('-'); return `/${y}/${m}/${d}/`; }"
            ),
            '/{{ page.date | date: "%Y" }}/{{ page.date | date: "%m" }}/{{ page.date | date: "%d" }}/',
        ),
        (
            (
                "permalink: (data) => { const [y, m] = data.page.date.toISOString().slice(0, 10).split('-'); "
                "return `/${y}-${m}/`; }"
            ),
            '/{{ page.date | date: "%Y" }}-{{ page.date | date: "%m" }}/',
        ),
        (
            "permalink: (data) => { if (data.draft) return false; return `/a/${data.title.toLowerCase()}/`; }",
            "/a/{{ title | downcase }}/",
        ),
        (
            "permalink: (data) => { if (data.permalink) return data.permalink; return `/a/${data.slug}/`; }",
            "/a/{{ slug }}/",
        ),
        ("permalink: (data) => data.draft ? false : `/a/${data.page.fileSlug}/`", "/a/{{ page.fileSlug }}/"),
        ("permalink: (data) => (data.draft ? `/d/${data.slug}/` : `/d/${data.slug}/`)", "/d/{{ slug }}/"),
        (
            (
                "permalink: (data) => { const day = dayOf(data.page.inputPath); "
                "return `/${day.getFullYear()}/x/`; } ; "
                "function dayOf(path) { return path.match(/(\\d{4})-(\\d{2})-(\\d{2})/); }"
            ),
            '/{{ page.dateOfName | date: "%Y" }}/x/',
        ),
        (
            (
                "permalink: (data) => { const path = data.page.inputPath; const day = dayOf(path) || data.date; "
                "return `/${day.getFullYear()}/x/`; } ; "
                "const dayOf = (path) => path.match(/(\\d{4})-(\\d{2})-(\\d{2})/);"
            ),
            '/{{ page.dateOfName | date: "%Y" }}/x/',
        ),
        ("permalink: (data) => '/plain/'", "/plain/"),
        ("permalink: (data) => '/a/' + '/b/'", "/a//b/"),
        (
            "permalink: (data) => { const a = data.page; const b = a; return `/${b.fileSlug}/x/`; }",
            "/{{ page.fileSlug }}/x/",
        ),
        ("permalink: ({ title }) => `/x/${slugify(title)}/`", "/x/{{ title | slugify }}/"),
        ("permalink: (data) => `/x/${page.fileSlug}/`", "/x/{{ page.fileSlug }}/"),
    ],
)
def test_an_address_is_put_together_of_names_and_dates(member: str, address: str) -> None:
    assert address_of(program(member)) == address


@pytest.mark.parametrize(
    "member",
    [
        "permalink: ({ page: { fileSlug } }) => `/a/${fileSlug}/`",
        "permalink: (data) => { const m = data.page.date.getMonth() + 1; return `/${m}/x/`; }",
        "permalink: (data) => { const d = data.page.date.getDate(); return `/${d}/x/`; }",
        "permalink: (data) => { if (data.x) return '/one/'; return '/two/'; }",
        "permalink: (data) => data?.page?.fileSlug ? `/q/${data?.page?.fileSlug}/` : undefined",
        "permalink: (data) => `${data.title}`",
        "permalink: (data) => data.title",
        "permalink: (data) => `/x/${compute(data)}/`",
        "permalink: (data) => `/x/${data}/`",
        "permalink: (data) => `/x/\\u0041/`",
        "permalink: (data) => `/x/$y/`",
        "permalink: (data) => { const s = a(); return `/x/${s}/`; }",
        "permalink: (data) => { let s = data.a; let s = data.b; return `/x/${s}/`; }",
        "permalink: (data) => { return null; }",
        (
            "permalink: (data) => { const day = other(data.page.inputPath); "
            "return `/${day.getFullYear()}/x/`; } ; function other(path) { return path; }"
        ),
        "permalink: 'x'",
        "other: 1",
        "permalink: (data) => {",
        "permalink: function (data) return 1",
        'permalink: (data) => "/dou\'ble/"',
        "permalink: (data) => '/a/' + f(data)",
        "permalink: (data) => { const a = b; const b = a; return `/${a}/x/`; }",
        "permalink: ({ title }) => `/x/${title.toLowerCase()}/${nothing}/`",
        "permalink: (data) => `/x/${data.a.b}/`",
    ],
)
def test_an_address_is_not_known_where_anything_else_takes_part(member: str) -> None:
    assert address_of(program(member)) is None


def program(member: str) -> str:
    """A program with a member of what it exports, one statement a line; what follows `` ; `` comes after it."""
    inside, _, after = member.partition(" ; ")
    lines = inside.replace("; ", ";\n    ")
    return f"export default {{\n  {lines},\n}};\n{after}"
