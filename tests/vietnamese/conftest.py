"""How long and how freely Hypothesis searches: the same examples on every machine and load."""

from hypothesis import settings

# A deadline for one example fails on a busy machine; derandomised, a red run can be repeated.
settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")
