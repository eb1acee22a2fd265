"""What people call each job."""

_labels: dict[str, str] = {}


def call(name: str, label: str) -> None:
    _labels[name] = label


def label_of(name: str) -> str:
    """Its label; the name itself of one that this program does not know."""
    return _labels.get(name, name)
