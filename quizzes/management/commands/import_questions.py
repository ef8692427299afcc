"""Import questions from a file of another system, as drafts."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from quizzes import importing
from quizzes.formats import registry
from quizzes.formats.reading import BadFile
from quizzes.formats.registry import FORMATS
from quizzes.models import Topic


class Command(BaseCommand):
    """`manage.py import_questions FILE --topic NAME [--dry-run] [--replace]`."""

    help = "Import questions (GIFT, Moodle XML, Aiken) into a topic, as drafts. Questions edited since are kept."

    def add_arguments(self, parser):
        """Take the file, the topic, and whether to write."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--topic", required=True, help="the name of the topic")
        parser.add_argument("--format", choices=sorted(FORMATS), help="else it is told from the file")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, and write nothing")
        parser.add_argument("--replace", action="store_true", help="overwrite what trainers edited since")

    def handle(self, *, file, topic, format, dry_run, replace, **options):
        """Plan, say it, and carry it out."""
        if not file.is_file():
            raise CommandError(f"There is no file {file}.")
        try:
            questions, _format = registry.read(file.read_bytes(), format or "")
        except BadFile as problem:
            raise CommandError(f"{file}: {problem}") from problem
        plan = importing.plan(questions, _topic(topic), replaces_edits=replace)
        for step in plan.steps:
            self._say(step)
        if plan.categories:
            self.stdout.write(f"Not kept, all go into the topic: the categories {', '.join(plan.categories)}.")
        if not dry_run:
            importing.carry_out(plan)
        summary = ", ".join(f"{count} {outcome.label}" for outcome, count in plan.counts)
        self.stdout.write(f"{summary or 'No questions.'}{' (nothing was written)' if dry_run else ''}")

    def _say(self, step):
        words = f"{step.source.place}: {step.outcome.label}"
        if step.changes and step.is_written:
            words += f" ({', '.join(step.changes)})"
        self.stdout.write(" ".join([words + ".", *step.notes]))


def _topic(name):
    topic = Topic.objects.filter(name=name).first()
    if topic is None:
        raise CommandError(f"No topic is called {name!r}.")
    return topic
