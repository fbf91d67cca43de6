"""How people say what is no answer, in Chinese and English: tables for `commands`.

A pattern stands for the whole of a message in small letters, once the polite words around it are taken off (`LEAD`, `TAIL`). Marks between
Han characters are gone by then, and so are those at the ends.
"""

from __future__ import annotations

import re

from interviewer.schema import Intent

LEAD = re.compile(
    r"(?:我)?(?:就(?:这些|这么多|这样)|说完|讲完|答完|以上)了?|请问?|麻烦你?|拜托|劳驾|能不能|能否|可不可以|可以|可否|能|我?(?:还是|想要?|要|需要|打算)|那么|那就|那|就|先|还是|我们|咱们?|直接|你|您|再|帮我|给我|让我|嗯+|额+|呃+|哎+|诶+|欸+|e+m+|唉|啊|哦|噢|好吧|好的|好|行|算了|抱歉|不好意思|对不起|老师|面试官|[哈呵嘿嘻]+|说实话|坦白说|老实说|实话实说|讲真|其实|感觉|别急|"
    r"(?:刚才|刚刚|这|那|本|该)?的?一?[道个]?(?:题目?|问题)|这[道个]?|"
    r"(?:please|ok|okay|well|so|wait|man|hey|nvm|never ?mind|e+m+|u+m+|u+h+|h+m+|oh|(?:i(?:'m| am) (?:so |very |really )?)?sorry|sure|yes|yeah|no|nope|nah|then|and|but|honestly|frankly|actually|to be honest|tbh|(?:i )?(?:must|have to) (?:admit|say|confess)|i think|i guess|maybe|perhaps|let's|lets|let us|let me|"
    r"(?:can|could|may|shall|should|might) (?:we|i|you)|(?:will|would) you|i(?:'d| would) (?:like|love|prefer|rather)(?: to)?|i(?:'ll| will)|i want(?: to)?|i need(?: to)?|i (?:can|could|should)|(?:i(?:'m| am) )?going to|we (?:can|could|should)|you can|i'm afraid|just|kindly|to)\b[,.]? *"
)
TAIL = re.compile(
    r"(?:一下|下|诶|欸|耶|喔|哟|嘞|捏|哎|一点|一些|点|吧|吗|么|呗|呢|啊|呀|哦|了|哈|啦|嘛|行吗|行不行|好吗|可以吗|可不可以|好不好|谢谢你?|多谢|先|这一?[道个]?题|这一?个?问题|这个|这道)$"
    r"|[,.]? *\b(?:please|lol|haha|tbh|man|thanks|thank you|now|then|here|again|for now|for me|first|if possible|if you don't mind|if that's (?:ok|okay|alright|fine)|is that ok(?:ay)?|this one|that one|(?:this|that|the) question|one|it|this|that|ok|okay|yet|sorry|sir|maybe)$"
)

_TITLE = r"(?:这|那|本|该|刚才)?(?:的|一)?(?:[道个]?题目?|[个]?问题)"
_NOT_KNOWN = r"(?:真的?|确实|完全|实在|都|也|还|暂时|其实|有点|一点)*(?:不(?:太|大|怎么|是很|是太|是特别)?(?:知道|会|懂|清楚|了解|记得|确定|熟悉?|明白)|没(?:有)?(?:怎么)?(?:掌握|学过?|看过?|接触过?|了解过?|听说过?|听过|用过|复习到?|准备)|没(?:有|啥|什么)*(?:思路|头绪|印象|想法|概念|把握)|忘(?:记|光|干净)?了?|[答想说讲记]不(?:出来?|上来?|起来?|全)|不知|一无所知|一窍不通)"
_ABOUT = rf"(?:{_TITLE}|这(?:一?[块个部道]分?|方面|里|题)?|关于这[个块]|对(?:此|这[个块题])|答案|我|自己|抱歉)*+"

_DONT_KNOW = rf"""
{_ABOUT}{_NOT_KNOWN}(?:该?(?:怎么|如何)?(?:回答|答|说|讲)|答案|什么|{_TITLE}|这[块个题](?:内容|知识|方面)?|相关(?:内容|知识)?)*(?:{_NOT_KNOWN})?
{_NOT_KNOWN}(?:过)?(?:关于)?(?:这|那|该|相关)(?:一?[块个])?(?:方面|部分|内容|知识|领域)?(?:的|内容|知识)*
(?:一点|一丁点|完全|什么|啥|半点)?(?:思路|头绪|印象|想法|概念|把握|线索)(?:都|也)?(?:没有?)
(?:不|没)(?:懂|会)(?:这个|这题|这块)?|(?:太难|超纲|没学)了?(?:不会|不懂|答不出来?)?
(?:脑子?|大脑)(?:里)?一?片?空白
(?:难|考|问)(?:住|倒|到)我
(?:我|这里|有点|完全)*卡(?:住|壳)
[^，。；]{{0,16}}?(?:(?:从来?|压根|真的?|确实|都|也|还|完全|基本)*(?:没(?:有)?(?:怎么)?(?:接触|学|用|听说?|看|了解|研究|复习|碰)(?:过|到)|不(?:太|怎么|是很)?熟悉?)|(?:只|就|光|仅)?听(?:说)?过(?:个)?(?:名字|名词|这个词|概念)?(?:而已)?)(?:但是?|不过|可是)?(?:但|具体|细节|原理|底层|实现|内容|概念|怎么\w{{1,4}}|我|也|都|就|完全|真)*(?:{_NOT_KNOWN})?
(?:具体|细节|原理|底层|实现|概念|内容|这块|这些)*(?:的)?(?:我)?(?:{_NOT_KNOWN})
(?:i )?(?:really |honestly |simply |just |do |still )*(?:do not|don't|dont|cannot|can't|cant|couldn't|didn't|did not) (?:really |quite |even |actually )?(?:know|remember|recall|think of (?:it|anything)|answer|say|tell|learn|study)(?: (?:this|it|that|the answer|anything|how to answer|what to say|enough|much|about (?:this|that|it)|(?:this|that) (?:one|topic|question)|any of (?:it|this)|to this|here|well|at all|the))*
(?:i )?(?:really |honestly |simply )?(?:have not|haven't|have never|'ve never|never|hadn't)(?: really| ever| actually)?(?: (?:learned|learnt|studied|seen|heard|heard of|heard about|come across|read|used|covered|met|encountered|looked at|looked into|worked with))+(?: (?:of|about|this|it|that|anything|one|topic|before|the|question|area|thing))*
(?:i )?(?:have not|haven't|have never|'ve never|never|hadn't)(?: really| ever| actually)? (?:come across|heard of|heard about|learned|learnt|studied|read about|been taught)(?: [a-z0-9+#.-]+){{1,4}}
i've never(?: (?:learned|learnt|studied|seen|heard|come across|read|used|covered|met|encountered|looked at|worked with))+(?: (?:of|about|this|it|that|one|topic|before|question|area))*
dunno|idk|beats me|i give up|i wish i knew|ask me another|search me|(?:i )?(?:haven't|have not) (?:got )?(?:any|a|the (?:faintest|slightest|foggiest)) (?:idea|clue)(?: at all)?|i'm stumped|stumped|you('ve)? got me(?: there)?
(?:(?:i )?(?:absolutely |really |honestly )?(?:have |have got |'ve got |i've )?(?:absolutely |really |honestly )?(?:no|not a|zero) (?:real )?(?:idea|clue|knowledge|memory|recollection))(?: (?:about|on|of|at|how|what|for|to|this|that|it|one|the|topic|question|answer|all|works?|is|means?|does))*
(?:i(?:'m| am)?)?(?: really| totally| completely| a bit| quite)? ?(?:not (?:so |really |quite |too |very |entirely )?(?:sure|certain|familiar)|unsure|clueless|lost|stuck|blanking)(?: (?:about|on|of|with|how to answer|what to say|this|that|it|here|one|the|topic|question|answer|at|all))*
(?:i(?:'m| am) )?drawing a blank(?: here| on (?:this|that)(?: one)?)?
i (?:forgot|forget)(?: (?:it|this|that|the|answer|about|how))*|i(?:'ve| have) forgotten(?: (?:it|this|that|all|about|the|answer))*
(?:my )?mind(?:'s| is| has| just)*(?: gone| went| going)?(?: completely)? blank
(?:that|this|it)(?:'s| is) (?:beyond|over) (?:me|my head)
"""

_HINT = rf"""
(?:给|来|要|求|有|看|提供)?(?:没有|有没有|个|点|一个|一点|些|一些|什么|任何|我|下|一下|更多的?)*(?:小)?(?:提示|线索|思路提示|提点)(?:什么|的|{_TITLE})*
(?:稍微|简单|小小)?(?:地)?(?:给我?)?(?:提示|提醒|点拨|引导|启发)(?:我|下|一下|一点|点|个思路|思路|方向|{_TITLE})*
(?:给)(?:我)?(?:点|个|一点|一个)(?:思路|方向|启发)
(?:get |have |see |show |offer |use |take |drop |give |be given |ask for )?(?:me |us )?(?:a |an |another |the |any |some |one more |one |next |more |small |little |tiny |quick |bit of (?:a )?)*(?:hint|hints|clue|clues|tip|tips|nudge|pointer|pointers)(?: (?:on|about|for|with) (?:this|it|that|the .{{1,20}}))?
(?:拉|帮|救)(?:我|一|一?下|把|帮|个|忙)*
(?:i (?:could|can) use (?:a |some |one more )?(?:hint|help|nudge|clue)s?|(?:a )?hand)
hint me|help me(?: out)?(?: a (?:bit|little))?|(?:get |have |use )?(?:some |a (?:little|bit of) )?help
(?:point|nudge|steer|push) me in the right direction
where (?:do|should) i start
"""

_REPEAT = rf"""
(?:重复|重说|重讲|复述)(?:一?[遍次下边]|{_TITLE}|刚才|的|你)*
(?:再|重新)(?:说|念|读|讲|问|重复|来|描述|复述|发|贴|显示|给我看)(?:一?[遍次下边]|{_TITLE}|刚才|的)*
(?:发|贴|显示)(?:一?[遍次下边])?(?:{_TITLE})?
(?:说|念|读|讲|问|来)(?:一?[遍次边])(?:{_TITLE})?
(?:{_TITLE}|刚才|你|您)*(?:是|问|说)(?:的)?(?:是)?(?:什么|啥)(?:来着|来的)?
{_TITLE}来着
(?:{_TITLE})?(?:没|没有)(?:太)?(?:听|看)(?:清楚?|见|到)(?:{_TITLE})?(?:再来一?[遍次]|再说一?[遍次])?
(?:没|没有)(?:听清楚?|听见)(?:请|麻烦|能|可以|你|您)*(?:再|重)(?:来|说|复|念|读|讲|问)?(?:一?[遍次]|一下)?
repeat(?: (?:the|that|this|your|it|me))*(?: (?:last )?question)?(?: (?:once more|one more time|again))?
say (?:that|it|the question)(?: (?:again|once more|one more time))?
(?:what was|what's|what is|what were)(?: (?:the|that|your))? (?:question|again)(?: (?:again|once more))?|what (?:did you (?:ask|say)|was it|was that)(?: again)?
ask (?:that|it|me|the question)*(?: (?:again|once more))|come again|(?:i beg your )?pardon(?: me)?|go over (?:it|that)(?: again)?|once more|one more time|(?:read|see|hear|show me) (?:the|it|that|your|this)(?: question)?(?: (?:again|once more|one more time))
i (?:didn't|did not|couldn't) (?:quite |really )?(?:hear|catch|get) (?:that|the question|it|you|the last part)(?: (?:could|can|would) you (?:please )?(?:repeat|say)(?: (?:it|that))?(?: again)?)?
"""

_SKIP = rf"""
(?:跳过|略过|跳|过|换|换掉|放弃|忽略)(?:去|掉|一?[道个]|{_TITLE}|题|别的题?|别的|到下一?[道个]?题?|这个|吧)*
(?:看|做|来|去|到|进入?|继续|说|聊|换)*(?:下一?(?:[道个]?题目?|个问题|个|道))
换(?:一?[个道])?(?:别的|其他的?|新的|简单(?:一?点)?的|容易(?:一?点)?的)?(?:话题|题目|方向|内容|题)?
{_TITLE}?(?:这个|我)?(?:先)?(?:不想?(?:再)?(?:答|做|回答|要|说|聊)|放弃|算)了?(?:换)?(?:下一?(?:[道个]题?|题)?)?(?:这个|{_TITLE})?
{_TITLE}(?:跳过|略过|过|先过|算|skip|pass)
pass(?:掉)?|skip(?:掉)?|next
(?:skip|pass|passing|next)(?: (?:on|over|this|that|the|it|one|question|next|to|up))*
(?:move|go|carry) on(?: to)?(?: (?:the|another|a))*(?: (?:next|different|other))?(?: (?:one|question|topic))?
(?:go |move |get |jump |skip |proceed |on )*(?:to )?(?:the )?next(?: (?:one|question))?
(?:try |do )?something else|(?:try |do |have |ask (?:me )?|get |take |switch to |go to |change to )?(?:a different|another|some other|a new)(?: (?:one|question))?|change (?:the )?question
leave (?:it|this|that)(?: (?:one|question|out))?(?: for (?:now|later))?|come back to (?:it|this|that)(?: one)?(?: later)?
"""

_WRONG_ZH = r"(?:错|反|混|偏|漏|乱|不对|不准确?|不完整|不好|不清楚|不全|得?有问题)"
_BEFORE_ZH = r"(?:刚才|刚刚|前面|上面|之前|方才|上一?[条句段](?:消息|回答|回复|话)?)"
_MINE_ZH = rf"(?:的|那个?|那些|这个?|我|所|(?:说|讲|回答)(?=的)|一?[句段]|话|回答(?!得?{_WRONG_ZH})|答案|说法|内容|全部|都)"
_REGRET_ZH = rf"""(?:(?:{_BEFORE_ZH}|{_MINE_ZH}|好像|可能|应该|是|等等|啊|抱歉|不好意思)*+(?:(?:说|答|回答|讲|写|打|发)得?{_WRONG_ZH}|(?<=[我才刚面前])(?:想|记|搞|弄|理解|表达|讲解|看)得?{_WRONG_ZH}|(?:看|审|读|理解|会)错了?(?:题目?|题意|问题|意思)|(?:不小心|手滑|误)?发(?:早|快|出去)了?|(?:还)?没(?:写|打|说|答)完就(?:发|按|点|提交)(?:了|出去|送|回车)*+)(?:了|的|话|东西|题)*+|{_BEFORE_ZH}{_MINE_ZH}*+(?:就|先|想|要)*+(?:不算|作废|不要|收回|撤回|撤销|不作数|有误|不对|不准|取消)(?:了|数)*+|(?:我|想|要|先)*+(?:收回|撤回|撤销|取消)(?:{_BEFORE_ZH}|{_MINE_ZH}|说)++|(?:{_BEFORE_ZH}|{_MINE_ZH})*+就?当(?:我|作|做)?没有?[说讲答]过?)"""
_ANEW_ZH = r"(?:(?:重新|重|再|从头|换个(?:说法|思路|角度))(?:再|来|开始|组织|整理)?(?:一?[遍次下])?(?:语言|思路)?(?:回答|作答|答|试)(?:一?[遍次下道]|过|试|看|这|那|题目?|问题|一个|的?答案)*+|(?:重新|从头)(?:开始|来过?|组织)(?:一?[遍次下]|语言|回答|答案|思路)*+|重来(?:一?[遍次下]|过)?|(?:更正|修改|改正|纠正|改)一?下?(?:我|刚才|前面|的|上面|这个|那个)*+(?:回答|答案|说法)|再给我?(?:一?次)?机会)"
_RETRACT = rf"""
(?:{_REGRET_ZH})(?:所以|我|想|要|能不能|能|可以|请|让|那|就|先|还是|需要|允许|给|希望|打算|申请)*+(?:{_ANEW_ZH}|(?:重新|从头|再)(?:说|讲|表述)(?:一?[遍次下]|过)*+)?
(?:我|想|要|希望|打算|申请|{_BEFORE_ZH}|那?这?[道个]?题|的)*+(?:{_ANEW_ZH})
(?:{_BEFORE_ZH}|的)*+(?:回答|答案)(?:我|想|要|能|可以|需要|得)*+(?:重写|重发|重答|重说|重新(?:写|说|答|来|组织)|改)(?:一?[遍次下]|过)*+
{_BEFORE_ZH}?我(?:想|要|能不能|能|可以|可不可以|来|需要)*+(?:重新|从头|再)(?:说|讲|来|表述|描述|组织)(?:一?[遍次下]|过)*+
(?:i )?(?:(?:want|have|need|wish)(?: to)? )?(?:take|took|taking) (?:that|it|this|all of that|my (?:last |previous |first )?(?:answer|words?)|what i (?:just )?said) back|take back (?:that|it|this|my (?:last |previous |first )?(?:answer|words?)|what i (?:just )?said)
(?:i (?:(?:was|think i was|guess i was)(?: completely| totally| all)? (?:wrong|mistaken|off)|(?:said|got|answered|put) (?:it|that|this)(?: all| completely)? wrong(?:ly)?|answered wrong(?:ly)?|answered (?:too (?:fast|quickly|soon)|the wrong question)|misspoke|(?:mixed|got|confused|swapped) (?:those|these|them|it|that|the)(?: two| both)?(?: (?:up|mixed up|confused|backwards|the wrong way (?:round|around)))?|misread (?:it|that|the question)|misunderstood (?:it|that|the question)|(?:made|have made) (?:a |some )?mistakes?|(?:messed|screwed) (?:that |it |this )?up(?: that| it)?|said something wrong|gave (?:you )?(?:a |the )?wrong answer))(?: (?:just now|earlier|before|there|above|in my (?:last )?answer|with that))*
(?:that|my (?:last |previous |first )?answer|what i (?:just )?(?:said|wrote))(?:'s| was| is) (?:all |totally |completely )?(?:wrong|incorrect|a mistake|not right|nonsense|rubbish|incomplete|off|not what i (?:meant|wanted to say))(?: (?:just now|earlier))?
(?:i )?(?:accidentally )?(?:sent|submitted|(?:hit|pressed|clicked) (?:send|enter))(?: (?:that|it|this))?(?: (?:too (?:early|soon|fast|quickly)|by (?:accident|mistake)|accidentally|before i (?:was done|finished)))*
(?:rethink|reconsider)(?: (?:it|that|this|my answer))?(?: and (?:answer|try|start|say it|do it)(?: (?:it|that))? ?(?:again|over|anew))?
(?:scratch|strike|disregard|withdraw|retract|discard|undo|erase) (?:that|this|it|(?:my|that) (?:last |previous |first )?answer|what i (?:just )?(?:said|wrote)|my last (?:message|answer|reply))|(?:forget|ignore|delete|cancel) (?:my (?:last |previous |first )?answer|what i (?:just )?(?:said|wrote)|my last (?:message|answer|reply))
(?:start|begin|go) (?:over|(?:again )?from (?:scratch|the (?:top|start|beginning))|afresh|anew)(?: (?:again|with this|with that|on this))*|start again
(?:re-?answer|redo|re-?do|retry|re-?try|revise|correct|fix|change|rewrite|rephrase|restate|reword) (?:my (?:last |previous |first )?(?:answer|response|reply)|myself)|(?:re-?answer|redo|re-?do|retry|re-?try|re-?type|re-?write|re-?word|re-?send)(?: (?:that|it|this|the (?:last |same )?question))*
let me (?:rephrase|restate|reword|correct)(?: (?:that|it|myself|my answer))?|let me (?:say|put|explain) (?:that|it) (?:again|differently|another way|in other words)
(?:try|answer|do|attempt|give) (?:(?:that|it|this|the (?:same |last )?question|(?:this|that) (?:question|one)) )?(?:again|once more|one more time|over|anew|afresh|differently|another (?:try|go|shot))|(?:have |take |get |give me |make |try )?(?:another|a second|one more) (?:try|go|shot|attempt|chance|stab)(?: at (?:it|this|that|answering)(?: (?:one|question))?)?|give (?:a |you a )?(?:different|better|new|another) answer
"""

_BACK = rf"""
(?:我)?(?:想|要|能|请|还是|再)*+(?:回到|回去|回|返回|退回|倒回|跳回|切回|退|转回|重新?|看|做|答|补答|补|去|到|再)*+(?:答|做|看|到|回答|去)?(?:{_BEFORE_ZH}|上|前)(?:面)?(?:我|的|那|被|跳过|略过|错过|没答|没做|放弃|了|先)*(?:一?[道个](?:题目?|问题)?|题目?|问题|一题)(?:去|来|那里|我|还|又|想|要|能|可以|再|试试|重新|回答|作答|答|说|做|继续|补|起来|看看|会|知道|怎么|现在|刚|想到|想起来|想出来|了)*
(?:{_BEFORE_ZH}|刚|不小心|我|误|点|按|错|手滑|抱歉|其实|是|不是|故意|想|点到|碰到|了)*(?:撤销|取消|撤回|恢复|收回|不要|别|不想|误点了?|误按了?|点错|按错|误|手滑|不小心|不该|没想|不是想|不是故意|点到|碰到)(?:了|点|按|想|要|把|它|这|那|就|的|刚才|到)*(?:跳过|跳)(?:了|的|操作|按钮|这|那|一?[道个]?题|问题|上一题)*
(?:回去|往回|倒退|后退|返回|退一题|回退一题)(?:一?题)?
(?:go|get|come|jump|turn|return|move|revisit|take me|bring me|switch|step|see|try|answer|do|back|have)*(?: back)? ?(?:to )?(?:the |that |my )?(?:last|previous|prior|earlier|skipped|preceding)(?: (?:last|previous|skipped))? (?:one|question|item)(?: (?:(?:that )?(?:i|we) (?:just )?(?:skipped|passed(?: on)?|left)|again|after all))*|previous
(?:go|get|come|jump|turn|return|move|take me|bring me|switch|back|step)(?: back)? to (?:the |that )?(?:(?:one|question) (?:before(?: this(?: one)?)?|(?:that )?(?:i|we) (?:just )?(?:skipped|passed(?: on)?|left))|what (?:i|we) (?:just )?skipped)
(?:go|step|jump|move) back(?: (?:one|a question|one question|a step|one step))?|back (?:one|one question|up one)
un-?skip(?: (?:it|that|this|the (?:last |previous )?(?:one|question)))*|(?:undo|cancel|revert|take back) (?:the |that |my |last |this )*skip(?:ping)?
(?:i )?(?:did not|didn't|didnt) (?:mean|want|intend) to (?:skip|(?:press|click|hit|tap|say) skip)(?: (?:it|that|this|the (?:last |previous )?(?:one|question)))*
(?:i )?(?:accidentally |mistakenly )?(?:skipped|(?:pressed|clicked|hit|tapped) (?:on )?(?:the )?skip(?: button)?)(?: (?:it|that|this|the (?:last |previous )?(?:one|question)))*(?: (?:by accident|by mistake|accidentally|too (?:soon|early|fast|quickly)))
(?:i )?(?:accidentally|mistakenly) (?:skipped|(?:pressed|clicked|hit|tapped) (?:on )?(?:the )?skip(?: button)?)(?: (?:it|that|this|the (?:last |previous )?(?:one|question)))*
"""

_END = r"""
(?:今天|面试|练习|本次|这[场次]|我)*(?:就)?(?:先|就)?(?:到此为止|到此结束|到此|到这里?|到这儿|结束|终止|退出|停止(?=面试|练习|吧|$)|不面|不练|不想(?:继续|再|面试?|练习?|做|玩)+|下线|收工)(?:了|吧|面试|这[场次](?:面试)?|练习|今天的?|下去|我|要|先|得|走|下线)*
(?:我)?(?:临时|突然|这边|还)*(?:有(?:点|个|急)?(?:事|会)情?)?(?:我)?(?:就)?(?:要|得|该|先|必须)*(?:走|撤|溜|下线|闪|离开)(?:一步)?(?:了|吧)+|再见|拜拜|(?:good)?bye(?: bye)?|see (?:you|ya)(?: (?:later|soon|around|next time))?
(?:end|stop|quit|exit|finish|terminate|conclude|close|leave|wrap(?: it)? up|wrap things up|call it)(?: (?:the|this|my|our|it|things|up|with))*(?: (?:interview|session|practice|here|now|quits|there))*(?: (?:for )?(?:today|now))?
that(?:'s| is| will be) (?:all|it|enough)(?: (?:for|from) (?:today|now|me|my side|us|here))*|(?:i'm|i am|we're) (?:done|finished)(?: (?:for )?(?:today|now|here|with (?:this|the) (?:interview|session)))?|call it a day|enough for (?:today|now)|i (?:have to|need to|must|gotta|got to) (?:go|leave|stop)(?: now)?
(?:be )?done (?:for (?:today|now)|with (?:this|the) (?:interview|session))
"""

_PAUSE = r"""
(?:稍等|稍候|等我|等一?[下会]儿?|慢着?|且慢|稍|等)++(?:一?[下会]儿?|片刻|我|先|再|去|接|倒|喝|上|个|杯|口|趟|电话|水|厕所|洗手间|想|想想|思考|考虑|整理|思路|回来|分钟|秒钟?|[一两三五十几\d])*
(?:让|容|给|等)?我?(?:再|先|得|要|需要|在|正在|还在)*(?:好好|仔细|认真)?(?:想|考虑|思考|琢磨|捋|理|整理|回忆)(?:一?[下想会捋]儿?|考虑|思考|思路|时间|[一两三五十几半\d]+(?:分钟|秒钟?)|一想|再答|再说|再回答|怎么(?:说|答|组织)|着|呢|捋)*
(?:给|需要)(?:我)?(?:一?点|一些|几分钟|[一两三四五十几\d]+分钟|半分钟|[一两三四五几\d十]+秒钟?|一会儿?)(?:时间|想一?想|考虑|思考|想一?下|整理|思路|缓缓)*|我?要?(?:一?点|一些|几分钟|[一两三四五十几\d]+分钟|半分钟|[一两三四五几\d十]+秒钟?|一会儿?)(?:时间|想一?想|考虑|思考|想一?下|整理|思路|缓缓)+
(?:我)?(?:有人|有个?|来个?|快递|外卖|电话|门铃|领导|老板|同事|孩子|家里)+(?:来|响|敲门|找我?|叫我?|到|打来|要接|有事|一下)+
(?:someone(?:'s| is)|there's someone) at the door|(?:my )?(?:phone|doorbell|door|boss)(?:'s| is) (?:ringing|calling)|(?:i )?(?:have to|need to|gotta|got to|must|let me) (?:take|answer|get) (?:a|the|this|my) (?:call|phone|door|delivery)
暂停(?:面试|会儿?|片刻|一会儿?)?|休息(?:一?[下会]儿?|片刻|几?[一两\d]*分钟)?|(?:我)?(?:要|先)?(?:去|上|接)(?:个|趟|接个|喝口|倒杯|一下)*(?:厕所|洗手间|电话|水|快递)(?:马上回来?|就回来?)?|(?:我)?(?:马上|一会儿?|待会儿?|等会儿?|稍后)(?:就)?(?:回来?|再来?|继续|答|说|再答|再说)
(?:wait|hold on|hang on|hold up|pause|(?:be )?(?:right )?back|brb)(?: (?:a|one|for|the|interview|just|moment|second|sec|minute|min|bit|here|i'm|thinking|let me|think|please|soon|in|few|minutes?|mins?|secs?|\d+))*
(?:just )?(?:give me )?(?:a|one|some|another|two|five|a few|a couple of|half a) (?:more )?(?:moment|second|seconds|sec|secs|minute|minutes|min|mins|time)(?: (?:to|for|please|let me))*(?: (?:think|thought|gather my thoughts|think about (?:it|this)))?
(?:let me |still |i'm (?:still )?|i am (?:still )?|i need to |i have to )*(?:think|thinking|consider)(?: (?:about|for|a|it|this|that|moment|second|minute|bit|first|through|over|on|please))*
(?:take |have |need )?(?:a|some|more|another)(?: (?:short|quick|little|bit of|bit more|more|small))*(?: (?:break|time|pause|moment|minute|second))(?: (?:to think|to think about (?:it|this)))?|(?:gather|collect|organi[sz]e) my thoughts|time out|be (?:right )?back(?: (?:soon|in a (?:moment|minute|second|bit)))?
"""

_CLARIFY = rf"""
(?:我)?(?:没|没有|不)(?:太|大|怎么)?(?:看|听|理解|读|搞|弄|明白|清楚)?(?:懂|明白|清楚|理解)(?:{_TITLE}|你的?(?:意思|问题|题目))(?:的?意思|在?问什么|问的是什么|是什么意思|想问什么|要问什么|的?要求)*
(?:{_TITLE})(?:我)?(?:没|没有|不)(?:太|大|怎么)?(?:看|听|理解|读|搞|弄)?(?:懂|明白|清楚|理解).{{0,14}}
(?:{_TITLE})?(?:能|可以|能不能|能否|可否|可不可以)*(?:再|你|给我|帮我|具体|详细)*(?:解释|说明|澄清|明确|展开)(?:得|的)?(?:一下|下|清楚|具体|详细|明白|点|些|一点|一些)*(?:你的?)?(?:{_TITLE}|你的?(?:意思|问题|题目)|要求|意思)*(?:的意思|是什么意思|的要求)?
(?:再|你|给我|帮我)*(?:讲|说)(?:得|的)?(?:再)?(?:清楚|具体|详细|明白)(?:点|些|一点|一些|一下)*
(?:告诉|给|说|透露|直接说)?(?:我)?(?:一下)?(?:标准|正确|参考)?(?:的)?答案(?:是)?(?:什么|多少|啥|呢)?(?:告诉我)?
(?:tell me |give me |what(?:'s| is) |show me )(?:the )?(?:right |correct |reference )?answer
(?:{_TITLE}|你)(?:是|的)*(?:什么意思|啥意思|在问什么|想问什么|怎么理解|问的是什么|什么含义|指什么|指的是什么)
(?:clarify|rephrase|explain|elaborate on|reword)(?: a (?:bit|little))?(?: what)?(?: (?:you(?:'re| are) (?:asking|looking)|you mean|you want))?(?: (?:the|this|that|your))?(?: (?:question|problem|prompt))?(?: (?:is asking|is about|means?|asks|a bit|further|more|for))*
(?:i )?(?:do not|don't|didn't|did not) (?:really |quite |fully |exactly )?(?:understand|get|follow|see) (?:the|this|that|your|what|you)(?: (?:question|you say|you said|problem|you mean|you(?:'re| are) asking|is asked|is being asked|the question is asking))*
(?:give (?:me )?|show (?:me )?|have |see )?an? example(?: of (?:what (?:you mean|you want|that means)|that|this|it|the question))?
what (?:does|do) (?:this|the|that|your|you)(?: question)? (?:mean|ask|want)(?: (?:by that|by this|here|exactly|from me))*|what (?:are you asking|is (?:this|the) question (?:asking|about)|exactly are you asking)(?: (?:for|about|exactly|me|here))*
"""

_CHATTER = r"""
(?:你|您|大家|面试官|老师)*好(?:呀|啊|的|嘞|久不见)?(?:面试官|老师|大家)?|在吗|早上?好|早安|晚上好|下午好|上午好|很高兴(?:认识|见到)(?:你|您)|幸会|(?:你|您)好吗|(?:你|您)?(?:最近|近来)(?:还)?(?:好吗|怎么样|如何|过得怎么样)
(?:hi|hello|hey|hiya|greetings|good (?:morning|afternoon|evening|day))[?!, ]*(?: ?(?:there|again|everyone|interviewer|anyone (?:there|here|home)|are you (?:there|here)|(?:so )?(?:happy|glad|nice|great) to be here))*|(?:is )?any(?:one|body) (?:there|here|home)|are you (?:still )?(?:there|here|a (?:bot|human|robot|real person))|(?:so )?(?:happy|glad|nice|great|excited) to be here|how are you(?: (?:doing|today))*|how's it going|nice to meet you(?: too)?|pleased to meet you
(?:非常|太|十分)?(?:感谢|谢谢|多谢|谢啦|谢了|辛苦)(?:你|您|啦|了|的|提示|提醒|解答|说明|面试官|耐心)*|(?:面试官)?辛苦(?:你|您)?
(?:thanks|thank you|thx|cheers|much appreciated|i appreciate it|appreciate it)(?: (?:a lot|so much|very much|again|for (?:the|your) (?:hint|help|tip|explanation|patience|clarification|time|question)|that helps|you))*
[哈呵嘿嘻]+|(?:ha|he)+h?|lol|lmao|haha+(?: (?:ok|okay|nice|good one))?
(?:这题|这个问题|这个|这道题|这也|真的?|好|太|有点|确实|挺|问得|问题|这)*(?:难|好问题|有意思|有趣|刁钻)(?:的|问题)?
(?:我)?(?:有点|有些|好|很|太|挺|还是)*(?:紧张|累|困|饿|激动|慌)(?:的)?
(?:that's |what |this is |it's )?(?:a |an |quite |really |very |such )*(?:good|great|nice|hard|tough|tricky|interesting|difficult|excellent|fair)(?: (?:one|question|point))?
(?:i(?:'m| am) )?(?:so |a bit |a little |very |really |quite )*(?:nervous|tired|excited|hungry|sleepy)(?: today)?
加油|没事|没问题|收到|明白|了解|知道了|好[的吧啊]?|好嘞|嗯+|ok|okay|okey|cool|got it|i see|alright|all right|sure|fine|great|sounds good|sounds great|makes sense|understood|no problem|no worries|sorry|oops|wow|哇|抱歉|不好意思
"""


def _table(text: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{line})" for line in text.strip().splitlines()))


COMMANDS: tuple[tuple[Intent, re.Pattern[str]], ...] = (
    ("back", _table(_BACK)),
    ("retract", _table(_RETRACT)),
    ("dont_know", _table(_DONT_KNOW)),
    ("hint", _table(_HINT)),
    ("repeat", _table(_REPEAT)),
    ("skip", _table(_SKIP)),
    ("end", _table(_END)),
    ("pause", _table(_PAUSE)),
    ("clarify", _table(_CLARIFY)),
    ("chatter", _table(_CHATTER)),
)
"""In the order tried."""

YES = re.compile(
    r"(?:是|对|嗯|恩|好|行|没错|可以|算|正是|当然|确认|提交|就|的|吧)+(?:的|了|啊|呀|吧|对|是)*|(?:嗯|是的?|对)*(?:这|那)?就?是(?:的|我的?|我给的)*(?:最终|全部|完整)?(?:的)?(?:回答|答案)|(?:嗯|是的?|对)*就(?:这样|这些|这个|是(?:这样|这个|它|这些))|算(?:是|作)?(?:我的?)?(?:回答|答案)"
    r"|(?:y|yes|yep|yeah|yup|sure|correct|right|ok|okay|exactly|indeed|affirmative|absolutely|of course)(?:[,.]? (?:it is|that's it|that is(?: it)?|that's (?:right|all|my (?:final )?answer)|it's my answer|sir|correct|submit(?: it)?|take it|go ahead|please))*|that's (?:it|right|all|my (?:final )?answer)|(?:it|that) is(?: my answer)?|(?:my )?final answer|submit(?: it)?|take it(?: as my answer)?"
)
NO = re.compile(
    r"(?:不|否|没|还没|不是|不对|没有|不算|还不是|别|先别|先不|不要|还没有|并不是|等等)+(?:我|一点|还有|的|了|啊|呢|吧|算|完|说完|写完|答完|好|想好|是|回答|答案|我的?|还没|还在|再|想|想想|考虑|重新|重|说|答|来|改|补充|一下|一遍|先|等我|一会儿?)*|(?:我)?还(?:没|要|想|在)(?:说|写|答|想|补充|考虑)(?:完|好|一下|一点|呢)*|(?:刚才)?(?:只是|就是)?(?:随口|随便)(?:一)?(?:说|问)(?:说|的|一下)*"
    r"|(?:n|no|nope|nah|not yet|not really|not quite|not at all|wrong|negative)(?:[,.]? (?:it's not|it isn't|it is not|that's not(?: it| my answer)?|that isn't my answer|not yet|wait|sorry|let me (?:rephrase|think|try again|redo it|continue|finish|add something)|i(?:'m| am) (?:not|still) (?:done|finished|thinking|typing|writing)|i was (?:just )?(?:thinking aloud|asking|joking)))*|(?:it|that)(?:'s| is) not(?: my answer| it)?|it isn't|(?:wait,? )?i(?:'m| am) (?:not (?:done|finished)|still (?:thinking|typing|writing))(?: yet)?|i(?:'ve| have) more(?: to say)?|just (?:thinking aloud|asking|joking)"
)
CLARIFIES = re.compile(
    r"(?:你|您|题目?|问题|这道?题|这里|这边|题里|题中)(?:的|说|里|中|所)*[^，。？?]{0,12}?(?:是)?(?:指|(?<!怎么)说的?|问的?|想问|要问|想听|的意思)(?:的)?(?:是|我)?|^(?:所以)?(?:是)?指的?是?|是指|什么意思|^(?:所以|这题|这道题|这里|题目|问题|这个问题)?是(?:要|让|想|问|说|指|不是[要指问说])(?:我|你)?|^(?:这题|这里|你)?问的是|^(?:我)?(?:需要|要|用|可以|能|能不能|可不可以|用不用|要不要)(?:不?要|我)?(?:讲|说|写|画|推导|列|举|展开|从|按|假设|默认|结合|只|先|给|对比|考虑|提到|代码|公式)"
    r"|^(?:所以|那|这里|这边|这题|题目|你|您|我)*(?:是|需要|要|用|按|讲|说|聊|算|默认|假设|必须|只|限|可以|能)(?![看取])[^，。；]{0,20}还是[^，。；]{1,20}$|^(?:这里|这个|这题|例子|经历)*(?:必须|一定要|只能|非得|限定|仅限)(?:得)?(?:是|用|讲|说|在)[^，。；]{1,14}|(?:qps|tps|并发量?|流量|数据量?|规模|量级|读写|读多写少|延迟|用户量?|请求量?|日活|预算|时间|资源|环境|版本|长度|篇幅)[^，。；]{0,8}(?:多少|多大|多高|多久|几|什么|怎么样|要求|限制|多吗)|读多写少|写多读少|^(?:可以|能)(?:不|用|拿|举|说|讲|只)[^，。；]{1,16}|[^，。；]{1,14}(?:可以|行|算)(?:不|吗|么)$|有(?:没有|什么|啥)?(?:前提|限制|背景|场景|约束|条件|上下文|要求|字数|侧重)|(?:在|针对|基于)(?:什么|哪个?|哪种|怎样的)(?:场景|情况|前提|条件|背景|阶段|框架|模型|语境)|(?:想|要|主要)考察|^(?:是)?(?:哪(?:个|种|方面|一方面|一?层|类)|多(?:详细|深|细|长))|^(?:要|需要)?(?:讲|说|答)(?:到|得)?(?:多|什么|哪)|从哪|侧重"
    r"|\b(?:do you mean|did you mean|you mean|are you (?:asking|referring|talking|looking|interested)|what do you mean|(?:is|was) (?:this|that|the question|it|your question) (?:about|asking|regarding|in the context|for|referring)|should i|shall i|is it (?:ok|okay|fine|all right|alright|correct) (?:to|if)|do i (?:need|have) to|do you want|would you like|do you expect|are we talking|does .{1,20} mean|are you expecting|can i (?:assume|use|start|take|give|ignore)|may i|could i assume|am i (?:to|supposed|allowed)"
    r"|^(?:so )?(?:do|does|must|should|can|could|is|are|will|would) (?:it|this|that|they|i|we|you|the \w+|a \w+)\b.{0,60} or |^(?:is|are|would|will) (?:\w+ ){1,5}(?:ok|okay|fine|acceptable|allowed|enough|good enough)(?: here)?|^(?:so )?(?:does|must|should) (?:it|this|that|the \w+) (?:have to|need to|be)|how (?:many|much|big|large|long|often|fast)(?: \w+){0,3} (?:are|is|do|does|should|will|can)|(?:in|for) (?:what|which) (?:context|sense|setting|case|scenario)|which (?:one|kind|type|version|part|aspect|sense)|what (?:exactly|kind of|level of|sort of)|how (?:detailed|deep|much detail|long)|does (?:this|the question|it|that|your question) (?:refer|mean|include|assume|cover|concern)|what does .{1,40} (?:mean|refer to|stand for)|(?:by|with) .{1,40} (?:do|did) you mean|in terms of what|can you (?:clarify|explain|be more specific|rephrase|elaborate|define)|could you (?:clarify|explain|be more specific|rephrase|elaborate|define)|any (?:assumptions|constraints))\b"
)
DOUBTLESS = re.compile(
    r"(?:by .{1,40}?,? (?:do|did) you mean|do you mean|did you mean|when you (?:say|ask|write|wrote|said) .{1,60}?,? (?:what |do |did )+you mean|what do you mean (?:by|with|when)"
    r"|are you asking|is the question asking|can you clarify what|could you clarify what)\b|你(?:说|问|提到|指)的.{1,20}?(?:是什么意思|是指什么|指的是什么)(?:呢|啊|呀|吗)?$|我不(?:太)?明白你(?:说|问)的.{0,12}$"
)
"""How only a question to the interviewer begins, with or without its mark."""
ANSWERS_TOO = re.compile(
    r"[,;:](?! *(?:or|and|what|do|did)\b)|[?？].*\w|[\u3400-\u9fff]{7}|如果是|\b(?:i think|i believe|i guess|i would say|i'd say|because|if so|my answer|in that case)\b"
)
"""What goes on to answer behind such a beginning."""
COURTESIES = (
    (
        "fine",
        re.compile(
            r"how are you|how(?:'s| is) it going|how do you do|你好吗|您好吗|最近(?:好吗|怎么样|如何)|近来(?:好|如何)|过得(?:好|怎么样)"
        ),
    ),
    (
        "hello",
        re.compile(
            r"^\W*(?:hi|hello|hey|hiya|greetings|good (?:morning|afternoon|evening|day)|nice to meet|pleased to meet)\b|^\W*(?:面试官|老师)?[你您]好|早上?好|早安|[晚下上]午?好|很高兴认识|幸会"
        ),
    ),
    ("welcome", re.compile(r"\b(?:thanks|thank you|thx|cheers|appreciate)|谢")),
)
"""What small talk is answered with a courtesy, in the order tried."""
HEDGES = re.compile(
    r"(?:大概|可能|也许|应该|或许|好像|差不多|不一定|看情况|都行|随便|不好说|难说|都可以|嗯|呃|吧|说不准|无所谓)+(?:是|对)?(?:的|吧|了|会|可以|这样|如此)*|(?:maybe|perhaps|probably|possibly|it depends|depends|kind of|sort of|i guess(?: so)?|i think so|i suppose(?: so)?|whatever|either|could be|might be|who knows|not necessarily)(?: (?:so|not|it is|yes|no|could be))*"
)
SMALL_TALK = re.compile(
    r"[你您吃喝睡]|今天|天气|吃饭|午饭|晚饭|周末|下班|工资|薪资|机器人|我|吗$|吧$|\b(?:you|your|yours|please|i|i'm|me|my|weather|laggy|lagging|wifi|keyboard|chat ?box|lunch|dinner|weekend|salary|joke)\b"
)
"""Of a short message that speaks of other things than the question."""
EXPLAINS = re.compile(
    r"^(?:主要|就|也)?(?:是|就是)?(?:因为|由于|通过|靠|让|使|把|将|为了|用来|避免|防止|减少|降低|增加|提高|增强|保证|前者|后者|一个|输入|先|会|不会|能|可)|^(?:because|by|it|they|to|when|since|so that|if|both|each|one|without|with)\b"
)
"""How a short explanation begins."""
PLEADS = re.compile(r"吗|吧|请|我|你|您|能否|可否|可以|\b(?:please|can|could|may|would|i|me)\b")
"""Marks a sentence beside an answer as said to the interviewer."""
