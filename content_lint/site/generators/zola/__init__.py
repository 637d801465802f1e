"""Zola. In: its configuration. Out: where it reads; the plain model serves its pages."""
