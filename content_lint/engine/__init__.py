"""Runs the rules; never prints. In: settings and what to run. Out: a report."""
