"""What pages and questions use is not deleted under them: contacts, facts, pictures and files."""

from importlib import import_module

from django.apps import apps
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils.module_loading import module_has_submodule
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.documents import get_document_model
from wagtail.documents.views.documents import DeleteView as DeleteDocument
from wagtail.images import get_image_model
from wagtail.images.views.images import DeleteView as DeleteImage
from wagtail.models import ReferenceIndex

from training import addresses  # noqa: F401 - it makes <id:...> known

from .models import Contact, Fact
from .using import uses_of


def refuse_delete(request, records):
    """Keep contacts and facts in use: None to go on, or a response with a message. Wagtail asks for one or many."""
    kept = [record for record in records if isinstance(record, (Contact, Fact))]
    if not kept or request.method != "POST":
        return None
    used = {pk: users for pk, users in uses_of(kept).items() if users}
    if not used:
        return None
    for record in kept:
        if record.pk in used:
            messages.error(request, _refusal(record, used[record.pk]))
    return redirect(type(kept[0]).snippet_viewset.get_url_name("list"))


def upload_urls():
    """Addresses that stand before Wagtail's own, which delete a picture or a file without a hook."""
    image, document = get_image_model(), get_document_model()
    return [
        path("images/<id:image_id>/delete/", _keeping(image, DeleteImage.as_view(), "wagtailimages:edit")),
        path("documents/delete/<id:document_id>/", _keeping(document, DeleteDocument.as_view(), "wagtaildocs:edit")),
    ]


def _keeping(model, delete, edit):
    def view(request, **number):
        (pk,) = number.values()
        refusal = _refused(get_object_or_404(model, pk=pk))
        if request.method != "POST" or not refusal:
            return delete(request, **number)
        messages.error(request, refusal)
        return redirect(edit, pk)

    return view


def refuse_bulk(request, action_type, objects, action):
    """The same for many pictures or files."""
    uploads = [one for one in objects if isinstance(one, (get_image_model(), get_document_model()))]
    refusals = [refusal for one in uploads if (refusal := _refused(one))] if action_type == "delete" else []
    for refusal in refusals:
        messages.error(request, refusal)
    return redirect(request.get_full_path()) if refusals else None


def _refused(upload):
    users = [user for user, _references in ReferenceIndex.get_grouped_references_to(upload)]
    users += [user for module in _upper() for user in module.users_of(upload) if user not in users]
    return _refusal(upload, users) if users else ""


def _upper():
    """The `guarding` modules of the apps above that know more users of a picture or a file."""
    for config in apps.get_app_configs():
        if module_has_submodule(config.module, "guarding"):
            module = import_module(f"{config.name}.guarding")
            if hasattr(module, "users_of"):
                yield module


def _refusal(record, users):
    shown = ", ".join(str(user) for user in users[:3])
    more = len(users) - 3
    if more > 0:
        shown += ngettext(" and %(count)d more", " and %(count)d more", more) % {"count": more}
    return _("“%(record)s” was not deleted: %(users)s would lose it. Take it out there first.") % {
        "record": record,
        "users": shown,
    }
