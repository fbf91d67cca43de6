"""What a conversation can be besides question and answer: asides, doubts, second tries, appeals, a simulation, two windows."""

from __future__ import annotations

import json
import re
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.notes import BAD, GOOD, HALF
from tests.browser.steps import begin, open_setup, say
from tests.program import Serving


def write(page: Page, text: str) -> None:
    page.locator("#answer textarea").fill(text)
    page.locator("#send").click()


def test_a_follow_up_adds_to_the_same_card(asked: Page) -> None:
    write(asked, HALF)
    expect(asked.locator("#question .kind")).to_have_text("追问")
    expect(asked.locator(".card")).to_have_count(0)
    expect(asked.locator(".steps b")).to_have_text("1/3")
    say(asked, "气体排掉以后，水就能均匀渗进粉层，萃取更均匀。")
    expect(asked.locator(".card .said")).to_contain_text(HALF)
    expect(asked.locator(".card li.hit")).to_have_count(2)


def test_a_question_back_is_no_answer(asked: Page) -> None:
    question = asked.locator("#question h3").inner_text()
    write(asked, "闷蒸是什么意思？")
    expect(asked.locator("#chat .bot-row")).to_have_count(2)
    expect(asked.locator("#question h3")).to_have_text(question)
    expect(asked.locator("#answer textarea")).to_have_value("")
    asked.locator("#repeat").click()
    expect(asked.locator("#chat")).to_contain_text("题目是")
    for done in (1, 2, 3):
        asked.locator("#hint").click()
        expect(asked.locator("#hint")).to_have_text(f"提示 {done}/3" if done < 3 else "提示用完了")
    expect(asked.locator("#hint")).to_be_disabled()
    expect(asked.locator(".card")).to_have_count(0)


def test_the_newest_message_is_in_sight(asked: Page) -> None:
    asked.set_viewport_size({"width": 1280, "height": 620})
    for number in range(1, 6):
        write(asked, "再说一遍题目")
        expect(asked.locator("#chat .bot-row")).to_have_count(1 + number)
    last = asked.locator("#chat .bot-row").last
    expect(last).to_be_in_viewport(ratio=0.9)
    first = asked.locator("#chat .bot-row").first
    expect(first).not_to_be_in_viewport()
    asked.locator("#chat").hover()
    asked.mouse.wheel(0, -5000)
    expect(first).to_be_in_viewport()
    last.evaluate("row => row.append('...and on')")  # who reads above stays there, whatever is said meanwhile
    asked.wait_for_timeout(300)
    expect(first).to_be_in_viewport()
    write(asked, "再说一遍题目")  # who sends wants to see what comes of it
    expect(asked.locator("#chat .bot-row")).to_have_count(7)
    expect(last).to_be_in_viewport(ratio=0.9)


def test_a_doubtful_message_is_asked_about(asked: Page) -> None:
    write(asked, HALF + "你说的闷蒸是指注水之后等待的那一步吗？")
    expect(asked.locator("#yes")).to_be_visible()
    asked.locator("#no").click()
    expect(asked.locator("#yes")).to_be_hidden()
    write(asked, HALF + "你说的闷蒸是指注水之后等待的那一步吗？")
    asked.locator("#yes").click()
    expect(asked.locator("#question .kind")).to_have_text("追问")


def test_trying_again_begins_anew(asked: Page) -> None:
    say(asked, BAD)
    expect(asked.locator(".card li.hit")).to_have_count(0)
    asked.locator("#retry").click()
    expect(asked.locator("#question .kind")).to_have_text("再答一次")
    say(asked, GOOD)
    expect(asked.locator(".card li.hit")).to_have_count(2)
    expect(asked.locator(".steps b")).to_have_text("1/3")


def test_quoted_words_light_up_in_the_answer(asked: Page) -> None:
    say(asked, GOOD)
    point = asked.locator(".card li.hit").first
    point.hover()
    lit = asked.locator(".card mark.on")
    assert lit.count() > 0 and all(text in GOOD for text in lit.all_inner_texts())
    point.focus()
    expect(lit.first).to_be_visible()


def test_an_appeal_judges_the_marked_words_and_keeps_both_verdicts(asked: Page) -> None:
    say(asked, BAD)
    point = asked.locator(".card li.missed").first
    point.locator(".appeal summary").click()
    asked.evaluate(
        "() => { const said = document.querySelector('.card .said'); const range = document.createRange(); range.selectNodeContents(said);"
        " const chosen = getSelection(); chosen.removeAllRanges(); chosen.addRange(range); }"
    )
    expect(point.locator(".marked")).to_contain_text(BAD)
    point.locator("[data-appeal][data-words]").click()
    expect(asked.locator(".card .appealed")).to_contain_text("第一次判断：没说到")
    asked.locator(".card li.missed").first.locator("[data-correct=hit]").click()  # what was unfolded is so still
    expect(asked.locator(".card em.mine")).to_contain_text("你改为：说到了")


def test_how_sure_one_was_is_kept(asked: Page) -> None:
    asked.locator("#confidence label", has_text="有把握").click()
    say(asked, BAD)
    asked.locator("#end").click()
    expect(asked.locator("#report-text")).to_contain_text("有把握，但认出的要点不多")
    expect(asked.locator("#replay summary").first).to_contain_text("有把握，但认出的要点不多")
    with asked.expect_download() as download:
        asked.locator("#download-json").click()
    assert json.loads(Path(download.value.path()).read_text("utf-8"))["turns"][0]["confidence"] == "sure"


def test_a_simulation_shows_no_card_before_its_end(page: Page, server: Serving) -> None:
    open_setup(page, server)
    begin(page, "咖啡", mode="simulation")
    expect(page.locator("#side")).to_contain_text("模拟面试")
    expect(page.locator("#hint")).to_be_hidden()
    question = page.locator("#question h3").inner_text()
    write(page, BAD)
    expect(page.locator("#question h3")).not_to_have_text(question)
    expect(page.locator(".card")).to_have_count(0)
    page.locator("#end").click()
    expect(page.locator("#replay .card").first).to_be_hidden()
    page.locator("#replay summary").first.click()
    expect(page.locator("#replay .card").first).to_be_visible()
    expect(page.locator("#replay .said-then").first).to_contain_text(BAD)


def test_the_window_that_fell_behind_is_told_and_loses_nothing(asked: Page, context: BrowserContext) -> None:
    other = context.new_page()
    other.goto(asked.url)
    expect(other.locator("#question h3")).to_have_text(asked.locator("#question h3").inner_text())
    say(asked, GOOD)
    asked.locator("#next").click()
    expect(asked.locator(".steps b")).to_have_text("2/3")
    write(other, BAD)
    expect(other.locator(".toast-body")).to_contain_text("另一个窗口")
    expect(other.locator(".steps b")).to_have_text("2/3")
    expect(other.locator("#answer textarea")).to_have_value(BAD)
    expect(other.locator("#chat")).not_to_contain_text(BAD)


def test_a_double_click_sends_once(asked: Page) -> None:
    asked.locator("#answer textarea").fill(GOOD)
    asked.locator("#send").dblclick()
    expect(asked.locator(".card")).to_be_visible()
    expect(asked.locator("#chat .user-row")).to_have_count(1)
    expect(asked.locator(".steps b")).to_have_text("1/3")


def test_back_leads_to_the_set_up_and_forth_to_the_session(asked: Page) -> None:
    question = asked.locator("#question h3").inner_text()
    asked.go_back()
    expect(asked.locator("#start")).to_be_visible()
    expect(asked.locator("#resume")).to_contain_text("接着上次")
    asked.go_forward()
    expect(asked.locator("#question h3")).to_have_text(question)


def test_the_language_can_be_changed_in_the_middle(asked: Page) -> None:
    asked.locator("#answer textarea").fill("half-typed")
    asked.locator("#language label", has_text="English").click()
    expect(asked.locator("#send")).to_have_text("Send")
    expect(asked.locator("#answer textarea")).to_have_value("half-typed")
    asked.locator("#hint").click()
    expect(asked.locator("#chat")).to_contain_text("Hint:")
    asked.locator("#language label", has_text="中文").click()
    expect(asked.locator("#send")).to_have_text("提交回答")


def test_a_job_description_picks_questions_and_says_why(page: Page, server: Serving) -> None:
    open_setup(page, server)
    page.locator("#brief-fold > button").click()
    text = "要求：\n1. 熟悉手冲咖啡的冲煮原理，能讲清闷蒸和研磨度\n2. 有团队合作精神\n"
    page.locator("#brief-fold input[type=file]").set_input_files({"name": "职位.md", "mimeType": "text/markdown", "buffer": text.encode()})
    expect(page.locator("#brief textarea")).to_have_value(re.compile("手冲咖啡"))
    page.locator("#length label").first.click()
    page.locator("#start").click()
    expect(page.locator("#question .why")).to_contain_text("手冲咖啡")


def test_a_session_by_time_shows_what_is_left(page: Page, server: Serving) -> None:
    open_setup(page, server)
    page.locator("#length label", has_text="15 分钟").click()
    page.locator("#start").click()
    expect(page.locator("#steps .clock")).to_contain_text("还剩 14:5")


def test_a_skip_and_an_end_can_be_taken_back(asked: Page) -> None:
    first = asked.locator("#question h3").inner_text()
    expect(asked.locator("#unskip")).to_be_hidden()
    asked.locator("#skip").click()
    expect(asked.locator("#question h3")).not_to_have_text(first)
    asked.locator("#unskip").click()
    expect(asked.locator("#question h3")).to_have_text(first)
    asked.locator("#answer textarea").fill("还没写完的")
    asked.locator("#end").click()
    expect(asked.locator("#report-text")).to_contain_text("面试报告")
    asked.locator("#unend").click()
    expect(asked.locator("#question h3")).to_have_text(first)
    expect(asked.locator("#answer textarea")).to_have_value("还没写完的")
