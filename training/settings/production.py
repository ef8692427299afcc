"""A site for people: https only, every secret from the environment."""

from django.core.exceptions import ImproperlyConfigured

from .base import *  # noqa: F403
from .base import CACHES, CONTENT_SECURITY_POLICY, LOGGING, MIDDLEWARE, env

DEBUG = False
SECRET_KEY = env.str("SECRET_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]

# `make run` has no certificate: there the site speaks http, its cookies come without the mark that keeps them
# from it, and so one can sign in. A site that others can reach refuses to start like that.
PLAIN_HTTP_ON_LOOPBACK = env.bool("PLAIN_HTTP_ON_LOOPBACK", False)
if PLAIN_HTTP_ON_LOOPBACK and not set(ALLOWED_HOSTS) <= {"localhost", "127.0.0.1", "[::1]"}:
    raise ImproperlyConfigured("PLAIN_HTTP_ON_LOOPBACK is for a site of this machine only: see ALLOWED_HOSTS.")

EMAIL_CONFIG = env.email("EMAIL_URL")
vars().update(EMAIL_CONFIG)
OUTBOX_IS_READABLE = False

SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", not PLAIN_HTTP_ON_LOOPBACK)
# A load balancer asks from inside.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", 31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
# Being on the browsers' own list holds for every name below the domain and takes months to undo: whoever owns the
# domain decides it, and until then the check of a deployment has nothing to say about it.
SECURE_HSTS_PRELOAD = env.bool("SECURE_HSTS_PRELOAD", False)
SILENCED_SYSTEM_CHECKS = [] if SECURE_HSTS_PRELOAD else ["security.W021"]
# Whoever says that the proxy redirects knows that Django does not.
SILENCED_SYSTEM_CHECKS += [] if SECURE_SSL_REDIRECT else ["security.W008"]
SESSION_COOKIE_SECURE = not PLAIN_HTTP_ON_LOOPBACK
CSRF_COOKIE_SECURE = not PLAIN_HTTP_ON_LOOPBACK

# A picture or link that somebody wrote with http:// is fetched by https.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {**CONTENT_SECURITY_POLICY["DIRECTIVES"], "upgrade-insecure-requests": not PLAIN_HTTP_ON_LOOPBACK}
}

# Who answers for others, or writes what they are taught, proves twice who they are.
SECOND_STEP_REQUIRED = env.bool("SECOND_STEP_REQUIRED", True)
# Browsers take http://localhost for safe; the library must be told.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = PLAIN_HTTP_ON_LOOPBACK

# Sign-in rate limits count in the cache, which every web process must share.
CACHES = {
    **CACHES,
    "default": {
        "BACKEND": "training.caching.SharedTable",
        "LOCATION": "shared_cache",
        # A full table forgets what it counts: with Django's 300, who tries many addresses clears all their counts.
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    },
}

# One line of JSON for each request and each fault, without anything personal.
MIDDLEWARE = ["training.operating.middleware.RequestJournal", *MIDDLEWARE]
LOGGING = {
    **LOGGING,
    "formatters": {"line": {"()": "training.operating.lines.JsonLines"}},
    "loggers": {
        **LOGGING["loggers"],
        "training.requests": {"level": "INFO"},
        # Every request has its line; Django's own about a page that is not there would be a second one.
        "django.request": {"level": "ERROR"},
    },
}
