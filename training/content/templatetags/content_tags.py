"""Tags that look after the reader: whom to call, a way out, and what not to type."""

import re

from django import template
from django.template.defaultfilters import stringfilter
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.templatetags.wagtailcore_tags import richtext

from .. import calling
from ..models import CareSettings, InfoPage

register = template.Library()
# What Wagtail looks up when it shows rich text: a page, a file, a picture, a film.
ENTITY = re.compile(r"<a\b|<embed\b")
HEADING = re.compile(r"<(/?)h([1-6])(?=[\s>])")
PANEL_KEYS = ["emergency", "police_101", "ms_helpline"]


@register.inclusion_tag("components/whom_to_call.html")
def whom_to_call():
    """A calm panel of the first numbers to call, and of the local ones that somebody has filled in."""
    lines = [calling.line(key) for key in PANEL_KEYS if key in calling.contacts() or key in calling.NATIONALS]
    local = [contact for contact in calling.contacts().values() if contact.is_local and contact.is_callable]
    return {"lines": lines + [calling.line_of(contact) for contact in local]}


@register.inclusion_tag("components/contact.html")
def contact(key):
    """One contact by its key, as a block of its own."""
    return {"line": calling.line(key)}


@register.filter(is_safe=True)
@stringfilter
def with_contacts(value, say=None):
    """Put the contact's name and number wherever the text says {{contact:key}}. Plain text is escaped.

    `say` is what to say of a line, `phrase` unless told.
    """
    if "{{" not in value:
        return value
    pieces = calling.TOKEN.split(value)
    if len(pieces) == 1:
        return value
    # Splitting forgets that rich text is safe; each piece is what the whole was.
    words = [type(value)(piece) for piece in pieces[::2]]
    links = [(say or phrase)(calling.line(key)) for key in pieces[1::2]]
    return format_html_join("", "{}{}", zip(words, [*links, ""], strict=True))


def phrase(line):
    """A contact inside a sentence: its name and number, or what to do while there is none to show."""
    if line.is_current and line.contact.is_unverified:
        return format_html("{} ({})", _name_and_number(line.contact), _("number still to be checked"))
    if line.is_current:
        return _name_and_number(line.contact)
    if line.state == "unknown":
        return _name_and_number(line.instead)
    why = _("we are checking this number") if line.state == "stale" else _("no number here yet")
    if line.instead is None:
        return format_html("{} ({}; {})", line.contact.name, why, _("ask your manager"))
    return format_html("{} ({}; {} {})", line.contact.name, why, _("call"), _name_and_number(line.instead))


def short_phrase(line):
    """The same where it is what one chooses, as in a quiz: whom else to call meanwhile would be another answer."""
    if line.is_current or line.state == "unknown":
        return _name_and_number(line.who)
    return format_html("{}", line.contact.name)


def _name_and_number(contact):
    if not contact.number:
        return format_html('<a class="govuk-link" href="{}">{}</a>', contact.url, contact.name)
    return format_html(_("{name} on {number}"), name=contact.name, number=phone_link(contact))


@register.filter
def phone_link(contact):
    """The number as a link that dials it."""
    return format_html(
        '<a class="govuk-link phone-number" href="tel:{}">{}</a>',
        contact.number,
        contact.display or contact.number,
    )


@register.filter
def rich_words(value):
    """Rich text of a plain string, as Wagtail's `richtext`; quicker where nothing in it has to be looked up."""
    return richtext(value) if ENTITY.search(value) else mark_safe(value)  # noqa: S308 - Wagtail cleaned it when kept


@register.filter(is_safe=True)
@stringfilter
def headings_from(value, first):
    """Renumber the headings of rich text to begin at a level and skip none: blocks stand at many depths."""
    used = sorted({int(level) for slash, level in HEADING.findall(value) if not slash})
    places = {level: min(int(first) + place, 6) for place, level in enumerate(used)}
    return HEADING.sub(lambda found: f"<{found[1]}h{places.get(int(found[2]), found[2])}", value)


@register.inclusion_tag("components/exit_this_page.html", takes_context=True)
def exit_this_page(context):
    """A button that leaves at once for somewhere neutral, where the settings of care want it."""
    return {"exit_url": _exit_url(context)}


def _exit_url(context):
    page, request = context.get("page"), context.get("request")
    if hasattr(page, "is_self_completed"):
        flag = "exit_in_lessons"
    elif isinstance(page, InfoPage) or context.get("is_help_page"):
        flag = "exit_on_public_pages"
    else:
        return ""
    if request is None:
        return ""
    settings = CareSettings.in_force(request)
    return settings.exit_url if getattr(settings, flag) else ""


@register.simple_tag
def registers_version():
    """What changes when a contact or a fact does, for the key of what is kept of a page that shows them."""
    return calling.version()


@register.simple_tag
def words_version():
    """What changes when words that name contacts may, for the key of what is kept of them. Never older than they."""
    return f"{timezone.localdate()} {get_language()} {calling.contacts().name}"


@register.inclusion_tag("components/free_text_banner.html")
def free_text_banner():
    """What never to write in a box of free text."""
    return {"emergency": calling.line("emergency").who}


@register.inclusion_tag("components/report_problem_link.html")
def report_problem_link(page):
    """The way to tell the trainers that something on this page is wrong."""
    return {"page": page}
