from django.utils.text import slugify

from frameworks_app.models import Product


def add_missing(names, definitions):
    """Make the products that a file speaks of, in one statement, and let the definitions know them."""
    taken = set(Product.objects.values_list("key", flat=True))
    products = [Product(key=free_key(name, taken), name={"en": name}, position=1000) for name in names.values()]
    for word, product in zip(names, Product.objects.bulk_create(products), strict=True):
        definitions.products[word] = product.pk
    return [product.pk for product in products]


def free_key(name, taken):
    base = (slugify(name) or "product")[:40]
    key, number = base, 1
    while key in taken:
        number += 1
        key = f"{base}-{number}"
    taken.add(key)
    return key
