"""Deeptrin Desktop: a native chat client for OpenAI-compatible APIs. README.md in this folder is the map."""

__version__ = "0.1.0"
