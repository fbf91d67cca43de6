from __future__ import annotations

from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.ui.texts import enclosed, math, rendered, tamed


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("since $d_k$ grows", "since \\(d_k\\) grows"),
        ("costs $5 and $6", "costs $5 and $6"),
        ("from $20 to $30 a month", "from $20 to $30 a month"),
        ("`echo $HOME$` stays", "`echo $HOME$` stays"),
        ("```\n$a$\n```", "```\n$a$\n```"),
        ("$$x^2$$", "$$x^2$$"),
        ("\\\\(u_t\\\\)", "\\(u_t\\)"),
        ("\\(x\\)", "\\(x\\)"),
    ],
)
def test_formulas_but_not_prices(written: str, shown: str) -> None:
    assert math(written) == shown


def test_pictures_elsewhere_become_links() -> None:
    assert tamed("![a picture](https://example.com/x.png)") == "[a picture](https://example.com/x.png)"
    assert tamed('![](https://example.com/x.png "t")') == "[https://example.com/x.png](https://example.com/x.png)"
    assert tamed("![local](img/x.png)") == "*local*"


def test_a_single_tilde_strikes_nothing_out() -> None:
    assert tamed("300~800 token, 10%~20% and `~a~`, $a~b$, ~~gone~~") == "300\\~800 token, 10%\\~20% and `~a~`, \\(a~b\\), ~~gone~~"


def test_html_is_text_but_for_code() -> None:
    assert tamed('<img src="http://example.com/x.png"> if $a<b$: `<b>`') == '&lt;img src="http://example.com/x.png"> if \\(a&lt;b\\): `<b>`'


@given(st.text(alphabet="a$ \\()`5\n", max_size=40))
def test_text_without_dollars_or_doubled_backslashes_is_left_alone(text: str) -> None:
    if "$" not in text and "\\\\" not in text:
        assert math(text) == text


def test_rendered_keeps_formulas_code_and_tables() -> None:
    assert rendered("since $a_1 * b_1 * c$ and *so*") == "<p>since \\(a_1 * b_1 * c\\) and <em>so</em></p>"
    assert rendered("$$x < y\n z$$") == "<p>$$x &lt; y&#10; z$$</p>"
    assert "$a$&#10;&#10;b" in rendered("```\n$a$\n\nb\n```")
    assert "<td>1</td>" in rendered("| a |\n|---|\n| 1 |")
    assert rendered("a<br>b").startswith("<p>a<br")


def test_rendered_loads_and_runs_nothing() -> None:
    html = rendered("![p](http://example.com/p.png) ![q](q.png) <b onclick=x()>x</b> [y](javascript:x())")
    assert "<img" not in html and "<b " not in html and 'href="javascript' not in html


def test_enclosed_html_is_one_line_whose_formulas_only_the_finished_page_sees() -> None:
    html = enclosed("<p>an open $$ formula</p>\n\n<q>\\(x\\) and $5</q>")
    shown, _, more = html.partition("<!--")
    assert "\n" not in html and "$" not in shown and "\\" not in shown and unescape(shown).endswith("<q>\\(x\\) and $5</q>")
    assert more == "\\(.\\)-->", "without a formula in the text the component does not look through the page"
    assert enclosed("<p>plain</p>") == "<p>plain</p>"
