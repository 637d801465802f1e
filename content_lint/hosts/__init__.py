"""What a code host shows of a report. In: a report, a list of links. Out: one comment, one status, one issue there."""
