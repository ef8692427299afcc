"""The home page and plain public pages."""

from django.http import Http404
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.search import index
from wagtail.url_routing import RouteResult

from ..blocks import InfoStoryBlock
from ..finding import live_page_at


class HomePage(Page):
    """The front door. There is one; the catalogue and public pages stand below it."""

    introduction = RichTextField(_("introduction"), blank=True, features=["bold", "link", "ul"])

    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    parent_page_types = ["wagtailcore.Page"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("home page")

    def route(self, request, path_components):
        """Find the page at an address by its whole path, in one query however deep it stands.

        This page too is read anew, since what routes may be a minute old.
        Raises Http404 where no published page has that address.
        """
        below = "".join(f"{component}/" for component in path_components)
        page = live_page_at(self.url_path + below)
        if page is None:
            # Where this page was given another slug within the minute, all of them stand below that.
            here = Page.objects.filter(pk=self.pk).values_list("url_path", flat=True).first()
            page = live_page_at(here + below) if here not in (None, self.url_path) else None
        if page is None:
            raise Http404(below)
        return RouteResult(page)


class InfoPage(Page):
    """A public page of words, such as "About this training"."""

    body = StreamField(InfoStoryBlock(), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("body")]
    search_fields = [*Page.search_fields, index.SearchField("body")]
    parent_page_types = ["content.HomePage"]
    subpage_types = []

    class Meta:
        verbose_name = _("public page")
