"""What a person reads on a page, or has read aloud: texts, and the attributes that speak."""

from html.parser import HTMLParser

SILENT = {"script", "style", "kbd", "code", "pre"}
SPOKEN = {"title", "aria-label", "placeholder", "alt", "data-words", "data-label"}
BUTTONS = {"submit", "button", "reset"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class PageTexts(HTMLParser):
    def __init__(self, language):
        super().__init__()
        self.language, self.texts, self.open = language, set(), []

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag not in VOID:
            self.open.append((tag, tag in SILENT or self.is_foreign(attrs)))
        if not self.is_silent() and not self.is_foreign(attrs):
            self.keep(*(attrs.get(name) for name in SPOKEN))
            if tag == "input" and attrs.get("type") in BUTTONS:
                self.keep(attrs.get("value"))

    def is_foreign(self, attrs):
        """Said in a language of its own, such as a question in the lead's, or the name of a language."""
        return attrs.get("lang", self.language) != self.language or attrs.get("translate") == "no"

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if not self.is_silent():
            self.keep(data)

    def is_silent(self):
        return any(silent for _tag, silent in self.open)

    def keep(self, *texts):
        self.texts |= {" ".join(text.split()) for text in texts if text and text.strip()}


def texts_of(page, language):
    reader = PageTexts(language)
    reader.feed(page)
    return reader.texts
