"""How long a search may keep the index busy. Then it answers by what it has found, and says so.

A query of a few common words may walk through all of a large archive, and anybody can ask one.
"""

# Processor time on SQLite, which works in the reader's own worker; waiting on PostgreSQL.
SECONDS = 0.04
SECONDS_OF_DESK = 0.3
