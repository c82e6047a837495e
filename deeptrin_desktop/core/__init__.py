"""Values, rules, errors and ports that every other package speaks in. Standard library only."""
