"""What is said above the form of a draft that came out of a file."""

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from importing.storing import StoreResult
from newsroom.models import WordImport, WordImportFile

MOST_DOUBTS = 15
MADE = "Đã tạo bản thảo từ tệp “{name}”. Bài chưa đăng: hãy xem lại dưới đây."
ALREADY = "Bài trong tệp “{name}” đã có ở đây từ trước, nên không tạo bài mới."
OTHERS = (
    'Cùng lượt nhập này còn {number} tệp chưa thành bản thảo: <a href="{address}">xem các tệp đã'
    " gửi</a>."
)
MORE = "Còn {number} điều nữa chưa chắc; hãy đọc lại cả bài."


def tell(request: HttpRequest, name: str, stored: StoreResult) -> None:
    """The draft, then what is doubtful in it."""
    if not stored.is_new:
        messages.info(request, ALREADY.format(name=name))
        return
    messages.success(request, MADE.format(name=name))
    for doubt in stored.doubts[:MOST_DOUBTS]:
        messages.warning(request, doubt)
    if left := stored.doubts[MOST_DOUBTS:]:
        messages.warning(request, MORE.format(number=len(left)))


def tell_of_others(request: HttpRequest, word_import: WordImport) -> None:
    """Which files of the import still wait (1 query)."""
    number = word_import.files.filter(state__in=WordImportFile.OPEN).count()
    if number:
        address = reverse("admin:articles_article_imported", args=[word_import.pk])
        messages.info(request, format_html(OTHERS, number=number, address=address))
