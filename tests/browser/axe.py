"""What axe-core finds on a page."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

GRADIO = ("aria-required-children", "region", "page-has-heading-one")
"""Rules that Gradio's own frame breaks: its tab bar measures itself in a hidden copy."""


def findings(page: Page) -> list[str]:
    """Return what axe calls serious or critical, with the element."""
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [
        f"{rule['id']}: {node['html'][:160]} {node.get('failureSummary', '')[:200]}"
        for rule in found
        if rule["impact"] in ("serious", "critical") and rule["id"] not in GRADIO
        for node in rule["nodes"]
    ]
