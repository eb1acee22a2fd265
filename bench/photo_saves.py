"""What it costs to save one article with forty photos, beside forty articles with one each.

`python -m bench.photo_saves` (ROUNDS) posts both to the admin of a new site, in one process and in
processor time, and prints a table.
"""

import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.make_variables import numbers
from bench.servers import ROOT, environment
from bench.tables import made_by, ratio, table
from bench.verdicts import Bound, verdict

MOST_TIMES = 1.2
HEAD = ["one save with forty photos, s", "forty saves with one, s", "÷", "asked", ""]


def main() -> None:
    rounds = numbers("ROUNDS", "3")[0]
    with tempfile.TemporaryDirectory(prefix="chibo-bench-") as data:
        env = environment(Path(data), SAVES_PER_MINUTE="100000")
        said = run(env, "-m", "bench.photo_forms", str(rounds))
    at_once, one_by_one = zip(*json.loads(said.splitlines()[-1]), strict=True)
    times = ratio(at_once, one_by_one)
    row = [
        f"{statistics.median(at_once):.1f}",
        f"{statistics.median(one_by_one):.1f}",
        f"{times:.2f}",
        *verdict(Bound(f"≤ {MOST_TIMES}", times <= MOST_TIMES)),
    ]
    print(made_by("python -m bench.photo_saves"))
    print("\n".join(table(HEAD, [row])))


def run(env: dict[str, str], *command: str) -> str:
    """What the program prints, over a new database."""
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity=0"], cwd=ROOT, env=env, check=True
    )
    return subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=env, check=True, stdout=subprocess.PIPE, text=True
    ).stdout


if __name__ == "__main__":
    main()
