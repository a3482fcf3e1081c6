/** What tells that a sentence is a reason, an action, a promise or an open end; Chinese and English, judged on text without spaces between Chinese characters. */
export type SummaryPart = 'reason' | 'actions' | 'promises' | 'unresolved';

interface Cue {
  readonly part: SummaryPart;
  readonly speaker: 'caller' | 'agent' | 'both';
  /** 1 weak … 3 says it plainly. */
  readonly strength: 1 | 2 | 3;
  readonly pattern: RegExp;
}

const cue = (part: SummaryPart, speaker: Cue['speaker'], strength: Cue['strength'], pattern: RegExp): Cue => ({ part, speaker, strength, pattern });

export const CUES: readonly Cue[] = [
  cue('reason', 'caller', 3, /(我|咱)(们)?(想|要|打算|来)(请|问|咨询|了解|查|办|投诉|反映|申请|开通|取消|退|换|改|报|确认|买|订|知道)|打电话(来|是|过来)|(咨询|投诉|反映|申请|办理|报修|报障|挂失)(一下|个|下)/u),
  cue('reason', 'caller', 3, /\b(i('m| am) calling|i was calling|the reason i|calling (about|because|to|regarding)|i('d| would) like to|i want(ed)? to|(?<!\bdo )i need (to|help|a|some)|could you (please )?(help|tell|check)|can you (please )?(help|tell|check))\b/i),
  cue('reason', 'caller', 2, /怎么(办|回事|弄|样)|为什么|能不能|可不可以|请问|麻烦(你|您|帮)|帮我(查|看|办|处理|问)|无法|不能|不了|不上|没(有)?(收到|反应|到账|信号|网)|坏了|故障|出错|报错|失败|延迟|很慢|卡住|登录|密码忘|忘记(了)?密码|多扣|扣(了)?(费|钱)|退款|发票|丢了|问题/u),
  cue('reason', 'caller', 2, /\b(problem|issue|trouble|error|broken|fail(s|ed|ing)?|doesn'?t work|not working|isn'?t working|can'?t|cannot|couldn'?t|unable|won'?t|never (arrived|received|got)|haven'?t (received|got)|charged|refund|cancel|log ?in|password|invoice|late|delayed|lost|stolen|complain\w*)\b/i),
  cue('reason', 'caller', 1, /需要|想要|希望|关于/u),
  cue('reason', 'caller', 1, /\b(about|need|want|wondering|question)\b/i),

  cue('actions', 'agent', 3, /(我)?(已经|已|刚才|刚刚)(给|帮|为|把|替)?(您|你)?.{0,6}(办|登记|提交|处理|发|开|取消|修改|重置|退|升级|转|记录|核实|查|申请|更新|解决)|(帮|给|为|替)(您|你)(.{0,8})(好了|完了|成功|办理了|登记了|提交了|重置了|取消了)/u),
  cue('actions', 'agent', 3, /\b(i('ve| have)( just| now| already)? (\w+ed|sent|made|put|set|reset|done)|i (just |now |already )?(reset|sent|cancelled|canceled|updated|changed|created|opened|submitted|processed|issued|registered|refunded|booked|escalated|checked|confirmed)|that('s| is| has been) (done|\w+ed)|has been (\w+ed|sent|reset|done))\b/i),
  cue('actions', 'agent', 2, /(我)?(来)?(帮|给|为|替)(您|你)(查|看|核实|办|登记|处理|重置|转|提交|申请|记录|修改|确认)|(我)?(这边|现在)?(查|看)(一下|到)|(系统|记录)(显示|里)/u),
  cue('actions', 'agent', 2, /\b(let me (check|look|see|pull|reset|send|update|transfer|open|confirm|process|fix|help)|i can see|i('m| am) (checking|looking|resetting|sending|opening|updating|processing|transferring|cancelling|canceling)|i('ll| will) (check|look)|according to (our|the)|our system shows)\b/i),

  cue('actions', 'agent', 2, /请(您|你)?(先|再)?(试|尝试|重置|重启|重新|打开|关闭|点击|检查|更新|升级|下载|卸载|退出|拔|插|按|换)|(重启|重置|重装|重新登录)(一下|试试)/u),
  cue('actions', 'agent', 2, /\b(please|could you|can you|you can|try to|just)( now| then| first)? (restart|reset|reboot|unplug|plug|reinstall|update|open|close|press|click|turn|switch|try|log (out|in)|sign (out|in))\b/i),

  cue('promises', 'agent', 3, /(一定|肯定|保证|绝对|百分之百)(会|能|可以|没有|不会|不用|给|帮|为)|保本|保息|保收益|稳赚|(我|我们)(承诺|保证)|包(您|你)?(满意|退|换|赔)/u),
  cue('promises', 'agent', 3, /\b(guaranteed?|no risk|risk[- ]free|you (can ?not|can'?t|won'?t) lose|(definitely|certainly|for sure) (will|get|make))\b/i),
  cue('promises', 'agent', 3, /(会|将|保证|一定|承诺).{0,14}(小时|分钟|天|工作日|今天|明天|后天|本周|下周|之内|以内|尽快|马上|稍后|第一时间)|(小时|分钟|天|工作日|今天|明天|后天|本周|下周|尽快|稍后|马上).{0,14}(会|将|给(您|你)|回复|回电|联系|到账|送达|解决|上门|处理)|(会|再)(给|跟|和|与)?(您|你)?(回电|回复|联系|打电话|发短信|通知)/u),
  cue('promises', 'agent', 3, /\b((i|we)('ll| will)( \w+){0,8} (within|by|in|before|today|tomorrow|shortly|soon|right away|next week)|(i|we|somebody|someone|a colleague|an engineer|they)('ll| will)( \w+){0,2} (call|get back|contact|email|e-mail|text|follow up|send|let you know|reach)|you('ll| will) (get|receive|have|hear|see)|(i|we) (promise|guarantee)|within \w+(-\w+)? (minutes?|hours?|days?|business days|working days))\b/i),
  cue('promises', 'agent', 2, /(我|我们|这边|工程师|同事|专员|客服|技术)(.{0,4})(会|将)(?!有风险)/u),
  cue('promises', 'agent', 2, /\b(i|we)('ll| will|'m going to|'re going to| am going to| are going to) (?!check|look|see\b|need|have to)\w+/i),

  cue('unresolved', 'both', 3, /还(是)?(没|不)(有)?(解决|好|行|能|收到|处理|到|明白|懂|通)|没(有)?(得到)?解决|(目前|暂时|现在)(还)?(没有?|不能|无法|没办法)|仍然|依然(没|不|无)|没用|没有办法|解决不了|处理不了|办不了|查不到|不满意|(要|需要)(再)?(升级|转给|上报)|再打(电话)?(来|过来)/u),
  cue('unresolved', 'both', 3, /\b(still (not|doesn'?t|can'?t|isn'?t|won'?t|no|have|haven'?t|the same|waiting|broken|fail\w*)|not (yet )?(been )?(solved|resolved|fixed)|unresolved|(can'?t|cannot|couldn'?t|unable to|not able to) (\w+ ){0,3}(right now|today|at the moment|for you|fix|solve|resolve|do that|find)|(have|need|going) to escalate|escalat(e|ed|ing)|call(ing)? (you )?again|not (satisfied|happy)|i don'?t (understand|accept|agree))\b/i),
  cue('unresolved', 'caller', 3, /(我|我们)(真的|就是|根本|现在)?不(需要|想要|想|要|接受|同意|办|买)(?!了|的)[\p{Script=Han}]/u),
  cue('unresolved', 'caller', 3, /\bi (do not|don'?t) (want|need) (this|that|it|to|your)\b|\b(please|just) cancel\b|\bi (do not|don'?t|won'?t) (accept|agree|pay|buy)\b/i),
  cue('unresolved', 'caller', 2, /不行|不对|不同意|太(慢|久)了|什么时候(才)?(能|会)|到底|要投诉|等(了)?(很|好|这么)久/u),
  cue('unresolved', 'caller', 2, /\b(that (doesn'?t|didn'?t|won'?t) (work|help)|when will|how long|unacceptable|ridiculous|waiting for)\b/i),
  cue('unresolved', 'agent', 2, /(需要|要)(等|等待|进一步|其他部门)|(让|由)(.{0,4})(跟进|核实后)|不支持|做不到/u),
  cue('unresolved', 'agent', 2, /\b(i('m| am) (afraid|sorry),? (but )?(i|we|that|it|there)|unfortunately|pending|needs? further|another department|will have to wait)\b/i),
];

/** The caller says that it is solved: what was open before is so no more. */
const SOLVED =
  /(?<![没不未还])(?<!没有)(可以用了|可以了|能用了|好使了|能(登录|上网|打开|用)了|(登录|打开|连|收)(上|到|进去)了|解决了|恢复了|修好了|弄好了|搞定了)|\b(it|everything)( all)?('s| is| does)? (now )?(works?|working|fixed|solved|resolved|fine)( now| again)?\b|\b(works?|working|fixed|solved) (now|again)\b|\b(that|this) (fixed|solved|did) it\b/iu;
export const isSolved = (speaker: 'caller' | 'agent', text: string): boolean => speaker === 'caller' && SOLVED.test(text.replaceAll('\u2019', "'"));

/** Said in every call; never worth a place in a summary. */
export const COURTESY =
  /^(喂|嗯|好的?|对|是的?|行|可以|谢谢|再见|不客气|没关系|明白|您好|你好|请讲|请说|欢迎|感谢)[，。！!、\s]*(好的?|您|你|谢谢|再见|的|啊|吧|了)*[。！!]?$|^(ok(ay)?|yes|yeah|no|right|sure|thanks?|thank you( very much| so much)?|hello|hi|bye( bye)?|goodbye|good (morning|afternoon|evening)|you'?re welcome|great|perfect|uh[- ]?huh|mm+)[.!, ]*$/iu;
/** How agents open and close; no reason, action or promise by itself. */
export const FORMULA =
  /(很高兴|请问)(能|有什么|可以)?(为|帮)(您|你)?(服务|助|到)|有什么(可以|能)帮|为(您|你)服务|(本次|通话)(.{0,6})录音|祝(您|你)|感谢(您|你)(的)?(来电|致电)|还有(什么|其他)(可以|能|需要)|\b(how (may|can) i help|(thank you|thanks) for (calling|holding|waiting)|my name is|is there anything else|anything else i can|have a (nice|good|great)|(call|conversation) (is|may be|will be) (being )?recorded|welcome to)\b/iu;

/** How plainly the sentence says each part, for those it says at all. */
export function partsSaid(speaker: 'caller' | 'agent', text: string): ReadonlyMap<SummaryPart, number> {
  const said = new Map<SummaryPart, number>();
  if (COURTESY.test(text) || FORMULA.test(text)) return said;
  const plain = text.replaceAll('\u2019', "'");
  for (const { part, speaker: who, strength, pattern } of CUES) {
    if (who !== 'both' && who !== speaker) continue;
    if (pattern.test(plain)) said.set(part, Math.max(said.get(part) ?? 0, strength));
  }
  return said;
}
