"""The HTTP client: an OpenAI-compatible server behind the port `Api`. The only package that knows httpx."""
