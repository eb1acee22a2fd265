"""What the documents name is there."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = ["README.md", "CONTRIBUTING.md", "docs/architecture.md", "docs/decisions.md"]
A_LINK_WITHIN = re.compile(r"\]\(#([^)]*)\)")
A_FILE = re.compile(r"`([a-z_./-]+/[a-z_./-]*)`")
A_LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")
A_FUNCTION = re.compile(r"`(?:[a-z_]+\.)*([a-z_]+)\([^`]*\)`")
A_CLASS = re.compile(r"`((?:[A-Z][a-z]+){2,})`")
OF_OTHERS = {"clamp"}  # CSS's
# fast_path, gateway  one request: from memory, or by Django
A_LINE_OF_A_MAP = re.compile(r"^([a-z_0-9]+(?:, [a-z_0-9]+)*) {2,}\S", re.MULTILINE)
A_VARIABLE = re.compile("[A-Z][A-Z0-9_]{3,}")
FROM_SYSTEMD = {"NOTIFY_SOCKET"}
AS_DJANGO_WANTS_THEM = {"apps", "jobs", "management", "migrations", "templatetags"}


@cache
def ends_of_paths() -> frozenset[str]:
    """What paths in the rooms end in, as a decision about a room names its files by less."""
    parts = [path.relative_to(ROOT).parts for room in rooms() for path in room.rglob("*")]
    return frozenset("/".join(each[start:]) for each in parts for start in range(len(each)))


@cache
def definitions() -> frozenset[str]:
    """Names of functions and classes, as far as they are this repository's."""
    trees = (ast.parse(file.read_text()) for room in rooms() for file in room.rglob("*.py"))
    defined = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    return frozenset(
        node.name for tree in trees for node in ast.walk(tree) if isinstance(node, defined)
    )


def rooms() -> list[Path]:
    return [file.parent for file in ROOT.glob("*/__init__.py")]


def is_there(name: str) -> bool:
    return (ROOT / name).exists() or name.rstrip("/") in ends_of_paths()


@pytest.mark.parametrize("document", DOCUMENTS)
def test_files_and_folders_that_a_document_names_are_there(document: str) -> None:
    text = (ROOT / document).read_text()
    # What the program makes, an address of the site, and the pattern of a name.
    others = (".venv/", "staticfiles/", "var/", "/", "app/")
    named = {name for name in A_FILE.findall(text) if not name.startswith(others)}
    assert [name for name in sorted(named) if not is_there(name)] == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_within_a_document_lead_to_its_headings(document: str) -> None:
    text = (ROOT / document).read_text()
    assert set(A_LINK_WITHIN.findall(text)) <= headings(text)


def test_every_decision_is_listed() -> None:
    text = (ROOT / "docs/decisions.md").read_text()
    assert headings(text, level="##") - set(A_LINK_WITHIN.findall(text)) == set()


def headings(text: str, level: str = "#+") -> set[str]:
    """As a link names them."""
    found = re.findall(rf"^{level} (.*)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in found}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_functions_and_classes_that_a_document_names_are_there(document: str) -> None:
    text = (ROOT / document).read_text()
    named = {*A_FUNCTION.findall(text), *A_CLASS.findall(text)} - OF_OTHERS
    assert sorted(named - definitions()) == []


def test_every_variable_is_explained_and_in_the_table() -> None:
    explained = set(re.findall(r"^#?([A-Z][A-Z0-9_]+)=", (ROOT / ".env.example").read_text(), re.M))
    _, _, table = (ROOT / "README.md").read_text().partition("## Environment")
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    assert set(re.findall(r"`([A-Z][A-Z0-9_]+)`", " ".join(rows))) == explained
    assert asked_for_in_the_environment() - FROM_SYSTEMD == explained


def asked_for_in_the_environment() -> set[str]:
    """By name, wherever the settings are read."""
    calls = [
        node
        for file in (ROOT / "chibo_site").glob("*.py")
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "environment"
    ]
    words = [part for call in calls for part in ast.walk(call) if isinstance(part, ast.Constant)]
    return {str(word.value) for word in words if A_VARIABLE.fullmatch(str(word.value))}


def maps() -> list[tuple[Path, set[str]]]:
    """The packages whose docstring says what stands in which module, with the names it has."""
    found = []
    for package in (file.parent for room in rooms() for file in room.rglob("__init__.py")):
        docstring = ast.get_docstring(ast.parse((package / "__init__.py").read_text())) or ""
        if lines := A_LINE_OF_A_MAP.findall(docstring):
            found.append((package, set(", ".join(lines).split(", "))))
    return found


@pytest.mark.parametrize(
    ("package", "named"),
    [pytest.param(*each, id=str(each[0].relative_to(ROOT))) for each in maps()],
)
def test_the_map_of_a_package_names_its_modules_and_no_others(
    package: Path, named: set[str]
) -> None:
    modules = {file.stem for file in package.glob("*.py")} - {"__init__"}
    inner = {file.parent.name for file in package.glob("*/__init__.py")}
    assert named - modules - inner == set()
    assert (modules | inner) - named - AS_DJANGO_WANTS_THEM == set()


@pytest.mark.parametrize(
    "document", [*DOCUMENTS, "docs/van-hanh.md", "SECURITY.md", "THIRD-PARTY-NOTICES.md"]
)
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
