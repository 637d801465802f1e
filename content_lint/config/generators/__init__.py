"""Generators' configurations. In: their own files. Out: what they mean, read once for everything above."""
