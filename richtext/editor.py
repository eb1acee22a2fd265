"""The one place that configures CKEditor: the widget, and the policy its page needs.

The bundle is CKEditor 4.22.1, past its support; what it sends is rebuilt by
`richtext.cleaning.clean()` before it is stored. docs/decisions.md has the reasons.
"""

from typing import Any

from ckeditor.widgets import CKEditorWidget
from csp.constants import UNSAFE_INLINE
from csp.decorators import csp_update
from django.contrib import admin
from django.db import models
from django.forms import Media
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.decorators import method_decorator

from richtext.validators import validate_markup

CONFIG = {
    "language": "vi",
    "title": "Khung soạn bài",
    "applicationTitle": "Khung soạn bài",
    "skin": "moono-lisa",
    "width": "100%",
    "height": "auto",  # as long as the text: whoever writes scrolls the page alone
    "resize_enabled": False,
    "contentsCss": [],
    "versionCheck": False,
    # A Vietnamese word takes some five: an input method deletes and writes anew for its marks.
    "undoStackSize": 200,
    "entities": False,
    "format_tags": "p;h2;h3;h4",
    "toolbar": "newsroom",
    "toolbar_newsroom": [
        ["Format", "Bold", "Italic", "Subscript", "Superscript", "RemoveFormat"],
        ["NumberedList", "BulletedList", "Blockquote", "Table", "HorizontalRule"],
        ["Link", "Unlink"],
        ["PasteText", "PasteFromWord", "Undo", "Redo", "Find", "Maximize"],
    ],
    "extraPlugins": "divarea,tabletools,autolink",
    "removePlugins": (
        "image,scayt,wsc,exportpdf,flash,iframe,forms,preview,print,save,newpage,"
        "templates,codesnippetgeshi,language,div,elementspath,"
        # Stops at a span without a style; static/js/paste_meaning.js does its work.
        "pastefromgdocs"
    ),
    # Without a button, but kept where it stands: unstruck, it would say what was taken back; and
    # with other numbers, a list would say something else.
    "extraAllowedContent": "s;ol[type,start]",
    "disallowedContent": "*{*};*[on*];script;style;iframe",
    "clipboard_handleImages": False,
    "removeDialogTabs": (
        "link:upload;link:advanced;link:target;table:advanced;tableProperties:advanced"
    ),
}


OWN_SCRIPTS = (
    "js/editor_words.js",
    "js/text_snapshot.js",
    "js/paste_meaning.js",
    "js/paste_hidden.js",
    "js/paste_removed.js",
    "js/paste_pictures.js",
    "js/paste_place.js",
    "js/paste_reading.js",
    "js/paste_notice.js",
    "js/paste.js",
)


class ArticleEditor(CKEditorWidget):
    """A rich text field in Vietnamese, without fonts, colours or embedded pictures."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.config.update(CONFIG)

    @property
    def media(self) -> Media:
        """CKEditor's scripts, then the words that its Vietnamese lacks, and the work of pasting."""
        # Named after one of CKEditor's: two lists apart are merged in any order.
        media: Media = super().media
        return media + Media(js=["ckeditor/ckeditor/ckeditor.js", *OWN_SCRIPTS])


class EditorPageMixin(admin.ModelAdmin):
    """For a ModelAdmin whose text fields are rich text: the widget, and the CSP of its pages.

    CKEditor 4 writes style attributes and inline handlers; only these pages allow them.
    """

    rich_text_fields: tuple[str, ...] = ("body",)
    # The name of the address that reads what is pasted; without one the browser alone does.
    paste_reader = ""

    def formfield_for_dbfield(
        self, db_field: "models.Field[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> Any:
        if db_field.name in self.rich_text_fields:
            reader = {"data-reader": reverse(self.paste_reader)} if self.paste_reader else {}
            kwargs |= {"widget": ArticleEditor(attrs=reader), "validators": [validate_markup]}
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    @method_decorator(
        csp_update({"script-src-attr": [UNSAFE_INLINE], "style-src": [UNSAFE_INLINE]})
    )
    def render_change_form(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().render_change_form(request, *args, **kwargs)
        return response
