"""A picture in which to find what matters."""

from typing import ClassVar, Literal

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.images import get_image_model_string

from courses.loading.pictures import picture

from .base import Question
from .choosing import ChooseManySnapshot
from .plain import PlainQuestion
from .snapshots import Line
from .zones import PlainZone, ZoneSnapshot, plain_zones, snapshot_zones, stream_zones, zones_field


class HotspotSnapshot(ChooseManySnapshot):
    """A hotspot as it was asked. The zones have numbers, in order: on the picture, and before their names."""

    is_shuffled: ClassVar[bool] = False
    illustration: ClassVar[str] = "quizzes/_picture.html"

    type: Literal["hotspot"] = "hotspot"
    options: list[ZoneSnapshot]
    picture_id: int | None = None
    alt: str = ""
    description: str = ""
    width: int = 0
    height: int = 0

    @property
    def meanings(self):
        """The name of each zone, and where it lies in which picture."""
        return {
            zone.key: (zone.text, zone.x, zone.y, zone.width, zone.height, self.picture_id) for zone in self.options
        }

    @property
    def marker_radius(self):
        """Of the numbers on the picture: they can be read where it is 290 pixels wide."""
        return max(self.width * 32 // 1000, 1)

    @property
    def number_size(self):
        """Of the letters in them."""
        return self.marker_radius * 3 // 2

    def markers(self):
        """Where the number of each zone stands: [(number, zone, x, y)]. Near its corner, inside the picture."""
        edge = self.marker_radius
        return [
            (
                number,
                zone,
                min(max(zone.x, edge), self.width - edge),
                min(max(zone.y, edge), self.height - edge),
            )
            for number, zone in enumerate(self.options, start=1)
        ]

    def review(self, answer):
        """Every zone by its number, with what was found and what was a false alarm."""
        chosen = self.chosen(answer)
        return [
            Line(
                f"{number}. {zone.text}",
                zone.key in chosen,
                zone.is_correct,
                zone.feedback,
                verdict="" if zone.is_correct or zone.key not in chosen else gettext("False alarm"),
            )
            for number, zone in enumerate(self.options, start=1)
        ]


class PlainHotspot(PlainQuestion):
    """A hotspot in a file."""

    type: Literal["hotspot"]
    picture: str
    alt: str
    description: str
    zones: list[PlainZone]
    part_marks: bool = False


class Hotspot(Question):
    """A picture with zones, some to be found and some not."""

    Snapshot = HotspotSnapshot
    Plain = PlainHotspot

    picture = models.ForeignKey(
        get_image_model_string(),
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("picture"),
    )
    alt = models.CharField(
        _("what the picture shows"), max_length=200, help_text=_("In a few words, read aloud instead of the picture.")
    )
    description = models.TextField(
        _("the picture in words"),
        help_text=_("Everything that one needs to know of it to answer, without saying what matters."),
    )
    zones = zones_field()
    has_part_marks = models.BooleanField(
        _("give part marks"),
        default=False,
        help_text=_("Each zone that is found earns a share and each false alarm loses one, never below nothing."),
    )

    panels = [
        *Question.stem_panels,
        MultiFieldPanel([FieldPanel("picture"), FieldPanel("alt"), FieldPanel("description")], _("Picture")),
        FieldPanel("zones"),
        FieldPanel("has_part_marks"),
        *Question.about_panels,
    ]

    class Meta:
        verbose_name = _("hotspot question")
        verbose_name_plural = _("hotspot questions")

    def problems(self):
        """It needs a picture, and a zone to be found; each zone lies inside the picture and beside the others."""
        if self.picture is None:
            return {"picture": gettext("Choose a picture.")}
        zones = self._zones()
        if not any(zone.is_correct for zone in zones):
            return {"zones": gettext("Mark at least one zone as to be found.")}
        outside = [zone.text for zone in zones if not self._holds(zone)]
        if outside:
            return {
                "zones": gettext("The picture is %(width)d by %(height)d pixels. These are not inside it: %(zones)s.")
                % {"width": self.picture.width, "height": self.picture.height, "zones": ", ".join(outside)}
            }
        for place, zone in enumerate(zones):
            if any(zone.overlaps(other) for other in zones[:place]):
                return {"zones": gettext("“%(zone)s” overlaps another zone.") % {"zone": zone.text}}
        return {}

    def _holds(self, zone):
        is_inside = zone.x + zone.width <= self.picture.width and zone.y + zone.height <= self.picture.height
        return is_inside and zone.width > 0 and zone.height > 0

    def _zones(self):
        return snapshot_zones(self.zones, self.picture.height if self.picture else 0)

    def snapshot(self):
        """This question as plain data. Costs a query for the picture."""
        return HotspotSnapshot(
            **self.common(),
            options=self._zones(),
            has_part_marks=self.has_part_marks,
            picture_id=self.picture_id,
            alt=self.alt,
            description=self.description,
            width=self.picture.width if self.picture else 0,
            height=self.picture.height if self.picture else 0,
        )

    def fill(self, plain):
        """Take the type's own fields from a file. Raises BadCourseFile where there is no such picture."""
        self.picture = picture(plain.picture)
        self.alt, self.description = plain.alt, plain.description
        self.zones = stream_zones(plain)
        self.has_part_marks = plain.part_marks

    def plain_fields(self):
        """The type's own fields as a file has them."""
        return {
            "picture": self.picture.title if self.picture else "",
            "alt": self.alt,
            "description": self.description,
            "zones": plain_zones(self.zones),
            "part_marks": self.has_part_marks,
        }
