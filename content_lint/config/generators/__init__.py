"""What each generator's own configuration means: read once, for everything above."""
