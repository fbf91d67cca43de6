"""How much of an answer is particular to anything: fluent talk that would fit every question has almost no such words."""

from __future__ import annotations

import re
from collections.abc import Collection

from interviewer.graders.words import stem, weight
from interviewer.text import terms

_ZH = """
非常重要 很重要 十分重要 重要的 重要性 至关重要 非常关键 很关键 关键的 关键在于 核心 基础 基本的 经典 常见 常用 常问 常考
热门 流行 主流 广泛 普遍 各种 多种 许多 很多 大量的 不少 非常 十分 特别 比较 相当 更加 越来越 不断 一定 往往 通常 一般
经常 总是 可能 应该 需要 能够 可以 必须 技术 方法 方案 手段 概念 知识 知识点 内容 理论 原理 思想 机制 特点 特性 优势
优点 缺点 好处 作用 意义 价值 功能 问题 情况 场景 业务 需求 实际 实践 实际工作 实际项目 工程 工作 项目 公司 企业 行业
领域 团队 大家 我们 我觉得 我认为 我理解 个人认为 面试 面试官 同学 老师 经验 学习 理解 掌握 了解 熟悉 深入 认真 努力
研究 使用 应用 运用 利用 采用 选择 考虑 结合 根据 针对 关于 对于 方面 角度 层面 维度 效果 效果很好 效率 性能 质量 体验
表现 能力 水平 速度 成本 稳定 稳定性 可靠 可靠性 安全 安全性 扩展性 可扩展 可维护 维护 灵活 高效 方便 简单 复杂 合理
优秀 强大 先进 成熟 完善 优雅 巧妙 有效 显著 明显 提升 提高 改善 改进 优化 解决 处理 实现 完成 满足 支持 帮助 促进
保证 保障 发挥 带来 达到 避免 注意 关注 权衡 取舍 平衡 折中 兼顾 综合 综合考虑 具体问题 具体分析 具体情况 因地制宜
最佳实践 总之 总的来说 总体来说 整体 首先 其次 再次 最后 另外 此外 同时 因此 所以 然后 比如 例如 等等 一方面 另一方面
一些 有些 有的 这种 那种 这个 那个 这些 不同 相关 各个 不可或缺 离不开 越来越多 系统 平台 产品 用户 数据 算法 模型 框架
工具 流程 环节 设计 开发 开发者 程序员 工程师 设计者 长期 历史 背景 时代 发展 趋势 未来 目标 目的 结果 过程 方式 进行
具有 存在 属于 作为 一种 一个 之一 手足 用得 用好 做好 说明 证明 确实 适合 放心 值得 推荐 建议 希望 相信 时候 里面
其中 东西 事情 地方 原因 因素 条件 要求 规则 标准 策略 措施 步骤 细节 思路 本质 逻辑 全面 充分 充分考虑 深刻 到位 落地
赋能 抓手 闭环 沉淀 打法 遇到 出现 面对 应对 办法 不同的 多个 几个 两者 二者 各有 优缺点 各有优缺点 各有千秋 区别 差异
联系 关系 角色 地位 影响 变化
"""
_EN = """
very really quite extremely highly important importance essential crucial critical key core fundamental basic
basics significant popular powerful common commonly widely wide used use uses using useful usage modern many
much several various different numerous lot lots multiple number variety kind kinds type types way ways thing
things something everything aspect aspects area areas part parts point points concept concepts technique
techniques technology technologies technological method methods approach approaches idea ideas principle
principles practice practices practical theory topic topics subject field domain industry industries company
companies team teams people engineer engineers developer developers designer designers user users expert
experts good great best better well nice right proper properly appropriate effective effectively efficient
efficiently efficiency performance quality reliability reliable scalability scalable robust stability stable
flexible flexibility maintainability maintainable elegant clean simple complex complicated easy hard difficult
fast slow faster speed cost costs improve improves improving improved improvement improvements enhance
enhances boost optimise optimize optimisation optimization help helps helping allow allows enable enables
provide provides achieve achieves ensure ensures make makes making handle handles manage deal solve solves
solution solutions problem problems issue issues challenge challenges benefit benefits advantage advantages
disadvantage disadvantages drawback drawbacks trade-off trade-offs tradeoff tradeoffs trade offs pros cons
depend depends depending situation situations case cases context scenario scenarios need needs needed require
requires requirement requirements goal goals purpose result results outcome experience experiences project
projects work works working world real system systems software application applications program programs
product products production tool tools framework frameworks design designed build building develop development
understand understanding know knows knowledge learn learning study think believe consider considered
considering careful carefully choose choosing choice decide decision decisions balance weigh always often
usually generally typically sometimes never overall general specific certain particular particularly
especially mainly basically essentially simply actually course also however therefore moreover furthermore
additionally finally first second third lastly today nowadays time times long year years over become becomes
became increasingly increasing grow growing role plays play big huge large small major minor whole entire
every each one two both feature features function functions functionality say said says talk discuss mention
answer question interview interviews interviewer sure fully deeply deep detail details interesting proven
thought standard supported almost everyone anyone someone nothing anything matter matters like just even still
already rather whatever together within across among around without able possible want wants get gets got give
gives given take takes come comes go goes look looks see seen find finds keep keeps made done do does
"""
_EMPTY_ZH = re.compile("|".join(sorted(_ZH.split(), key=len, reverse=True)))
_EMPTY_EN = frozenset(map(stem, _EN.split()))


def substance(text: str, known: Collection[str]) -> float:
    """Return the share of the content words of a text that are particular, about 0.1 for waffle and 0.5 and more for answers.

    Words of the question, function words and words that fit any question don't count as particular.
    """
    content: set[str] = set()
    particular: set[str] = set()
    for term in terms(text):
        if weight(term) > 0.2:
            content.add(stem(term))
    for term in terms(_EMPTY_ZH.sub(" ", text)):
        key = stem(term)
        if weight(term) > 0.4 and key not in known and key not in _EMPTY_EN:
            particular.add(key)
    return len(particular) / max(1, len(content))
