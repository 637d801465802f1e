"""From text to facts: front matter, links and headings, each with its place."""
