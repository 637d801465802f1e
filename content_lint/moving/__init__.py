"""Moving. In: old and new names of files. Out: a plan that breaks no link, judged before anything is written."""
