"""The command line. In: arguments, environment, clock, current folder; nothing else reads these. Out: text, status."""
