"""What the documents name is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = ["README.md", "CONTRIBUTING.md", "docs/architecture.md"]
A_FILE = re.compile(r"`([a-z_./-]+/[a-z_./-]*)`")
A_LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")


@pytest.mark.parametrize("document", DOCUMENTS)
def test_files_and_folders_that_a_document_names_are_there(document: str) -> None:
    text = (ROOT / document).read_text()
    # What the program makes, an address of the site, and the pattern of a name.
    others = (".venv/", "staticfiles/", "var/", "/", "app/")
    named = {name for name in A_FILE.findall(text) if not name.startswith(others)}
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("document", [*DOCUMENTS, "SECURITY.md", "THIRD-PARTY-NOTICES.md"])
def test_links_of_a_document_lead_to_files(document: str) -> None:
    folder = (ROOT / document).parent
    links = A_LINK.findall((ROOT / document).read_text())
    assert [link for link in links if not (folder / link).exists()] == []


def test_ten_questions_are_answered_by_files_that_are_there() -> None:
    text = (ROOT / "docs/architecture.md").read_text().split("## Ten questions")[1]
    rows = [row for row in text.splitlines() if row.startswith("|") and "?" in row]
    answers = [re.findall(r"`([a-z_/]+\.py)`", row) for row in rows]
    assert len(answers) == 10
    assert all(answers)
    assert [file for files in answers for file in files if not (ROOT / file).is_file()] == []
