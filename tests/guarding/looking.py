"""What an act left behind: words for the editor, and problems of the tree of pages."""

from django.contrib.messages import get_messages
from wagtail.models import Page


def words_of(response):
    """What the editor tells, without showing the page on which it does."""
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def tree_problems():
    names = ["not in the alphabet", "wrong length of path", "orphans", "wrong depth", "wrong number of children"]
    return [f"{name}: {found}" for name, found in zip(names, Page.find_problems(), strict=True) if found]
