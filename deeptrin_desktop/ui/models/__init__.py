"""The model picker: a searched list, favourites and recent ones first."""
