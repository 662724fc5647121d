"""Fields of a page with hundreds of them: small, and drawn without a template for each option."""

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst


class QuickSelect(forms.Select):
    """A page of 60 rules has thousands of options."""

    def render(self, name, value, attrs=None, renderer=None):
        chosen = {str(each) for each in self.format_value(value)}
        options = format_html_join("", "{}", ((option(each, chosen),) for each in self.choices))
        flat = format_html_join("", ' {}="{}"', self.build_attrs(self.attrs, attrs).items())
        return format_html('<select name="{}"{}>{}</select>', name, flat, options)


def option(choice, chosen):
    value, label = choice
    if isinstance(label, list | tuple):
        return format_html(
            '<optgroup label="{}">{}</optgroup>',
            value,
            format_html_join("", "{}", ((option(each, chosen),) for each in label)),
        )
    form = '<option value="{}" selected>{}</option>' if str(value) in chosen else '<option value="{}">{}</option>'
    return format_html(form, "" if value is None else value, label)


class OneOf(forms.TypedChoiceField):
    """One row of a list that was read once for the whole page: `Listed`."""

    widget = QuickSelect

    def __init__(self, listed, **kwargs):
        super().__init__(choices=[("", "–"), *listed.choices], coerce=listed.by_key.get, empty_value=None, **kwargs)

    def has_changed(self, initial, data):
        return str(initial or "") != str(data or "")


class Listed:
    """Rows to choose from, by key, and as choices; `group` names the group that a row stands in."""

    def __init__(self, rows, group=None):
        self.by_key = {str(row.pk): row for row in rows}
        plain = [(row.pk, capfirst(str(row)), group and group(row)) for row in rows]
        names = dict.fromkeys(name for _key, _label, name in plain)
        self.choices = (
            [(name, [(key, label) for key, label, of in plain if of == name]) for name in names]
            if group
            else [(key, label) for key, label, _of in plain]
        )


def dress(form):
    """Small controls that say their names: in a table these stand at the head of the column only."""
    for field in form.fields.values():
        widgets = getattr(field.widget, "widgets", None)
        if isinstance(field.widget, forms.Select) and not isinstance(field.widget, QuickSelect | forms.SelectMultiple):
            choices = [(value, label if value else "–") for value, label in field.choices]
            field.widget = QuickSelect(field.widget.attrs, choices=choices)
        for widget in widgets or [field.widget]:
            if not widgets:
                widget.attrs.setdefault("aria-label", capfirst(field.label))
            if name := CLASSES.get(widget.input_type if hasattr(widget, "input_type") else None):
                widget.attrs["class"] = f"{name} {widget.attrs.get('class', '')}".strip()


CLASSES = {
    "select": "form-select form-select-sm",
    "text": "form-control form-control-sm",
    "number": "form-control form-control-sm",
    "checkbox": "form-check-input",
}
