"""Where a request comes from, for limits that count by address."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from django.conf import settings


def address_of(request):
    """The visitor's address: what the outermost of our own proxies saw, or who is connected; "" where nobody knows.

    What stands further left in X-Forwarded-For, anybody could have written.
    """
    proxies = settings.TRUSTED_PROXY_COUNT
    seen = request.headers.get("x-forwarded-for", "").split(",")
    forwarded = _plain(seen[-proxies]) if 0 < proxies <= len(seen) else ""
    return forwarded or request.META.get("REMOTE_ADDR", "")


def _plain(written):
    """An address without its port, or "" for what is none."""
    written = written.strip()
    for host_of in (str, _without_port):
        try:
            return str(ip_address(host_of(written)))
        except ValueError:
            continue
    return ""


def _without_port(written):
    return urlsplit(f"//{written}").hostname or ""
