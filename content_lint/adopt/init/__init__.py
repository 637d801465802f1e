"""What `init` proposes. In: the posts of a site. Out: settings and schemas as text, and what they are guessed from."""
