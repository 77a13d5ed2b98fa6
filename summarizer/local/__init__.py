"""The embedded model: fetch its file, check it, run it in this process."""
