"""What trainers may do in Wagtail. Settings name the models, since only the settings know every app."""

from django.apps import apps
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType

from .models.user import TRAINERS

PAGE_PERMISSIONS = ["add_page", "change_page", "publish_page", "lock_page", "unlock_page"]
COLLECTION_MODELS = ["wagtailimages.image", "wagtaildocs.document"]


def grant(app_config, using="default", **_):
    """Give the Trainers group its permissions for one app, after its migrations; again is harmless."""
    # On the first migrate Django makes an app's permissions only after this has run.
    create_permissions(app_config, verbosity=0, using=using)
    models = list(app_config.get_models())
    if app_config.label == "wagtailadmin":
        _grant_the_editor(using)
        # Wagtail makes the permissions to publish and lock only now, after those apps had their turn.
        models = apps.get_models()
    models = [model for model in models if _is_written_by_trainers(model)]
    if app_config.label == "wagtailcore":
        _grant_pages(using)
    if models:
        _trainers(using).permissions.add(*_permissions_on(models, using))
    if app_config.label in {"wagtailimages", "wagtaildocs"}:
        _grant_collections(app_config, using)


def powers_of(account):
    """What an account may do beyond its memberships, as data of an entry in the audit log."""
    account = type(account).objects.get(pk=account.pk)
    return {
        "is_superuser": account.is_superuser,
        "is_active": account.is_active,
        "groups": sorted(account.groups.values_list("pk", flat=True)),
    }


def _is_written_by_trainers(model):
    """Whether the settings name a model or one that it is a kind of: a new question type needs no new line."""
    labels = {kind._meta.label_lower for kind in model.__mro__ if hasattr(kind, "_meta")}
    return bool(labels & set(settings.TRAINERS_WRITE))


def _trainers(using):
    return Group.objects.using(using).get_or_create(name=TRAINERS)[0]


def _permissions_on(models, using):
    types = [ContentType.objects.db_manager(using).get_for_model(model, for_concrete_model=False) for model in models]
    return Permission.objects.using(using).filter(content_type__in=types)


def _grant_the_editor(using):
    _trainers(using).permissions.add(Permission.objects.using(using).get(codename="access_admin"))


def _grant_pages(using):
    page = apps.get_model("wagtailcore", "Page")
    grants = apps.get_model("wagtailcore", "GroupPagePermission").objects.using(using)
    root = page.objects.using(using).filter(depth=1).first()
    permissions = Permission.objects.using(using).filter(
        content_type__app_label="wagtailcore", codename__in=PAGE_PERMISSIONS
    )
    for permission in permissions if root else []:
        grants.get_or_create(group=_trainers(using), page=root, permission=permission)


def _grant_collections(app_config, using):
    root = apps.get_model("wagtailcore", "Collection").objects.using(using).filter(depth=1).first()
    grants = apps.get_model("wagtailcore", "GroupCollectionPermission").objects.using(using)
    models = [model for model in app_config.get_models() if model._meta.label_lower in COLLECTION_MODELS]
    for permission in _permissions_on(models, using) if root else []:
        grants.get_or_create(group=_trainers(using), collection=root, permission=permission)
