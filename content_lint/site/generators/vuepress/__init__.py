"""VuePress 2 and its default theme. In: ``.vuepress/config`` and Markdown. Out: pages, places and links."""
