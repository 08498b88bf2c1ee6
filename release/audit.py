"""Asks a database of known vulnerabilities about every package of the locks, and never takes silence for health.

Exit codes: 0, all were looked up and none is known to be vulnerable; 1, vulnerabilities are known; 3, a package or all
of them could not be looked up.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from .distributions import PROJECT

LOCKS = ("run", "dev", "tools")
HEALTHY, VULNERABLE, UNKNOWN = 0, 1, 3
_SERVICES = ("pypi", "osv")
_TOOLS = PROJECT / ".tools" / "bin"


def audit(locks: Sequence[str] = LOCKS, tools: Path = _TOOLS) -> int:
    """Look up the packages of some locks with pip-audit, at its databases in turn; print, and return the exit code."""
    codes = [_audited(lock, tools) for lock in locks]
    return VULNERABLE if VULNERABLE in codes else max(codes)


def _audited(lock: str, tools: Path) -> int:
    """Look up one lock; a second database is asked where the first did not know everything."""
    code = UNKNOWN
    for service in _SERVICES:
        code, said = judged(_asked(lock, service, tools))
        print(f"requirements/{lock}.txt at {service}: {said}")
        if code != UNKNOWN:
            return code
    return code


def _asked(lock: str, service: str, tools: Path) -> Mapping[str, Any] | None:
    """Return what pip-audit says about a lock; None where it got no answer."""
    options = ["--format", "json", "--progress-spinner", "off", "--disable-pip", "--require-hashes", "--timeout", "15"]
    command = [str(tools / "pip-audit"), *options, "--vulnerability-service", service]
    done = subprocess.run(
        [*command, "--requirement", str(PROJECT / "requirements" / f"{lock}.txt")],
        capture_output=True,
        text=True,
        check=False,
    )
    if not done.stdout.startswith("{"):
        print(*done.stderr.strip().splitlines()[-1:], file=sys.stderr)
        return None
    answer: Mapping[str, Any] = json.loads(done.stdout)
    return answer


def judged(answer: Mapping[str, Any] | None) -> tuple[int, str]:
    """Return the exit code for an answer of pip-audit, and a sentence that says how much was looked up."""
    if answer is None:
        return UNKNOWN, "NOT AUDITED, the database was not reached"
    packages = answer["dependencies"]
    known = [f"{one['name']} {one['version']}: {flaw['id']}" for one in packages for flaw in one.get("vulns", ())]
    skipped = [one["name"] for one in packages if "skip_reason" in one]
    looked_up = f"{len(packages) - len(skipped)} of {len(packages)} packages looked up"
    if known:
        return VULNERABLE, f"{looked_up}; VULNERABLE: {', '.join(known)}"
    if skipped or not packages:
        return UNKNOWN, f"{looked_up}, NOT AUDITED: {', '.join(skipped[:5])}{' …' if len(skipped) > 5 else ''}"
    return HEALTHY, f"{looked_up}, none known to be vulnerable"
