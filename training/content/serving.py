"""Sends pictures to those who may have them. Documents go through Wagtail's own view, under the same rule."""

import hashlib
import mimetypes
from urllib.parse import quote

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe
from wagtail.documents.views import serve as wagtail_documents

from . import media_access

# A picture that changes gets another name, so that a browser may keep what it has; no cache on the way may.
KEPT_FOR = 7 * 24 * 60 * 60
DRAWING = "image/svg+xml"
# A drawing opened by itself must not act on this site's behalf.
DRAWING_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


@require_safe
def media(request, path):
    """One size of a picture. Raises Http404 for what this visitor may not have, and for what is not there."""
    file, picture = media_access.find(path) if "\0" not in path else (None, None)
    if file is None or not _may_have(request, file, picture):
        raise Http404
    etag = quote_etag(hashlib.sha256(f"{file.name} {picture.file_hash}".encode()).hexdigest()[:32])
    response = get_conditional_response(request, etag=etag) or _sent(file)
    response["ETag"] = etag
    patch_cache_control(response, private=True, max_age=KEPT_FOR)
    return response


def _may_have(request, file, picture):
    if media_access.is_original(file, picture):
        return media_access.is_for_trainer(request)
    return media_access.may_have(request, picture)


def _sent(file):
    """The bytes, or word to the web server in front where to find them. Raises Http404 where the file is lost."""
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    is_drawing = kind == DRAWING
    # A web server in front sends none of our headers with the bytes, and without its policy a drawing could act.
    if settings.MEDIA_ACCEL_REDIRECT and not is_drawing:
        response = HttpResponse(content_type=kind)
        response["X-Accel-Redirect"] = settings.MEDIA_ACCEL_REDIRECT + quote(file.name)
    else:
        try:
            response = FileResponse(file.storage.open(file.name), content_type=kind)
        except FileNotFoundError as lost:
            raise Http404 from lost
    if is_drawing:
        response["Content-Security-Policy"] = DRAWING_POLICY
    return response


def document(request, document_id, document_filename):
    """A document, by Wagtail's view, which asks our rule; no cache on the way keeps it."""
    response = wagtail_documents.serve(request, document_id, document_filename)
    patch_cache_control(response, private=True)
    return response
