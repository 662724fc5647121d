"""What is where on the board, and in the database behind it."""

from pipeline.models import LeadState, Stage


def card(page, name):
    return page.locator("[data-card]").filter(has_text=name)


def column(page, key):
    return page.locator(f"#column-{Stage.objects.get(key=key).pk}")


def names(page, key):
    return column(page, key).locator("[data-card-link]")


def stage_of(lead):
    return LeadState.objects.select_related("stage").get(lead=lead).stage.key
