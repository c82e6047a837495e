"""The dock of parameters: preset, system prompt, and a row for each parameter."""
