"""The Caddyfile as deploy/lib/proxy.sh writes it."""

import shutil
import subprocess
from pathlib import Path

from tests.deploy.installed import NAME, ROOT

CADDY = shutil.which("caddy")


def caddyfile(folder: Path, environment: str = f"ALLOWED_HOSTS={NAME}\n", tls: str = "") -> str:
    """For this chibo.env, which is written into the folder; www. leads nowhere."""
    folder.joinpath("chibo.env").write_text(environment)
    parts = "".join(
        f". {ROOT}/deploy/lib/{part}.sh; " for part in ("words", "paths", "environment", "proxy")
    )
    script = f"set -euo pipefail; {parts} addresses_of() {{ :; }}; {tls} caddyfile {ROOT}"
    done = subprocess.run(  # noqa: S603
        ["bash", "-c", script],  # noqa: S607
        env={"PATH": "/usr/bin:/bin", "CHIBO_ETC": str(folder)},
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout
