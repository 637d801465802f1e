"""In: documents that nobody has read yet. Out: their facts and findings, from several processes or machines."""
