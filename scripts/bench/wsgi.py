"""The site as production serves it; addresses below /floor/ go through what bare Django has, and nothing of ours."""

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.test.utils import override_settings

django.setup(set_prefix=False)
site = WSGIHandler()
with override_settings(MIDDLEWARE=settings.FLOOR_MIDDLEWARE):
    bare = WSGIHandler()


def application(environ, start_response):
    """Answer a request."""
    handler = bare if environ["PATH_INFO"].startswith("/floor/") else site
    return handler(environ, start_response)
