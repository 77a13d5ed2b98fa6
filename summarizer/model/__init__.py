"""The one door to a language model: cache, then gate and retry, then the wire."""
