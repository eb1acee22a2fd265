"""The project: settings, addresses, error pages, health, and what crosses the apps."""
