"""A person looks at what was read: uploads, documents, questions, reasons, a search, and a removal taken back."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, Locator, Page, Route, expect

from interviewer.ui.shelf import QUESTIONS, ROWS
from tests.browser.notes import NOTES
from tests.program import Serving, run, serving, tried_to_leave

FORMULAS = r"""# Numbers

## 1. What does softmax make of its logits $z$?

A distribution: \(p_i = \frac{e^{z_i}}{\sum_j e^{z_j}}\). A book about it costs $5 and $6.

```python
def softmax(z):
    e = np.exp(z - z.max())

    return e / e.sum()
```

## 2. Why is the maximum subtracted first?
"""
ARTICLE = "# Write-ahead logs\n\nA log is written before the page is changed. After a crash the change is made again from it.\n"


@pytest.fixture(scope="module")
def shelves(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    with serving(tmp_path_factory.mktemp("shelves")) as running:
        yield running
    assert tried_to_leave(running.home) == []


def files(*named: tuple[str, str | bytes]) -> list[FilePayload]:
    mime = "application/octet-stream"
    return [{"name": name, "mimeType": mime, "buffer": data if isinstance(data, bytes) else data.encode()} for name, data in named]


def open_library(page: Page, server: Serving, language: str = "zh") -> None:
    page.goto(f"{server.url}?lang={language}")
    expect(page.locator("#topics label").first).to_be_visible()
    page.get_by_role("tab").nth(2).click()
    expect(page.locator("#rows .none, #rows .row").first).to_be_visible()


def add(page: Page, *named: tuple[str, str | bytes]) -> str:
    page.locator("#upload input[type=file]").set_input_files(files(*named))
    expect(page.locator("#practise-mine")).to_be_visible()
    return page.locator("#read").inner_text().strip()


def row(page: Page, name: str) -> Locator:
    return page.locator("#rows .row", has_text=name)


def test_what_was_understood_is_shown(page: Page, shelves: Serving) -> None:
    open_library(page, shelves)
    page.locator("#shown label").first.click()  # without notes the bank is chosen
    expect(page.locator("#rows .none")).to_contain_text("还没有你的笔记")
    told = add(page, ("coffee.md", NOTES), ("numbers.md", FORMULAS), ("logs.md", ARTICLE), ("broken.pdf", b"%PDF-1.7 broken"))
    assert "读了 3 份文档，共 5 道题，都是新的" in told and "没能读 1 个文件：broken.pdf（原因：PDF 已损坏）" in told
    expect(row(page, "numbers.md")).to_contain_text("2 道题，1 道有答案")
    expect(row(page, "broken.pdf")).to_contain_text("跳过 · PDF 已损坏")
    row(page, "numbers.md").click()
    head = page.locator("#document-head")
    expect(head).to_contain_text("带编号的第 2 级标题")
    items = page.locator("#document-items article")
    expect(items).to_have_count(2)
    first, second = items.first, items.last
    expect(second).to_contain_text("笔记里没有答案")
    expect(first.locator(".told")).to_contain_text("第 3–")
    expect(first.locator(".answer")).to_be_hidden()
    first.locator("summary").click()
    expect(first.locator(".katex").first).to_be_visible()
    expect(first.locator(".answer")).to_contain_text("costs $5 and $6")
    assert first.locator("pre").inner_text().splitlines()[2:] == ["", "    return e / e.sum()"]
    row(page, "logs.md").click()
    expect(head).to_contain_text("文中没有题目")
    expect(page.locator("#document-items details")).to_have_count(1)
    row(page, "broken.pdf").click()
    expect(head).to_contain_text("没有读成：PDF 已损坏")
    page.locator("#shown label").nth(1).click()
    expect(page.locator("#rows .row")).to_have_count(1)


def test_ones_own_notes_are_practised_with_one_click(page: Page, shelves: Serving) -> None:
    open_library(page, shelves)
    add(page, ("tea.md", "# Tea\n\n## Why is green tea steamed?\n\nHeat stops the enzymes that would turn the leaves brown.\n"))
    page.locator("#practise-mine").click()
    expect(page.locator("#question h3")).to_be_visible()
    expect(page.locator("#setup")).to_be_hidden()
    page.locator("#end").click()
    expect(page.locator("#report-text")).to_be_visible()
    page.goto(shelves.url)
    expect(page.locator("#start")).to_be_visible()  # not the report of what is over


def test_with_ones_own_notes_ticked_only_their_topics_are_offered(page: Page, shelves: Serving) -> None:
    open_library(page, shelves)
    add(page, ("tea.md", "# Tea\n\n## Why is green tea steamed?\n\nHeat stops the enzymes that would turn the leaves brown.\n"))
    add(page, ("salt.md", "---\ntopic: Salt\n---\n\n## Why is salt iodised?\n\nIodine keeps the thyroid from swelling.\n\n## Why not?\n"))
    page.get_by_role("tab").first.click()
    topics = page.locator("#topics label")
    expect(topics.filter(has_text="Salt · 1")).to_be_visible()  # the second question has no answer, and is not asked
    shipped = page.locator("#topics label", has_text="检索").first
    expect(shipped).to_have_count(1)
    topics.filter(has_text="Salt").click()
    page.locator("#mine input").check()
    expect(shipped).to_have_count(0)
    expect(topics.filter(has_text="Salt").locator("input")).to_be_checked()
    expect(page.locator("#focus")).to_contain_text("没练过的 · ")
    page.locator("#start").click()
    expect(page.locator("#question h3")).to_contain_text("Why is salt iodised?")
    page.locator("#end").click()
    page.locator("#new").click()
    expect(page.locator("#mine input")).to_be_checked()
    expect(shipped).to_have_count(0)
    page.locator("#mine input").uncheck()
    expect(shipped).to_have_count(1)


def test_the_same_file_again_is_nothing_new(page: Page, shelves: Serving) -> None:
    open_library(page, shelves, "en")
    add(page, ("logs.md", ARTICLE))
    open_library(page, shelves, "en")
    told = add(page, ("logs.md", ARTICLE))
    assert told == "1 document already here, nothing has changed."


def test_a_search_leads_to_the_question(page: Page, shelves: Serving) -> None:
    open_library(page, shelves)
    add(page, ("coffee.md", NOTES))
    page.locator("#find input, #find textarea").first.fill("研磨度和味道")
    page.keyboard.press("Enter")
    expect(page.locator("#rows .found")).to_contain_text("研磨度和味道")
    page.locator("#rows .row", has_text="研磨度怎样影响").first.click()
    expect(page.locator("#document-head h3")).to_have_text("coffee.md")
    opened = page.locator("#document-items details[open]")
    expect(opened).to_contain_text("过度萃取而发苦")
    expect(opened).to_have_count(1)
    page.locator("#rows .found button", has_text="回到文档列表").click()
    expect(row(page, "coffee.md")).to_be_visible()


def search(page: Page, words: str) -> None:
    page.locator("#find input, #find textarea").first.fill(words)
    page.keyboard.press("Enter")
    expect(page.locator("#rows .found")).to_contain_text(words)


def test_a_search_keeps_to_what_is_chosen(page: Page, shelves: Serving) -> None:
    open_library(page, shelves)
    add(page, ("coffee.md", NOTES), ("numbers.md", FORMULAS))
    search(page, "softmax")
    expect(page.locator("#rows .row", has_text="numbers.md").first).to_be_visible()
    expect(page.locator("#rows .row", has_text="zh/")).to_have_count(0)
    page.locator("#shown label", has_text="自带题库").click()
    expect(page.locator("#rows .found")).to_contain_text("在自带题库里搜“softmax”")
    expect(page.locator("#rows .row", has_text="numbers.md")).to_have_count(0)
    expect(page.locator("#rows .row", has_text="zh/").first).to_be_visible()
    page.locator("#shown label", has_text="我的笔记").click()
    page.locator("#rows .row", has_text="numbers.md").first.click()
    expect(page.locator("#document-head h3")).to_have_text("numbers.md")
    search(page, "闷蒸")
    expect(page.locator("#rows .row", has_text="coffee.md").first).to_be_visible()
    page.locator("#rows .found button", has_text="只在“numbers.md”里搜").click()
    expect(page.locator("#rows .row", has_text="coffee.md")).to_have_count(0)


def test_a_refresh_and_the_back_button_lead_where_one_was(page: Page, shelves: Serving) -> None:
    open_library(page, shelves)
    add(page, ("coffee.md", NOTES))
    page.locator("#shown label", has_text="自带题库").click()
    search(page, "LoRA")
    page.locator("#rows .row", has_text="LoRA").first.click()
    expect(page.locator("#document-items .hit")).to_be_visible()
    expect(page).to_have_url(re.compile("tab=library&shown=bank&q=LoRA&doc="))
    page.wait_for_timeout(500)  # what was found is scrolled to
    page.evaluate("scrollTo(0, 600)")
    page.wait_for_function("history.state?.y === Math.round(scrollY) && scrollY > 300")
    title, y = page.locator("#document-head h3").inner_text(), page.evaluate("Math.round(scrollY)")
    page.reload()
    expect(page.locator("#document-head h3")).to_have_text(title)
    expect(page.locator("#rows .found")).to_contain_text("在自带题库里搜“LoRA”")
    expect(page.locator("#find input, #find textarea").first).to_have_value("LoRA")
    page.wait_for_function(f"Math.abs(scrollY - {y}) < 3")
    page.locator("#document-items button[name=item]").first.click()
    expect(page.locator("#item-head")).to_contain_text("资料库")
    expect(page).to_have_url(re.compile("item="))
    page.reload()
    expect(page.locator("#item-head")).to_contain_text("资料库")
    page.go_back()
    expect(page.locator("#document-head h3")).to_be_visible()
    page.go_back()
    expect(page.locator("#document-head h3")).to_have_count(0)  # it was not open yet, and what was open before is of another list
    expect(page.locator("#rows .found")).to_contain_text("LoRA")
    page.go_back()
    expect(page.locator("#rows .found")).to_have_count(0)
    page.go_back()
    expect(page.locator("#document-head h3")).to_have_text("coffee.md")
    page.get_by_role("tab").last.click()
    expect(page).to_have_url(re.compile(r"[?&]tab=settings$"))
    page.reload()
    expect(page.get_by_role("tab").last).to_have_attribute("aria-selected", "true")
    stored = page.evaluate("Object.keys({ ...localStorage, ...sessionStorage })")
    assert set(stored) <= {"interviewer", "interviewer-drafts"}


def test_an_answer_that_comes_after_a_step_back_leads_nowhere(page: Page, shelves: Serving) -> None:
    open_library(page, shelves)
    page.locator("#shown label", has_text="自带题库").click()
    row(page, "agents.md").first.click()
    expect(page).to_have_url(re.compile("shown=bank&doc="))
    held: list[Route] = []
    page.route("**/queue/join*", lambda route: route.continue_() if held else held.append(route))
    row(page, "rag.md").first.click()
    page.wait_for_function("document.querySelector('#rows [aria-current]').textContent.includes('rag.md')")
    page.go_back()
    expect(page.locator("#document-head h3")).to_have_count(0)
    assert held
    held[0].continue_()
    page.wait_for_timeout(2000)  # it comes, and is set right
    expect(page.locator("#document-head h3")).to_have_count(0)
    expect(page).to_have_url(re.compile(r"shown=bank(?!.*doc=)"))
    page.go_forward()
    expect(page.locator("#document-head")).to_contain_text("agents.md")


def test_quick_steps_back_and_forth_end_where_the_address_says(page: Page, shelves: Serving) -> None:
    open_library(page, shelves)
    page.locator("#shown label", has_text="自带题库").click()
    row(page, "agents.md").first.click()
    page.locator("#document-items button[name=item]").first.click()
    expect(page).to_have_url(re.compile("item="))
    page.get_by_role("tab").last.click()
    expect(page).to_have_url(re.compile("tab=settings"))
    page.evaluate("history.back(); setTimeout(() => history.back(), 30); setTimeout(() => history.back(), 60)")
    expect(page).to_have_url(re.compile(r"shown=bank(?!.*doc=)"))
    expect(page.locator("#document-head h3")).to_have_count(0)
    expect(page.locator("#rows")).to_be_visible()
    page.evaluate("history.go(2); setTimeout(() => history.back(), 30)")
    expect(page).to_have_url(re.compile("shown=bank&doc="))
    expect(page.locator("#document-head")).to_contain_text("agents.md")
    page.wait_for_timeout(1500)
    expect(page).to_have_url(re.compile("shown=bank&doc="))
    expect(page.locator("#document-head")).to_contain_text("agents.md")


def test_a_removal_can_be_taken_back(page: Page, shelves: Serving) -> None:
    open_library(page, shelves)
    add(page, ("coffee.md", NOTES))
    row(page, "coffee.md").click()
    page.locator("#document-head .remove").click()
    expect(page.locator("#read")).to_contain_text("已移除“coffee.md”和其中的 3 道题")
    expect(row(page, "coffee.md")).to_have_count(0)
    assert not (shelves.home / "notes" / "coffee.md").exists()
    page.locator("#undo").click()
    expect(page.locator("#read")).to_contain_text("放回来了")
    expect(row(page, "coffee.md")).to_be_visible()
    assert (shelves.home / "notes" / "coffee.md").read_text("utf-8") == NOTES


def test_both_languages_and_the_bank(page: Page, shelves: Serving) -> None:
    open_library(page, shelves, "en")
    page.locator("#shown label", has_text="Question bank").click()
    expect(row(page, "transformer.md").first).to_contain_text("questions with answers")
    row(page, "transformer.md").first.click()
    expect(page.locator("#document-head")).to_contain_text("Ships with the program")
    expect(page.locator("#document-head .remove")).to_have_count(0)
    page.locator("#language label", has_text="中文").click()
    expect(page.locator("#document-head")).to_contain_text("程序自带")
    expect(page.get_by_role("tab").nth(2)).to_have_text("资料库")


def test_a_folder_of_ones_own_is_not_ours_to_delete(page: Page, tmp_path: Path) -> None:
    home, notes = tmp_path / "home", tmp_path / "notes"
    home.mkdir()
    notes.mkdir()
    many = "# 缓存\n\n" + "\n\n".join(f"## 第 {n} 个键什么时候过期？\n\n第 {n} 个键在 {n} 秒后过期。" for n in range(QUESTIONS + 5))
    (notes / "many.md").write_text(many, "utf-8")
    for n in range(ROWS):
        (notes / f"article-{n:03}.md").write_text(f"# Part {n}\n\nThis is what part {n} says about logs.\n", "utf-8")
    assert run(home, "ingest", str(notes)).returncode == 0
    with serving(home) as server:
        open_library(page, server)
        expect(page.locator("#rows .row")).to_have_count(ROWS)
        page.locator("#rows .pager button").last.click()
        row(page, "many.md").click()
        expect(page.locator("#document-head")).to_contain_text(str(notes))
        expect(page.locator("#document-items article")).to_have_count(QUESTIONS)
        page.locator("#document-foot .pager button").last.click()
        expect(page.locator("#document-items article")).to_have_count(5)
        assert (notes / "many.md").exists()
        expect(page.locator("#document-items .number").first).to_have_text(str(QUESTIONS + 1))
        page.locator("#document-head .remove").click()
        expect(page.locator("#read")).to_contain_text(f"{ROWS + 1} 份文档")
        expect(page.locator("#rows .none")).to_be_visible()
        assert len(list(notes.iterdir())) == ROWS + 1
        page.locator("#undo").click()
        expect(page.locator("#rows .row")).to_have_count(ROWS)


DROP = """([name, text]) => {
  const file = (name, text) => ({ name, isFile: true, isDirectory: false, file: (done) => done(new File([text], name)) });
  const folder = (name, ...held) => ({ name, isFile: false, isDirectory: true, createReader: () => ({ readEntries: (done) => done(held.splice(0)) }) });
  const drop = new Event("drop", { bubbles: true, cancelable: true });
  const held = folder("mine", file(".DS_Store", "x"), folder("deep", file(name, text)));
  drop.dataTransfer = { files: [], items: [{ webkitGetAsEntry: () => held }] };
  document.querySelector("#upload button").dispatchEvent(drop);
}"""


def test_a_folder_that_is_dropped_is_its_files(page: Page, shelves: Serving) -> None:
    open_library(page, shelves)
    page.evaluate(DROP, ["dropped.md", "# 锁\n\n## 什么是管程？\n\n把锁和数据封装在一起。\n"])
    expect(page.locator("#read")).to_contain_text("读了 1 份文档，共 1 道题")
    expect(row(page, "dropped.md")).to_be_visible()
    expect(row(page, "DS_Store")).to_have_count(0)


def test_what_is_too_large_is_told_in_the_pages_language(page: Page, shelves: Serving, tmp_path: Path) -> None:
    (tmp_path / "huge.md").write_bytes(b"x \n" * 18_000_000)
    open_library(page, shelves)
    page.locator("#upload input[type=file]").set_input_files(tmp_path / "huge.md")
    toast = page.locator(".toast-body")
    expect(toast).to_contain_text("huge.md：超过 50 MB，没有上传")
    expect(toast.locator(".toast-title")).to_be_hidden()


def test_the_library_by_keyboard(page: Page, shelves: Serving) -> None:
    open_library(page, shelves)
    add(page, ("coffee.md", NOTES))
    row(page, "coffee.md").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#document-head h3")).to_have_text("coffee.md")
    expect(row(page, "coffee.md")).to_be_focused()
    reached = set()
    for _ in itertools.repeat(None, 12):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.tagName + '.' + document.activeElement.className.split(' ')[0]"))
    assert {"BUTTON.remove", "SUMMARY."} <= reached


def test_hostile_names_and_notes_stay_text(page: Page, shelves: Serving) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    hostile = "## What is <img src=x onerror=\"document.title='stolen'\"> XSS?\n\n</details></article><script>document.title='stolen'</script> [link](javascript:document.title='stolen') ![p](http://example.com/p.png)\n\n<!-- open\n\n## What comes after it?\n\nStill a question.\n"
    open_library(page, shelves, "en")
    add(page, ("<img src=x onerror=alert(1)>.md", hostile))
    page.locator("#rows .row", has_text="onerror").or_(page.locator("#rows .row", has_text="alert")).first.click()
    expect(page.locator("#document-items article").first).to_contain_text("XSS")
    for summary in page.locator("#document-items summary").all():
        summary.click()
    assert page.locator("#document-items script, #document-items img, #rows img").count() == 0
    assert page.title() == "Interviewer"
    assert not [url for url in asked if "example.com" in url and not url.startswith(shelves.url)]


@pytest.mark.parametrize("width", [390, 1024, 1440])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_of_the_library_sticks_out(browser: Browser, shelves: Serving, width: int, theme: str) -> None:
    context = browser.new_context(locale="en-GB", viewport={"width": width, "height": 850})
    page = context.new_page()
    page.goto(f"{shelves.url}?__theme={theme}")
    expect(page.locator("#topics label").first).to_be_visible()
    page.get_by_role("tab").nth(2).click()
    page.locator("#shown label", has_text="Question bank").click()
    row(page, "transformer.md").first.click()
    expect(page.locator("#document-items article").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    expect(page.locator("#documents")).to_be_visible(visible=width > 640)
    if width <= 640:
        page.locator("#document-head .back").click()
        expect(page.locator("#documents")).to_be_visible()
    context.close()
