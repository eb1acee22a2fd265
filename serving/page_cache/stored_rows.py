"""What the database holds of a row, from before a change is written until after it."""

from typing import Generic, TypeVar
from weakref import ref

from django.db.models import Model

M = TypeVar("M", bound=Model)
T = TypeVar("T")


class StoredRows(Generic[M, T]):
    """Facts by the very instance that is being saved or deleted: put by its pre signal, popped by
    its post signal.

    Instances of one row are equal, and a new one has no hash: so they are told apart by identity.
    Where the write fails, the facts go with the instance.
    """

    def __init__(self) -> None:
        self._facts: dict[int, tuple[ref[M], T]] = {}

    def put(self, instance: M, facts: T) -> None:
        key = id(instance)
        self._facts[key] = ref(instance, lambda _: self._facts.pop(key, None)), facts

    def pop(self, instance: M, default: T) -> T:
        _, facts = self._facts.pop(id(instance), (None, default))
        return facts
