"""Summaries as files for other tools: tables, JSON-LD, labelling tasks. Nothing is decided here."""
