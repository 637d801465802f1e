"""Hugo's configuration: what comes in is the mapping of ``hugo.*`` and config/_default, what goes out is HugoConfig."""
