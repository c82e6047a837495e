"""Connections as a person fills them in: the welcome, the dialog, and the form that both have."""
