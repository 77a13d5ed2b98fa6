"""Readers fill the answer sheet: the whole article at once, or in small steps."""
