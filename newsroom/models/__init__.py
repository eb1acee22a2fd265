"""What the newsroom keeps beside the articles themselves."""

from newsroom.models.attachment_upload import AttachmentUpload as AttachmentUpload
from newsroom.models.audit_entry import AuditEntry as AuditEntry
from newsroom.models.draft import Draft as Draft
from newsroom.models.editing_session import EditingSession as EditingSession
from newsroom.models.notification import Notification as Notification
from newsroom.models.page_revision import PageRevision as PageRevision
from newsroom.models.photo_upload import PhotoUpload as PhotoUpload
from newsroom.models.preview_link import PreviewLink as PreviewLink
from newsroom.models.proposal import Proposal as Proposal
from newsroom.models.revision import Revision as Revision
from newsroom.models.save_pace import SavePace as SavePace
from newsroom.models.takedown import Takedown as Takedown
from newsroom.models.takedown import TakedownPage as TakedownPage
from newsroom.models.word_import import WordImport as WordImport
from newsroom.models.word_import import WordImportFile as WordImportFile
