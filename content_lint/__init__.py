"""content-lint: the gate for content in git, ahead of any renderer."""

__version__ = "0.1.0"
__all__ = ["Page", "SetupError", "__version__", "pages"]


def __getattr__(name: str) -> object:
    # What reads a site is imported when somebody asks for it; `__init__.pyi` says what there is.
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module("content_lint.api"), name)
