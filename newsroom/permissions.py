"""Who may do what with an article: views, forms and steps of the newsroom ask here. Who may take
which step, and when, is in workflow.py, which asks here too.

An editor is who may publish; anybody else with rights on articles writes their own. Asking costs no
query beyond the user's permissions, which are read once a request.
"""

from typing import Any

from articles.models import Article
from articles.querysets import ArticleQuerySet

Status = Article.Status
OPEN_TO_AUTHOR = {Status.DRAFT, Status.WAITING}
APPROVED_ONCE = {Status.APPROVED, Status.PUBLISHED, Status.WITHDRAWN}


def is_editor(user: Any) -> bool:
    return bool(user.has_perm("articles.publish_article"))


def may_enter(user: Any) -> bool:
    """Whether this person has any business with articles."""
    return any(map(user.has_perm, ("articles.view_article", "articles.change_article")))


def visible_to(user: Any, articles: ArticleQuerySet) -> ArticleQuerySet:
    """Of these articles those whose very title this person may know in the newsroom."""
    return articles if is_editor(user) else articles.filter(author=user.pk)


def may_see(user: Any, article: Article) -> bool:
    return may_enter(user) and (is_editor(user) or article.author_id == user.pk)


def may_write(user: Any, article: Article) -> bool:
    """Whether what this person saves is the article from then on."""
    if article.status == Status.TRASHED or not user.has_perm("articles.change_article"):
        return False
    return is_editor(user) or (article.author_id == user.pk and article.status in OPEN_TO_AUTHOR)


def may_propose(user: Any, article: Article) -> bool:
    """Whether what this person saves waits for an editor, the article staying as approved."""
    return (
        user.has_perm("articles.change_article")
        and not is_editor(user)
        and article.author_id == user.pk
        and article.status in APPROVED_ONCE
    )


def may_edit(user: Any, article: Article | None) -> bool:
    """Whether this person may send the form of this article, or of a new one."""
    if article is None:
        return bool(user.has_perm("articles.add_article"))
    return may_write(user, article) or may_propose(user, article)


def may_approve(user: Any) -> bool:
    """Whether this person decides about what others have written: any step, any proposal."""
    return is_editor(user)


def may_upload(user: Any) -> bool:
    """Whether this person may send pictures ahead of a form."""
    return any(map(user.has_perm, ("articles.add_photo", "portal.add_pagephoto")))


def may_share(user: Any, article: Article) -> bool:
    """Whether this person may let somebody without an account read it."""
    return may_revoke(user, article) and article.status != Status.TRASHED


def may_revoke(user: Any, article: Article) -> bool:
    """Whether this person may take back a preview link of the article, whoever made it."""
    return bool(user.has_perm("articles.change_article")) and may_see(user, article)


def may_delete_for_ever(user: Any, article: Article) -> bool:
    return article.status == Status.TRASHED and user.has_perm("articles.delete_article")
