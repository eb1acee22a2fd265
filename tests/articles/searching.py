"""How the search tests ask: a query in, the titles of what readers would be shown out."""

from articles import search
from articles.models import Article


def titles(query: str, first: int = 0, count: int = 50) -> list[str]:
    """What holds the words as they are typed."""
    hits = search.find(Article.objects.published(), query, first, count, is_literal=True)
    return [hit.article.title for hit in hits.hits]
