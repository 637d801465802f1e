"""Eleventy. In: its configuration, data of folders and templates. Out: pages with addresses, and links."""
