"""Woodcut, a generator that does not exist. In: woodcut.json and text/. Out: pages with addresses and anchors."""
