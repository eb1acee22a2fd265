"""What tests of several rooms share: rows to begin with, people, a running server, query plans."""
