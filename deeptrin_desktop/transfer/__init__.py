"""Conversations as files: the app's own format, and those of others. No Qt, no SQL, no network."""
