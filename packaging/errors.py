"""What stops a build."""


class BuildError(Exception):
    """The release cannot be made as it is. The text tells whoever builds it why, and what to do."""
