"""Score summaries against hand labels. Shares no matching code with grounding: a fault there cannot hide here."""
