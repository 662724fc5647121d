"""The addresses by which a list is turned."""


def turned(page):
    return {"previous_url": address(page.previous), "next_url": address(page.next)}


def address(token):
    return f"?page={token}" if token else ""
