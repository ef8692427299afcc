"""The tree of organisations: network, council, department, team; or a community group."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from treebeard.mp_tree import MP_Node

# Between the names of a full name.
BELOW = " > "


class Organisation(MP_Node):
    """One part of the tree. A manager of it sees it and everything below."""

    class Kind(models.TextChoices):
        NETWORK = "network", _("network")
        COUNCIL = "council", _("council")
        DEPARTMENT = "department", _("department")
        TEAM = "team", _("team")
        COMMUNITY_GROUP = "community_group", _("community group")

    name = models.CharField(_("name"), max_length=150)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.TEAM)

    node_order_by = ["name"]

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")

    def __str__(self):
        return self.name

    def indented_name(self):
        """The name, set in by its depth, for lists in the order of the tree."""
        return "\u2003" * (self.depth - 1) + self.name

    indented_name.short_description = _("name")

    def full_name(self):
        """The names from the top down, "Northmere > Regulation". Costs one query below the top."""
        return BELOW.join([*(ancestor.name for ancestor in self.get_ancestors()), self.name])
