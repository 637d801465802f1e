"""TOML. In: text between fences. Out: values, their places, and what is wrong in plain words."""
