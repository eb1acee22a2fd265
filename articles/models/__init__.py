"""What the site publishes, and what is derived from it for lists and checks."""

from articles.models.article import FIRST_YEAR as FIRST_YEAR
from articles.models.article import LAST_YEAR as LAST_YEAR
from articles.models.article import Article as Article
from articles.models.attachment import Attachment as Attachment
from articles.models.byline import Byline as Byline
from articles.models.category import Category as Category
from articles.models.front_story import FrontStory as FrontStory
from articles.models.internal_link import InternalLink as InternalLink
from articles.models.old_address import OldAddress as OldAddress
from articles.models.old_address import UnansweredAddress as UnansweredAddress
from articles.models.photo import Photo as Photo
from articles.models.publication_count import PublicationCount as PublicationCount
from articles.models.related_article import RelatedArticle as RelatedArticle
from articles.models.topic import FormerTopic as FormerTopic
from articles.models.topic import Topic as Topic
from articles.models.topic import TopicArticle as TopicArticle
