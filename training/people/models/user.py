"""A person with an account, known by e-mail."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from training.notices.sending import NOBODY

TRAINERS = "Trainers"


class UserManager(BaseUserManager):
    """Makes accounts; e-mail addresses are kept in lower case."""

    def create_user(self, email, password=None, **fields):
        """Make an account. Without a password nobody can sign in to it until one is set."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        """Make an administrator."""
        return self.create_user(email, password, is_superuser=True, is_staff=True, **fields)

    def get_by_natural_key(self, email):
        """Find by e-mail, whatever its case."""
        return self.get(email=email.strip().lower())


class User(AbstractBaseUser, PermissionsMixin):
    """Anybody with an account. What one may do comes from memberships and groups."""

    class ExtraTime(models.IntegerChoices):
        """In percent of a time limit."""

        NONE = 0, _("no more than others")
        QUARTER = 25, _("a quarter more")
        HALF = 50, _("half as much again")
        DOUBLE = 100, _("twice as much")

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(
        _("full name"),
        max_length=150,
        blank=True,
        help_text=_("As it should be printed on your certificates."),
    )
    accommodations = models.TextField(
        _("what helps you learn"),
        blank=True,
        max_length=500,
        help_text=_("For example: more time, large print, a quiet room. Trainers running a workshop can see this."),
    )
    # Said once, it holds wherever a quiz has a time limit.
    extra_time = models.PositiveSmallIntegerField(
        _("how much time you need"),
        choices=ExtraTime,
        default=ExtraTime.NONE,
        help_text=_("Where a quiz has a time limit. You need not say why, and nobody is told."),
    )
    # Wagtail asks for this; it opens nothing by itself.
    is_staff = models.BooleanField(default=False, editable=False)
    is_active = models.BooleanField(_("may sign in"), default=True)
    joined_at = models.DateTimeField(default=timezone.now, editable=False)
    # When `erasing` took everything that says who this was. The row stays, since records count it.
    erased_at = models.DateTimeField(null=True, editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    objects = UserManager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            # Two accounts that differ only in case would be one person with two records.
            models.CheckConstraint(condition=Q(email=Lower("email")), name="people_user_email_in_lower_case"),
            # Nobody signs in as a person who was erased, and nothing of that person is left in the account.
            models.CheckConstraint(
                condition=Q(erased_at=None)
                | Q(is_active=False, name="", accommodations="", extra_time=0, email__endswith=NOBODY),
                name="people_user_erased_is_nobody",
            ),
        ]

    def __str__(self):
        if self.erased_at:
            return gettext("Erased person")
        return self.name or self.email

    def clean(self):
        """Keep the address in lower case."""
        self.email = self.email.strip().lower()

    def get_full_name(self):
        """The name for Wagtail's screens."""
        return str(self)

    def get_short_name(self):
        """The name for Wagtail's menus."""
        return str(self)

    @cached_property
    def is_trainer(self):
        """Whether this person writes courses. Costs a query, unless the person came with the session."""
        return self.is_superuser or self.groups.filter(name=TRAINERS).exists()

    @cached_property
    def reads_team(self):
        """Whether this person sees other people's training. Costs a query, unless she came with the session."""
        return self.is_superuser or self.memberships.current().readers().exists()

    @cached_property
    def role_slugs(self):
        """The slugs of this person's frontline roles today. Costs a query, unless she came with the session."""
        if "joined_role_slugs" in self.__dict__:
            return frozenset((self.joined_role_slugs or "").split(",")) - {""}
        return frozenset(self.memberships.current().exclude(role=None).values_list("role__slug", flat=True))
