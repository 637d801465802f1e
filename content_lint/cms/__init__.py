"""What Decap CMS and Sveltia CMS do to posts, and what their forms and the site's schemas know of each other."""
