"""Deleting from a tree of pages or organisations: wholly, or not at all."""

from django.db import transaction
from treebeard.mp_tree import MP_NodeQuerySet


def delete_whole():
    """Put each deletion from a tree into a transaction. Once, when the site starts.

    treebeard counts the children of the parent down first, and only then deletes. Where that is refused, as of a page
    on which records rest, the parent would be left with too few: a parent that thinks it has none loses its children.
    """
    if not hasattr(MP_NodeQuerySet.delete, "__wrapped__"):
        MP_NodeQuerySet.delete = transaction.atomic(MP_NodeQuerySet.delete)
