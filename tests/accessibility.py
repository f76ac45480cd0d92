"""axe-core in a real browser: what it finds wrong with a page for whoever sees, hears or moves otherwise."""

from importlib.resources import files

from playwright.sync_api import BrowserContext, Page

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
FOR_THE_SUN = ("color-contrast-enhanced",)
"""Text stands out 7 to 1 (large text 4.5 to 1): WCAG's AAA, for a phone held in the sun."""
RUN = """
(rules) => axe.run(document, {
  runOnly: {type: "tag", values: rules.tags},
  rules: Object.fromEntries(rules.besides.map((rule) => [rule, {enabled: true}])),
  resultTypes: ["violations"],
}).then((found) => found.violations.flatMap((rule) => rule.nodes.map((node) => {
  const why = node.any.concat(node.all, node.none).map((check) => check.message);
  return `${rule.id}: ${node.target.join(" ")}: ${why.join("; ")}`;
})))
"""


def watched(context: BrowserContext) -> None:
    """Puts axe into every page this context will open."""
    context.add_init_script(AXE)


def barriers(page: Page, *besides: str) -> list[str]:
    """What it finds on the page as it is now: rule, element and why. `besides`: further rules than WCAG 2.2 AA and best
    practice."""
    found: list[str] = page.evaluate(RUN, {"tags": RULES, "besides": besides})
    return found
