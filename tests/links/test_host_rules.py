"""Where a link leads at whose address a rule of the site's host answers."""

from __future__ import annotations

from pathlib import Path

from tests.links.sites import site_of_texts, targets

RULES = """
/to-page /there/ 301
/for-now /there/ 302
/to-gone /gone/ 301
/circle /circle2 301
/circle2 /circle 301
/out https://x.org/ 301
/mail mailto:a@b.org 301
/country /there/ 301 Country=us
/gone /x 410
/gone-first /x 410!
/app/* /there/ 200
/same /there/ 200
/place /there/#part 301
/place-now /there/#part 302
/hop /to-page 301
/hop-now /for-now 302
/to-case /There/ 301
/to-hidden /hidden/ 301
/taken /there/ 301
/forced /there/ 301!
/own https://www.example.org/there/ 301
/own-root https://www.example.org 301
/deep/* /there/ 301
/q id=:id /there/ 301
/unsure /country 301
/asks /for-now 200
/asks-moved /to-page 200
/tags/x /none/ 301
/tags/y /none/ 301!
/tags/z /circle 301
/tags/w /x 404!
/rooted there/ 302
/case-q /there/?q 302
"""
FILES = {
    "_redirects": RULES,
    "_config.yml": "url: https://www.example.org\npermalink: pretty\ninclude: [_redirects]\n",
    "index.md": "---\n---\n",
    "there.md": "---\n---\n## Part\n",
    "taken.md": "---\n---\n",
    "forced.md": "---\n---\n",
    "hidden.md": "---\npublished: false\n---\n",
    "_plugins/tags.rb": "class T < Page\n def initialize(site, tag)\n @dir = File.join('tags', tag)\n end\nend\n",
}
READER = "unknown are answered by a rule in `_redirects` that depends on the reader's country, language or login"
ANSWERS = {
    "/to-page/": "redirect to live /there/",
    "/for-now/": "live there.md",
    "/to-gone/": "missing is led to `/gone/` by a rule in `_redirects`, and nothing is there",
    "/circle/": "redirect",
    "/out/": "live",
    "/mail/": "live",
    "/country/": READER,
    "/unsure/": READER,
    "/gone/": "missing",
    "/gone-first/": "missing is answered with 410 by a rule in `_redirects`",
    "/app/x/": "unknown are answered by a rule in `_redirects` that answers all of them with `/there/`",
    "/same/": "live there.md",
    "/place/": "redirect to live /there/#part",
    "/place/#own": "redirect to live /there/#part",
    "/place-now/": "live there.md #part",
    "/place-now/#own": "live there.md #own",
    "/hop/": "redirect to live /there/",
    "/hop-now/": "live there.md",
    "/to-case/": "missing is led to `/There/` by a rule in `_redirects`, and nothing is there",
    "/to-hidden/": "redirect to hidden /hidden/",
    "/taken/": "live taken.md",
    "/forced/": "redirect to live /there/",
    "/own/": "redirect to live /there/",
    "/own-root/": "redirect to live /",
    "/deep/er/x": "redirect to live /there/",
    "/q?id=1": "unknown are answered by a rule in `_redirects` that depends on the part after `?`",
    "/q": "missing",
    "/elsewhere/": "missing",
    "/asks/": "missing is led to `/for-now` by a rule in `_redirects`, and nothing is there",
    "/asks-moved/": "missing is led to `/to-page` by a rule in `_redirects`, and nothing is there",
    "/tags/x": "unknown may be made by `_plugins/tags.rb`",
    "/tags/y": "missing is led to `/none/` by a rule in `_redirects`, and nothing is there",
    "/tags/z": "unknown may be made by `_plugins/tags.rb`",
    "/tags/w": "missing is answered with 404 by a rule in `_redirects`",
    "/rooted": "live there.md",
    "/case-q": "live there.md",
}


def test_a_rule_answers_as_it_says(tmp_path: Path) -> None:
    text = " ".join(f"[{link}]({link})" for link in ANSWERS)
    found = {}
    for link, target in targets(site_of_texts(tmp_path, {**FILES, "a.md": f"---\n---\n{text}\n"}), "a.md").items():
        said = [target.outcome.value, target.reason]
        if target.end is not None:
            said.append(
                f"to {target.end.outcome.value} {target.end.url}{'#' * bool(target.end.fragment)}{target.end.fragment}"
            )
        elif target.answer is not None and target.outcome.value == "live":
            said += [target.answer.path, f"#{target.fragment}" if target.fragment else ""]
        if target.outcome.value == "redirect":
            assert target.answer is not None
            assert target.answer.path == "_redirects"
        found[link] = " ".join(filter(None, said))
    assert found == ANSWERS
