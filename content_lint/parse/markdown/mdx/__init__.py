"""MDX. In: a body with JavaScript in it. Out: its Markdown alone, at its own places."""
