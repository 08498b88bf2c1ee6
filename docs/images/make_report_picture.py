"""Take the picture of a report for the documentation: parts of a page made by ``mlops-survey report``, as PNG.

    .venv/bin/python docs/images/make_report_picture.py REPORT.html [ID of a result ...]

It needs Chromium. The page is copied without all results but those named, in two columns at most, and photographed
as a reader sees it; nothing is drawn for the picture alone.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path
from shutil import which

PICTURE = Path(__file__).parent / "report.png"
SIZE = (1180, 900)


def main(arguments: list[str]) -> int:
    """Photograph the summary of a page, or only the results named."""
    program = which("chromium") or which("chromium-browser")
    if program is None or not arguments:
        print("Chromium and the file of a report are needed.", file=sys.stderr)
        return 2
    page = Path(arguments[0]).read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "report.html"
        copy.write_text(only(page, arguments[1:]), encoding="utf-8")
        size = f"--window-size={SIZE[0]},{SIZE[1]}"
        flags = (
            "--headless",
            "--no-sandbox",
            "--hide-scrollbars",
            "--disable-gpu",
            f"--user-data-dir={folder}/browser",
        )
        command = [program, *flags, size, f"--screenshot={PICTURE}", copy.as_uri()]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
    print(f"{PICTURE}: {PICTURE.stat().st_size // 1024} kB")
    return 0


def only(page: str, results: list[str]) -> str:
    """Return the page with the results named alone; without names, the whole page."""
    if not results:
        return page
    kept = [
        match[0]
        for name in results
        if (match := re.search(rf'<article id="r-{re.escape(name)}".*?</article>', page, re.DOTALL))
    ]
    start, end = page.index('<header class="first">'), page.index("</main>")
    heading = page[start : page.index("</header>", start) + len("</header>")]
    return page[:start] + heading + "".join(kept) + page[end:]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
