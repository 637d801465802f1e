"""Where links lead. In: links and a site. Out: the target and outcome of each, or why it is not known."""
