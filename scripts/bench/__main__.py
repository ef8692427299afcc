"""`make bench`: set up, seed, measure every goal, write docs/speed.md and its picture.

Exit code: 0 when every goal is met, 1 when one is missed, 2 when it could not be measured.
"""

import os
import shutil
import sys
import time

from scripts.bench.site import BenchSite
from scripts.bootstrap.local_site import LocalSite
from scripts.bootstrap.places import ROOT
from scripts.bootstrap.port import ensure_port_is_free
from scripts.bootstrap.running import Refusal, say
from scripts.children import Stopped, hear_signals

FOLDER = ROOT / "var" / "bench"
PORT = int(os.environ.get("PORT") or 8260)
SIZES = (1_000, 10_000, 100_000)


def measure(site: BenchSite) -> list:
    """Every journey, on the database of each size or on the biggest."""
    from scripts.bench import certificates_drawn, cold_visit, memory, people, questions_imported, statistics_read
    from scripts.bench.lessons import Pages
    from scripts.bench.lessons import measure as measure_lessons
    from scripts.bench.quizzes_taken import Quiz
    from scripts.bench.quizzes_taken import measure as measure_quiz
    from scripts.bench.seeding import seed_and_look

    reports, seeding = seed_and_look(site, SIZES)
    say("Lesson page")
    pages = Pages(site, people.on_the_course(32))
    figures = measure_lessons(pages)
    say("Cold visit")
    figures += cold_visit.measure(pages)
    say("Quiz")
    figures += measure_quiz(Quiz(site), pages)
    figures += reports.figures()
    say("Certificate")
    figures += certificates_drawn.measure()
    people.finish_courses(site)
    before, trainer = memory.held(site), people.make_trainer()
    say("Statistics of a quiz")
    *read, seeding_attempts = statistics_read.measure(site, trainer)
    say("Import of questions")
    figures += [*read, *questions_imported.measure(site, trainer)]
    say("Memory")
    return [*figures, *memory.measure(site, before), *seeding, seeding_attempts]


def main() -> int:
    """Measure and write; return the exit code."""
    hear_signals()
    began = time.monotonic()
    shutil.rmtree(FOLDER, ignore_errors=True)
    own = {"DJANGO_SETTINGS_MODULE": "scripts.bench.settings"}
    site = BenchSite(LocalSite(FOLDER), PORT, own)
    try:
        ensure_port_is_free(PORT, "make bench")
        site.start()
        os.environ.update(site.environment)
        import django

        django.setup()
        from scripts.bench import report

        figures = measure(site)
        return report.write(figures, time.monotonic() - began)
    except Stopped:
        return 2
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return 2
    finally:
        site.stop()


if __name__ == "__main__":
    sys.exit(main())
