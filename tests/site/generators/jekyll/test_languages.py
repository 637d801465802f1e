"""The pages of jekyll-polyglot, as the plugin itself (1.5.1) writes them."""

from __future__ import annotations

from pathlib import Path

from content_lint.site.model import State
from tests.links.sites import site_of_texts

CONFIG = """permalink: pretty
plugins: [jekyll-polyglot, jekyll-redirect-from]
redirect_from: {json: false}
languages: [en, ar, fr]
default_lang: en
exclude_from_localization: [pub]
"""
FILES = {
    "a.en.md": "lang: en",
    "a.ar.md": "lang: ar",
    "two.md": "permalink: /two/",
    "two.ar.md": "permalink: /two/\nlang: ar",
    "only.md": "permalink: /only/\nlang: fr",
    "three.md": "lang: en\nredirect_from: /old/",
    "ar/four.md": "lang: ar",
    "four.md": "lang: en",
    "ex.md": "lang-exclusive: [en]",
    "_posts/2020-01-02-p.md": "title: x",
    "_posts/ar/2020-01-02-p.md": "lang: ar",
    "_posts/ar/2020-01-03-q.md": "lang: ar\nredirect_from: /oldq/",
}
WRITTEN = """
/2020/01/02/p/ _posts/2020-01-02-p.md
/2020/01/03/q/ _posts/ar/2020-01-03-q.md
/a.en/ a.en.md
/ar/2020/01/02/p/ _posts/ar/2020-01-02-p.md
/ar/2020/01/03/q/ _posts/ar/2020-01-03-q.md
/ar/a.ar/ a.ar.md
/ar/ar/four/ ar/four.md
/ar/img/a.png img/a.png
/ar/only/ only.md
/ar/three/ three.md
/ar/two/ two.ar.md
/ex/ ex.md
/four/ four.md
/fr/2020/01/02/p/ _posts/2020-01-02-p.md
/fr/2020/01/03/q/ _posts/ar/2020-01-03-q.md
/fr/a.en/ a.en.md
/fr/four/ four.md
/fr/img/a.png img/a.png
/fr/only/ only.md
/fr/three/ three.md
/fr/two/ two.md
/img/a.png img/a.png
/only/ only.md
/pub/b.png pub/b.png
/three/ three.md
/two/ two.md
"""


def test_every_language_has_its_pages_and_those_that_it_lacks(tmp_path: Path) -> None:
    texts = {path: f"---\n{text}\n---\nx\n" for path, text in FILES.items()}
    site = site_of_texts(tmp_path, {"_config.yml": CONFIG, **texts, "img/a.png": "x", "pub/b.png": "x"})
    built = site.built
    written = {
        f"{page.url} {page.path}" for page in (*built.pages, *built.static) if page.state in {State.LIVE, State.STATIC}
    }
    assert written == set(WRITTEN.split("\n")) - {""}
    assert {item.url for item in built.redirects} == {
        f"{folder}/{name}/" for folder in ("", "/ar", "/fr") for name in ("old", "oldq")
    }
    assert built.collisions == ()
    assert site.pages["two.ar.md"].url == "/ar/two/"
    assert site.pages["only.md"].url == "/fr/only/"
