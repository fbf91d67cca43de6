"""Word lists by which questions of interviews are told apart: what they ask for, what is the same word, what says nothing.

Tables are tried in order on lower-case text in which Han and Latin script stand apart. They hold the words of interviews and names that
a whole field knows by two words; what is not listed here is compared letter by letter, or by the encoder.
"""

from __future__ import annotations

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ASK = r"(?:什么|啥|何|哪些|哪里|哪儿|哪几种|哪几个)"
_CAN = r"(?:do|does|did|can|could|would|should|to|will|might)"
_ONE = r"(?: (?:you|we|i|one|people))?"

CLAUSE = re.compile(
    r"[?？!！;；。,，\n]+|(?<=[a-z]{3})\. |\band (?=(?:why|how|what|when|where|which|is|are|does|do|can|(?:the )?ways?|its?|their)\b)|以及|并且|和(?=如何|怎么|为什么|为何)"
)
"""Where one question ends and the next begins."""
POLITE = re.compile(
    r"\bhow (?:would|do|can|could|should) (?:you|we|one) (?:explain|describe|define(?! an?\b)|introduce|interpret)\b|^(?:state|list|define) and (?=explain|describe)|\bhow you(?: would| can)? (?:explain|describe|define)\b|(?:^|[.?!,;] ?)(?:can|could|would|will) you(?: please)?\b"
    r"|是?怎么一?回事|(?:如何|怎么|怎样)(?:理解|看待|看|解释|定义|描述|介绍)|(?:能|可以)(?=(?:简单|具体)?(?:说|讲|谈|聊|介绍|解释))|\bdo you (?:know|understand)\b(?! (?:how|why|what))"
    r"|\bin (?:the )?context of\b|\bin terms of\b|\bwhen it comes to\b|\b(?:like|such as|similar to) [a-z]+ *\??$|\b(?:use|need|want|have) (?:one|it|them)\b|是一[种个]什么样?的?\w{0,4}$|是多少|(?<!工作)是?(?:怎样|怎么样|什么样|如何)的?$|^state (?=the )|^(?:\s*(?:so|ok|okay|now|then|那么?|然后|接下来|好)[,，\s]+)+"
)
"""Asks how or whether, and means what."""
TOLD = re.compile(
    r"介绍|解释|说明|描述|简述|概述|阐述|[说讲谈聊](?:一?下|一[说讲谈聊]|[说讲谈聊])|\b(?:explain|describe|discuss|introduce|tell me|talk about|walk me|overview|demonstrate|what are)\b"
)
"""Asks to be told of the thing as a whole, rather than names what is to be done."""
FAMILIAR = re.compile(
    r"你?们?(?:平时)?有?(?:了解过?|知道|熟悉|听说过?|(?:听|使用|用|接触|遇到|碰到|看)过)(?=.{0,40}吗)|\b(?:have|did) you (?:ever )?(?:use[d]?|hear[d]?|work(?:ed)?)(?: of| about| with)?\b|\bare you familiar with\b"
)
"""Asks whether one knows a thing, and means the thing."""
WHETHER = re.compile(
    r"是否|是不是|能不能|会不会|可不可以|需不需要|吗\s*$|^\s*(?:is|are|does|do|can|could|should|has|have|will|was|were)\b|\bis it (?:possible|necessary)\b|\btrue or false\b"
)
"""Asks for yes or no."""

INTENTS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("list", r"^\s*(?:please )?(?:list|name|enumerate|mention|give)\b(?! (?:vs|versus|and|or|in|comprehension|of)\b)"),
        ("pros cons", r"优缺点|优劣势?|利弊|\bpros and cons\b|\badvantages and disadvantages\b|\bstrengths and weaknesses\b"),
        (
            "cons",
            r"缺点|劣势|坏处|弊端|不足之处|不足|局限性?|短板|(?:什么|哪些)缺陷|(?:会|可能)?(?:带来|存在|具有|引发|涉及|(?<!没)有)(?:了|的|什么|哪些|一些)*问题(?:有哪些)?",
        ),
        (
            "cons",
            r"\b(?:problems?|issues?) (?:with|caused by)\b|\b(?:disadvantages?|drawbacks?|cons|weaknesses|weakness|limitations?|downsides?|shortcomings?|pitfalls?|challenges?(?= (?:of|with|does|do|in|when|come)\b))\b",
        ),
        ("pros", r"优点|优势|好处|长处|益处|\b(?:advantages?|benefits?|pros|strengths?|upsides?|merits?)\b"),
        (
            "diff",
            rf"有?{ASK}?(?:主要|本质|根本)?的?(?:区别|不同之处|不同点|异同点?|差异|差别|不一样)(?:在哪里|在哪)?|有{ASK}不同|的?不同(?:之处)?$",
        ),
        ("diff", r"对比一?下?|比较一下|比较|相比|\bdifferences?\b|\bdiffers?\b|\bdifferent (?:from|than|to)\b|\bdifferentiate\b"),
        ("diff", r"\b(?:vs|versus|compare[ds]?|comparison|comparing|distinguish(?:es)?|contrast)\b"),
        (
            "choice",
            r"\bchoose between\b|用[^用]{1,20}还是(?=.{2,20}$)|(?<=[a-z0-9\u4e00-\u9fff])(?:之间)?(?:应?该)?(?:怎么|如何|怎样)(?:做)?(?:选择|选型|取舍|选)(?=$|[?？ ])|(?:选择|选型)哪[个种]",
        ),
        ("why", rf"为什么会?|为何|为啥|何以|怎么会|出于{ASK}|{ASK}?(?:主要)?(?:原因|缘由|成因|理由)(?:是{ASK}|有{ASK})?|必要性|动机"),
        (
            "why",
            r"\bwhy(?: is it that)?\b|\bhow come\b|\bwhat causes\b|\bwhat makes\b|\b(?:reasons?|causes?) (?:for|of|behind|why)\b|\breasons?\b",
        ),
        ("why", r"\bthe need (?:for|of)\b|\brationale\b|\bmotivation\b"),
        ("count", r"(?<!是)多少|多大|多久|\bhow (?:many|much|long|often|big|large|far|fast)\b"),
        (
            "scene",
            rf"(?:应用|使用|适用|典型)?(?:场景|场合)|(?:在)?{ASK}(?:(?:时候|时机|情况)下?|条件下)|用(?:在|于)(?:什么|哪些?)(?:地方|场景|方面|里)|何时|适用于|\buse cases?\b|\bscenarios?\b",
        ),
        ("scene", rf"\bwhen (?:{_CAN}|is|are)\b{_ONE}|\bin (?:which|what) (?:cases?|situations?)\b|\bapplications? of\b"),
        ("use", rf"作用|用处|用途|意义|目的|有{ASK}用|用来(?:做|干)(?:什么|嘛|啥)|干(?:什么|嘛)用|做什么用"),
        (
            "use",
            r"\b(?:purpose|usefulness|useful|importance|important|significance)\b|\buse[sd]? for\b|\b(?:the )?(?:use|role|uses) of\b|\bgood for\b|(?<=\w) for(?=\s*$)|\bthe point of\b",
        ),
        (
            "role",
            r"(?:是|用来)?(?:干|做)(?:什么|啥|嘛)(?:用)?的|\bwhat (?:does|do)(?= .{2,40} (?:do|control|provide)\b)|(?<= )(?:do|control|provide)(?=$| when| in)",
        ),
        (
            "usage",
            r"(?:如何|怎么|怎样)(?:才能)?(?:使|运)?用(?=[^\u4e00-\u9fff]{1,40}$)|使用(?:方法|方式)|(?<!场景下)(?<!场景中)使用$|\bhow (?:do|to|can)(?: you| we| i)? use (?=(?:a |an |the )?[\w.\-]+ ?$)",
        ),
        (
            "code",
            r"手写|手撕|写出|写一个|写一段|编写|怎么写|如何写|写法|\bwrite (?:(?:a|an|the|some) )?(?:(?:sql|simple|short|python|java|c\+\+) )*(?:function|program|script|query|code|method|class)(?: (?:to|that|which|for))?\b|\bwrite (?:a|an|the|code|some)\b|\bimplement\b",
        ),
        ("works", r"(?:如何|怎么|怎样)(?:工作|运作|运行)|(?:底层|内部|具体)?实现(?:原理|机制|过程|细节)|(?:工作|底层|基本|内部|实现)?原理"),
        (
            "works",
            r"(?:基本|核心|主要)?(?:思路|思想)|是(?:如何|怎么|怎样)(?:实现|工作|运作|运行|做)(?=.{0,12}的$)|是(?:如何|怎么|怎样)(?!样)(?=.{1,12}的$)",
        ),
        ("happens", r"\bwhat (?:happens|would happen|will happen)\b(?! (?:during|in|inside)\b)"),
        ("steps", r"(?:工作|执行|处理|基本|整体|主要|具体|核心|中间)*(?:流程|过程|步骤)(?:有哪些|包括哪些)?|哪几步|几步|几个阶段"),
        (
            "works",
            r"\bhow (?:do|does|is|are|was|were) (?!you\b|we\b|i\b|one\b)|\binternal workings?\b|\bwhat happens (?:during|in|inside)\b|\binternally\b|\bmechanics of\b|\bprinciples? (?:of|behind)\b",
        ),
        ("steps", r"\b(?:the )?(?:steps|process|procedure|workflow) (?:of|for|to|in|involved)\b"),
        (
            "how",
            r"(?:如何|怎么|怎样|咋)(?:才能)?(?:去)?(?:实现|做到|进行|使用|做|办|样)?的?|实现(?:方式|方法|思路)|^\s*(?:请)?实现(?=一?个? ?[a-z\u4e00-\u9fff])",
        ),
        ("ways", r"(?:方法|方式|手段|办法|方案|途径|措施|招数|做法)(?:有哪些|包括哪些|是什么)?|策略(?=有哪些|包括哪些)"),
        ("how", rf"\bhow(?: {_CAN})?{_ONE} |\bin what way\b"),
        ("ways", r"\b(?:ways?|methods?|approach(?:es)?|techniques?|strategy|strategies) (?:to|of|for|by|are there|exist|do you know)\b"),
        (
            "traits",
            rf"(?:有|具有|具备|包含){ASK}(?:关键|主要|重要)?的?(?:特点|特性|特征|特色|功能|性质|阶段)|(?:特点|特性|特征|特色|功能|性质|阶段)(?:有{ASK}|是{ASK})",
        ),
        (
            "traits",
            r"(?<!to scale )(?<!scale )(?<!select )(?<!encode )\b(?:features|characteristics|capabilities)\b(?! (?:selection|engineering|scaling|map))",
        ),
        (
            "parts",
            r"(?<!数据)结构(?:是什么|是怎样的)?|架构|(?:区域)?划分|(?:由|有)?(?:哪些|哪几)?(?:个)?(?:部分|组件|模块)(?:组成|构成)|组成部分|组成|构成|\bcomponents? of\b|\bparts? of\b",
        ),
        ("list", rf"有{ASK}|包括{ASK}|包含{ASK}|哪几种|几种|哪几个|哪些"),
        ("kinds", r"\b(?:types?|kinds?|sorts?|classifications?) of\b|种类|类型|分类"),
        ("list", r"\bwhich\b|\bdo you know\b|\bare you familiar with\b|\bwhat (?:\w+ ){1,2}(?=do you know|are there|exist)"),
    )
)
"""What a question wants to be told; a name of two words stands for two of them."""
HAN = re.compile(r"[\u4e00-\u9fff]")
INTENTS_LATIN = tuple((names, pattern) for names, pattern in INTENTS if re.search("[a-z]{3}", re.sub(r"\\[a-z]", "", pattern.pattern)))
"""Those of them that texts without Han characters can match."""
SPECIFIC = _words("choice pros cons diff why count scene use usage code works steps how ways traits whether")
"""Where one of these is asked, a list or the parts are only the way to tell it."""

WHAT = re.compile(
    rf"什么叫做?|什么是|是(?:什么|啥)(?:意思|东西|概念)?|{ASK}意思|指的?是?(?:什么|啥)|的?(?:(?<!自)定义|含义|概念|意思)|何为|何谓"
    r"|\bwhat(?:'s| is| was)\b|\bwhat do (?:you|we|people) (?:mean|understand) by\b|\bwhat (?:does|do)(?= .{1,60} (?:mean|refer to|stand for)\b)"
    r"|^\s*(?:please )?define\b|\bdefinition(?: of)?\b|\bmeaning of\b|\b(?:means?|refers? to|stands? for)\b"
)
"""Asks for a definition, where nothing of INTENTS is asked in the same clause."""

_GROUPS = r"""
llm: 大型语言模型|大语言模型|语言大模型|语言模型|大模型|(?:large )?(?:scale )?language models?|llms?
ml: 机器学习|machine learning
dl: 深度学习|deep learning
cnn: 卷积神经网络|convolutional (?:neural )?net(?:work)?s?
rnn: 循环神经网络|recurrent (?:neural )?net(?:work)?s?
nn: 神经网络|neural net(?:work)?s?
rlhf: (?:基于)?(?:人类|人工)反馈的?强化学习|reinforcement learning (?:from|with) human feedback
rl: 强化学习|reinforcement learning
rag: 检索增强生成|retrieval.augmented generation
cot: 思维链|chain.of.thoughts?
finetune: 微调|fine.?tun(?:e|es|ed|ing)
pretrain: 预训练|pre.?train(?:s|ed|ing)?
prompt: 提示词|提示语|prompts?
hallucination: 幻觉|hallucinat(?:e|es|ed|ing|ions?)
rope: 旋转式?位置编码|rotary (?:position(?:al)? )?(?:embeddings?|encodings?)
posenc: 位置编码|位置嵌入|position(?:al)? (?:encodings?|embeddings?)
moe: 混合专家(?:模型)?|mixture.of.experts
mha: 多头(?:自)?注意力|multi.?head (?:self.?)?attention
selfattention: 自注意力|self.?attention
crossattention: (?:交叉|互)注意力|cross.?attention
attention: 注意力
embedding: 词嵌入|词向量|embeddings?
batchnorm: 批量?(?:归一化|标准化|规范化)|batch ?norm(?:ali[sz]ation)?|bn
layernorm: 层(?:归一化|标准化|规范化)|layer ?norm(?:ali[sz]ation)?|ln
gradientdescent: 梯度下降
backprop: 反向传播|back.?propagation
svm: 支持向量机|support vector machines?
kmeans: k.?means?(?: clustering)?
pca: 主成分分析|principal component analysis
database: 数据库|databases?|db
os: 操作系统|operating systems?
js: javascript
ts: typescript
k8s: kubernetes
regex: 正则表达式|regular expressions?|regexp?
gc: 垃圾(?:回收|收集)|garbage collect(?:ion|or|ors)
dns: 域名解析|域名系统|dns resolution|domain name system
cdn: 内容分发网络|content delivery networks?
csrf: 跨站请求伪造|cross.site request forgery
xss: 跨站脚本(?:攻击)?|cross.site scripting
mq: 消息队列|message queues?
mainreplica: 主从(?:复制|同步)
eventdelegation: 事件(?:委托|代理)
clustered: 聚(?:簇|集)(?=索引)
threadpool: 线程池|threadpoolexecutor|thread pools?
acid: (?:(?:事务|transaction) ?的? ?)?4 ?(?:特性|特征)|(?:(?:事务|transaction) ?的? ?)?acid(?: ?特性| properties)?
mitm: 中间人|man.in.the.middle
virtual: 虚拟(?!机)
cache: (?:高速)?缓存|cach(?:e|es|ed|ing)
interface: 接口|interfaces?
index: 索引|index(?:es|ed|ing)?|indices
transaction: 事务|transactions?
array: 数组|arrays?
string: 字符串|strings?
linkedlist: 链表|linked lists?
container: 容器|containers?
cluster: 集群|clusters?
node: 节点|nodes?
component: 组件|components?
module: 模块|modules?
closure: 闭包|closures?
overfitting: 过拟合|over.?fit(?:s|ting)?
regularization: 正则化?|regulari[sz](?:ation|ed|e|ing)
learningrate: 学习率|learning rates?
lossfunction: 损失函数|(?:loss|cost) functions?
activation: 激活函数|activation functions?
quantization: 量化|quanti[sz](?:ation|ed|e|ing)
agent: 智能体|agents?
contextwindow: 上下文(?:窗口|长度)|context (?:windows?|length)
microservice: 微服务(?:架构)?|micro.?services?(?: architecture)?
loadbalancing: 负载均衡|load.?balanc(?:ing|ers?|ed?)
ratelimit: 限流器?|rate.?limit(?:ing|ers?|s)?|throttl(?:e|es|ing)
singleton: 单例(?:模式)?|singleton(?: (?:design )?pattern)?
complexity: 时间复杂度|time complexity|big.?o(?: notation)?
center: 居中|cent(?:er|re)(?:ed|ing)?
coworker: 同事|co.?workers?|colleagues?|team ?mates?
conflict: 冲突|分歧|conflicts?|disagreements?
record: rows?|records?
convert: (?<![反旋翻逆])转(?:换|化)?[成为]|转换(?:[成到])?|变成|转 ?(?=[a-z])|convert(?:s|ed|ing)?|turn(?=.{1,30} into)|conversion
monitor: 监控|monitor(?:s|ed|ing)?
deploy: 部署|deploy(?:s|ed|ing)?
upgrade: 升级|upgrad(?:e|es|ed|ing)
expire: 过期|expir(?:e|es|ed|ing|ation|y)
missing: 缺失(?:值|的?数据)?|missing (?:values?|data)
metric: 指标|metrics?
asynchronous: 异步|async(?:hronous(?:ly)?)?
synchronous: synchronous(?:ly)?
concurrency: 并发|concurren(?:t|cy|tly)
bottleneck: 瓶颈|bottlenecks?
ioc: 控制反转|inversion of control
di: 依赖注入|dependency injection
aop: 面向切面(?:编程)?|aspect.oriented programming
oop: 面向对象(?:编程)?|object.oriented programming
vm: 虚拟机|virtual machines?|vms?
isolation: (?:事务的?)?隔离级别|(?:transaction )?isolation levels?
url: 网址
page: 网页|页面|web page
solve: 解决|避免|防止|防范|防御|防护|预防|缓解|减轻|应对|(?<![预批])处理(?!器)|克服|减少|降低|减小|缩减|抑制|消除|规避|prevent(?:s|ed|ing|ion)?|avoid(?:s|ed|ing|ance)?|mitigat(?:e|es|ed|ing|ion)|reduc(?:e|es|ed|ing|tion)|lower(?:ed|ing)?|alleviat(?:e|es|ed|ing)|handl(?:e|es|ed|ing)|deal(?:ing)? with|overcom(?:e|ing)|tackl(?:e|ed|ing)|cop(?:e|ing) with|address(?:ing)?(?= (?:the|this|these))|combat(?:ing)?|manage (?=it|them)|(?:re)?solv(?:e|es|ed|ing)|fix(?:ed|ing)?|minimi[sz](?:e|ing)|decreas(?:e|ed|ing)
improve: 优化(?!器)|提升|提高|加速|加快|改进|改善|调优|optimi[sz](?:e|es|ed|ing|ation)|improv(?:e|es|ed|ing|ement)|speed(?:ing)? up|accelerat(?:e|ed|ing)|enhanc(?:e|ed|ing)
remove: 删除|移除|清除|去掉|remov(?:e|es|ed|ing|al)|delet(?:e|es|ed|ing|ion)
undo: 撤销|撤回|回退|undo(?:ing)?|revert(?:ed|ing)?
choose: 选择|选取|挑选|选型|确定|决定|determin(?:e|es|ing)(?! (?:if|whether))|decid(?:e|es|ing)|choos(?:e|ing)|select(?:ed|ing)?|pick(?:ing)?
evaluate: (?:evaluat|assess|measur)(?:e|ing)? (?:the )?(?:quality|performance) of|measur(?:e|es|ed|ing)|评估|评价|评测|衡量|evaluat(?:e|es|ed|ing|ion)|assess(?:ed|ing|ment)?
backlog: 积压|堆积|backlogs?
size: 体积|大小|尺寸|sizes?
persist: 持久化|持久保存|persist(?:ence|ed|ing|ent)?(?! volume)
search: 搜索|检索|查询(?=速度|快|效率)|search(?:es|ing)?
change: 修改|更改|变更|chang(?:e|es|ed|ing)|modif(?:y|ies|ied|ying)
create: 创建|新建|creat(?:e|es|ed|ing|ion)
split: 拆分|切分|分割|划分(?=为)|split(?:s|ting)?
commit: 提交|commits?
lose: 丢失|丢(?!包)|lost|los(?:e|ing)
tradeoff: trade.?offs?
high: 飙高|飙升|过高|占用高|(?:这么|那么|如此|很)(?:高|大|强|多)|(?<=[量率度性])[高大强]
leak: 泄漏|泄露|leak(?:s|ing|age)?
great: greatest|biggest|largest
maximum: 极大|最大
scaling: 扩缩容|扩容[和与、]缩容
selfintro: (?:做一?[个下]?)?自我介绍(?:一?下)?|介绍(?:一?下)?你?自己|introduce yourself|tell me about yourself
calculate: 计算|估算|估计|estimat(?:e|es|ed|ing)|算(?=$|[\s？?])|comput(?:e|es)|calculat(?:e|es|ed|ing|ion)
detect: spot(?:ting)?(?= (?:it|the|a|them)\b)|判断|检测|检查|判定|detect(?:s|ed|ing|ion)?|identif(?:y|ies|ied|ying)|find out(?: if| whether)?|determin(?:e|ing)(?= (?:if|whether))|check(?:ing)?|(?:tell|know|see)(?= (?:if|whether))
debug: 排查|定位问题|debug(?:ging)?|troubleshoot(?:ing)?|diagnos(?:e|ing)
find: 查找|寻找|定位|find(?:ing)?|locat(?:e|ing)
android: 安卓
dfs: 深度优先(?:搜索|遍历)?|depth.first search
bfs: 广度优先(?:搜索|遍历)?|breadth.first search
quicksort: 快速排序|快排|quick ?sort
mergesort: 归并排序|merge ?sort
binarysearch: 二分(?:查找|搜索)|binary search(?! tree)
extend: 扩展|延长|拓展|extend(?:ed|ing)?
invalid: 失效|不生效|不起作用
latest: most recent|latest|last
imbalance: (?:数据|样本|类别)*(?:不平衡|不均衡|不均匀)(?:的?数据集?|的?样本)?|(?:class(?:es)?|data(?: ?sets?)?) imbalanced?|(?:imbalanced?|unbalanced?)(?: (?:class(?:es)?|data(?: ?sets?)?))?
fast: (?:速度|性能|运行|查询|执行|跑)?(?:这么|那么|如此|非常|很)?快(?![速排照递捷])
reliable: 可靠性|可靠的?传输|可靠传送|reliab(?:le|ly|ility)(?: deliver(?:y|ed)| transmission| transfer)?
designpattern: 设计模式|design patterns?
short: shorten(?:er|ing)|短链接?
consistent: 一致性|保持一致|consistency
"""
_SPLIT = re.compile(r"\|(?![^(]*\))")
_SAME = tuple((name, _SPLIT.split(body)) for name, body in (line.split(": ", 1) for line in _GROUPS.strip().splitlines()))
SAME: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile("|".join(p if HAN.search(p) else rf"\b(?:{p})\b" for p in parts))) for name, parts in _SAME
)
"""Words and phrases that mean the same, each with the word that stands for all of them."""
SAME_LATIN: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(rf"\b(?:{'|'.join(latin)})\b")) for name, parts in _SAME if (latin := [p for p in parts if not HAN.search(p)])
)
"""The same for texts without Han characters, where less has to be tried."""

LIGHT = re.compile(
    r"有没有|能否|可否|是否|是不是|能不能|会不会|可不可以|请问|请你|请(?!求)|如果让你?|假如|假设|了解|熟悉|听说|简单|简要|简述|概述|阐述|论述|叙述|描述|介绍|解释|说明|说说|说一说|说一下|说下|说出|讲讲|讲一讲|讲一下|讲下|聊聊|聊一聊|谈谈|谈一谈|谈一下|谈下"
    r"|列举|举例|分析|你?对于?(?=.{1,30}(?:理解|认识|看法))|你?的?(?:理解|认识|看法)|你们?|我们?|一下|下面|以下|所谓|什么样|什么|啥|哪种|哪个|哪里|多种|各种|各个|各自|分别|之间|其中|它们?|他们"
    r"|这个|这种|这些|这样|这么|那么|那个|那些|如此|自己|本身|核心(?=思想|概念|参数|原理|[\u4e00-\u9fff]*(?:有哪些|是什么))(?!是)|主要|常见|常用到?|基本|具体|目前|现在|一般|通常|典型|相关|关键|很?重要|大多数?|当前|业界|实际|真正|真的|到底|究竟|还是|或者|和|与|跟|及|、|等等"
    r"|需要|必须|应该|应当|使用|采用|利用|运用|引入|要用|用到|要做|做|进行|包括|包含|属于|存在|具有|拥有|指的|出现|产生|发生|造成|导致|引起|引发|表示|代表(?=什么|的?含义|了|着)|涉及|问题|现象|情况|概念|知识点?|方面|东西|详细|深入|底层|知道"
    r"|保证|确保|保障|越来越|谢谢|建立连接(?=.{0,4}握手)|遇到|关注|处于|经历|未来|线上|一直|分为|分成|多个|按照?|可以|能够|提出|满足|必要|觉得|认为|某个?种?|支持(?=什么|哪些|的|之)|讲的?是|[几一][个种条段次些]"
)
PARTICLES = re.compile(r"[的吗呢吧啊呀嘛]|了(?!解)")
FUNCTION_CHARACTERS = frozenset("之起让里会要用有在对是把被为来去到时中都也就还从将其每各该")
LIGHT_CHARACTERS = FUNCTION_CHARACTERS | frozenset("说讲序哪几层量率费间地得着过让给里上下做该可能个性化向又才只此当成值至")
"""Han characters that say nothing when they alone stand between what two wordings share; of the former ones, several in a row do not either."""
LIGHT_WORDS = _words(
    """a an the of to and or with by from as at on is are was were be been being am do does did done it its they them their this that these those there here you your we our us
    can could will would shall may might please briefly explain describe tell about discuss talk introduce walk me through overview elaborate illustrate outline summarize demonstrate detail
    details simple terms words own short example examples some any all both each every other another also so then if what who whom where whose s t d ll re ve my let into between among within
    over under per than understand know think say called mean means refer refers term concept concepts idea notion problem problems issue issues phenomenon main basic common commonly popular
    general generally usually typical typically various several different many most core important used using use uses useful need needs needed want get got make makes made have has had happen
    happens occur occurs arise arises exist exists come comes go goes work works working way ways must hold required require requires necessary achieve achieved perform performed ensure ensures
    ensuring guarantee guarantees guaranteeing sure involved when want wanting keep keeps worked best designed offer offers bring brings matter matters during hit face encounter currently modern today given provide provides helps help should whether one just really actually introduced introducing familiar in for"""
)
"""English words that do not tell one question from another."""
LABELS = _words(
    """模型 现象 能力 请求 数据 状态 过程 流程 机制 技术 算法 函数 特性 特点 理论 定理 定律 公式 操作 关键字 策略 模式 功能 效应 系统 协议 参数 框架 命令 语句 攻击 结构 属性 方法 方式 服务 语义 接口 支持 未来 线上 元素
    mechanism technique algorithm function functions property properties feature features theory theorem operation keyword strategy pattern system protocol parameter
    query command attack attacks structure operator method process service services framework item items element elements computing development hook semantics library state states file files job jobs pipeline prop props result results 系统 平台 服务 application app platform 范式 形式 规则 效果 rule rules characteristic characteristics model learning request requests div"""
)
"""Names of a class of things: "reflection" and "the reflection mechanism" are one."""
RELATION = re.compile(rf"(?:的|[中里]面?的?)(?=\s*(?:{'|'.join(label for label in sorted(LABELS) if not label.isascii())}))")
"""Before such a name it makes it the thing that is asked about: "the parameters of X" are not X."""
SOFT_LABELS = _words(
    "系统 服务 平台 system service pipeline platform application app 模型 机制 技术 算法 策略 方法 方式 理论 定理 定律 公式 theory theorem law rule mechanism technique algorithm strategy method approach"
)
"""Those of them that are put for one another."""
CLASSES = _words(
    """框架 语言 编程语言 工具 平台 模型 算法 协议 技术 机制 定理 理论 定律 范式 关键字 攻击 效应 现象
    framework library language tool platform model algorithm protocol technology mechanism theorem theory law technique keyword attack"""
)
"""Those of them that say nothing even beside the bare name of a product ("the Vue framework"); the others then name a part of it."""
ACTIONS = _words(
    "solve improve remove undo choose evaluate calculate detect debug find change create split extend convert monitor deploy implement use avoid"
)
"""What may be asked to be done with a thing, beside what it is."""
THIN = LABELS | _words(
    """模块 组件 类型 文件 数据 对象 变量 列表 节点 类 页面 代码 版本 module component type file data object variable list node class page code version array string interface index cluster"""
)
"""Words too thin to tell by themselves what a question is about."""
GENERIC = _words(
    """项目 代码 输出 结果 下列 程序 题目 打印 正确 错误 说法 选项 面试 自我 个人 经历 离职 公司 职业 规划 成就 挑战 困难 印象 深刻 补充 反问 提问 优点 缺点
    code output outputs following snippet program result results project projects print prints printed log logged logs console true false statement statements option options correct wrong
    answer answers value values question questions yourself return returns below above run running tell display displayed line lines final order see"""
)
"""Subjects that stand for something which only the context shows."""
CONTEXTS = _words(
    """llm ml dl nn rl rag dataset datasets nlp cv ai os database java jvm js ts python c c++ c# go golang rust php ruby swift kotlin scala html css sql mysql postgresql oracle mongodb redis kafka linux unix windows
    android ios react vue angular node nodejs spring springboot django flask git docker k8s http network networking transformer transformers gpt chatgpt bert pytorch tensorflow oop
    spark flink hive hadoop elasticsearch nginx tomcat mybatis rabbitmq rocketmq zookeeper dubbo terraform ansible aws azure gcp jenkins graphql pandas numpy sklearn keras
    mq 消息队列 unity unreal cuda rails flutter dart laravel jquery webpack vite express nestjs fastapi celery redux grpc solidity perl bash powershell dotnet hibernate jpa maven gradle junit selenium cypress
    playwright jest pytest airflow dbt snowflake databricks langchain llamaindex vllm opencv ros solr neo4j dynamodb mariadb sqlite clickhouse tidb presto trino iceberg hudi hbase nacos prometheus grafana helm istio
    web frontend backend programming statistics kernel orm orms 计算机 网络 前端 后端 编程 语言 编程语言 统计 统计学"""
)
"""Fields and platforms: naming one of them where the other wording names none changes nothing."""
FIELDS = _words("network networking web frontend backend programming kernel statistics transformer transformers html 网络 编程 统计")
"""Those of them that are also part of other names ("network policy"): they only say where when they are put as a place."""
PLATFORMS = _words(
    """ios android macos linux unix windows mysql postgresql postgres oracle mongodb redis memcached cassandra kafka rabbitmq rocketmq elasticsearch lucene terraform ansible jenkins github gitlab openstack helm prometheus nginx apache tomcat zookeeper etcd
    hive hbase flink spark hadoop aws azure gcp"""
)
"""Those of them that do in their own way what others do too: naming one does change the question."""
LANGUAGES = _words("java js ts python c++ c# golang rust php ruby swift kotlin scala dart perl")
"""Those of them that are programming languages."""
PRODUCTS: dict[str, frozenset[str]] = {
    "big_data": _words("spark flink hive hadoop hbase hudi iceberg presto trino airflow dbt snowflake databricks clickhouse kafka"),
    "distributed": _words("kafka rabbitmq rocketmq zookeeper etcd nacos dubbo grpc istio nginx"),
    "databases": _words(
        "mysql postgresql postgres oracle mongodb redis cassandra hbase dynamodb mariadb sqlite tidb clickhouse neo4j elasticsearch"
    ),
    "cloud_and_testing": _words("docker k8s terraform ansible jenkins helm prometheus github gitlab git"),
    "networks": _words("nginx apache tomcat"),
}
"""Products by the field of the glossary to which the things that they have belong; not systems, in which everything is there in another way."""
PLACE = re.compile(
    r"在(?P<zh>[^在]{1,8}?)(?:中|里面?|当中|之中)(?=[\s的，,]|$|[^间断文])|(?P<of>[\u4e00-\u9fff]{2,6}|(?<=[ ，])[\w ]{2,8})里面?的|^(?P<head>[^?？，,]{1,8}?)(?:中|里面?)(?=[，,])"
)
"""Where something holds, which may be left out."""
NAME = re.compile(
    r"(?<![和与、及跟] )(?<![和与、及跟])\b([A-Za-z][\w.+#\-]*) ?(?:的|中|里|里面)(?=[\u4e00-\u9fff ])(?! ?(?:理解|认识|看法|了解|概念|作用|原理|优|缺|区别|不同|特点|使用|用法|机制|过程|流程|场景|定义|含义|意义|好处|目的|关系|步骤))|([A-Z][\w.+#\-]*) ?(?:是如何|是怎么|要|需要|会)(?=[\u4e00-\u9fff ])|\b(?:in|on|with) ([A-Z][\w.+#]*)\s*\??\s*$|([A-Z][\w.+#]*)(?:'|’)s\b"
)
"""A name to which the rest belongs: "Spark 的宽依赖", "TCP's handshake"."""
FIELD = re.compile(r"\b(?:in|for|within) (an? )?(?!the )((?:[\w\-.+#]+ ?){1,2})\s*$")
"""The same in English: "What is hoisting in JavaScript?"."""

SUFFIXES = frozenset(
    [
        "",
        "er",
        "or",
        "ers",
        "ors",
        "y",
        "cy",
        "t",
        "ce",
        "cies",
        "al",
        "ic",
        "ity",
        "ive",
        "ly",
        "ant",
        "ent",
        "able",
        "ness",
        "ment",
        "ing",
        "ion",
        "ed",
        "e",
        "es",
        "r",
        "ional",
        "abl",
        "anc",
        "enc",
        "iv",
    ]
)
"""Endings by which English words of one stem differ."""
ORDINAL = re.compile(r"\d|\b(?:first|second|third|fourth|fifth|one|two|three|four|i|ii|iii|iv|[a-z])\b|[一二三四五六七八九十]")
OPPOSED = re.compile(r"不|没|无|非|未|反|勿|\b(?:not|no|non|never|without|cannot|un|anti|isn|don|doesn|won)\b")
TURN = re.compile(
    r"\bconvert\b(?!.*\b(?:in)?to\b)|[转换变化译射][为成到至]|转 ?(?=[a-z])|(?<![找遇得看用做提碰想])到|优于|(?<![对相])比(?!较|例|率|特)|[向给](?!量)|\b(?:to|into|over|than)\b"
)
"""A word of direction: what stands before and after it can't change places."""
HOW_TO = re.compile(r"\b(?:how|want|need|used?|able|try|ways?|steps?|possible|best|in order) to\b|\bcompared to\b|向(?=上|下|左|右|前|后)")
"""Where "to" is no direction."""
NAMELESS = _words("and or the of a an to")
"""The English words that are not names in a Chinese question: there, "this", "for" and "call" are."""
