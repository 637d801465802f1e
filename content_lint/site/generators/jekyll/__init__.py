"""Jekyll 4. In: files and _config.yml. Out: pages with addresses, publication, redirects; what stops the build."""
