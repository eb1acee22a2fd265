"""User names, as people type them: capitals, wide letters and spaces around make nobody else."""

from django.contrib.auth.models import User

from vietnamese.normal_forms import nfkc

TAKEN = (
    "Đã có người mang tên đăng nhập “{name}”. Tên chỉ khác nhau chữ hoa, chữ thường thì là một"
    " người; hãy chọn tên khác."
)


def folded(username: str) -> str:
    """What two ways to type one name have in common."""
    return nfkc(nfkc(username).casefold()).strip()


def namesakes(username: str) -> list[str]:
    """The names of all whose name is this, but for its capitals (1 query that reads all names: of
    an office there are few, and no database folds Vietnamese letters alike)."""
    wanted = folded(username)
    names = User.objects.values_list("username", flat=True)
    return [name for name in names if folded(name) == wanted]


def find_name(username: str) -> str:
    """The stored name that is meant: that very one, or the only one that it may be; else as typed
    (1 query, whoever is there, so that its time tells nothing)."""
    found = namesakes(username)
    if username in found or len(found) != 1:
        return username
    return found[0]
