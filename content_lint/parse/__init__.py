"""One file. In: its text and the generator's dialect. Out: facts: front matter, links and headings, with places."""
