"""The command line: the only place that prints, exits, reads the environment, the clock or the current folder."""
