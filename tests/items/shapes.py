"""Notes in every shape that people write them in, each with what a careful reader finds in it.

A case is a name, a text, and its questions with the first and the last words of their answers (None without an answer).
"""

from __future__ import annotations

from typing import NamedTuple

Answer = tuple[str, str] | None


class Shape(NamedTuple):
    name: str
    text: str
    found: tuple[tuple[str, Answer], ...]
    title: str = "notes"


SHAPES: tuple[Shape, ...] = (
    Shape(
        "headings with numbers, sub-headings in the answers",
        """# 缓存面试题

### 1. 什么是缓存穿透？

请求一个不存在的键，缓存与数据库都查不到。

#### 1.1 布隆过滤器

先问过滤器，再查库。

### 2. 缓存和数据库怎么保持一致？

先更新数据库，再删除缓存。

### 3. 缓存淘汰策略

LRU、LFU 和随机淘汰。
""",
        (
            ("什么是缓存穿透？", ("请求一个不存在的键", "再查库。")),
            ("缓存和数据库怎么保持一致？", ("先更新数据库", "再删除缓存。")),
            ("缓存淘汰策略", ("LRU、LFU", "随机淘汰。")),
        ),
    ),
    Shape(
        "closed headings without blank lines around them",
        """## What is a mutex? ##
A lock that one thread holds at a time.
## Why do deadlocks happen? ##
Two threads wait for each other.
## How would you avoid them? ##
Take locks in one order.
""",
        (
            ("What is a mutex?", ("A lock", "at a time.")),
            ("Why do deadlocks happen?", ("Two threads", "each other.")),
            ("How would you avoid them?", ("Take locks", "one order.")),
        ),
    ),
    Shape(
        "underlined headings",
        """Networking questions
====================

What does DNS do?
-----------------

It maps names to addresses.

Why is UDP connectionless?
--------------------------

It keeps no state between datagrams.

How does a CDN help?
--------------------

It serves content from nearby.
""",
        (
            ("What does DNS do?", ("It maps", "to addresses.")),
            ("Why is UDP connectionless?", ("It keeps no", "datagrams.")),
            ("How does a CDN help?", ("It serves", "nearby.")),
        ),
    ),
    Shape(
        "headings in list items",
        """## Q&A

- ### 1. 什么是索引下推？

  把过滤条件交给存储引擎。

  - 减少回表

- ### 2. 为什么要回表？

  二级索引里没有整行数据。

## 总结

写在这里。
""",
        (("什么是索引下推？", ("把过滤条件", "减少回表")), ("为什么要回表？", ("二级索引", "整行数据。"))),
    ),
    Shape(
        "ordered list items that hold headings and indented answers",
        """# React interview questions

1. ### What is a hook?

    A function that lets a component keep state.

    ```js
    # not a heading
    const [n, setN] = useState(0)
    ```

    **[⬆ Back to Top](#table-of-contents)**

2. ### Why are keys needed in lists?

    They tell siblings apart.

    **[⬆ Back to Top](#table-of-contents)**
""",
        (("What is a hook?", ("A function", "```")), ("Why are keys needed in lists?", ("They tell", "apart."))),
    ),
    Shape(
        "bold lines with a difficulty",
        """# Interview questions

**What is bias? 👶**

Error from wrong assumptions.

<br/>

**How does bagging lower variance? ⭐️**

It averages models.

<br/>

**Derive the gradient of softmax. 🚀**

Answer here

<br/>
""",
        (
            ("What is bias?", ("Error from", "assumptions.")),
            ("How does bagging lower variance?", ("It averages", "models.")),
            ("Derive the gradient of softmax.", None),
        ),
    ),
    Shape(
        "numbered bold lines, also topic phrases",
        """# 前端 60 问（速背）

**1. 什么是闭包？**
 函数记住了它出生的作用域。

**2. var 和 let 的区别？**
 let 有块级作用域。

**3. 事件循环**
 先同步，再微任务，再宏任务。

**4. 如何实现防抖？**
 每次触发都重新计时。
""",
        (
            ("什么是闭包？", ("函数记住", "作用域。")),
            ("var 和 let 的区别？", ("let 有块级", "作用域。")),
            ("事件循环", ("先同步", "再宏任务。")),
            ("如何实现防抖？", ("每次触发", "重新计时。")),
        ),
    ),
    Shape(
        "questions only, in bullets that are links",
        """# css面试题

- [什么是外边距折叠？](https://example.org/1)
- [说说你对 BFC 的理解](https://example.org/2)
- [用纯css画一个三角形](https://example.org/3)
- [如何让元素垂直居中？](https://example.org/4)
- [link 和 @import 有什么区别？](https://example.org/5)
""",
        (
            ("什么是外边距折叠？", None),
            ("说说你对 BFC 的理解", None),
            ("用纯css画一个三角形", None),
            ("如何让元素垂直居中？", None),
            ("link 和 @import 有什么区别？", None),
        ),
    ),
    Shape(
        "nested bullets with mixed numbering",
        """# 大模型面试题

### [推理加速篇](https://example.org/a)

- 一、为什么解码慢？
- 二、KV Cache 篇
  - 2.1 KV Cache 存的是什么？
  - 2.2 显存不够怎么办？
- 3 量化会损失精度吗？
- ...

- [点击查看答案](https://example.org/a)
""",
        (("为什么解码慢？", None), ("KV Cache 存的是什么？", None), ("显存不够怎么办？", None), ("量化会损失精度吗？", None)),
    ),
    Shape(
        "nested lists with levels and context",
        """#### 3.2 Questions

1. [E] What does a p-value tell?
2. Sampling.
    1. [E] Why do we sample?
    1. [M] What is importance sampling?
3. [H] Given a biased coin, how do you get a fair flip?

    **Hint**: use two flips.

*This book was created by a friend.*
""",
        (
            ("What does a p-value tell?", None),
            ("Why do we sample?", None),
            ("What is importance sampling?", None),
            ("Given a biased coin, how do you get a fair flip?", None),
        ),
    ),
    Shape(
        "details with a summary",
        """# Containers

## Questions

<details>
<summary>What is a container?</summary><br><b>

An isolated process.

* it shares the kernel
</b></details>

<details>
<summary>What does this print?

```
echo 1
```
</summary><br><b>

1
</b></details>

<details>
<summary>Explain layers</summary><br><b>
</b></details>
""",
        (
            ("What is a container?", ("An isolated", "the kernel")),
            ("What does this print?\n\n```\necho 1\n```", ("1", "1")),
            ("Explain layers", None),
        ),
    ),
    Shape(
        "a fold holds the answer, options and code the stem",
        """# JavaScript questions

###### 1. What's the output?

```javascript
console.log(typeof null);
```

- A: `"null"`
- B: `"object"`

<details><summary><b>Answer</b></summary>
<p>

#### Answer: B

`typeof null` is a historical mistake.

</p>
</details>

---

###### 2. What does `NaN === NaN` give?

- A: `true`
- B: `false`

<details><summary><b>Answer</b></summary>
<p>

#### Answer: B

NaN equals nothing.

</p>
</details>
""",
        (
            (
                'What\'s the output?\n\n```javascript\nconsole.log(typeof null);\n```\n\n- A: `"null"`\n- B: `"object"`',
                ("#### Answer: B", "historical mistake."),
            ),
            ("What does `NaN === NaN` give?\n\n- A: `true`\n- B: `false`", ("#### Answer: B", "equals nothing.")),
        ),
    ),
    Shape(
        "ticked options",
        """## Docker assessment

#### Q1. Which command lists running containers?

- [ ] docker images
- [x] docker ps
- [ ] docker run

#### Q2. Which file describes an image?

- [x] Dockerfile
- [ ] compose.yml
- [ ] Makefile
""",
        (
            (
                "Which command lists running containers?\n\n- [ ] docker images\n- [ ] docker ps\n- [ ] docker run",
                ("- [x] docker ps", "docker ps"),
            ),
            (
                "Which file describes an image?\n\n- [ ] Dockerfile\n- [ ] compose.yml\n- [ ] Makefile",
                ("- [x] Dockerfile", "Dockerfile"),
            ),
        ),
    ),
    Shape(
        "Q and A prefixes in bullets",
        """# 连环追问

- **Q：为什么 O(n²) 是瓶颈？**
  A：每对位置都要算一次。
- **Q：RoPE 和 ALiBi 何时选？**
  A：看训练时的长度。
""",
        (("为什么 O(n²) 是瓶颈？", ("每对位置", "算一次。")), ("RoPE 和 ALiBi 何时选？", ("看训练时", "长度。"))),
    ),
    Shape(
        "Q: and A: lines in one paragraph each",
        """Interview prep

Q: What is a heap?
A: A tree whose parent is never smaller.

Q: How do you build one in linear time?
A: Sift down from the middle.

Q: When is it better than a sorted list?
A: When insertions and removals mix.
""",
        (
            ("What is a heap?", ("A tree", "smaller.")),
            ("How do you build one in linear time?", ("Sift down", "middle.")),
            ("When is it better than a sorted list?", ("When insertions", "mix.")),
        ),
    ),
    Shape(
        "问 and 答",
        """问：什么是脏读？
答：读到了别的事务没有提交的数据。

问：可重复读解决了什么？
答：同一事务里两次读到的一样。

问：幻读呢？
答：范围查询多出了行。
""",
        (("什么是脏读？", ("读到了别的", "数据。")), ("可重复读解决了什么？", ("同一事务", "一样。")), ("幻读呢？", ("范围查询", "行。"))),
    ),
    Shape(
        "题目 and 答案 as indented blocks",
        """# 目录

| 章一 | 章二 |
|:---:|:---:|
|[甲](#a)|[乙](#b)|

## <span id = "a">甲公司</span>

Q1 :

    题目：
        以下哪个是私有地址：
        A. 8.8.8.8
        B. 10.0.0.1

    答案：
        B

    解答：
        10 开头的一段留给内网。

Q2 :

    题目：
        简述三次握手。

    答案：
""",
        (
            ("以下哪个是私有地址：\nA. 8.8.8.8\nB. 10.0.0.1", ("B", "留给内网。")),
            ("简述三次握手。", None),
        ),
    ),
    Shape(
        "table of questions and answers",
        """# FAQ

| 问题 | 答案 | 公司 |
| --- | --- | --- |
| 什么是 CAP？ | 一致性、可用性、分区容错 | 美团 |
| Raft 如何选主？ | 随机超时后投票 | 字节 |
| 什么是 BASE？ |  | |
""",
        (("什么是 CAP？", ("一致性", "分区容错")), ("Raft 如何选主？", ("随机超时", "投票")), ("什么是 BASE？", None)),
    ),
    Shape(
        "table with one column",
        """# Interview questions

| What is a monad? |
| --- |
| Why are pure functions easy to test? |
| How does lazy evaluation save work? |
| When would you avoid recursion? |
""",
        (
            ("What is a monad?", None),
            ("Why are pure functions easy to test?", None),
            ("How does lazy evaluation save work?", None),
            ("When would you avoid recursion?", None),
        ),
    ),
    Shape(
        "table of contents that repeats every question",
        """# Vue 题目汇总

- [什么是响应式](#什么是响应式)
- [nextTick 的原理](#nexttick-的原理)
- [v-if 和 v-show 的区别](#v-if-和-v-show-的区别)

### 什么是响应式

公司：快手、美团

分类：Vue、原理

[答案&解析](https://example.org/206)

<br/>

### nextTick 的原理

公司：滴滴

[答案&解析](https://example.org/207)

<br/>

### v-if 和 v-show 的区别

公司：高德

[答案&解析](https://example.org/208)
""",
        (("什么是响应式", None), ("nextTick 的原理", None), ("v-if 和 v-show 的区别", None)),
    ),
    Shape(
        "numbered paragraphs whose answers are loose lists",
        """# 海量数据

## 去重

1. 如何在大文件里找出重复的行。

- 按哈希分成小文件

- 每个小文件放进集合

2. 十亿个数去重。

- 位图

## 排序

3. 每行一个词，按词频排序。

- 哈希统计

- 归并

4. 两个文件的公共行。

- 先分桶

## 取前 N

5. 一百万个数里最大的一百个。

- 小顶堆
""",
        (
            ("如何在大文件里找出重复的行。", ("- 按哈希", "放进集合")),
            ("十亿个数去重。", ("- 位图", "位图")),
            ("每行一个词，按词频排序。", ("- 哈希统计", "归并")),
            ("两个文件的公共行。", ("- 先分桶", "先分桶")),
            ("一百万个数里最大的一百个。", ("- 小顶堆", "小顶堆")),
        ),
    ),
    Shape(
        "numbered lines with answers that are numbered too",
        """# Redis 面试题

1. Redis 为什么快？
   内存操作，单线程没有锁。

2. 持久化有哪几种方式？
   有两种：

1. RDB

定时写快照。

2. AOF

追加每条命令。

3. 过期键怎么删除？
   惰性删除加定期删除。
""",
        (
            ("Redis 为什么快？", ("内存操作", "没有锁。")),
            ("持久化有哪几种方式？", ("有两种", "追加每条命令。")),
            ("过期键怎么删除？", ("惰性删除", "定期删除。")),
        ),
    ),
    Shape(
        "topic phrases where the file numbers its questions so",
        """# Python 面试题

## 1 函数参数的传递

对象的引用按值传递。

## 2 元类

类的类。

## 3 静态方法和类方法

一个不收类，一个收类。

## 4 迭代器和生成器

生成器是会暂停的函数。

## 5 装饰器

包住函数的函数。

## 6 字典推导式

由键值对生成字典。

## 7 单下划线和双下划线

约定的私有与改名。

## 8 垃圾回收

引用计数为主。
""",
        (
            ("函数参数的传递", ("对象的引用", "按值传递。")),
            ("元类", ("类的类。", "类的类。")),
            ("静态方法和类方法", ("一个不收类", "收类。")),
            ("迭代器和生成器", ("生成器是", "函数。")),
            ("装饰器", ("包住函数", "函数。")),
            ("字典推导式", ("由键值对", "字典。")),
            ("单下划线和双下划线", ("约定的私有", "改名。")),
            ("垃圾回收", ("引用计数", "为主。")),
        ),
    ),
    Shape(
        "dialogue of an interview",
        """# 一次模拟面试

面试官：你好，先说说什么是线程池？

候选人：提前建好一组线程，任务来了就用。

好处是省去创建的开销。

面试官：核心线程数怎么定？

候选人：看任务是计算还是等待。

面试官：嗯。

候选人：计算型接近核数。
""",
        (
            ("你好，先说说什么是线程池？", ("提前建好", "创建的开销。")),
            ("核心线程数怎么定？", ("看任务", "接近核数。")),
        ),
    ),
    Shape(
        "dialogue in English with bold names",
        """**Interviewer:** Can you explain what an index is?

**Candidate:** A sorted copy of some columns.

**Interviewer:** When does it hurt?

**Candidate:** On every write.
""",
        (("Can you explain what an index is?", ("A sorted", "columns.")), ("When does it hurt?", ("On every", "write."))),
    ),
    Shape(
        "interview report with company and round",
        """# 面经

## 字节跳动 一面 2024-03-05

1. 自我介绍
2. 进程和线程有什么区别？
3. TCP 为什么要三次握手？
4. 手写快速排序

## 美团 二面 2024-04

1. 介绍一下你的项目
2. 怎么排查慢查询？
""",
        (
            ("自我介绍", None),
            ("进程和线程有什么区别？", None),
            ("TCP 为什么要三次握手？", None),
            ("手写快速排序", None),
            ("介绍一下你的项目", None),
            ("怎么排查慢查询？", None),
        ),
    ),
    Shape(
        "question and answer headings beside each other",
        """## 问题

Java 里为什么字符串不可变？

## 参考答案

为了安全，也为了缓存哈希值。

### 补充

常量池也靠它。
""",
        (("Java 里为什么字符串不可变？", ("为了安全", "常量池也靠它。")),),
    ),
    Shape(
        "an answer heading under each question",
        """# Interview questions

### How does `flex-basis` differ from `width`?

#### Answer

It is the size before growing.

#### Good to hear

* it works along the main axis

### What is the box model?

#### Answer

Content, padding, border, margin.
""",
        (
            ("How does `flex-basis` differ from `width`?", ("It is the size", "main axis")),
            ("What is the box model?", ("Content,", "margin.")),
        ),
    ),
    Shape(
        "answers together at the end",
        """# 自测

1. 为什么需要位置编码？
2. 多头注意力有什么好处？
3. 残差连接解决了什么？

<details>
<summary>参考答案（先自己答）</summary>

1. 自注意力本身不分先后。

2. 各头看不同的关系。

   例如句法与指代。

3. 梯度有了直通的路。

</details>

## 下一步

继续读。
""",
        (
            ("为什么需要位置编码？", ("自注意力", "先后。")),
            ("多头注意力有什么好处？", ("各头看", "句法与指代。")),
            ("残差连接解决了什么？", ("梯度有了", "路。")),
        ),
    ),
    Shape(
        "a topic that only holds questions",
        """# LLM 面试题

### 1. 什么是词表？

子词的集合。

### 2. 复读机问题

#### 2.1 什么是复读机问题？

反复输出同一段话。

#### 2.2 如何缓解？

加重复惩罚。

### 3. 怎么扩充词表？

加词后继续预训练。
""",
        (
            ("什么是词表？", ("子词", "集合。")),
            ("什么是复读机问题？", ("反复输出", "一段话。")),
            ("如何缓解？", ("加重复", "惩罚。")),
            ("怎么扩充词表？", ("加词后", "预训练。")),
        ),
    ),
    Shape(
        "dump of a chat assistant",
        """好的！下面整理了几个常见的面试题：

------

## 1) 反转链表怎么写？

**思路**：一个一个掉头。

```python
# 注释不是标题
def reverse(head): ...
```

------

## 2) 如何判断有环？

快慢指针。

------

## 3) 两个链表怎么合并？

比较表头。

------

如果你需要，我可以再出十道题。
""",
        (
            ("反转链表怎么写？", ("**思路**", "```")),
            ("如何判断有环？", ("快慢指针", "指针。")),
            ("两个链表怎么合并？", ("比较表头", "表头。")),
        ),
    ),
    Shape(
        "bilingual headings",
        """# Interview questions 面试题

## 1. What is overfitting? 什么是过拟合？

The model learns the noise. 模型记住了噪声。

## 2. How do you detect it? 如何发现？

Validation loss rises. 验证损失上升。

## 3. How do you fight it? 如何缓解？

Regularise, stop early. 正则、早停。
""",
        (
            ("What is overfitting? 什么是过拟合？", ("The model", "噪声。")),
            ("How do you detect it? 如何发现？", ("Validation", "上升。")),
            ("How do you fight it? 如何缓解？", ("Regularise", "早停。")),
        ),
    ),
    Shape(
        "traditional characters",
        """# 面試題

### 為什麼需要事務？

要麼全做，要麼全不做。

### 鎖有哪些種類？

共享鎖和排他鎖。

### 什麼是樂觀鎖？

用版本號檢查。
""",
        (
            ("為什麼需要事務？", ("要麼全做", "全不做。")),
            ("鎖有哪些種類？", ("共享鎖", "排他鎖。")),
            ("什麼是樂觀鎖？", ("用版本號", "檢查。")),
        ),
    ),
    Shape(
        "quoted lines as answers",
        """# 面试题

### 问题：什么是多态？

> 回答：同一个调用，不同的实现。
>
> 靠虚函数表。

### 问题：接口和抽象类有什么区别？

> 回答：接口没有状态。

### 问题：什么是封装？

> 回答：把状态藏起来。
""",
        (
            ("什么是多态？", ("同一个调用", "靠虚函数表。")),
            ("接口和抽象类有什么区别？", ("接口没有", "状态。")),
            ("什么是封装？", ("把状态", "起来。")),
        ),
    ),
    Shape(
        "plain lines that ask",
        """Frequently asked questions

How long does delivery take?

Two days.

Can I return an item?

Yes, within a month. Keep the receipt.

Do you ship abroad?

Not yet.
""",
        (
            ("How long does delivery take?", ("Two days.", "days.")),
            ("Can I return an item?", ("Yes,", "receipt.")),
            ("Do you ship abroad?", ("Not yet.", "yet.")),
        ),
    ),
    Shape(
        "a checklist",
        """# Interview questions to study

- [ ] What is a trie?
- [x] How does A* search work?
- [ ] Explain union find
""",
        (("What is a trie?", None), ("How does A* search work?", None), ("Explain union find", None)),
    ),
    Shape(
        "answers on the line of their question",
        """1. 什么是脏读？读到了没有提交的数据。
2. 什么是幻读？两次查询的行数变了。
3. 什么是更新丢失？后写的盖掉了先写的。
""",
        (("什么是脏读？", ("读到了", "数据。")), ("什么是幻读？", ("两次查询", "变了。")), ("什么是更新丢失？", ("后写的", "先写的。"))),
        "数据库面试题",
    ),
    Shape(
        "flash cards on one line each",
        """What is a heap?::A tree with order.
What is a stack?::Last in, first out.
What is a queue?::First in, first out.
""",
        (("What is a heap?", ("A tree", "order.")), ("What is a stack?", ("Last in", "out.")), ("What is a queue?", ("First in", "out."))),
    ),
    Shape(
        "folds of a documentation site hold the answers",
        """### 1. 什么是闭包？

::: details 点击查看答案
函数记住了作用域。
:::

### 2. 什么是提升？

::: details 点击查看答案
声明提前了。
:::
""",
        (("什么是闭包？", ("函数", "作用域。")), ("什么是提升？", ("声明", "提前了。"))),
    ),
    Shape(
        "folds whose titles ask",
        """??? question "What is a pod?"
    The smallest unit.

    It holds containers.

??? question "What is a node?"
    A machine.

Text that is no answer.

??? question "What is a service?"
    A stable name.
""",
        (
            ("What is a pod?", ("The smallest", "containers.")),
            ("What is a node?", ("A machine.", "machine.")),
            ("What is a service?", ("A stable", "name.")),
        ),
    ),
    Shape(
        "headings that are only numbers",
        """## Q1

What is X?

It is Y.

## Q2

What is Z?

It is W.

And more.
""",
        (("What is X?", ("It is Y.", "Y.")), ("What is Z?", ("It is W.", "more."))),
    ),
    Shape(
        "labels in brackets",
        """【题目】什么是死锁？
【答案】互相等待。

【题目】如何避免死锁？
【答案】按同样的次序加锁。
""",
        (("什么是死锁？", ("互相", "等待。")), ("如何避免死锁？", ("按同样", "加锁。"))),
    ),
    Shape(
        "a report whose entries are topics",
        """# 秋招面经

## 腾讯后端一面

- 自我介绍
- HashMap 原理，扩容
- 线程池参数
- 算法：反转链表
- 反问

总体感觉还行。

## 腾讯后端二面

- Redis 持久化
- 场景题：短链系统
""",
        (
            ("自我介绍", None),
            ("HashMap 原理，扩容", None),
            ("线程池参数", None),
            ("算法：反转链表", None),
            ("Redis 持久化", None),
            ("场景题：短链系统", None),
        ),
        "秋招面经",
    ),
    Shape(
        "one question, its answer in sections, then further questions",
        """# 【某厂面经】向量索引怎么选？

## 一、问题本质

在精度、速度和内存之间取舍。

## 二、图索引

精度高，内存大。

## 追问

**Q：数据涨十倍呢？**

A：换成倒排。
""",
        (("【某厂面经】向量索引怎么选？", ("## 一、问题本质", "内存大。")), ("数据涨十倍呢？", ("换成倒排。", "倒排。"))),
        "向量索引怎么选？",
    ),
    Shape(
        "scenarios with a fold for the solution",
        """# Interview scenarios

## Junior: a slow pipeline

**Scenario:** Every change builds all models.

<details>
<summary>✅ Solution</summary>

Build only what changed.

</details>

## Senior: a broken night

**Scenario:** The job failed at five.

<details>
<summary>✅ Solution</summary>

Restart from the failure.

</details>

## Interview tips

- Speak slowly.
""",
        (
            ("Junior: a slow pipeline\n\n**Scenario:** Every change builds all models.", ("Build only", "changed.")),
            ("Senior: a broken night\n\n**Scenario:** The job failed at five.", ("Restart", "failure.")),
        ),
    ),
    Shape(
        "the same heading in every answer is no question",
        """# Spring questions

### Question 1: What is a bean?

**Answer:**
An object of the container.

### How to explain it

Say it slowly.

### Question 2: What is a context?

**Answer:**
The container itself.

### How to explain it

Say it slowly.

### Question 3: What is a proxy?

**Answer:**
A stand-in.

### How to explain it

Say it slowly.

### Question 4: What is a scope?

**Answer:**
The life of a bean.

### How to explain it

Say it slowly.
""",
        (
            ("What is a bean?", ("An object", "container.")),
            ("What is a context?", ("The container", "itself.")),
            ("What is a proxy?", ("A stand-in.", "stand-in.")),
            ("What is a scope?", ("The life", "bean.")),
        ),
    ),
)

ARTICLES: tuple[Shape, ...] = (
    Shape(
        "numbered sections of a tutorial",
        """# 部署指南

### 1. 简介

本文介绍部署。

### 2. 安装

运行安装命令。

### 3. 配置

编辑配置文件。

#### 3.1 端口

默认 8080。

### 4. 常见错误

端口被占用时换一个。

### 5. 总结

部署完成。
""",
        (),
    ),
    Shape(
        "knowledge notes with a table of contents",
        """# HTTP

* [一、基础](#一基础)
* [二、方法](#二方法)

## 一、基础

### URI

统一资源标识符。

### 报文

首行、首部、空行、主体。

## 二、方法

### GET

获取资源。

### POST

提交实体。
""",
        (),
    ),
    Shape(
        "an essay that asks itself something",
        """# On caching

Caching looks simple. But is it?

Every copy of a value may be old. How old may it be? That depends on the reader, and the reader never says.

## Where copies live

In the browser, in proxies, in memory. Each has its own rules about when to ask again, and each of them can be wrong.

## What I learned

Write down how old a value may be before you copy it. Then measure how old it is.
""",
        (),
    ),
    Shape(
        "a table that sums up a chapter",
        """# 权限

## 进程的身份

进程带着用户与组的编号，内核拿它与文件的属主比较。

## 能力

能力把特权拆成小块，可以单独给出，也可以单独收回。

## 命名空间

命名空间让同一个编号在里外有不同的含义，容器靠它隔离。

## 速查

| 问题 | 先看哪里 |
|---|---|
| 权限不够 | 属主与组 |
| 绑定小端口 | 能力 |
| 容器里被拒 | 过滤器 |
""",
        (),
    ),
    Shape(
        "a few questions in a long text",
        """# 定容

## 为什么难

回想那些时刻：

- 「要开几个线程？」口诀有，但不知道何时失效。
- 「连接池多大？」抄了个数，撞上上限。
- 「要几台机器？」按利用率估，一上量就炸。

"""
        + "定容是一门有方法的工程，先量需求，再选模型，然后把单台机器配好，最后才谈扩容。\n\n" * 12,
        (),
    ),
    Shape(
        "comments in code are no headings",
        """# Setup

```bash
# What is this?
make all
# Why does it fail?
make test
# How to fix it?
make clean
```
""",
        (),
    ),
)
