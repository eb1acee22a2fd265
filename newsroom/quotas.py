"""What one person may have lying about at the desk, whoever it is: drafts nobody has come back to,
pictures that no article has, saves within a minute. Set by the environment; said in words from
NEARLY of it on, and refused in words where it is reached: what was typed stays in the browser.
"""

import time
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils import timezone

from newsroom.models import AttachmentUpload, Draft, PhotoUpload, SavePace, WordImport
from vietnamese.clock import MOST_AHEAD
from vietnamese.numbers import group_digits

NEARLY = 0.8  # of a quota

DRAFTS = (
    "Bạn có {number} bản chưa lưu, mỗi người chỉ có nhiều nhất {most}. Hãy lưu hoặc bỏ bớt: đến"
    " mức ấy thì bản mới không giữ tạm được nữa."
)
NO_MORE_DRAFTS = "bạn đã có {most} bản chưa lưu, hãy lưu hoặc bỏ bớt"
UPLOADS = (
    "Ảnh và tệp bạn tải lên mà chưa lưu vào bài nào đã chiếm {number} MB, mỗi người chỉ có {most}"
    " MB. Hãy lưu các bài đang dùng ảnh, tệp ấy."
)
NO_MORE_UPLOADS = (
    "ảnh và tệp bạn tải lên mà chưa lưu vào bài nào đã đủ {most} MB. Hãy lưu các bài đang dùng ảnh,"
    " tệp ấy rồi gửi lại; ảnh, tệp không bài nào dùng tự hết sau 4 ngày."
)
SAVES = "Bạn đã lưu {number} lần trong phút này; quá {most} lần thì phải chờ sang phút sau."
NO_MORE_SAVES = (
    "Chưa lưu: bạn đã lưu hơn {most} lần trong một phút. Chữ vẫn còn nguyên ở đây; hãy đợi sang"
    " phút sau rồi lưu lại."
)


class QuotaReached(Exception):
    """Nothing was stored; the message says why, in Vietnamese."""


def check_drafts(number: int) -> None:
    """QuotaReached where a person with so many open drafts may have no other."""
    if number >= settings.DRAFTS_PER_PERSON:
        raise QuotaReached(NO_MORE_DRAFTS.format(most=settings.DRAFTS_PER_PERSON))


def check_uploads(by: Any) -> None:
    """QuotaReached where this person may send no other file ahead (2 queries)."""
    if uploaded_megabytes(by) >= settings.UNUSED_UPLOADS_MB:
        raise QuotaReached(NO_MORE_UPLOADS.format(most=settings.UNUSED_UPLOADS_MB))


def count_save(by: Any) -> int:
    """How often this person has saved in this minute of the clock, with this time (1 query, in a
    table of one row for each person)."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            INSERT INTO {SavePace._meta.db_table} AS pace (person, minute, saves) VALUES (%s, %s, 1)
            ON CONFLICT (person) DO UPDATE SET minute = excluded.minute, saves =
                CASE WHEN pace.minute = excluded.minute THEN pace.saves + 1 ELSE 1 END
            RETURNING saves
            """,  # noqa: S608 the table's name is ours
            [by.pk, int(time.time()) // 60],
        )
        (saves,) = cursor.fetchone()
    return int(saves)


def refusal_of_save(saves: int) -> str:
    """Why so many saves are too many; "" where they are not."""
    most = settings.SAVES_PER_MINUTE
    return NO_MORE_SAVES.format(most=most) if saves > most else ""


def warning_of_save(saves: int) -> str:
    """What to say to who has saved so often; "" where there is no need."""
    most = settings.SAVES_PER_MINUTE
    return SAVES.format(number=saves, most=most) if saves >= NEARLY * most else ""


def warning_of_uploads(by: Any) -> str:
    """What to say to who has nearly used up the room for files; "" to anybody else (2 queries)."""
    return _warning(UPLOADS, uploaded_megabytes(by), settings.UNUSED_UPLOADS_MB)


def warning_of_drafts(by: Any) -> str:
    """The same of drafts (1 query)."""
    number = Draft.objects.typed_by(by).still_open().count()
    return _warning(DRAFTS, number, settings.DRAFTS_PER_PERSON)


def warnings(by: Any) -> list[str]:
    """What to say to this person above a form (3 queries)."""
    return [said for said in (warning_of_drafts(by), warning_of_uploads(by)) if said]


def uploaded_megabytes(by: Any) -> int:
    """What lies on the disk of this person's pictures and documents that nothing and no proposal
    has, and of files that wait to be imported; a draft only names them (1 query). Those that a
    clock a year ahead has dated are not counted: for a year nobody could be rid of them."""
    own = {"by": by, "created_at__lte": timezone.now() + MOST_AHEAD}
    pictures, documents, imports = (
        rows.filter(**own).order_by().values_list(column, flat=True)
        for rows, column in (
            (PhotoUpload.objects.filter(proposal=None), "stored_bytes"),
            (AttachmentUpload.objects.filter(proposal=None), "size"),
            (WordImport.objects.all(), "size"),
        )
    )
    return int(sum(pictures.union(documents, imports, all=True))) >> 20


def _warning(sentence: str, number: int, most: int) -> str:
    if number < NEARLY * most:
        return ""
    return sentence.format(number=group_digits(number), most=group_digits(most))
