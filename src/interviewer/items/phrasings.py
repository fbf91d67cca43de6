"""Ways of putting a question, each with the one that stands for them, and the questions about the person that every interview asks.

As in phrases, tables are tried in order on lower-case text.
"""

from __future__ import annotations

import re

from interviewer.items.phrases import ASK, LABELS

FIRST: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), put)
    for pattern, put in (
        (r"(?<=[进线]程)之间", "间"),
        (r"\bgo (?=(?:test|mod|build|run|vet|fmt|get|routines?)\b)", "golang "),
        (r"\bGo(?:lang)?\b(?! (?:to|through|over|on|for|back|into)\b)(?![.\-])", "golang"),
        (r"进程间(有哪些|的)通信(?=方式|机制|手段)", r"进程间通信\1"),
        (r"进程间(怎么|如何|怎样)(?:进行)?通信", r"\1进行进程间通信"),
        (r"扩容[和与、]?缩容", "扩缩容"),
        (r"不是([\u4e00-\u9fff]{2})安全", r"\1不安全"),
    )
)
"""The same for what would hide a name, put before names are looked for."""

PUT: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), put)
    for pattern, put in (
        (
            rf"(?:解决|应对)了?{ASK}(?:样的)?(?:问题|痛点|难题)|是?为了?解决{ASK}(?:问题|痛点)?|(?:是)?(?:为了|用来)?要?解决的?(?:问题|痛点)是{ASK}",
            "为什么引入",
        ),
        (r"是?(?:如何|怎么|怎样)被?触发的?|的?触发(?:条件|时机)(?:有哪些|是什么)?", "什么情况下会发生"),
        (r"(?:占用?|需要|消耗)多少 ?([\u4e00-\u9fff]{2}|[a-z]+) ?(?:(?:怎么|如何)?计?算)?", r"\1占用怎么计算"),
        (
            r"(?:什么时候|何时|什么场景下?)(?:该|应该|适合)?[选使]?用([^，,？?]{1,30}?)[，,、；; ]+(?:又?(?:什么时候|何时|什么场景下?))(?:该|应该|适合)?[选使]?用([^，,？?]{1,30})",
            r"\1和\2怎么选",
        ),
        (r"分(?:为|成)?(?:哪几|几|哪些)[种类个]", "有哪几种"),
        (r"[，,、。； ]*(?:你?(?:从中)?(?:学到|收获|学会)了?(?:什么|哪些))", ""),
        (r"^(?:请|让你)?设计(?=一?[个套款]|[\u4e00-\u9fffa-z ]{2,12}(?:系统|服务|平台|功能))", "如何设计"),
        (r"((?:如何|怎么|怎样)设计.{2,16}?)(?:系统|服务|平台|功能|模块)", r"\1"),
        (r"^(?:please )?design (?=an? |the )", "how do you design "),
        (r"(\bdesign (?:an? |the )?.{3,30}?) (?:system|service|platform|application|app)\b", r"\1"),
        (r"(?:如何|怎么|怎样)(?:利用|使用|用|基于)(.{1,12}?)来?实现", r"怎么实现\1 "),
        (r"生命周期.{0,3}(?:有|分为|包括|经历)(?:哪些|哪几个|几个)(?:阶段|方法|状态|步骤|回调)", "生命周期"),
        (r"\b(?:stages|phases|states|methods|steps|callbacks) (?:of|in) (?=.{0,30}\blife ?cycle\b)", ""),
        (r"(?:引入|带来|增加|新增)了?(?:哪些|什么)", "有哪些"),
        (r"^(?:请你?)?(?:讲|说|谈|聊|分享)(?:一下|述)?[1一] ?[次个]你?", ""),
        (r"最近(?=[一1]次)|上(?=[一1][个次])", "最近"),
        (
            r"\b(?:what|which) (?:kinds? of )?(?:problems?|issues?) (?:do|does|did|is|are|was|were|can) (.{1,60}?) (?:(?:meant|designed|trying|intended|supposed) to )?(?:solv|address|fix|tackl)(?:e[sd]?|ing)?\b",
            r"why \1",
        ),
        (
            r"\bwhat (?:can|could|should|would|do)(?: you| one| we)? (?:be done|do) (?:about|against|to (?:deal with|address|prevent|fix))\b|\bwhat to do about\b",
            "how do you handle",
        ),
        (
            r"\b(?:mitigations?|remed(?:y|ies)|countermeasures?|defen[cs]es?|solutions?|fix(?:es)?|workarounds?|safeguards?) (?:for|to|against)\b",
            "ways to handle",
        ),
        (r"\b(?:defend|guard|protect(?: (?:yourself|an? \w+))?) (?:against|from)\b", "handle"),
        (r"\bwhat triggers\b", "when does"),
        (r"\bwhat happens (?:when|if|on|during) (?:an? |the )?([\w\- ]{1,40}?) (?:occurs?|happens?|arises?)\b", r"what is \1"),
        (
            r"^\W*(implement|design|build)ing\b",
            r"how do you \1",
        ),
        (
            r"^\W*(handling|managing|debugging|optimi[sz]ing|securing|creating|writing|choosing|improving|preventing|reducing|avoiding|detecting|evaluating|paginating)\b",
            r"how do you \1",
        ),
        (
            r"\bhow (?!(?:do|does|did|to|can|could|would|should|will|is|are|was|were|has|have|many|much|long|often|you|we|i|come)\b)([\w\-+#. ]{1,50}?) (?:works?|operates?|functions?)\b",
            r"how does \1 work",
        ),
        (
            r"\bwhen (?:would|should|do|to|might|is it better to)(?: you| we| one| i)? ?(?:use|choose|prefer|pick|go for|reach for|favou?r)? (.{1,40}?) (?:over|rather than|instead of|versus|vs\.?|as opposed to|and when(?: to)?(?: use)?) (?:using |use )?",
            r"choose between \1 over ",
        ),
        (
            r"^(.{1,40}?) (?:or|vs\.?|versus) (.{1,40}?)[:,?] ?(?:how (?:do|would|should|to)(?: you| we| i)? (?:decide|choose|pick)|which (?:one )?.{0,30}(?:choose|pick|use|prefer))\b",
            r"choose between \1 and \2",
        ),
        (
            r"\b(?:what|which) metrics? (?:would|do|should|can|could|are)(?: you| we)? (?:used? |track |look at |choose )?(?:for|to (?:evaluate|measure|assess|track|monitor))\b",
            "how do you evaluate",
        ),
        (
            r"\bhow much (?:gpu )?(?:memory|space|storage|vram|ram) (?:do|does|is|will|would) (.{1,40}?) (?:take(?: up)?|use|need|consume|occupy|require)\b",
            r"how do you calculate the size of \1",
        ),
        (r"\b(?:idea|intuition|theory|concept|logic|reasoning) (?:behind)\b", "principle of"),
        (r"\b(?:job|responsibilit(?:y|ies)|task) of\b", "role of"),
        (r"\bwhat it means to\b", "what is"),
        (r"\b(?:cut|bring|keep)(?:ting|ing)?(?: down)? (?:on )?(?:the )?(?:number|amount|size|cost)s? of\b", "reduce"),
        (r",? and (?:tell me )?what (?:did )?you (?:learn|learned|learnt)(?: from it)?\b", ""),
        (
            r"\b(?:guarantee|ensure|make sure)(?: that)? (?:no (\w+) (?:is|are|gets?)|(?:the )?(\w+) (?:is|are) (?:not|never)) lost\b",
            r"prevent \1\2 lost",
        ),
        (r"\b(data|messages?|packet|update) loss\b", r"\1 lost"),
        (r"\b(\w{3,}) (?:in|of|within|inside) (?:an? |the )?\1\b", r"\1 nested\1"),
        (r"jdk(?= ?\d)", "java"),
        (r"\b(\w+)\.js\b", r"\1"),
        (r"\bcurrent (?:role|position|company)\b", "current job"),
        (
            r"\b(?:what|which) ([^?,;]{1,50}?) (?:are you familiar with|do you know(?: of)?|have you (?:used|worked with)|are there|exist)\b",
            r"list which \1",
        ),
        (
            r"\b(this|let|for|if|do|in|of|with|is|as|then|at|from|on|has|use|each|every|any|some|all|not)['\"]?(?= (?:keyword|statement|loop|operator|clause)\b)",
            r"kw\1",
        ),
        (rf"\b((?:{'|'.join(sorted({w.removesuffix('s') for w in LABELS if w.isascii() and not w.endswith('ss')}))})s) of\b", r"\1all of"),
        (r"(?<![\d第])[2-9] ?[种类](?=[\u4e00-\u9fff])", "有哪几种"),
        (r"(\d)[个大](?:基本|核心|主要)?问题", r"\1大难题 "),
        (r"\ba/b\b", "ab"),
        (r"该?怎么办", "怎么处理"),
        (r"\bes\b(?! ?\d)", "elasticsearch"),
        (r"占用率?|使用率", "占用"),
        (r"\bhow do you make (.{1,40}?) smaller\b", r"how do you reduce the size of \1"),
        (r"\bwhat (?:do|would|should) you do (?:when|if)(?: (?:you|there) (?:hit|have|get|face|encounter|is|are))?", "how do you handle"),
        (r"\b(does|do|is|are|did|can)n't\b", r"\1 not"),
        (r"\b(?:optimi[sz]|improv|increas|boost|enhanc)(?:e|ing) (?:the )?(?:performance|efficiency|speed) of\b", "improve"),
        (r"\b(?:optimi[sz]|improv|increas|boost|enhanc)(?:e|ing) (.{1,40}?)(?:'s)? performance\b", r"improve \1"),
        (
            r"\bhttp ?(?:status )?(?:code )?([1-5]\d\d)\b(?: status(?: code)?)?| ?([1-5]\d\d) ?(?:http )?(?:status(?: code)?|状态码)",
            r" status\1\2 ",
        ),
        (r"(?:http )?(?:status code|response code|状态码) ?([1-5]\d\d)\b", r" status\1 "),
        (r"(?:保证|确保|保障|做到)([^，,。?？]{0,8}?)不(?:被|会|要|再)?(?=[\u4e00-\u9fff]{2})", r"防止\1"),
        (r"(?<=\d)大(?=[\u4e00-\u9fff]{2})", ""),
        (r"\bthe (?:two|three|four|five|six|seven) (?:(?:main|key|different|necessary|basic|major|core|primary) )?(?=[a-z]+s\b)", ""),
        (r"(\d+)(?:个|种|条|项)", r" \1count "),
    )
)
"""Ways of putting a thing, each with the one that stands for them; names that look like words of no weight are marked."""

PUT_LATIN = tuple((pattern, put) for pattern, put in PUT if re.search("[a-z]{2}", re.sub(r"\\[a-z]", "", pattern.pattern)))
"""Those of them that texts without Han characters can match."""

STOCK: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        (
            "leaving",
            r"离职(?:的?原因|$)|为什么.{0,4}(?:离职|跳槽|换工作|离开.{0,6}(?:公司|工作))|why .{0,20}\bleav\w+ .{0,20}(?:job|company|role|position|employer)|reasons? for leaving",
        ),
        (
            "joining",
            r"为什么.{0,4}(?:加入|来|选择|应聘|投递?).{0,3}(?:我们|本|贵)(?:公司|这里)?|why .{0,25}(?:work(?:ing)? (?:here|for us|at (?:our|this))|join(?:ing)? (?:us|our|this))|what makes you want to (?:work here|join)|reasons for wanting to work here",
        ),
        (
            "career",
            r"(?:[三五35]|三到五|3[-到~]5|几)年.{0,6}(?:规划|计划|目标)|职业(?:生涯)?(?:发展)?(?:规划|目标)|\b(?:see yourself|like to be) in .{0,10}years|career (?:goals?|plans?|aspirations?)",
        ),
        (
            "asking",
            r"[想要]问(?:我|面试官)|有.{0,6}问题.{0,4}[想要]问|questions? (?:do you have )?for (?:us|me)\b|(?:like|want) to ask (?:us|me)\b",
        ),
        (
            "failure",
            r"失败的?(?:经历|案例|例子)|(?:time|when) (?:when )?you (?:have )?failed|failure of yours|tell me about (?:a|your \w+) failure",
        ),
        ("overtime", r"(?:看待|接受|看|对).{0,4}加班|work(?:ing)? overtime"),
        (
            "coworkers",
            r"(?:同事|团队成员|队友).{0,8}(?:冲突|分歧|矛盾|意见不(?:同|一|合))|意见不(?:同|一致|合)的?(?:同事|队友)|(?:conflicts?|disagree\w*) with (?:an? |your |other )?(?:\w+ )?(?:coworkers?|colleagues?|team ?mates?)",
        ),
        (
            "pressure",
            r"抗压|(?:面对|应对|处理|缓解)(?:工作)?压力|(?:handle|deal with|cope with|work(?:ing)? under) (?:stress|pressure)(?! from)",
        ),
        ("deadlines", r"\b(?:tight|close|short|strict|looming) deadlines?\b|(?:紧迫|紧张|很?紧)的?(?:截止|期限|工期|deadline)"),
        (
            "strength",
            r"\byour (?:(?:greatest|biggest|main|top|key) )?strengths?\b(?!.{1,20}weak)|^(?:你(?:觉得|认为)?(?:自己|你)?)?的?最大的?优[点势](?!.{0,6}缺)",
        ),
        (
            "weakness",
            r"\byour (?:(?:greatest|biggest|main) )?weakness(?:es)?\b|^(?:你(?:觉得|认为)?(?:自己|你)?)?的?最大的?缺点",
        ),
        ("hiring", r"why should we hire you|为什么(?:我们)?要?(?:录用|雇佣|聘用|选择)你(?![们的])"),
        ("pay", r"期望的?(?:薪|工资|待遇)|salary expectations?|expected salary|expectations? .{0,12}salary"),
        ("priorities", r"prioriti[sz]e (?:your )?(?:work|tasks|time|workload)|decide what to work on|(?:任务|工作)的?优先级"),
    )
)
"""What interviews ask about the person, in few ways or many: each is one question."""
