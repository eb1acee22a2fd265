"""Why a file cannot be taken, in words for the editor."""


class ImportRefused(Exception):
    """The file cannot become an article; the message is one Vietnamese sentence for the editor."""


class NoArticle(ImportRefused):
    """The page was read, and is no article: `kind` says what else, as it is counted."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind
