"""Docusaurus. In: its configuration, docs, posts and pages. Out: pages with addresses and anchors, and links."""
