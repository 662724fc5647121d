"""What the installation knows and a mapping may name, read once for an import."""

from dataclasses import dataclass

from frameworks_app.models import Attribute, Criterion, Product, Segment, SignalType
from pipeline.models import Reason, Stage


@dataclass(frozen=True)
class Definitions:
    """By key; products also by their names."""

    attributes: dict
    criteria: dict
    signal_types: dict
    stages: dict
    reasons: dict
    segments: dict
    products: dict

    @classmethod
    def load(cls):
        products = list(Product.objects.all())
        by_name = {name.lower(): product.pk for product in products for name in product.name.values()}
        return cls(
            attributes={row.key: row for row in Attribute.objects.all()},
            criteria={row.key: row.pk for row in Criterion.objects.filter(derived_from="")},
            signal_types={row.key: row.pk for row in SignalType.objects.all()},
            stages={row.key: row.pk for row in Stage.objects.active()},
            reasons={row.key: row.pk for row in Reason.objects.active()},
            segments={row.key: row.pk for row in Segment.objects.all()},
            products=by_name | {product.key: product.pk for product in products},
        )
