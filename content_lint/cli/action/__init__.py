"""The steps of our GitHub actions. In: the runner's variables and files. Out: files, outputs, an exit status."""
