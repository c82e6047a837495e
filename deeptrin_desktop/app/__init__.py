"""The composition root: builds every part, connects them, starts and ends them in order."""
