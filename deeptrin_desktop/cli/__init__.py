"""The command line: the window, or one of the commands that need none."""
