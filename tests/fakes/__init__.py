"""Fakes of the ports. Each passes the same contract test as the real adapter."""
