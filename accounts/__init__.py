"""Signing in to the admin: throttle, second factor, sessions, passwords, deletion."""
