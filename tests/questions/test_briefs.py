from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewer.questions import Need, needs
from interviewer.questions.briefs import MOST_NEEDS, allocated
from tests.examples import item

BRIEFS = Path(__file__).parent / "briefs"


def asked_for(text: str) -> list[str]:
    return [need.text for need in needs(text)]


def brief(name: str) -> list[Need]:
    return needs((BRIEFS / name).read_bytes().decode("utf-8"))


def names(found: list[Need]) -> str:
    return " | ".join(need.text for need in found)


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("llm_engineer_zh.txt", "检索增强生成 文档切分 重排 指令微调 DPO 评测 幻觉率 Python PyTorch 注意力 位置编码 QLoRA 智能体 函数调用"),
        (
            "inference_en.txt",
            "batching|KV cache management|quantization|speculative decoding|pipeline parallelism|vLLM|TensorRT-LLM|mixture-of-experts",
        ),
        ("rag_prose_en.txt", "chunk|hybrid retrieval that combines BM25|reranking|HNSW index|evaluation|prompt injection"),
        ("backend_zh.txt", "性能优化 Python Go GIL MySQL 事务 Redis 缓存穿透 TCP/IP HTTP 文件系统 消息队列 限流熔断"),
        ("data_en.txt", "deduplicate|data mixtures|Generate synthetic data|SQL|Tokenization|DeepSpeed|FSDP|Megatron"),
        ("resume_zh.txt", "DeepSpeed vLLM LangChain LoRA RLHF RAG BM25 INT4 工具调用"),
        ("resume_en.txt", "Built an agent|QLoRA|gradient checkpointing|LLM-as-a-judge|Kafka|isolation levels|PostgreSQL"),
        ("agent_page.html", "multi-agent workflows|function calling|MCP|prompt injection|jailbreaks|ReAct|long-context models"),
        ("one_line_zh.txt", "KV缓存 连续批处理 投机解码 量化 蒸馏 CUDA C++ MoE 张量并行"),
        ("no_punctuation_en.txt", "pretraining|scaling laws|loss spikes|vision transformers|rope|python"),
        ("researcher_mixed.txt", "GRPO PPO 过程奖励 self-consistency 涌现 可验证奖励"),
        ("manager_crlf_zh.txt", "数据库 缓存设计 系统设计 高并发 做过的项目 冲突"),
    ],
)
def test_what_a_posting_asks_for_is_found(name: str, wanted: str) -> None:
    found = names(brief(name))
    missing = [one for one in wanted.split("|" if "|" in wanted else " ") if one not in found]
    assert not missing


@pytest.mark.parametrize(
    ("name", "unwanted"),
    [
        ("llm_engineer_zh.txt", "险|团建|扁平|沟通|抗压|学历|NeurIPS|股票|薪|日活|按时"),
        ("inference_en.txt", "insurance|equal|Series|remote|years|budget|communication"),
        ("rag_prose_en.txt", "holiday|lunch"),
        ("backend_zh.txt", "双休|体检|本科|责任心|统招"),
        ("data_en.txt", "MSc|PhD|statistics"),
        ("resume_zh.txt", "138|@|奖学金|篮球|大学|GPA|性格"),
        ("resume_en.txt", "@|linkedin|BSc|German|555"),
        ("agent_page.html", "COBOL|Cookie|bicycle|fruit|Log in|doctype|<"),
        ("researcher_mixed.txt", "算力|上海|PhD|publications"),
        ("one_line_zh.txt", "五险|双薪"),
    ],
)
def test_what_every_posting_says_is_left_out(name: str, unwanted: str) -> None:
    found = names(brief(name))
    assert not [one for one in unwanted.split("|") if one in found]


def test_what_is_only_nice_to_have_stands_back() -> None:
    found = brief("llm_engineer_zh.txt")
    assert {need.text for need in found if not need.must} == {"智能体", "Agent", "函数调用"}
    first = [need.must for need in found][:8]
    assert all(first)
    assert [need.must for need in needs("Requirements\n- vLLM\nNice to have\n- MoE\n- RAG is a plus")] == [True, False, False]


def test_every_line_comes_before_the_second_thing_of_any() -> None:
    assert asked_for("任职要求：\n1. 熟悉 Python、PyTorch、CUDA\n2. 掌握 LoRA，QLoRA\n3. 了解 RAG") == [
        "Python",
        "LoRA",
        "RAG",
        "PyTorch",
        "QLoRA",
        "CUDA",
    ]


def test_skills_in_one_line_are_split_and_a_colon_says_what_they_are_about() -> None:
    assert asked_for("Skills: Python, PyTorch, LoRA, vLLM") == ["Python", "PyTorch", "LoRA", "vLLM"]
    found = {need.text: need.search for need in needs("Tuned PostgreSQL: indexes, isolation levels")}
    assert found["indexes"] == "indexes (Tuned PostgreSQL)"


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("3年以上 Redis 缓存相关经验者优先", ["Redis 缓存"]),
        ("Strong knowledge of retrieval-augmented generation is a plus", ["retrieval-augmented generation"]),
        ("5+ years of experience with Kubernetes", ["Kubernetes"]),
        ("熟悉 TCP/IP 协议", ["TCP/IP"]),
        ("熟悉预训练/微调/对齐", ["预训练", "微调", "对齐"]),
        ("study how loss scales with data and model size", ["study how loss scales with data and model size"]),
        ("RAG and agents", ["RAG", "agents"]),
        ("PyTorch CUDA 分布式训练 Megatron", ["PyTorch", "CUDA", "分布式训练", "Megatron"]),
        ("bf16/fp8, CI/CD, Go/Rust", ["bf16", "fp8", "CI/CD", "Go", "Rust"]),
        ("👉 Guardrails ✅", ["Guardrails"]),
        ("Languages: Go, SQL", ["Go", "SQL"]),
        ("Senior Engineer, Somewhere Ltd   Mar 2020 - Present", []),
        ("负责日常工作", []),
        ("Excellent communication skills and a passion for AI", []),
        ("五险一金，带薪年假", []),
    ],
)
def test_a_line(line: str, wanted: list[str]) -> None:
    found = asked_for(line)
    assert found == wanted or (wanted == [] and not found)


@pytest.mark.parametrize(
    ("line", "search"),
    [
        ("把 7B 模型量化到 INT4，首字延迟降低 40%", ["把 模型量化到 INT4", "首字延迟降低"]),
        ("Knows HTTP/2 and GPT-4", ["HTTP/2", "GPT-4"]),
        ("Go, C", ["Golang"]),
        ("RAG Engineer", ["RAG"]),
        ("大模型推理工程师", ["大模型推理"]),
    ],
)
def test_figures_and_jobs_names_are_not_searched_for(line: str, search: list[str]) -> None:
    assert [need.search for need in needs(line)] == search


@pytest.mark.parametrize("text", ["", " \n\t\r\n", "。。。！！！", "12345 67890", "-----\n=====", "😀😀"])
def test_nothing_asks_for_nothing(text: str) -> None:
    assert needs(text) == []


def test_what_stands_before_the_sections_stands_back() -> None:
    found = needs("JORDAN EXAMPLE\nKafka lover\n\nSKILLS\nRAG\nLoRA")
    assert [need.text for need in found] == ["RAG", "LoRA", "JORDAN EXAMPLE", "Kafka lover"] and not found[-1].must
    assert all(need.must for need in needs("You know Kafka and RAG.\nYou know LoRA."))


def test_a_line_that_a_pdf_broke_is_read_as_one() -> None:
    text = "- Led the migration of the order service to a cluster of shards\n  and wrote distributed transactions for it\n- Tuned indexes"
    assert asked_for(text)[:2] == [
        "Led the migration of the order service to a cluster of shards and wrote distributed transactions for it",
        "Tuned indexes",
    ]


def test_a_table_is_read_by_its_heads() -> None:
    found = needs("| 类别 | 内容 |\n|---|---|\n| 要求 | 了解 BERT；对比学习 |\n| 加分 | 了解 RAG |\n| 待遇 | 300/天，餐补 |")
    assert [(need.text, need.must) for need in found] == [("BERT", True), ("对比学习", True), ("RAG", False)]


def test_line_ends_and_repetitions_make_no_difference() -> None:
    text = (BRIEFS / "backend_zh.txt").read_text("utf-8")
    assert needs(text) == needs(text.replace("\n", "\r\n")) == needs(text.replace("\n", "\r")) == needs(text + "\n" + text)


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "等",
        " ",
        "<",
        "<p>",
        "<!--",
        "<script>",
        "（",
        "1. a ",
        "a and ",
        "2020-",
        "熟悉分布式训练与推理优化",
        "python,",
        "负责 RAG 系统\n",
        "&amp;",
    ],
)
def test_200_kb_of_anything_is_read(piece: str) -> None:
    found = needs(piece * (200_000 // len(piece)))
    assert len(found) <= MOST_NEEDS


def test_a_posting_of_200_kb_asks_for_what_its_beginning_does() -> None:
    text = (BRIEFS / "inference_en.txt").read_text("utf-8")
    filler = "".join(f"\nNote {n}: see appendix {n} on page {n}" for n in range(7000))
    found = needs(text + filler)
    assert len(found) <= MOST_NEEDS and {"vLLM", "speculative decoding"} <= {need.text for need in found}


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=st.sampled_from("熟悉和等、，。的经验 abC3.:：\n（）()<>/-&;*•\t#"), max_size=300))
def test_whatever_the_text_needs_are_short_single_and_named(text: str) -> None:
    found = needs(text)
    assert len(found) <= MOST_NEEDS and len({need.text for need in found}) == len(found)
    for need in found:
        assert need.text == " ".join(need.text.split()) and any(c.isalpha() for c in need.text) and need.search.strip()


def test_needs_are_served_in_turns_and_no_question_twice() -> None:
    a, b, c = (item(text, id=text) for text in "abc")
    twin = item("A", id="A", language="en", translation_of="a")
    one, two = (Need(text=text, search=text) for text in ("one", "two"))
    taken = allocated([(one, [a, b]), (two, [twin, a, c])])
    assert [(each.id, need.text) for each, need in taken] == [("a", "one"), ("c", "two"), ("b", "one")]
