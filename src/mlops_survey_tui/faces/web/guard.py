"""Who may use the server: only the page that it gave to whoever knows the secret address.

Another page in the same browser can send requests to this machine, and a name that somebody else owns can be made to
lead here. So every request must name this machine as its host, every path begins with a secret, and the connection that
carries keys must come from the page itself.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping

HOST = "127.0.0.1"
"""The only address that is listened on: nobody on the network can reach it."""
_NAMES = (HOST, "localhost")


def new_secret() -> str:
    """Return a word that nobody can guess."""
    return secrets.token_urlsafe(24)


def same(given: str, secret: str) -> bool:
    """Compare without telling by the time how much was right."""
    return secrets.compare_digest(given.encode(), secret.encode())


def is_own_host(host: str, port: int) -> bool:
    """Return whether a request means this machine, by the name that it was sent to."""
    return host.lower() in {f"{name}:{port}" for name in _NAMES}


def is_own_origin(origin: str, host: str) -> bool:
    """Return whether a connection was opened by a page of this server."""
    return origin.lower() == f"http://{host.lower()}"


def headers(host: str) -> Mapping[str, str]:
    """Return what every answer says: nothing comes from elsewhere, nothing is framed, kept or told on.

    Styles within the page are allowed because the terminal of the page writes its own.
    """
    policy = {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self' 'unsafe-inline'",
        "font-src": "'self'",
        "img-src": "'self' data:",
        "connect-src": f"'self' ws://{host}",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
    }
    return {
        "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        "Cache-Control": "no-store",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
    }
