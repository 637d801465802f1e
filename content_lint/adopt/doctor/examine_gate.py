"""Whether a bad post can get past: hooks, pull requests, the CMS (FACTS, Decap CMS)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from content_lint.adopt.doctor.examination import Check, note, ok, problem
from content_lint.adopt.gate import Gate


def examine_gate(gate: Gate, cms: Mapping[str, object] | None, cms_path: str = "") -> Iterator[Check]:
    """What is between a bad post and the site.

    Args:
        gate: the state of this clone.
        cms: the configuration of the CMS, or None where there is none.
        cms_path: where it lies.
    """
    if gate.top is None:
        yield problem("gate", f"no commit is checked: {gate.why_not}", "Keep the site in git: `git init`.")
    else:
        yield _hook(gate)
        yield _ci(gate)
        if gate.shallow:
            text = "this clone is shallow: what a branch changed, and addresses that went, cannot be told"
            yield problem("gate", text, "`git fetch --unshallow`; in GitHub Actions `fetch-depth: 0` for the checkout.")
    if cms is not None:
        yield from _cms(cms, cms_path)


def _hook(gate: Gate) -> Check:
    if gate.hook_works:
        return ok("gate", f"the hook is installed here ({gate.hook_runs}): commits of this clone are checked")
    if gate.hook_runs == "pre-commit":
        text = "pre-commit is installed here, but its configuration does not name content-lint"
        return problem("gate", text, "Run `content-lint init --hook`.")
    if gate.hook_runs:
        text = f"the hook {gate.hook.name if gate.hook else ''} runs something else than content-lint"
        return problem("gate", text, "Add `content-lint check --hook` to it, or use pre-commit.")
    if gate.configured:
        return problem("gate", "the hook is set up, but not installed in this clone", "Run `pre-commit install`.")
    return problem("gate", "no hook is installed: commits of this clone are not checked", "`content-lint init --hook`.")


def _ci(gate: Gate) -> Check:
    if gate.ci:
        return ok("gate", f"pull requests are checked by {', '.join(gate.ci)}")
    text = "no workflow of this repository runs content-lint: what no hook has seen is not checked"
    help_ = (
        "Run `content-lint init --workflow`."
        if gate.github
        else "Run `content-lint base --fetch && content-lint check` in your CI."
    )
    return problem("gate", text, help_)


def _cms(config: Mapping[str, object], path: str) -> Iterator[Check]:
    """How the CMS gets its posts into the repository, and what holds it back."""
    backend = config.get("backend")
    backend = backend if isinstance(backend, Mapping) else {}
    name = str(backend.get("name") or "its backend")
    branch = str(backend.get("branch") or "the main branch")
    protect = f"Protect `{branch}`: require the check, forbid direct and forced pushes, and let nobody bypass that."
    if config.get("publish_mode") != "editorial_workflow":
        text = f"the CMS goes around every check: each save is a commit on `{branch}` at once, through {name}"
        help_ = f"Set `publish_mode: editorial_workflow`: then each post comes as a pull request. {protect}"
        yield problem("gate", text, help_, path)
    elif name == "github":
        text = (
            f"the CMS can go around the check: where a merge is refused (HTTP 405) it forces the post onto `{branch}`"
        )
        yield problem("gate", text, f"{protect} Whether it is so cannot be seen from here.", path)
    else:
        text = f"the CMS merges posts into `{branch}` through {name}: whether a failed check stops it is not known here"
        yield note("gate", text, protect, path)
    if not backend.get("preview_context"):
        text = "the CMS shows its editors no result of a check, only statuses whose name holds the word `deploy`"
        yield note("gate", text, "Tell them to look at the pull request of their draft (its branch is `cms/…`).", path)
