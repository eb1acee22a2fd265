"""Which documents of static pages readers may have: all that a page has, since it is public."""

from portal.models import PageAttachment


def public_file_name(name: str) -> str | None:
    """Under which name a browser stores the file; None where no page has it (1 query)."""
    attachment = PageAttachment.objects.filter(file=name).first()
    return attachment.file_name if attachment else None
