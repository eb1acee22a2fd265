"""The ways in: each module turns one kind of file into a Document, and decides nothing."""
