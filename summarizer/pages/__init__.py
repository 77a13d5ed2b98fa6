"""Pages for people: self-contained, nothing is loaded from elsewhere, every foreign word is escaped."""
