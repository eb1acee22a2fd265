"""What is title, lead, date, byline, caption or heading: each module knows one part of a page."""
