"""Small sites of odd texts, and the laws that hold for every one of them."""
