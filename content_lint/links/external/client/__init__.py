"""The side of content-lint itself. In: targets. Out: verdicts, from the store or from a worker process."""
