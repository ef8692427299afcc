"""Texts of one question, cleaned, with everything that this loses gathered in one place."""

from . import cleaning
from .neutral import Loss


class Texts:
    """Cleans texts, and remembers once what each of them loses."""

    def __init__(self):
        self.losses = []

    def stem(self, text, format):
        """(HTML that the editor allows, the sources of its pictures)."""
        html, losses, pictures = cleaning.stem(text, format)
        self.add(losses)
        return html, pictures

    def plain(self, text, format):
        """Plain words; lines stay lines."""
        words, losses = cleaning.plain(text, format)
        self.add(losses)
        return words

    def line(self, text, format):
        """Plain words on one line."""
        words = self.plain(text, format)
        return words if "\n" not in words else " ".join(words.split())

    def lose(self, sentence):
        """Note something that does not come along."""
        self.add([Loss(sentence)])

    def add(self, losses):
        """Note losses, each once."""
        self.losses += [loss for loss in losses if loss not in self.losses]
