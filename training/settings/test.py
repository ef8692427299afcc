"""Settings for tests: each line that differs says what it saves."""

import os

from .base import *  # noqa: F403
from .base import BASE_DIR, MIDDLEWARE, WAGTAILSEARCH_BACKENDS, database, env

DEBUG = False
SECRET_KEY = "only-for-tests"
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
DATABASES = {"default": database(env.str("DATABASE_URL", f"sqlite:///{BASE_DIR}/var/test/db.sqlite3"))}
DATABASES["default"]["CONN_MAX_AGE"] = 0
# A hash made to be slow would be most of the time of a suite that signs in a thousand times.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
OUTBOX_IS_READABLE = False
MEDIA_ROOT = str(BASE_DIR / "var" / "test" / f"media-{os.getpid()}")
# Tests of views do not need hashed file names; journeys use the real ones.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Static files are the journeys' business; WhiteNoise would warn in every test that none are collected.
MIDDLEWARE = [name for name in MIDDLEWARE if not name.startswith("whitenoise")]
# Rate limits would refuse the hundredth sign-in of a run.
ACCOUNT_RATE_LIMITS = False
MFA_RATE_LIMITS = False
# Every saved page would be put into the search index, which few tests search: those ask for the fixture `searchable`.
WAGTAILSEARCH_BACKENDS = {"default": {**WAGTAILSEARCH_BACKENDS["default"], "AUTO_UPDATE": False}}
