"""The rule of what a visit is."""

from dataclasses import dataclass

VISIT_SECONDS = 1800


@dataclass(slots=True)
class VisitorState:
    """When one reader of one day was seen, as Reader has it: a row without the weight of one."""

    last_seen: int = 0
    visit_ends: int = 0
    yesterday_key: bytes | None = None

    def record_view(self, moment: int, now: int) -> bool:
        """Takes in a view at `moment` and says whether it begins a visit."""
        is_new_visit = moment >= self.visit_ends
        self.visit_ends = max(self.visit_ends, moment + VISIT_SECONDS)
        # A last view in the future was seen by a clock that has stepped back since.
        self.last_seen = max(moment, min(self.last_seen, now))
        return is_new_visit
