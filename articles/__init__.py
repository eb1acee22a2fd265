"""News: categories, articles, photos and bylines; reading, searching, importing, feeds."""
