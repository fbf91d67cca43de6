"""Measure how well the bank is found: `python evals/retrieval.py`.

Prints recall at 1 and 5 and the mean reciprocal rank of short queries: acronyms, names within the query's language, and across. What each is
meant to find was written down before anything was measured, but by the one who wrote the glossary: it tells what the glossary can do, not how
often people need it. `--errors` prints what was not among the first five.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

os.environ.setdefault("OMP_NUM_THREADS", "1")

from interviewer.app import App
from interviewer.schema import BANK, Language
from interviewer.settings import load

# kind, query, what the question that is meant says in Chinese and in English
QUERIES = """
acronym | GQA | MQA 和 GQA 相比 | multi-query and grouped-query attention change
word | 分组查询注意力 | MQA 和 GQA 相比 | multi-query and grouped-query attention change
other | grouped query attention | MQA 和 GQA 相比 | multi-query and grouped-query attention change
word | 投机解码 | 推测解码（speculative decoding） | How can speculative decoding be faster
word | speculative sampling | 推测解码（speculative decoding） | How can speculative decoding be faster
phrase | 投机采样为什么快 | 推测解码（speculative decoding） | How can speculative decoding be faster
acronym | TTFT | 预填充和解码两个阶段 | How do prefill and decoding differ
word | 首 token 延迟 | 预填充和解码两个阶段 | How do prefill and decoding differ
word | time to first token | 预填充和解码两个阶段 | How do prefill and decoding differ
acronym | TPOT | 预填充和解码两个阶段 | How do prefill and decoding differ
acronym | MoE | 混合专家（MoE） | How can a mixture-of-experts model
word | 混合专家 | 混合专家（MoE） | How can a mixture-of-experts model
word | mixture of experts | 混合专家（MoE） | How can a mixture-of-experts model
acronym | ICL | 上下文学习（ICL）是什么 | What is in-context learning
word | 语境学习 | 上下文学习（ICL）是什么 | What is in-context learning
word | in-context learning | 上下文学习（ICL）是什么 | What is in-context learning
acronym | CoT | 思维链（CoT）提示 | Why does chain-of-thought prompting help
word | 思考链 | 思维链（CoT）提示 | Why does chain-of-thought prompting help
acronym | RAG | 描述一个 RAG 系统 | Describe a retrieval-augmented system
word | 检索增强生成 | 描述一个 RAG 系统 | Describe a retrieval-augmented system
phrase | retrieval augmented generation pipeline | 描述一个 RAG 系统 | Describe a retrieval-augmented system
acronym | MCP | MCP（模型上下文协议） | Model Context Protocol (MCP)
word | 模型上下文协议 | MCP（模型上下文协议） | Model Context Protocol (MCP)
acronym | BPE | BPE 分词器是怎样训练 | How is a BPE tokeniser trained
word | 字节对编码 | BPE 分词器是怎样训练 | How is a BPE tokeniser trained
word | byte pair encoding | BPE 分词器是怎样训练 | How is a BPE tokeniser trained
acronym | MLA | 多头潜在注意力（MLA） | multi-head latent attention (MLA)
word | 多头潜在注意力 | 多头潜在注意力（MLA） | multi-head latent attention (MLA)
acronym | RLAIF | 宪法式 AI（Constitutional AI） | Constitutional AI and RLAIF
word | 宪法 AI | 宪法式 AI（Constitutional AI） | Constitutional AI and RLAIF
word | 奖励作弊 | 什么是奖励黑客 | What is reward hacking
word | reward hacking | 什么是奖励黑客 | What is reward hacking
acronym | DPO | DPO 是怎样绕过 | How does DPO do without
word | 直接偏好优化 | DPO 是怎样绕过 | How does DPO do without
word | direct preference optimization | DPO 是怎样绕过 | How does DPO do without
word | group relative policy optimisation | GRPO 与 PPO 相比 | What does GRPO leave out
word | 近端策略优化 | RLHF 里的 PPO | How does PPO update the model
word | 函数调用 | 函数调用（tool calling） | one complete tool call
word | function calling | 函数调用（tool calling） | one complete tool call
word | 分层可导航小世界 | HNSW 向量索引 | How does an HNSW vector index
acronym | HNSW | HNSW 向量索引 | How does an HNSW vector index
phrase | 近似最近邻索引参数 | HNSW 向量索引 | How does an HNSW vector index
word | 混合检索 | BM25 和向量检索各擅长 | What are BM25 and vector search
phrase | hybrid search bm25 | BM25 和向量检索各擅长 | What are BM25 and vector search
word | 提示词注入 | 什么是间接提示注入 | What is indirect prompt injection
word | 核采样 | top-k 和 top-p（核采样） | How do top-k and top-p sampling differ
word | nucleus sampling | top-k 和 top-p（核采样） | How do top-k and top-p sampling differ
word | 集束搜索 | 贪心、束搜索和随机采样 | -
other | beam search | 贪心、束搜索和随机采样 | -
word | 困惑度 | 困惑度（perplexity）是什么 | What is perplexity
acronym | PPL | 困惑度（perplexity）是什么 | What is perplexity
word | 大模型裁判 | 用大模型当评委 | Which biases does an LLM judge
word | LLM as a judge | 用大模型当评委 | Which biases does an LLM judge
word | 低秩适配 | LoRA 的原理是什么 | How does LoRA work
word | low rank adaptation | LoRA 的原理是什么 | How does LoRA work
acronym | SFT | 做指令微调（SFT）时 | In instruction tuning, how is the loss
word | 指令精调 | 做指令微调（SFT）时 | In instruction tuning, how is the loss
word | 模型蒸馏 | 什么是知识蒸馏 | What is knowledge distillation
word | 旋转位置嵌入 | 旋转位置编码（RoPE） | How does RoPE put relative position
word | rotary position embedding | 旋转位置编码（RoPE） | How does RoPE put relative position
word | 缩放法则 | 什么是规模定律 | What is a scaling law
word | scaling law | 什么是规模定律 | What is a scaling law
word | 涌现 | 大模型的“涌现能力” | How are emergent abilities defined
word | 激活检查点 | 激活重计算（gradient checkpointing） | -
acronym | MLM | T5 的片段去噪与 BERT | How does T5's span corruption differ
word | mixed precision | fp16、bf16 和 fp32 | How do fp16, bf16 and fp32 differ
acronym | GIL | 什么是 Python 的 GIL | What is Python's GIL
word | 全局解释器锁 | 什么是 Python 的 GIL | What is Python's GIL
word | 三次握手 | TCP 建立连接为什么要三次握手 | Why does TCP need three steps
other | three-way handshake | TCP 建立连接为什么要三次握手 | Why does TCP need three steps
acronym | MVCC | 事务的四种隔离级别 | -
other | isolation level | 事务的四种隔离级别 | -
other | cache avalanche | 缓存穿透、击穿和雪崩 | -
other | deadlock | 死锁产生的四个必要条件 | -
other | coroutine | 进程、线程和协程 | -
word | 限流 | 请设计一个接口限流器 | -
other | token bucket | 请设计一个接口限流器 | -
acronym | SSM | Mamba 这类状态空间模型 | -
acronym | VLM | 视觉语言模型是怎样让 | -
acronym | PRM | 结果奖励（ORM）和过程奖励（PRM） | -
"""


class Query(NamedTuple):
    kind: str
    text: str
    language: Language
    meant: dict[Language, str]


def queries() -> list[Query]:
    made = []
    for line in QUERIES.strip().splitlines():
        kind, text, zh, en = (part.strip() for part in line.split(" | "))
        meant: dict[Language, str] = {"zh": zh} if en == "-" else {"zh": zh, "en": en}
        made.append(Query(kind, text, "zh" if any(c > "\u3000" for c in text) else "en", meant))
    return made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", action="store_true", help="also print what was not found")
    asked = parser.parse_args()
    ranks: dict[tuple[str, str], list[int]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as home, App(load(home=Path(home))) as app:
        app.library.ingest_bank()
        items = app.store.items([BANK])
        for query in queries():
            for language, meant in query.meant.items():
                wanted = {item.id for item in items if item.language == language and meant in item.question}
                assert wanted, f"no question says {meant!r}"
                hits = app.index.search("items", query.text, [BANK], 50, language=language)
                rank = next((at for at, hit in enumerate(hits, 1) if hit.entry_id in wanted), 99)
                way = "acronym" if query.kind == "acronym" else "within" if language == query.language else "across"
                ranks[way, language].append(rank)
                ranks["all", "all"].append(rank)
                if asked.errors and rank > 5:
                    print(f"{rank:3} {language} {query.text!r}: {meant}")
    print(f"{'way':8} {'finds':5} {'n':>4} {'R@1':>6} {'R@5':>6} {'MRR':>6}")
    for (way, language), found in sorted(ranks.items()):
        n = len(found)
        print(
            f"{way:8} {language:5} {n:4} {sum(r == 1 for r in found) / n:6.3f} {sum(r <= 5 for r in found) / n:6.3f} "
            f"{sum(1 / r for r in found) / n:6.3f}"
        )


if __name__ == "__main__":
    main()
