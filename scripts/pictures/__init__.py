"""`make pictures`: a drawing of each question type for docs/questions/, made from the real screens.

It serves the demo's site as the journeys do, with the questions of `examples/` in its bank, and looks at each in
Wagtail's editor and as a learner is asked it. What is drawn is SVG text, so the repository holds no binary.
"""
