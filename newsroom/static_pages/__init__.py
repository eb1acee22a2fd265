"""Static pages at the desk."""
