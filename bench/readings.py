"""In which order a crowd asks for the articles of an archive; the same in every run."""

import random

IN_TURN, BY_ZIPF = "in turn", "by Zipf's law"
REQUESTS_BY_ZIPF = 100_000


def asked(number: int, how: str, articles: int, run: int = 2) -> list[int]:
    """Places in a list of so many articles, of which so many different ones are read. By Zipf's law
    the second most read is read half as often as the first; another run draws others, and what is
    read most stays."""
    places = random.Random(1).sample(range(articles), min(number, articles))
    if how == IN_TURN:
        return places
    weights = [1 / rank for rank in range(1, len(places) + 1)]
    return random.Random(run).choices(places, weights, k=REQUESTS_BY_ZIPF)
