"""Bodies. In: the text below the front matter. Out: links, headings, ids and comments, each with its place."""
