"""A page's form as a browser would send it, so that a test changes one field and leaves the others as they stand."""

from html.parser import HTMLParser


class FormReader(HTMLParser):
    def __init__(self, form_id):
        super().__init__()
        self.form_id, self.inside, self.data = form_id, False, {}
        self.select = self.textarea = None

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "form":
            self.inside = attrs.get("id") == self.form_id
        if not self.inside:
            return
        match tag:
            case "input" if "name" in attrs and attrs.get("type") not in {"submit", "button"}:
                self.take_input(attrs)
            case "select" if "name" in attrs:
                self.select = attrs["name"]
            case "option" if self.select and "selected" in attrs:
                self.data.setdefault(self.select, []).append(attrs.get("value", ""))
            case "textarea":
                self.textarea = attrs["name"]
                self.data[self.textarea] = [""]

    def take_input(self, attrs):
        ticked = attrs.get("type") in {"checkbox", "radio"}
        if not ticked or "checked" in attrs:
            self.data.setdefault(attrs["name"], []).append(attrs.get("value", "on" if ticked else ""))

    def handle_data(self, data):
        if self.textarea:
            # A browser drops the line break with which a textarea begins.
            self.data[self.textarea] = [data.removeprefix("\n").removeprefix("\r\n")]

    def handle_endtag(self, tag):
        match tag:
            case "textarea":
                self.textarea = None
            case "select":
                self.select = None
            case "form":
                self.inside = False


def filled(response, form_id):
    """What the form on this page would send, unchanged."""
    reader = FormReader(form_id)
    reader.feed(response.content.decode())
    return {name: values[0] if len(values) == 1 else values for name, values in reader.data.items()}


def send(client, url, form_id, **changes):
    """Open a page, change these fields, save; None empties a field as an unticked box does."""
    data = filled(client.get(url), form_id) | changes
    return client.post(url, {name: value for name, value in data.items() if value is not None} | {"_save": "Save"})


def said(response):
    """The messages that the next page shows."""
    return [str(message) for message in response.wsgi_request._messages]
