"""The window: Qt widgets that show values and send signals. They never see a service."""
