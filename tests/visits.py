"""What every browser test does: sign somebody in, hear what the browser complains about, and ask axe."""

from axe_playwright_python.base import AXE_SCRIPT

# Of all that a long page shows, so that no bar that stays in place covers what axe looks at.
WHOLE = 4800
# htmx says so when a page is left while one of its requests is under way, which is nobody's fault.
LET_GO = ("htmx:afterRequest", "htmx:sendAbort")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def sign_in(page, client, live_server, user):
    """By cookie: signing in by hand is another test's story."""
    client.force_login(user)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    page.context.add_cookies([cookie])


def complaints(page, about=""):
    """What the browser complains about, as it comes: errors of scripts, and those in the console with this word."""
    found = []

    def heard(said):
        if said.type == "error" and about in said.text and not said.text.startswith(LET_GO):
            found.append(said.text)

    page.on("pageerror", lambda error: found.append(str(error)))
    page.on("console", heard)
    return found


def violations(page):
    """Every breach of WCAG 2.2 A and AA and of good practice, with the beginning of its element."""
    return [(rule["id"], node["html"][:160]) for rule in broken_rules(page) for node in rule["nodes"]]


def broken_rules(page):
    """What axe tells of them. What is in order it only counts: told at length, that would take most of the time."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    options = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
    return page.evaluate("options => axe.run(document, options).then(({ violations }) => violations)", options)
