"""What is worth a look before an article goes on: `findings(article)`, in words for its editor.

Nothing here forbids anything. Each finding says what, and where; a rule that cries wolf is worse
than none, so each is silent where it is not sure.
"""

from articles.models import Article, Byline, Photo
from newsroom.checks.finding import Finding as Finding
from newsroom.checks.finding import at_most
from newsroom.checks.finding import fingerprint as fingerprint
from newsroom.checks.leftovers import about_leftovers, without_calls
from newsroom.checks.links import about_links
from newsroom.checks.outgoing import about_outgoing_links
from newsroom.checks.photos import about_photos
from newsroom.checks.texts import about_texts
from newsroom.checks.titles import about_title
from richtext.cleaning import clean
from richtext.outline import outline


def findings(
    article: Article,
    photos: list[Photo] | None = None,
    bylines: list[Byline] | None = None,
) -> list[Finding]:
    """The findings in the order of the form; the article must be stored. Its photos and bylines are
    the stored ones unless others are given.

    At most 12 queries, whatever the size of the archive: photos, bylines, the neighbours of its
    title (2), what its links lead to (3, where it has any, and 3 where to files), and whether the
    site trusts or knows their domains (2).
    """
    text = outline(without_calls(clean(article.body)))
    photos = list(article.photos.all()) if photos is None else photos
    bylines = list(article.bylines.all()) if bylines is None else bylines
    return [
        *about_title(article),
        *about_texts(article, text, photos),
        *at_most(about_leftovers(article, text, photos)),
        *at_most(about_links(article, text)),
        *at_most(about_outgoing_links(article, text, [photo.caption for photo in photos])),
        *at_most(about_photos(article, text, photos, bylines)),
    ]
