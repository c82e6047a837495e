"""The use cases: what a person does with conversations, replies and connections. No Qt, HTTP, SQL or keyring."""
