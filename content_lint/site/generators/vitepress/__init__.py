"""VitePress 1 and 2. In: ``.vitepress/config`` and Markdown. Out: pages, places and links as VitePress makes them."""
