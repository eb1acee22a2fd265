"""What editors arrange besides the text: the home page, topics, related articles, moves, copies."""
