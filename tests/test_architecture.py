"""The rooms and their arrows, read from the imports.

chibo_site -> health -> accounts, backups, demo, importing, integrity, newsroom, reports, serving ->
articles, portal, visitors, jobs -> vietnamese, pictures, attachments, richtext, fields, caching,
clients, limits, locks, logs, alerts. The apps meet in templates only; the newsroom brings in
documents by importing.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from newsroom.admin.article import ArticleAdmin

ROOT = Path(__file__).resolve().parent.parent
APPS = {"articles", "visitors", "portal", "jobs"}
GROUND = {
    *("vietnamese", "pictures", "attachments", "richtext", "fields", "caching"),
    *("alerts", "clients", "limits", "locks", "logs"),
}
STAFF = {"accounts", "backups", "demo", "importing", "integrity", "newsroom", "reports", "serving"}
MAY_IMPORT = {
    "chibo_site": {"health"} | STAFF | APPS | GROUND,
    "health": STAFF | APPS | GROUND,
    **dict.fromkeys(STAFF, APPS | GROUND),
    **dict.fromkeys(APPS, GROUND),
    "newsroom": {"importing"} | APPS | GROUND,
    "accounts": GROUND,
    "vietnamese": set(),
    "pictures": {"vietnamese", "logs"},
    "attachments": {"vietnamese", "pictures", "limits"},
    "richtext": {"vietnamese", "pictures", "limits"},
    "limits": {"vietnamese"},
    "fields": {"vietnamese"},
    "caching": set(),
    "clients": set(),
    "locks": {"limits"},
    "logs": set(),
    "alerts": {"clients", "logs"},
}
ROOMS = set(MAY_IMPORT)

DRAWERS = {"utils", "util", "common", "helpers", "misc", "base", "lib", "core"}
MOST_LINES = 300

# Words for which Django, HTTP or the newsroom has a term: cached, current, boilerplate, action…
COINED = {
    *("kept", "standing", "furniture", "freshness", "deed", "deeds", "tally", "shelf"),
    *("looking", "entrance", "losses", "gaps", "passages", "generations"),
}

# Imports inside a function, each with its reason.
LATE_IMPORTS = {
    "manage.py": "Django's own shape: the settings module is named first",
    "apps.py": "models and signals may be imported only once every app is loaded",
    "encryption.py": "cryptography's library is for whoever encrypts, not for every worker",
    "downloads.py": "Word's and Excel's libraries would slow every start for a rare download",
}


def modules(*rooms: str) -> list[Path]:
    return sorted(
        file
        for room in rooms or ROOMS
        for file in (ROOT / room).rglob("*.py")
        if "migrations" not in file.parts
    )


def imported(tree: ast.AST, file: Path) -> Iterator[tuple[str, int]]:
    """Each imported module's dotted name, with its line; relative names resolved."""
    package = file.relative_to(ROOT).parent.parts
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node.lineno
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            yield ".".join([*above, *filter(None, [node.module])]), node.lineno


def where(file: Path, line: int = 1) -> str:
    return f"{file.relative_to(ROOT)}:{line}"


@pytest.mark.parametrize("room", sorted(ROOMS))
def test_room_imports_only_where_its_arrows_point(room: str) -> None:
    forbidden = ROOMS - MAY_IMPORT[room] - {room}
    wrong = [
        f"{where(file, line)} imports {name}"
        for file in modules(room)
        for name, line in imported(ast.parse(file.read_text()), file)
        if name.split(".")[0] in forbidden | {"tests", "bench"}
    ]
    assert wrong == []


def test_vietnamese_knows_no_django() -> None:
    wrong = [
        f"{where(file, line)} imports {name}"
        for file in modules("vietnamese")
        for name, line in imported(ast.parse(file.read_text()), file)
        if name.split(".")[0] == "django"
    ]
    assert wrong == []


def test_every_room_is_there() -> None:
    assert [room for room in sorted(ROOMS) if not modules(room)] == []


def test_no_function_hides_an_import() -> None:
    wrong = [
        f"{where(file, line)} imports {name}"
        for file in [*modules(), ROOT / "manage.py"]
        if file.name not in LATE_IMPORTS
        for function in ast.walk(ast.parse(file.read_text()))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for name, line in imported(function, file)
    ]
    assert wrong == []


def test_nothing_is_a_drawer() -> None:
    named = [
        where(path)
        for room in ROOMS
        for path in (ROOT / room).rglob("*")
        if path.stem.strip("_") in DRAWERS and (path.is_dir() or path.suffix == ".py")
    ]
    assert named == []


def test_modules_are_short() -> None:
    long = [
        where(file, lines)
        for file in modules()
        if (lines := len(file.read_text().splitlines())) > MOST_LINES
    ]
    assert long == []


def test_only_settings_and_entry_points_read_the_environment() -> None:
    allowed = {"chibo_site/environment.py", "chibo_site/wsgi.py"}
    wrong = [
        where(file)
        for file in modules()
        if str(file.relative_to(ROOT)) not in allowed
        and any(word in file.read_text() for word in ("os.environ", "os.getenv"))
    ]
    assert wrong == []


def test_text_is_brought_into_normal_form_in_one_place() -> None:
    """unicodedata's own takes time by the square of a letter's marks."""
    only = ROOT / "vietnamese" / "normal_forms.py"
    wrong = [file for file in modules() if "unicodedata.normalize" in file.read_text()]
    assert wrong == [only]


def dotted(file: Path) -> str:
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports_of(names: set[str]) -> dict[str, set[str]]:
    """Which of these modules each of them imports, inside functions too: a name taken out of a
    package may be a module of it. What only a type checker reads is no import."""
    graph: dict[str, set[str]] = {}
    for file in modules():
        found: set[str] = set()
        tree = ast.parse(file.read_text())
        tree.body = [node for node in tree.body if not is_for_type_checking(node)]
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module and not node.level:
                inner = {f"{node.module}.{alias.name}" for alias in node.names} & names
                found |= inner or {node.module}
            elif isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
        graph[dotted(file)] = (found & names) - {dotted(file)}
    return graph


def is_for_type_checking(node: ast.stmt) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"


def circle_in(graph: dict[str, set[str]]) -> list[str]:
    """One circle, as a way from a module back to itself; nothing where there is none."""
    finished: set[str] = set()

    def walk(name: str, way: list[str]) -> list[str]:
        if name in way:
            return [*way[way.index(name) :], name]
        if name in finished:
            return []
        for other in sorted(graph[name]):
            if circle := walk(other, [*way, name]):
                return circle
        finished.add(name)
        return []

    return next((circle for name in sorted(graph) if (circle := walk(name, []))), [])


def test_no_circle_of_imports() -> None:
    assert circle_in(imports_of({dotted(file) for file in modules()})) == []


def lines_of(*rooms: str) -> int:
    return sum(len(file.read_text().splitlines()) for file in modules(*rooms))


@pytest.mark.parametrize("room", sorted(ROOMS))
def test_no_room_is_above_a_quarter_of_the_product(room: str) -> None:
    assert lines_of(room) / lines_of() <= 1 / 4


def test_the_project_only_wires() -> None:
    assert lines_of("chibo_site") <= 1_600


def test_no_folder_of_the_newsroom_is_a_drawer() -> None:
    folders = [path for path in (ROOT / "newsroom").rglob("*") if path.is_dir()]
    long = [
        f"{where(folder)}: {lines} lines"
        for folder in [ROOT / "newsroom", *folders]
        if folder.name != "migrations"
        and (lines := sum(len(file.read_text().splitlines()) for file in folder.glob("*.py")))
        > 1_500
    ]
    assert long == []


def test_admin_of_articles_is_of_few_classes() -> None:
    own = [cls.__name__ for cls in ArticleAdmin.__mro__ if cls.__module__.split(".")[0] in ROOMS]
    assert len(own) <= 5, own


def test_nothing_is_named_by_a_coined_word() -> None:
    defined = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    names = [
        (where(file, getattr(node, "lineno", 1)), name)
        for file in modules()
        for node in ast.walk(ast.parse(file.read_text()))
        if (name := node.name if isinstance(node, defined) else "")
    ]
    names += [(where(file), file.stem) for file in modules()]
    wrong = [(place, name) for place, name in names if COINED & set(words_of(name))]
    assert wrong == []


def words_of(name: str) -> list[str]:
    return [word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+", name)]


def test_no_test_module_imports_another() -> None:
    """What two of them need is in tests/support, or beside them under a name without test_."""
    wrong = [
        f"{where(file, line)} imports {name}"
        for file in sorted((ROOT / "tests").rglob("*.py"))
        for name, line in imported(ast.parse(file.read_text()), file)
        if name.startswith("tests.") and any(part.startswith("test_") for part in name.split("."))
    ]
    assert wrong == []
