"""Markdown as Python-Markdown reads it, with the extensions that MkDocs' sites use: in goes a body, out come facts."""
