"""The topics of many items folded to a list short enough to choose from: near names made one, small ones taken into their parents.

Headings, titles and file names of hundreds of documents give hundreds of topics. An item keeps all of its own; the first of them becomes
one that enough other items share: its own heading, else a wider one, else the subject that its topics, its folder or the questions of its
documents name.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from interviewer.items.topics import PLACES, name_topic
from interviewer.schema import Item, Language

MOST = 36
"""How many topics there are at most; the page shows forty, the bank's among them."""
_FEW_ITEMS = 20
"""Up to so many items, every topic stays."""
_VOTE = 0.4
"""Share of a document's questions that must name a subject for it to be the document's."""
_OTHER: Mapping[Language, str] = {"zh": "其他", "en": "Other"}
_SUBJECTS = r"""
Java 集合|Java collections: java ?集合|集合框架|java collections?|hashmap|arraylist|concurrenthashmap
Java 并发|Java concurrency: java ?(?:并发|多线程)|juc|线程池|synchronized|threadlocal|java concurrency
JVM|JVM: jvm|类加载|垃圾回收器?
Spring|Spring: spring(?: ?boot| ?cloud| ?mvc)?
Java|Java: java|jdk|j2ee|javase
JavaScript|JavaScript: java ?script|js|ecma ?script|es ?[5-9]
TypeScript|TypeScript: type ?script|ts
React|React: react|redux|mobx
Vue|Vue: vue|vuex|pinia|nuxt
Angular|Angular: angular|rxjs
Node.js|Node.js: node ?\.?js|node|express|npm
HTML|HTML: html|html5|dom
CSS|CSS: css|css3|sass|less|flexbox
前端工程化|Front-end tooling: webpack|vite|babel|前端工程化|前端构建
前端|Front end: 前端|fe|front.?end|浏览器|browsers?
小程序|Mini programs: 小程序|uni.?app|taro
Android|Android: android|安卓
Kotlin|Kotlin: kotlin|coroutines?
iOS|iOS: ios|swift|objective.?c
Flutter|Flutter: flutter|dart
Python|Python: python|django|flask|pandas|numpy
Go|Go: go|golang|goroutines?
C++|C++: c\+\+|cpp|stl
C#|C#: c#|\.net|dotnet
C|C: c 语言|c language
Rust|Rust: rust
PHP|PHP: php|laravel
Ruby|Ruby: ruby|rails
Scala|Scala: scala
Redis|Redis: redis
MySQL|MySQL: mysql|innodb
PostgreSQL|PostgreSQL: postgres(?:ql)?
MongoDB|MongoDB: mongo(?:db)?
SQL|SQL: sql
数据库|Databases: 数据库|databases?|db|dbms|rdbms|事务
消息队列|Message queues: 消息队列|message queues?|mq|kafka|rabbitmq|rocketmq
Elasticsearch|Elasticsearch: elastic(?:search)?|es
大数据|Big data: 大数据|big data|hadoop|spark|flink|hive|hbase|data engineering|数仓|数据仓库
分布式|Distributed systems: 分布式(?!训练)|distributed systems?|微服务|micro.?services?|zookeeper|dubbo
系统设计|System design: 系统设计|system.?design|架构设计|高并发
设计模式|Design patterns: 设计模式|design patterns?
操作系统|Operating systems: 操作系统|operating.?systems?|os|进程|线程
计算机网络|Networking: (?:计算机)?网络|networks?|networking|tcp|udp|https?|dns|ip
计算机组成|Computer architecture: 计算机组成(?:原理)?|组成原理|computer.?architecture
编译原理|Compilers: 编译原理|编译器|compilers?
Linux|Linux: linux|unix|shell|bash
Docker|Docker: docker|containers?|容器
Kubernetes|Kubernetes: kubernetes|k8s|pods?|helm|openshift|argo ?(?:cd|rollouts?)?|istio
Terraform|Terraform: terraform
Ansible|Ansible: ansible
AWS|AWS: aws|ec2|s3|iam|amazon
Azure|Azure: azure
云计算|Cloud: 云计算|云原生|cloud|gcp|openstack
CI/CD|CI/CD: ci ?[/ ]?cd|jenkins|gitlab|持续集成
DevOps|DevOps: devops|运维|prometheus|grafana|监控|monitoring|observability
Git|Git: git|github
安全|Security: (?:网络|信息)?安全|security|cryptography|加密|xss|csrf
测试|Testing: (?:软件)?测试(?!集)|testing|qa
算法与数据结构|Algorithms and data structures: (?:数据结构|算法|data.?structures?|algorithms?|algorithmic)(?: ?(?:与|和|及|&|and) ?(?:数据结构|算法|data.?structures?|algorithms?))?|leetcode|剑指 ?offer|动态规划|链表|二叉树|排序|linked lists?|trees?|sorting|recursion
RAG|RAG: rag|检索增强(?:生成)?|向量数据库
智能体|Agents: agents?|智能体|langchain
提示工程|Prompting: 提示词?工程|prompts?|prompt.?engineering|思维链
大模型训练|LLM training: (?:分布式|预|增量预)训练|微调|sft|rlhf|lora|peft|强化学习|fine.?tuning
大模型推理|LLM inference: 推理加速|模型推理|大模型加速|kv ?cache|vllm|量化|显存
大模型|LLM: 大(?:语言)?模型|llms?|gpt|chatgpt|transformers?|bert|注意力|attention|tokenizer|幻觉|hallucinations?
自然语言处理|NLP: nlp|自然语言处理|natural language processing|text classification
计算机视觉|Computer vision: cv|计算机视觉|computer vision|opencv|目标检测|cnn
推荐系统|Recommender systems: 推荐系统|recommend(?:er|ation) systems?|recsys
深度学习|Deep learning: 深度学习|deep.?learning|neural networks?|神经网络|激活函数|pytorch|tensorflow
机器学习|Machine learning: 机器学习|machine.?learning|ml|regression|regulari[sz]ation|decision trees?|random forests?|gradient boosting|clustering|svm|xgboost
统计与概率|Statistics and probability: 统计学?|概率(?:论)?|statistics?|stats|probability
计算机基础|Computer science: cs|comp ?sci|computer.?science|计算机基础
数学|Mathematics: 数学|线性代数|math(?:s|ematics)?|linear algebra|matri(?:x|ces)|vectors?
行为面试|Behavioural: 行为面试?|软技能|soft skills|behaviou?ral|hr|人事|自我介绍|职业规划
产品|Product: 产品经理?|product managers?|product management
面向对象|Object orientation: 面向对象|oop?|object.?orient(?:ed|ation)(?: programming)?
"""
"""Subjects of interviews, in Chinese and English, narrow ones before wide ones, each with the words by which it is known."""
_NO_NEIGHBOUR = r"(?<![a-z0-9+#.]){}(?![a-z0-9+#])"
_TABLE = tuple(
    (names, re.compile(_NO_NEIGHBOUR.format(f"(?:{words})")))
    for names, _, words in (line.partition(": ") for line in _SUBJECTS.strip().splitlines())
)
_BY_NAME = {names: dict(zip(("zh", "en"), names.split("|"), strict=True)) for names, _ in _TABLE}
_GENERAL = re.compile(
    r"基础(?:知识|理论|语法)?|基本(?:概念|知识)?|相关|理论|入门|进阶|高级|初级|中级|原理|语言|核心|常用|常见|知识点?|模块|部分|方面|大全"
    r"|\b(?:basics?|fundamentals?|concepts?|essentials?|intermediate|beginner|advanced|core|general|misc(?:ellaneous)?|overview|introduction|101|misc|theory|programming|language|technical|self assessment)\b"
)


def fold(items: Sequence[Item]) -> list[Item]:
    """Return the items, the first topic of each one that enough of them share; their other topics follow."""
    votes = _votes(items)
    wanted = [tuple(dict.fromkeys(_candidates(item, votes))) for item in items]
    main = _mains(wanted, len(items))
    shown = _spellings(items, [(first, *keys) for first, keys in zip(main, wanted, strict=True)])
    other = _OTHER["zh" if 2 * sum(item.language == "zh" for item in items) >= len(items) else "en"]
    folded = []
    for item, first in zip(items, main, strict=True):
        own = [shown.get(_key(topic), topic) for topic in item.topics]
        topics = dict.fromkeys([shown[first] if first else other, *own] if first or item.topics else [])
        folded.append(item.model_copy(update={"topics": tuple(topics)}))
    return folded


def _mains(wanted: Sequence[Sequence[str]], items: int) -> list[str]:
    """Choose for each item the first of its topics that enough items choose; empty where it has none such."""
    least = 1 if items <= _FEW_ITEMS else 2 + items // 100
    kept = {key for key, count in Counter(key for keys in wanted for key in keys).items() if count >= least}
    while True:
        main = [next((key for key in keys if key in kept), "") for keys in wanted]
        chosen = Counter(key for key in main if key)
        small = sorted((count, key) for key, count in chosen.items() if count < least)
        if not small and len(chosen) > MOST:
            small = sorted((count, key) for key, count in chosen.items())[: len(chosen) - MOST]
        if not small:
            return main
        # A few at a time: what they hold may lift their parents over the bar.
        kept = (kept & set(chosen)) | {key for key in kept if key not in chosen and key in _BY_NAME}
        kept -= {key for _, key in small[: max(1, len(small) // 4)]}


def _candidates(item: Item, votes: Mapping[str, str]) -> Iterator[str]:
    """Yield the keys of what an item may be filed under, its own topics first, names of files last."""
    documents = sorted({one.document for one in (*item.references, *item.sources)})
    files = {name_topic(PurePosixPath(document).stem) for document in documents}
    headings = [topic for topic in item.topics if topic not in files]
    yield from (key for topic in headings if (key := _key(topic)))
    yield from _subjects(headings)
    yield from _subjects(files)
    yield from (votes[document] for document in documents if document in votes)
    yield from _subjects([item.question])
    for document in documents:
        folders = [part for part in PurePosixPath(document).parts[:-1] if not PLACES.match(part)]
        yield from _subjects(reversed(folders))
        yield from (key for part in reversed(folders) if (key := _key(name_topic(part))))
    yield from (key for topic in item.topics if topic in files and (key := _key(topic)))


def _subjects(texts: Iterable[str]) -> Iterator[str]:
    """Yield the subject that each text names, if one."""
    for text in texts:
        plain = _plain(text)
        if found := next((names for names, words in _TABLE if words.search(plain)), None):
            yield found


def _votes(items: Sequence[Item]) -> dict[str, str]:
    """Return the subject that many questions of a document name, by document."""
    named: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for item in items:
        subject = next(_subjects([item.question]), "")
        for document in {one.document for one in (*item.references, *item.sources)}:
            named[document][subject] += 1
    return {
        document: subject
        for document, counts in named.items()
        for subject, count in counts.most_common(1)
        if subject and count >= _VOTE * counts.total()
    }


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[_\-–—·/|]+", " ", unicodedata.normalize("NFKC", text)).lower().split())


def _key(topic: str) -> str:
    """Return what a topic has in common with its other spellings: a subject's names, or its letters without plural and padding."""
    plain = " ".join(_GENERAL.sub(" ", _plain(topic)).split()) or _plain(topic)
    for names, words in _TABLE:
        if words.fullmatch(plain):
            return names
    return re.sub(r"[^\w+#]|(?<=[a-rt-z]{3})s\b", "", plain)


def _spellings(items: Sequence[Item], keys: Sequence[Sequence[str]]) -> dict[str, str]:
    """Return how each key is shown: a subject in the language of most of its items, another topic as most items spell it."""
    spelt: defaultdict[str, Counter[str]] = defaultdict(Counter)
    languages: defaultdict[str, Counter[Language]] = defaultdict(Counter)
    for item, own in zip(items, keys, strict=True):
        languages[own[0]][item.language] += 1
        for topic in (
            *item.topics,
            *(name_topic(p) for r in (*item.references, *item.sources) for p in PurePosixPath(r.document).parts[:-1]),
        ):
            spelt[_key(topic)][topic] += 1
        for key in own:
            languages[key][item.language] += 0
    shown = {key: max(counts, key=lambda topic: (counts[topic], topic)) for key, counts in spelt.items() if key}
    return shown | {
        key: _BY_NAME[key][max(counts, key=lambda one: (counts[one], one))] for key, counts in languages.items() if key in _BY_NAME
    }
