"""The kinds of files, by the end of their names, and how each is announced to a browser."""

_OFFICE = "application/vnd.openxmlformats-officedocument."
VIDEO = "mp4"
CONTENT_TYPES = {
    "pdf": "application/pdf",
    "docx": f"{_OFFICE}wordprocessingml.document",
    "xlsx": f"{_OFFICE}spreadsheetml.sheet",
    "pptx": f"{_OFFICE}presentationml.presentation",
    VIDEO: "video/mp4",
}
# By the content type of its main part (ECMA-376, part 1, 11.3, 12.3 and 13.3).
MAIN_PARTS = {
    f"{_OFFICE}wordprocessingml.document.main+xml": "docx",
    f"{_OFFICE}spreadsheetml.sheet.main+xml": "xlsx",
    f"{_OFFICE}presentationml.presentation.main+xml": "pptx",
}
