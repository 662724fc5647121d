"""Keys for new rows: short names that files and other rows refer to, and that never change."""

from itertools import chain, count

from django.utils.text import slugify


def free_key(model, name, besides=()):
    """A key made of the name, such as growing_online_sellers; with a number when it, or one of `besides`, is taken."""
    longest = model._meta.get_field("key").max_length
    stem = slugify(name).replace("-", "_")[: longest - 5] or model._meta.model_name
    taken = set(model.objects.filter(key__startswith=stem).values_list("key", flat=True)) | set(besides)
    return next(key for key in chain([stem], (f"{stem}_{number}" for number in count(2))) if key not in taken)
