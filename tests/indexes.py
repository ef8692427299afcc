"""Wagtail's two indexes, of what may be searched and of what refers to what: kept for the tests that read them.

Each saved page and question would be put into both, which is a third of the time of a test that makes some. A site
that runs keeps both, and so do the journeys, whose server is a real one.
"""

import pytest
from django.core.management import call_command
from django.db.models.signals import post_delete, post_save
from modelsearch import signal_handlers as searching
from modelsearch.index import get_indexed_models
from wagtail.signal_handlers import (
    connect_reference_index_signal_handlers,
    disconnect_reference_index_signal_handlers,
)


def disconnect_search_index():
    """Take back what `searching.register_signal_handlers` did."""
    for model in get_indexed_models():
        post_save.disconnect(searching.post_save_signal_handler, sender=model)
        post_delete.disconnect(searching.post_delete_signal_handler, sender=model)


@pytest.fixture(scope="session", autouse=True)
def _no_index_is_kept(django_db_setup):
    disconnect_search_index()
    disconnect_reference_index_signal_handlers()


@pytest.fixture
def searchable(db, settings):
    """The search index, with all that was made before and all that the test makes."""
    settings.WAGTAILSEARCH_BACKENDS = {"default": {**settings.WAGTAILSEARCH_BACKENDS["default"], "AUTO_UPDATE": True}}
    searching.register_signal_handlers()
    call_command("update_index", verbosity=0)
    yield
    disconnect_search_index()


@pytest.fixture
def referenced(db):
    """The index of what refers to what, with all that was made before and all that the test makes."""
    connect_reference_index_signal_handlers()
    call_command("rebuild_references_index", verbosity=0)
    yield
    disconnect_reference_index_signal_handlers()
