"""Import by Trafilatura and mammoth, used as their manuals show; run by a Python that has them,
which the site's own need not. Takes files of one kind and prints the JSON of import_readers.py."""

import json
import re
import sys
import time
from pathlib import Path

import mammoth
import trafilatura


def main() -> None:
    files = [Path(file) for file in sys.argv[1:]]
    trafilatura.extract("<html><body><p>Một câu.</p></body></html>")  # what it loads but once
    begun = time.process_time()
    texts = [text_of(file) for file in files]
    seconds = time.process_time() - begun
    # not ru_maxrss, which begins with what the process weighed that started this one
    peak = int(re.findall(r"VmHWM:\s*(\d+)", Path("/proc/self/status").read_text())[0]) / 1024
    print(json.dumps({"seconds": seconds, "peak_mb": peak, "texts": texts}))


def text_of(file: Path) -> str:
    if file.suffix == ".docx":
        with file.open("rb") as opened:
            return re.sub(r"<[^>]+>", " ", mammoth.convert_to_html(opened).value)
    return trafilatura.extract(file.read_text()) or ""


if __name__ == "__main__":
    main()
