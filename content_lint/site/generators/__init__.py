"""How each generator decides URLs, dates, publication and anchors."""
