"""A site on one's own machine: mail goes to files and can be read at /outbox/."""

from .base import *  # noqa: F403
from .base import BASE_DIR, env

DEBUG = env.bool("DEBUG", False)
SECRET_KEY = env.str("SECRET_KEY", "only-for-development-never-for-people")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])

EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = env.str("MAIL_DIR", str(BASE_DIR / "var" / "mail"))
OUTBOX_IS_READABLE = True
# A passkey is otherwise bound to https.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
