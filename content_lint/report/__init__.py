"""What a run says, and nothing about how. In: nothing. Out: the types of findings, verdicts and reports."""
