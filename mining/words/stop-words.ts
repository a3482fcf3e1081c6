const list = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/).filter((word) => word !== ''));

/** Chinese words that say nothing about what a call is about: function words, greetings, what an agent says in every call. */
export const STOP_ZH = list(`
  我的 你的 您的 他的 她的 的 了 吗 呢 吧 啊 呀 哦 嗯 哎 喂 嘛 哈 诶 我 你 您 他 她 它 我们 你们 您们 他们 她们 咱们 自己 大家 人家 谁 什么 哪 哪里 哪个 哪儿 怎么 怎样 怎么样 为什么 多少 几 这 那 这个 那个 这些 那些 这里 那里 这样 那样 这么 那么
  是 不是 有 没有 在 不 没 也 都 就 又 再 还 还是 很 太 更 最 非常 比较 已经 正在 刚 刚才 马上 一直 总是 经常 不了 可以 可能 应该 需要 能 会 要 想 得 地 着 过 把 被 让 给 对 对于 跟 和 与 或 或者 及 以及 但 但是 不过 可是 因为 所以 如果 虽然 然后 而且 并且 只 只是 只有 从 到 向 往 由 于 以 用 为 为了 关于 按 按照
  一 二 三 四 五 六 七 八 九 十 百 千 万 零 两 一个 一下 一些 一点 一样 一次 几个 个 位 次 点 些 下 上 里 外 前 后 中 时候 现在 今天 昨天 明天 好 好的 行 嗯嗯 对对 是的 是吧 没错 谢谢 感谢 请 请问 麻烦 不客气 再见 您好 你好 早上好 下午好 晚上好 来电 请讲 请稍等 稍等 帮 帮您 帮我 说 讲 看 看看 来 去 做 知道 觉得 问 问题 先生 女士 小姐 客服 工号 服务 先 后来 其实 真的 东西 事情 情况
`);

/** English words of the same kind; redaction's tokens among them. */
export const STOP_EN = list(`
  a an the and or but if so as of at by for from in into on onto to up out off over with without about than then too very just also only not no nor yes yeah yep ok okay oh uh um hmm mhm ah well right sure please thanks thank hello hi hey bye goodbye good morning afternoon evening day
  i me my mine myself you your yours yourself he him his she her hers it its we us our ours they them their theirs this that these those who whom whose which what when where why how there here
  am is are was were be been being do does did done doing have has had having can could may might must shall should will would get got gets getting go goes going gone went come came let lets make made makes say says said see saw know knew think want wanted need needed like tell told take took give gave put try tried
  i'm you're he's she's it's we're they're i've you've we've they've i'd you'd i'll you'll we'll they'll isn't aren't wasn't weren't don't doesn't didn't can't couldn't won't wouldn't shouldn't haven't hasn't hadn't that's there's what's let's cannot
  one two three four five six seven eight nine ten zero first second some any all both each every other another more most much many few little lot lots thing things something anything nothing everything someone anyone again still already now today yesterday tomorrow moment minute minutes sir madam ma'am mr mrs speaking calling call called help assist anything else because really actually maybe back even ever never while after before until since
`);

export const isStop = (word: string): boolean => STOP_ZH.has(word) || STOP_EN.has(word);
