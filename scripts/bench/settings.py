"""The settings of production, and beside them a floor: the least that Django does for a page of this kind."""

from training.settings.production import *  # noqa: F403
from training.settings.production import AUTHENTICATION_BACKENDS, BASE_DIR, MIDDLEWARE, TEMPLATES

# Its people have a password and nothing else.
SECOND_STEP_REQUIRED = False
ROOT_URLCONF = "scripts.bench.urls"
TEMPLATES = [{**TEMPLATES[0], "DIRS": [*TEMPLATES[0]["DIRS"], BASE_DIR / "scripts" / "bench" / "templates"]}]
# The floor's visitor is read by Django's own backend. Ours comes first, as everywhere.
AUTHENTICATION_BACKENDS = [*AUTHENTICATION_BACKENDS, "django.contrib.auth.backends.ModelBackend"]
MIDDLEWARE = ["scripts.bench.floor.Floor", *MIDDLEWARE]
# What `startproject` writes, and nothing of ours.
FLOOR_MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
