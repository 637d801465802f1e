"""Generators. In: documents and configuration. Out: addresses, dates, publication and anchors."""
