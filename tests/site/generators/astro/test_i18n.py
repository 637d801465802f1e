"""Languages of Astro's own: the addresses are those that Astro 5.18 wrote for these sites."""

from __future__ import annotations

from pathlib import Path

import pytest

from content_lint.site.model import State
from tests.site.generators.astro.test_build import outcomes, site_of

PAGES = {
    "about.md": "# A\n",
    "index.md": "# I\n",
    "both.md": "# B\n",
    "prog.astro": "<p>x</p>\n",
    "fr/only.md": "# F\n",
    "fr/both.md": "# B\n",
    "en/page.md": "# E\n",
}
OWN = {"/", "/about/", "/both/", "/prog/", "/fr/only/", "/fr/both/", "/en/page/"}


@pytest.mark.parametrize(
    ("i18n", "more"),
    [
        ("locales: ['en', 'fr', 'de']", set()),
        ("locales: ['en', 'fr', 'de'], fallback: { fr: 'en' }", {"/fr/about/", "/fr/en/page/", "/fr/", "/fr/prog/"}),
        ("locales: ['en', 'fr'], fallback: { fr: 'en' }, routing: { prefixDefaultLocale: true }", {"/fr/page/"}),
        (
            "locales: ['en', { path: 'fr' }], fallback: { fr: 'en' }, routing: { fallbackType: 'rewrite' }",
            {"/fr/about/", "/fr/en/page/", "/fr/", "/fr/prog/"},
        ),
    ],
)
def test_what_a_language_lacks_is_filled_up(tmp_path: Path, i18n: str, more: set[str]) -> None:
    config = f"export default {{ i18n: {{ defaultLocale: 'en', {i18n} }} }};\n"
    files = {f"src/pages/{path}": text for path, text in PAGES.items()}
    built = site_of(tmp_path, {"astro.config.mjs": config, **files}).built
    found = {page.url for page in built.pages if page.state is State.LIVE}
    assert found | {item.url for item in built.generated} == OWN | more


def test_links_to_such_pages_are_fine_and_others_are_not(tmp_path: Path) -> None:
    config = "export default { i18n: { defaultLocale: 'en', locales: ['en', 'fr', 'de'], fallback: { fr: 'en' } } };\n"
    files = {"src/pages/about.md": "[a](/fr/about/) [b](/de/about/)\n"}
    site = site_of(tmp_path, {"astro.config.mjs": config, **files})
    assert outcomes(site, "src/pages/about.md") == {"a": "live", "b": "missing"}


@pytest.mark.parametrize(
    ("routing", "home", "outcome"),
    [
        ("prefixDefaultLocale: true, redirectToDefaultLocale: true", "index.astro", "redirect"),
        ("prefixDefaultLocale: true, redirectToDefaultLocale: true", "index.md", "redirect"),
        ("prefixDefaultLocale: true, redirectToDefaultLocale: false", "index.astro", "live"),
        ("redirectToDefaultLocale: true", "index.md", "live"),
    ],
)
def test_the_home_page_may_send_readers_to_the_default_language(
    tmp_path: Path, routing: str, home: str, outcome: str
) -> None:
    i18n = f"{{ defaultLocale: 'en', locales: ['en', 'fr'], routing: {{ {routing} }} }}"
    config = f"export default {{ i18n: {i18n} }};\n"
    files = {"about.md": "[a](/) [b](/en/) [c](/about/)\n", home: "x\n", "en/index.md": "x\n"}
    paths = {f"src/pages/{path}": text for path, text in files.items()}
    site = site_of(tmp_path, {"astro.config.mjs": config, **paths})
    assert outcomes(site, "src/pages/about.md") == {"a": outcome, "b": "live", "c": "live"}
