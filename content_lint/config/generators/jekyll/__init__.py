"""Jekyll's configuration: what comes in is the mapping of ``_config.yml``, what goes out is JekyllConfig."""
