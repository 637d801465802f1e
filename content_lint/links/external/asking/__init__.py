"""The worker's parts without linkchecker. In: a job. Out: its turn, its deadline, what was found."""
