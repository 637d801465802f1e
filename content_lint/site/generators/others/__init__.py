"""Generators that are recognised only. In: their configurations. Out: where they read."""
