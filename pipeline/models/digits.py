from django.db.models import CharField, F, Func, Value


def digits_of(field):
    """The digits of a number, however its writer has spaced it."""
    parts = (Value(r"\D"), Value(""), Value("g"))
    return Func(F(field), *parts, function="regexp_replace", output_field=CharField())
