import type { Random } from '#core';

/** A made-up ticket; `of` is the number of the one it repeats in other words. */
export interface Planted {
  readonly subject: string;
  readonly text: string;
  readonly product: string;
  readonly number: string;
  readonly language: 'zh' | 'en';
  readonly of?: number;
}

interface Topic {
  readonly language: 'zh' | 'en';
  readonly product: string;
  /** Ways to say the same; `{code}`, `{place}` and `{day}` make it one case among others. */
  readonly ways: readonly (readonly [subject: string, text: string])[];
}

const TOPICS: readonly Topic[] = [
  { language: 'zh', product: '宽带', ways: [['宽带无法拨号', '我家在{place}，从{day}开始宽带拨不上号，提示错误{code}。'], ['{place}宽带拨号失败', '{day}起拨号一直失败，错误代码{code}，地址{place}。'], ['上不了网，错误{code}', '{place}这边宽带连不上，{day}就这样了，电脑显示{code}。']] },
  { language: 'zh', product: '光猫', ways: [['光猫指示灯不亮', '光猫的LOS灯一直闪红光，{place}，设备号{code}，{day}发现的。'], ['设备{code}红灯闪烁', '{day}光猫红灯一直闪，网络中断，地址在{place}。'], ['光猫故障', '{place}的光猫{code}坏了，{day}以后指示灯发红没有网络。']] },
  { language: 'zh', product: '账单', ways: [['账单金额不对', '{day}的账单多扣了费用，订单号{code}，请核对。'], ['重复扣费', '订单{code}在{day}被扣了两次钱，要求退款。'], ['要求退还多扣的钱', '我{day}查账单发现{code}这笔多收费了，请退款。']] },
  { language: 'zh', product: '手机套餐', ways: [['套餐变更未生效', '{day}申请的套餐变更一直没有生效，受理编号{code}。'], ['改套餐没成功', '受理号{code}，{day}办理的换套餐到现在没变。'], ['套餐还是旧的', '我在{place}营业厅{day}改了套餐，单号{code}，现在仍是老套餐。']] },
  { language: 'zh', product: '电视盒', ways: [['电视盒子黑屏', '机顶盒{code}开机后黑屏，没有画面，{place}用户。'], ['机顶盒没有画面', '{day}开始电视打不开，盒子编号{code}，屏幕是黑的。'], ['电视看不了', '{place}，电视盒{code}启动后黑屏只有声音。']] },
  { language: 'zh', product: '快递', ways: [['包裹没有收到', '单号{code}显示{day}签收，但我在{place}没有收到。'], ['快递丢失', '{code}这个快递{day}说已签收，我并未收到货。'], ['物流显示签收但未收货', '寄到{place}的包裹{code}找不到，{day}物流就显示签收了。']] },
  { language: 'zh', product: '会员', ways: [['会员无法登录', '账号{code}登录时提示密码错误，{day}重置也不行。'], ['登录不了', '{day}以后我的会员{code}一直登不上，改过密码还是不行。'], ['账号异常', '会员号{code}显示被锁定，{day}起无法登录，请解锁。']] },
  { language: 'zh', product: '热水器', ways: [['热水器不出热水', '{place}家里的热水器{day}起不加热，显示故障码{code}。'], ['故障码{code}', '热水器显示{code}，没有热水，地址{place}。'], ['没有热水', '{day}开始热水器打不着火，屏幕报{code}，请上门到{place}。']] },
  { language: 'en', product: 'Router', ways: [['Router does not come on', 'Since {day} the router with serial {code} does not come on, no light at all, at {place}.'], ['No light on my router', 'My router {code} is dead: no light since {day}.'], ['Router {code} dead', 'Nothing happens when I switch the router on. It stands in {place} and worked until {day}.']] },
  { language: 'en', product: 'Invoice', ways: [['Charged twice', 'Invoice {code} was charged twice on {day}. Please refund one payment.'], ['Double payment of {code}', 'You took the money for invoice {code} two times, I want a refund.'], ['Refund of a duplicate charge', 'On {day} my card was debited twice for {code}.']] },
  { language: 'en', product: 'App', ways: [['App crashes at login', 'The app closes with error {code} as soon as I sign in, since {day}.'], ['Cannot sign in, error {code}', 'After the update of {day} signing in crashes the app: {code}.'], ['Crash {code}', 'Whenever I log in on my phone the app is gone. The message says {code}.']] },
  { language: 'en', product: 'Delivery', ways: [['Parcel not delivered', 'Parcel {code} should have come to {place} on {day} but did not arrive.'], ['Where is my parcel {code}', 'I am still waiting in {place} for parcel {code}, promised for {day}.'], ['Missing delivery', 'The tracking of {code} says delivered on {day}, nobody in {place} has got it.']] },
  { language: 'en', product: 'Line', ways: [['Outage at {place}', 'The whole street of {place} has been without internet since {day}, case {code}.'], ['No internet in {place}', 'No connection at all here in {place} since {day}. Your hotline named {code}.'], ['Internet down', 'We are offline in {place}, fault number {code}, began on {day}.']] },
  { language: 'en', product: 'Heating', ways: [['Heating shows {code}', 'The heating at {place} stopped on {day} and shows {code}.'], ['Cold radiators', 'Since {day} our radiators at {place} are cold, the display reads {code}.'], ['Boiler fault {code}', 'Please send somebody to {place}: the boiler failed, {code}.']] },
];

const PLACES = { zh: ['朝阳区', '海淀区', '浦东新区', '天河区', '福田区', '武侯区', '江宁区', '余杭区', '雨花区', '历下区', '建邺区', '南山区'], en: ['Mill Lane', 'Station Road', 'Park Avenue', 'Queen Street', 'Hill Road', 'Church Street', 'Lake Drive', 'Bridge Street', 'North Road', 'Garden Close', 'King Street', 'West Way'] };
/** A street is a first and a second half. */
const STREETS = {
  zh: [['建国', '学院', '人民', '解放', '中山', '文昌', '科技', '长江', '和平', '新华', '东风', '幸福', '滨河', '公园', '体育', '青年', '胜利', '朝霞', '金水', '银川'], ['路', '大道', '南路', '北路', '东街', '西街', '一巷', '二巷', '里', '胡同', '支路', '环路', '花园', '小区', '新村']],
  en: [['Ash', 'Ben', 'Car', 'Den', 'Elm', 'Farn', 'Graf', 'Had', 'Il', 'Ken', 'Lang', 'Mar', 'Nor', 'Oak', 'Pres', 'Quin', 'Row', 'Sel', 'Tar', 'Wood'], ['ford', 'ton', 'low', 'ham', 'well', 'ley', 'by', 'field', 'bury', 'mouth', 'dale', 'wick', 'stead', 'brook', 'church']],
} as const;
const MORE = {
  zh: ['请尽快处理，谢谢。', '已经重启过，没有用。', '打过两次电话都没解决。', '家里有老人，比较着急。', '希望今天能回复。', '我是老用户了。', '之前一直正常。', '请安排师傅上门。', '我的联系电话没有变。', '非常不满意你们的服务。'],
  en: ['Please look at it soon.', 'I restarted it several times.', 'I called twice without result.', 'It is rather urgent for us.', 'It worked well before.', 'Please call me back today.', 'I have been a customer for years.', 'Could a technician come?', 'My number has not changed.', 'I am not happy with this.'],
};

/** Tickets of many customers; every `every`th repeats an earlier one in other words, by the same customer or another. */
export function plantedTickets(count: number, random: Random, every = 10): Planted[] {
  const made: (Planted & { readonly topic: Topic; readonly way: number; readonly values: Readonly<Record<string, string>> })[] = [];
  for (let n = 0; n < count; n += 1) {
    const of = n > 50 && n % every === 0 ? random.int(n) : undefined;
    const first = of === undefined ? undefined : made[of];
    const topic = first?.topic ?? pick(TOPICS, random);
    const way = first ? (first.way + 1 + random.int(topic.ways.length - 1)) % topic.ways.length : random.int(topic.ways.length);
    const [head, tail] = STREETS[topic.language];
    const [street, house] = [pick(head, random) + pick(tail, random), 1 + random.int(400)];
    const place = topic.language === 'zh' ? `${pick(PLACES.zh, random)}${street}${house}号` : `${house} ${pick(PLACES.en, random)}, ${street}`;
    const values = first?.values ?? { code: codeOf(random), place, day: topic.language === 'zh' ? `${1 + random.int(12)}月${1 + random.int(28)}日` : `${1 + random.int(28)}/${1 + random.int(12)}` };
    const [subject = '', text = ''] = topic.ways[way] ?? [];
    const more = Array.from({ length: random.int(4) }, () => pick(MORE[topic.language], random)).join('');
    const number = first && random.int(2) === 0 ? first.number : `138${String(random.int(100_000_000)).padStart(8, '0')}`;
    const said = { subject: mistyped(filled(subject, values), first ? 3 : 0, random), text: mistyped(`${filled(text, values)}${more}`, first ? 3 : 0, random) };
    // One who repeats something may have repeated something before: the first of them all is what counts.
    made.push({ ...said, product: topic.product, number, language: topic.language, ...(of === undefined ? {} : { of: first?.of ?? of }), topic, way, values });
  }
  return made;
}

const pick = <T>(list: readonly T[], random: Random): T => {
  const found = list[random.int(list.length)];
  if (found === undefined) throw new RangeError('an empty list');
  return found;
};
const codeOf = (random: Random) => `${'ABCDEFGH'[random.int(8)]}${'KLMNPRST'[random.int(8)]}${100_000 + random.int(900_000)}`;
const filled = (text: string, values: Readonly<Record<string, string>>) => text.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');

/** So many signs of a hundred are left out or written twice. */
function mistyped(text: string, perHundred: number, random: Random): string {
  return [...text].map((sign) => (random.int(100) < perHundred ? (random.int(2) === 0 ? '' : sign + sign) : sign)).join('');
}
