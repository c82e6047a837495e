"""The inspector: one reply as it was on the wire, and what it took."""
