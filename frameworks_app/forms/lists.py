"""Several rows of one kind, with spare ones at the end: a row left empty, or emptied, is not kept."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from frameworks_app.models.texts import TextsFormField, TextsWidget

SPARE_ROWS = 2


class ListWidget(forms.Widget):
    template_name = "frameworks_app/list_widget.html"

    def __init__(self, row, *, spare=SPARE_ROWS, attrs=None):
        super().__init__(attrs)
        self.row, self.spare = row, spare

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        rows = [*(value or []), *[None] * self.spare]
        id_ = attrs.get("id", name)
        context["widget"]["rows"] = [
            self.row.get_context(f"{name}-{number}", row, {**attrs, "id": f"{id_}-{number}"})["widget"]
            for number, row in enumerate(rows)
        ]
        return context

    def value_from_datadict(self, data, files, name):
        rows = []
        while not self.row.value_omitted_from_data(data, files, f"{name}-{len(rows)}"):
            rows.append(self.row.value_from_datadict(data, files, f"{name}-{len(rows)}"))
        # Spare rows come back empty; shown again they would only pile up.
        while rows and is_blank(rows[-1]):
            rows.pop()
        return rows

    def value_omitted_from_data(self, data, files, name):
        return self.row.value_omitted_from_data(data, files, f"{name}-0")

    def id_for_label(self, id_):
        return ""


def is_blank(row):
    return not row or (isinstance(row, list) and all(is_blank(part) for part in row))


class ListField(forms.Field):
    """A list whose rows are cleaned by one field; what is wrong names the row."""

    def __init__(self, row, *, spare=SPARE_ROWS, required=False, **kwargs):
        kwargs = {key: value for key, value in kwargs.items() if key not in {"encoder", "decoder"}}
        super().__init__(widget=ListWidget(row.widget, spare=spare), required=required, **kwargs)
        self.row = row

    def clean(self, value):
        rows, problems = [], []
        for number, row in enumerate(value or [], start=1):
            try:
                if not is_blank(row):
                    rows.append(self.row.clean(row))
            except ValidationError as error:
                problems += [
                    _("Row %(number)s: %(problem)s") % {"number": number, "problem": said} for said in error.messages
                ]
        if problems:
            raise ValidationError(problems)
        if self.required and not rows:
            raise ValidationError(self.error_messages["required"])
        return rows

    def has_changed(self, initial, data):
        try:
            return self.clean(data) != (initial or [])
        except ValidationError:
            return True


class TextsListField(ListField):
    """Lines in several languages, as probes and checklists are."""

    def __init__(self, *, lines=1, **kwargs):
        super().__init__(TextsFormField(lines=lines, required=False), **kwargs)


class ChoiceRowWidget(forms.MultiWidget):
    template_name = "frameworks_app/row_widget.html"

    def __init__(self):
        value = forms.TextInput({"aria-label": gettext_lazy("Value"), "class": "choice-value"})
        super().__init__({"value": value, "name": TextsWidget()})

    def decompress(self, value):
        return [value["value"], value.get("name", {})] if value else [None, None]


class ChoiceRowField(forms.MultiValueField):
    """One choice of an attribute: its value in data, and what people read."""

    def __init__(self, **kwargs):
        fields = [forms.CharField(required=False), TextsFormField(required=False)]
        super().__init__(fields, widget=ChoiceRowWidget(), required=False, require_all_fields=False, **kwargs)

    def compress(self, data_list):
        value, name = (*data_list, None, None)[:2]
        if not value:
            raise ValidationError(_("Name the value as it stands in data, such as online_retail."))
        return {"value": value, "name": name or {"en": value}}
