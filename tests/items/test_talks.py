from __future__ import annotations

from interviewer.items import extract
from interviewer.items.outline import outline
from interviewer.items.talks import announced, is_talk
from interviewer.schema import Document

TALK = """# P3：算法课（三） - 字幕

嗯大家好，那么今天给大家讲的题目呢就是卷积网络里面，持化层有什么用呢，那么首先我们来看一下什么是池化层呢，
呃其实池化层呢就是把一小块里面的数啊，合成一个数对吧，然后呢图就变小了。

![](img/1.png)

那么池化层有两种啊，一种呢是取最大的那个数，另外一种呢是取平均对吧，大家可以看一下这个图。

那么它有什么好处呢，第一个呢就是说计算量变小了对吧，第二个呢就是说啊位置稍微动一动结果是差不多的。

然后呢大家要注意的话就是池化层里面是没有参数的，这个呢面试的时候也会问到，其实现在的话很多网络已经不用它了，
就是用步长为二的卷积来代替，这个呢大家可以自己去试一下，看看效果是不是差不多。

![](img/2.png)

OK那么今天呢就讲到这里，大家有什么想问的呢可以在下面留言，我们下次再见。

![](img/3.png)
"""


def test_a_talk_is_its_one_question() -> None:
    extraction = extract(Document(path="talk.txt", title="P3", text=TALK, format="text", sha256="0"))
    assert extraction.kind == "transcript"
    (item,) = extraction.items
    assert item.question == "卷积网络里面，池化层有什么用呢"
    assert item.metadata["heard"] == "卷积网络里面，持化层有什么用呢"
    assert item.answer is not None
    assert item.answer.startswith("那么首先我们来看一下什么是池化层呢")
    assert item.answer.endswith("我们下次再见。")
    assert item.line == 3


def test_a_term_that_was_heard_right_stays() -> None:
    lines = outline(TALK.replace("持化层", "池化层"))
    talk = announced(lines)
    assert talk is not None
    assert (talk.question, talk.heard) == ("卷积网络里面，池化层有什么用呢", "")


def test_an_english_talk() -> None:
    text = (
        "okay so hi everyone um today's question is what does attention actually compute, so let's get into it you know\n\n"
        + "so basically you have a query and um you compare it with the keys right? and you know the weights are just, i mean, how well they fit\n\n"
        * 8
    )
    assert is_talk(outline(text))
    talk = announced(outline(text))
    assert talk is not None
    assert talk.question == "what does attention actually compute"
    assert talk.rest.startswith("so let's get into it")


def test_writing_is_no_talk() -> None:
    text = "# 池化\n\n池化把一小块合成一个数。\n\n- 最大\n- 平均\n\n" + "它减少计算量，并带来平移不变性。参数个数不变。\n\n" * 20
    assert not is_talk(outline(text))
    assert extract(Document(path="n.md", title="池化", text=text, format="markdown", sha256="0")).kind == "article"


def test_a_talk_that_announces_nothing_holds_no_item() -> None:
    text = TALK.replace("那么今天给大家讲的题目呢就是卷积网络里面，持化层有什么用呢，", "")
    extraction = extract(Document(path="talk.txt", title="P3", text=text, format="text", sha256="0"))
    assert (extraction.kind, extraction.items) == ("transcript", ())
