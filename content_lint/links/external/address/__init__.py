"""Addresses as text. In: what a link holds. Out: the address a browser would ask, and whether it may be asked."""
