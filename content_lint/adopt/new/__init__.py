"""What `new` writes. In: a collection and its neighbours. Out: the path and the text of one post."""
