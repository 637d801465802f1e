"""Hugo 0.168. In: files and hugo.toml. Out: pages with addresses, publication and aliases."""
