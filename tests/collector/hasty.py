"""The program with little patience, so that tests of what comes slowly do not take long."""

from __future__ import annotations

import os
import socket

from mlops_survey_tui import listening
from mlops_survey_tui.__main__ import main
from mlops_survey_tui.collector import bodies, checkers, connections, postgresql, serving, sqlite

connections.SECONDS_FOR_A_HEAD = 0.6
connections.SECONDS_FOR_A_REQUEST = 1.2
connections.SECONDS_FOR_AN_ANSWER = float(os.environ.get("SECONDS_FOR_AN_ANSWER", "5"))
bodies.SECONDS_TO_SEND = 0.6
serving.SECONDS_FOR_TLS = 0.6
checkers.LONGEST_CHECK = 1.0
sqlite.SECONDS_TO_LOCK = 0.5
postgresql.LONGEST_LOCK = "300ms"
connections.MOST_CONNECTIONS = int(os.environ.get("MOST_CONNECTIONS", "500"))


def _holding_little_back(host: str, port: int) -> list[socket.socket]:
    """Return sockets for which the system holds back few bytes of what nobody takes."""
    sockets = listening.listening(host, port)
    for one in sockets:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
    return sockets


if "SECONDS_FOR_AN_ANSWER" in os.environ:
    vars(serving)["listening"] = _holding_little_back

if __name__ == "__main__":
    main()
