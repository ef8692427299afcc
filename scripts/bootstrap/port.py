"""The port that the demo listens on: 8000, or what PORT says."""

import socket
from collections.abc import Mapping

from scripts.bootstrap.running import Refusal

HOST = "127.0.0.1"


def wanted_port(environment: Mapping[str, str]) -> int:
    """The port asked for; raise a Refusal when that is no port."""
    text = environment.get("PORT") or "8000"
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 65536):
        raise Refusal(f"PORT must be a number from 1 to 65535, not {text!r}.")
    return int(text)


def ensure_port_is_free(port: int, command: str = "make demo") -> None:
    """Raise a Refusal when we may not listen on this port, or something else already does."""
    with socket.socket() as trial:
        # As gunicorn does: a port that a stopped server has just left counts as free.
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((HOST, port))
        except PermissionError:
            raise Refusal(f"Port {port} is for root only: take one above 1023, as in {command} PORT=8001") from None
        except OSError:
            other = port + 1 if port < 65535 else port - 1
            raise Refusal(
                f"Port {port} is taken by another program: stop it, or use another: {command} PORT={other}"
            ) from None
