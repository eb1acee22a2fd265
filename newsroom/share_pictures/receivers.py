"""What changes a title or the organisation has its pictures made, once it is committed."""

from functools import partial
from typing import Any

from django.db import models, transaction

from articles.models import Article
from newsroom.jobs.pictures import ask_for_share_pictures
from newsroom.share_pictures.wanted import MODELS, rows_of
from pictures.share_picture import look_of, share_name
from portal.models import Identity
from portal.site_frame import SiteFrame


def listen() -> None:
    for model in MODELS:
        models.signals.post_save.connect(after_save, sender=model)


def after_save(sender: type[models.Model], instance: Any, raw: bool = False, **_: Any) -> None:
    """Nothing for an article that no reader sees."""
    if not (raw or (sender is Article and instance.status != Article.Status.PUBLISHED)):
        transaction.on_commit(partial(look_after, sender, instance.pk), robust=True)


def look_after(model: type[models.Model], key: int) -> None:
    """Its picture is asked for where it lacks one (1 query, 2 more where it does). A new name or
    emblem of the organisation is on the pictures of all."""
    if (row := rows_of(model).filter(pk=key).first()) is None:
        return
    identity = row if model is Identity else SiteFrame("/").identity
    if row.share_picture.name != share_name(row, look_of(identity.name_vi, identity.logo)):
        ask_for_share_pictures(of_all=model is Identity)
