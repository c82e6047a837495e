"""API keys in the operating system's keyring. `vault` is what the app uses; `stored` alone speaks to `keyring`."""
