"""Two caches: a table that all processes share, and what each process has in mind."""

from django.core.cache import caches
from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache
from django.core.cache.backends.locmem import LocMemCache
from wagtail.models.sites import SITE_ROOT_PATHS_CACHE_KEY


class InMind(LocMemCache):
    """A process's own memory. It gives back the very object that was kept, so nobody may change what it gives.

    Django's own packs and unpacks every object, which for the register of contacts takes longer than a query.
    """

    def get(self, key, default=None, version=None):
        """What is kept under a key, or `default`."""
        key = self.make_key(key, version=version)
        with self._lock:
            if self._has_expired(key):
                self._delete(key)
                return default
            self._cache.move_to_end(key, last=False)
            return self._cache[key]

    def set(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        """Keep an object for so many seconds; None means until it is forgotten."""
        key = self.make_key(key, version=version)
        with self._lock:
            self._set(key, value, timeout)

    def add(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        """Keep an object where there is none. Returns whether it was kept."""
        key = self.make_key(key, version=version)
        with self._lock:
            if not self._has_expired(key):
                return False
            self._set(key, value, timeout)
            return True


class SharedTable(DatabaseCache):
    """A table in the database. Wagtail's list of sites, which every link asks for, each process keeps for a minute."""

    KEPT_IN_MIND = {SITE_ROOT_PATHS_CACHE_KEY}

    def get(self, key, default=None, version=None):
        """What is kept under a key, or `default`."""
        if key not in self.KEPT_IN_MIND:
            return super().get(key, default, version)
        found = caches["process"].get(key, version=version)
        if found is None:
            found = super().get(key, version=version)
            if found is not None:
                caches["process"].set(key, found, version=version)
        return default if found is None else found

    def delete(self, key, version=None):
        """Forget a key; another process that has it in mind does so within a minute."""
        caches["process"].delete(key, version=version)
        return super().delete(key, version)
