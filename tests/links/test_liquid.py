"""What a text of Jekyll makes of its variables, loops and includes, and so where their links lead."""

from __future__ import annotations

from pathlib import Path

import pytest

from content_lint.links.page_places import PlaceState, find_place
from content_lint.links.site_links import resolve_links
from tests.links.sites import site_of_texts, targets

FILES = {
    "_config.yml": "url: https://www.example.org\ncollections: {shown: {output: true}, hidden: {}}\n",
    "there.md": "---\ntitle: There\n---\n## Part\n",
    "_data/menu.yml": (
        "- {link: /there.html, show: true}\n- {link: /gone.html, show: false}\n- {link: https://e.example/, name: x}\n"
    ),
    "_data/good.json": '{"links": [{"url": "/there.html"}, {"url": ""}, {}], "one": "/there.html"}',
    "_data/table.csv": "name,url\na,/there.html\nb,/gone.html\n",
    "_data/deep/er.yml": "a: {b: [/there.html, /gone.html]}\n",
    "_includes/sets.html": "{% assign x = '/gone.html' %}",
    "_includes/more.html": "{% include sets.html %}",
}


def outcomes(root: Path, text: str, files: dict[str, str] | None = None) -> list[str]:
    """What comes of each link of a page with this text, in order."""
    site = site_of_texts(root, {**FILES, **(files or {}), "a.html": f"---\nmine: /there.html\n---\n{text}\n"})
    return [target.outcome.value for target in targets(site, "a.html").values()]


LINK = "<a href='{{ x }}'>x</a>"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("{% assign x = '/there.html' %}" + LINK, "live"),
        ("{% assign x = '/gone.html' %}" + LINK, "missing"),
        ("{% assign y = '/there' %}{% assign x = y | append: '.html' %}" + LINK, "live"),
        ("{% assign x = page.mine | replace: 'there', 'gone' %}" + LINK, "missing"),
        ("{% assign x = page.other | default: '/there.html' %}" + LINK, "unknown"),
        ("{% assign x = site.data.deep.er.a.b[1] %}" + LINK, "missing"),
        ("{% assign x = site.data.deep.er.a.b | first %}" + LINK, "live"),
        ("{% assign x = site.data.good['one'] %}" + LINK, "live"),
        ("{% assign x = site.data.nobody.one %}" + LINK, "unknown"),
        ("{% capture x %}/gone.html{% endcapture %}" + LINK, "missing"),
        ("{% capture x %}{{ y }}/gone.html{% endcapture %}" + LINK, "unknown"),
        (LINK + "{% assign x = '/there.html' %}", "unknown"),
        ("{% assign x = '/there.html' %}{% if page.a %}{% assign x = '/gone.html' %}{% endif %}" + LINK, "unknown"),
        ("{% if page.a %}{% assign x = '/there.html' %}" + LINK + "{% endif %}", "live"),
        ("{% assign x = '/there.html' %}{% include sets.html %}" + LINK, "unknown"),
        ("{% assign x = '/there.html' %}{% include more.html %}" + LINK, "unknown"),
        ("{% assign y = '/there.html' %}{% assign x = y %}{% assign y = '/gone.html' %}" + LINK, "unknown"),
        ("{% for i in (1..2) %}" + LINK + "{% assign x = '/there.html' %}{% endfor %}", "unknown"),
        ("{% assign x = x | append: 'a' %}" + LINK, "unknown"),
        ("{% liquid assign x = '/gone.html' %}{% assign x = '/there.html' %}" + LINK, "unknown"),
    ],
)
def test_a_variable_is_known_where_it_is_certain_what_it_was_given_last(tmp_path: Path, text: str, found: str) -> None:
    assert outcomes(tmp_path, text)[-1:] == [found]


def loop(source: str, before: str = "", after: str = "") -> str:
    """A loop with a link in it."""
    return f"{{% for i in {source} %}}{before}<a href='{{{{ i.link }}}}'>{after}{{% endfor %}}"


def pages(source: str) -> str:
    """A loop with a link to the address of what it goes through."""
    return f"{{% for i in {source} %}}<a href='{{{{ i.url }}}}'>{{% endfor %}}"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (loop("site.data.menu"), "missing"),
        (loop("site.data.menu reversed"), "missing"),
        (loop("site.data.menu limit: 1"), "unknown"),
        (loop("site.data.menu", "{% if i.show %}", "{% endif %}"), "live"),
        (loop("site.data.menu", "{% unless i.show %}", "{% endunless %}"), "missing"),
        (loop("site.data.menu", "{% if i.name == 'x' %}", "{% endif %}"), "elsewhere"),
        (loop("site.data.menu", "{% if i.name == nil and i.show %}", "{% endif %}"), "live"),
        (loop("site.data.menu", "{% if i.show or i.name %}", "{% endif %}"), "unknown"),
        (loop("site.data.menu", "{% if i.show %}a{% else %}", "{% endif %}"), "unknown"),
        (loop("site.data.menu | where: 'a', 'b'"), "unknown"),
        (loop("site.data.nobody"), "unknown"),
        (pages("site.data.good.links"), "live"),
        (pages("site.data.table"), "missing"),
        ("{% assign l = site.data.table | where: 'name', 'a' %}" + pages("l"), "live"),
        ("{% for p in site.data.deep.er.a %}{% for i in p[1] %}<a href='{{ i }}'>{% endfor %}{% endfor %}", "missing"),
        ("{% for i in site.shown %}<a href='{{ i.url | relative_url }}'>{% endfor %}", "live"),
        (pages("site.hidden"), "unknown"),
        ("{% for i in site.shown %}<a href='{{ i.url }}#x'>{% endfor %}", "unknown"),
        ("{% assign l = site.tags['a'] | sort: 'title' %}" + pages("l"), "live"),
        ("{% for c in site.categories %}" + pages("c[1]") + "{% endfor %}", "live"),
        ("{% for c in site.tags %}<a href='/tags#{{ c[0] }}'>{% endfor %}", "unknown"),
        ("{% assign g = site.posts | group_by: 'x' %}{% for y in g %}" + pages("y.items") + "{% endfor %}", "live"),
        ("<a href='{{ page.previous.url }}'>", "live"),
        ("<a href='{{ paginator.next_page_path }}'>", "live"),
        ("<a href='{{ page.previous.image }}'>", "unknown"),
    ],
)
def test_of_a_loop_every_round_counts(tmp_path: Path, text: str, found: str) -> None:
    assert outcomes(tmp_path, text) == [found]


def test_what_a_round_leads_to_is_named(tmp_path: Path) -> None:
    text = "{% for i in site.data.menu %}<a href='{{ i.link }}'>{% endfor %}"
    (target,) = targets(site_of_texts(tmp_path, {**FILES, "a.html": f"---\n---\n{text}\n"}), "a.html").values()
    assert target.reason == "becomes `/gone.html`, where nothing is"


INCLUDES = {
    "_includes/button.html": "<a class='b' href='{{ site.baseurl }}{{ include.url }}'>{{ include.text }}</a>",
    "_includes/maybe.html": "{% if include.url %}<a href='{{ include.url | relative_url }}'>x</a>{% endif %}",
    "_includes/or.html": "{% if page.x %}<a href='{{ include.url }}'>x</a>{% endif %}",
    "_includes/else.html": "{% if include.a == 'b' %}<img src='{{ include.src }}'>{% endif %}",
    "_includes/box.html": '<div markdown="span">{{ include.text }}</div>',
    "_includes/raw.html": "<div>{{ include.text }}</div>",
    "_includes/note.html": "> **Note** {{ include.text }}",
    "_includes/rendered.html": "<div>{{ include.text | markdownify }}</div>",
    "_includes/stripped.html": "{{ include.text | strip_html }}",
    "_includes/comment.html": "{% comment %}<a href='{{ include.url }}'>{% endcomment %}{{ include.nothing }}",
    "_includes/icon.html": '<svg><use href="/i.svg#{{ include.url }}"></use></svg>',
}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("{% include button.html url='/there.html' %}", {"/there.html": "live"}),
        ("{% include button.html url='/gone.html' text='x' %}", {"/gone.html": "missing"}),
        ('{% include button.html url="https://e.example/" %}', {"https://e.example/": "elsewhere"}),
        ("{% include button.html text='x' %}", {}),
        ("{% include button.html url=page.x %}", {}),
        ("{% include button.html url=page.mine %}", {}),
        ("{% include maybe.html url='/gone.html' %}", {"/gone.html": "missing"}),
        ("{% include or.html url='/gone.html' %}", {}),
        ("{% include else.html a='b' src='/gone.png' %}", {"/gone.png": "missing"}),
        ("{% include else.html a='c' src='/gone.png' %}", {}),
        ("{% include box.html text='See [this](/gone.html).' %}", {"/gone.html": "missing"}),
        ("{% include box.html text='\n     See [this](/gone.html).' %}", {"/gone.html": "missing"}),
        ("{% include raw.html text='See [this](/gone.html).' %}", {}),
        ("{% include raw.html text='See <a href=\"/gone.html\">this</a>.' %}", {"/gone.html": "missing"}),
        ("{% include note.html text='See [this](/gone.html).' %}", {"/gone.html": "missing"}),
        ("{% include rendered.html text='See [this](/gone.html).' %}", {"/gone.html": "missing"}),
        ("{% include stripped.html text='See [this](/gone.html).' %}", {}),
        ("{% include comment.html url='/gone.html' %}", {}),
        ("{% include icon.html url='/gone.html' %}", {}),
        ("{% include nobodys.html url='/gone.html' %}", {}),
        ("`{% include button.html %}`", {}),
        ("{% raw %}{% include button.html url='/gone.html' %}{% endraw %}", {}),
    ],
)
def test_what_an_include_is_handed_leads_where_it_puts_it(tmp_path: Path, text: str, found: dict[str, str]) -> None:
    files = {**FILES, **INCLUDES, "a.md": f"---\nmine: /there.html\n---\n{text}\n"}
    site = site_of_texts(tmp_path, files)
    all_links = [item for item in site.once(resolve_links).all if item.document.path == "a.md"]
    assert {item.link.raw: item.target.outcome.value for item in all_links} == found
    for item in all_links:
        assert item.document.source[item.link.destination_span] == item.link.raw


THERE, MISSING, UNKNOWN = PlaceState.THERE, PlaceState.MISSING, PlaceState.UNKNOWN


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("{% include_relative _part.md %}", {"within": THERE, "own": THERE, "none": MISSING}),
        ("{% include_relative gone.md %}", {"none": UNKNOWN}),
        ("{% include_relative ../outside.md %}", {"none": UNKNOWN}),
        ("{% include_relative {{ page.x }} %}", {"none": UNKNOWN}),
        ("{{ site.data.words.text }}", {"said": THERE, "none": MISSING}),
        ("{{ site.data.words.text | markdownify }}", {"said": THERE, "none": MISSING}),
        ("{{ site.data.words.gone.text }}", {"none": UNKNOWN}),
        ("## About {{ page.title }}", {"about-me": THERE, "none": MISSING}),
        ("## {{ page.title }}", {"me": THERE, "none": MISSING}),
        ("## {{ page.gone }}", {"none": UNKNOWN}),
        ("<h2>{{ page.gone }}</h2>", {"none": MISSING}),
    ],
)
def test_places_in_what_a_text_shows_of_others_are_known(
    tmp_path: Path, text: str, states: dict[str, PlaceState]
) -> None:
    links = " ".join(f"[{name}](#{name})" for name in states)
    files = {
        "docs/a.md": f"---\ntitle: Me\n---\n{links}\n\n{text}\n",
        "docs/_part.md": "## Within\n\n<a name='own'></a>\n",
        "outside.md": "## None\n",
        "_data/words.yml": "text: '<p id=\"said\">x</p>'\n",
    }
    site = site_of_texts(tmp_path, files)
    assert {name: find_place(site, target).state for name, target in targets(site, "docs/a.md").items()} == states


def test_an_include_that_nobody_knows_may_give_any_value(tmp_path: Path) -> None:
    text = "{% assign x = '/gone.html' %}{% include of_the_theme.html %}" + LINK
    assert outcomes(tmp_path, text, {"_config.yml": "url: https://www.example.org\ntheme: nobodys\n"}) == ["unknown"]
    assert outcomes(tmp_path / "own", text.replace("of_the_theme", "plain"), {"_includes/plain.html": "x"}) == [
        "missing"
    ]


def test_what_a_list_of_pages_gives_where_a_key_is_missing_is_not_called_broken(tmp_path: Path) -> None:
    text = "{% for i in site.data.nav %}<a href='{{ i.link | default: page.next.url }}'>x</a>{% endfor %}"
    files = {"_data/nav.yml": "- {link: /there.html}\n- {name: x}\n"}
    assert outcomes(tmp_path, text, files) == ["live"]
