"""The demo's server: the wire of an OpenAI-compatible API on loopback, with scripted models and no network."""
