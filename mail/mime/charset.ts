import { decode as decodeOld, encodingExists } from 'iconv-lite';

/** Labels that mean another charset than they say, or that browsers do not know; GB 18030 holds GBK and GB 2312. */
const ALIASES: Readonly<Record<string, string>> = {
  gb2312: 'gb18030', gbk: 'gb18030', 'x-gbk': 'gb18030', cp936: 'gb18030', ms936: 'gb18030', 936: 'gb18030', gb18030: 'gb18030', 'gb18030-2000': 'gb18030', 'gb_2312-80': 'gb18030', 'chinese': 'gb18030', 'euc-cn': 'gb18030', 'hz-gb-2312': 'hz', hz: 'hz',
  utf8: 'utf-8', 'unicode-1-1-utf-8': 'utf-8', 'utf8mb4': 'utf-8', 'x-utf-8': 'utf-8',
  cp950: 'big5', 'big-5': 'big5', 'x-x-big5': 'big5', cp932: 'shift_jis', 'x-sjis': 'shift_jis', 'iso-2022-jp-2': 'iso-2022-jp', 'iso-2022-jp-ms': 'iso-2022-jp', cp949: 'euc-kr', 'ks_c_5601-1987': 'euc-kr',
};
/** Labels that programs write without looking at what they send. */
const UNBELIEVED = new Set(['', 'us-ascii', 'ascii', 'ansi_x3.4-1968', 'iso-8859-1', 'latin1', 'windows-1252', 'cp1252', 'unknown', 'unknown-8bit', 'x-unknown', 'default', 'default_charset', 'binary', '7bit', '8bit', 'none']);
const CANDIDATES = ['gb18030', 'big5', 'shift_jis', 'euc-kr', 'euc-jp'] as const;
/** A guess looks no further. */
const GUESS_BYTES = 20_000;

/** Characters that stand in nearly every text of the language; they tell a right guess from a wrong one. */
const COMMON = new Set('的一是不了在人有我他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可她里后小么心多天而能好都然没日于起还发成事只作当想看文无开手十用主行方又如前所本见经头面公同三已老从动两长知民样现分将外但身些与高意进把法此实回二理美点月明其种声全工己话儿者向情部正名定女问力机给等几很业最间新什打便位因重被走电四第门相次东政海口使教西再平真听世气信北少关并内加化由却代军产入先山五太水万市眼体别处总才场师书比住员九笑性通目华报立马命张活难神数件安表原车白应路期叫死常提感金何更反合放做系计或司利受光王果亲界及今京务制解各任至清物台象记边共风战干接它许八特觉望直服毛林题建南度统色字请爱让认算论百吃义科怎元社术结六功指思非流每青管夫连远资队跟带花快条院变联权往展该领传近留红治决周保达办运武半候七必城父强步完革深区即求品士转量空甚众技轻程告江语英基派满式李息写呢识极令黄德收脸钱党倒未持取设始版双历越史商千片容研像找友孩站广改议形委早房音火际则首单据导影失拿网香似斯专石若兵弟谁校读志飞观争究包组造落视济喜离虽坏吗邮您谢订购退款账号登录无法故障客服來個說們為這時學對會國發經過還從實開問題請謝電郵帳號無務處關於與嗎麼點');
const JAPANESE = /[\u3040-\u30ff]/g;

/**
 * Bytes as text, whatever the label says: it is believed only where the bytes agree. Never throws.
 * Chinese mail is often labelled ASCII, Latin-1 or nothing at all, UTF-8 as GBK and GBK as UTF-8.
 */
export function decodeText(bytes: Uint8Array, label = ''): string {
  const name = label.trim().toLowerCase().replaceAll(/^["']|["']$/g, '').replace(/\*.*$/, '');
  if (startsWith(bytes, [0xef, 0xbb, 0xbf])) return decodeAs(bytes.subarray(3), 'utf-8');
  if (startsWith(bytes, [0xff, 0xfe]) || startsWith(bytes, [0xfe, 0xff])) return decodeAs(bytes.subarray(2), bytes[0] === 0xff ? 'utf-16le' : 'utf-16be');
  const wanted = ALIASES[name] ?? name;
  // Seven bits: ISO-2022-JP by its escape sequences (RFC 1468), HZ and UTF-7 by their label, else ASCII.
  if (!hasHighBytes(bytes)) {
    if (hasEscapes(bytes)) return decodeAs(bytes, 'iso-2022-jp');
    if (wanted === 'hz') return decodeHz(bytes);
    return wanted === 'utf-7' || wanted === 'utf-16' || wanted === 'utf-16le' || wanted === 'utf-16be' || wanted === 'iso-2022-kr' ? decodeAs(bytes, wanted) : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  }
  const utf8 = utf8Sequences(bytes);
  if (wanted === 'utf-8' || UNBELIEVED.has(wanted)) {
    if (utf8 !== undefined) return decodeAs(bytes, 'utf-8');
    return guess(bytes, wanted === 'utf-8');
  }
  // Two sequences of three bytes that are right by chance are rarer than a wrong label.
  if (utf8 !== undefined && utf8 >= 2) return decodeAs(bytes, 'utf-8');
  const text = decodeAs(bytes, wanted);
  return badness(text) === 0 ? text : bestOf(bytes, [text, ...CANDIDATES.filter((one) => one !== wanted).map((one) => decodeAs(bytes, one))]);
}

/** By one charset, known to the platform or to iconv-lite; an unknown one is guessed. */
function decodeAs(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder(name).decode(bytes);
  } catch {
    if (encodingExists(name)) return decodeOld(Buffer.from(bytes), name);
    return utf8Sequences(bytes) === undefined ? guess(bytes, false) : new TextDecoder().decode(bytes);
  }
}

function guess(bytes: Uint8Array, damagedUtf8: boolean): string {
  const sample = bytes.subarray(0, GUESS_BYTES);
  const scores = CANDIDATES.map((name) => ({ name, score: scoreOf(decodeAs(sample, name)) }));
  const best = scores.reduce((a, b) => (b.score > a.score ? b : a));
  const asUtf8 = damagedUtf8 ? new TextDecoder().decode(sample) : '';
  if (damagedUtf8 && scoreOf(asUtf8) >= best.score) return new TextDecoder().decode(bytes);
  if (best.score <= 0 && looksWestern(sample)) return decodeAs(bytes, 'windows-1252');
  return decodeAs(bytes, best.name);
}

/** The label's own text unless another one is clearly better. */
function bestOf(bytes: Uint8Array, texts: readonly string[]): string {
  const [own = '', ...others] = texts;
  const ownScore = scoreOf(own);
  const better = others.map((text) => ({ text, score: scoreOf(text) })).reduce((a, b) => (b.score > a.score ? b : a), { text: own, score: ownScore });
  return better.score > Math.max(ownScore, 0) + bytes.length * 0.02 ? better.text : own;
}

/** Replacement characters, private use and control characters: nobody writes them. */
function badness(text: string): number {
  return text.match(/[\ufffd\ue000-\uf8ff\u0080-\u009f]/g)?.length ?? 0;
}

function scoreOf(text: string): number {
  let common = 0;
  for (const sign of text.slice(0, GUESS_BYTES)) if (COMMON.has(sign)) common += 1;
  return common + (text.match(JAPANESE)?.length ?? 0) - 5 * badness(text) - (text.match(/[\uff61-\uff9f]/g)?.length ?? 0);
}

/** Single high bytes between many letters. */
function looksWestern(bytes: Uint8Array): boolean {
  let [high, letters] = [0, 0];
  for (const byte of bytes) {
    if (byte >= 0x80) high += 1;
    else if ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a) letters += 1;
  }
  return letters >= high * 2;
}

/** Sequences of three or more bytes in right UTF-8; undefined when it is none (RFC 3629 §4). A sequence cut off at the end is forgiven. */
function utf8Sequences(bytes: Uint8Array): number | undefined {
  let [at, long] = [0, 0];
  while (at < bytes.length) {
    const byte = bytes[at] ?? 0;
    const length = byte < 0x80 ? 1 : byte >= 0xc2 && byte < 0xe0 ? 2 : byte >= 0xe0 && byte < 0xf0 ? 3 : byte >= 0xf0 && byte < 0xf5 ? 4 : 0;
    if (length === 0) return undefined;
    for (let i = 1; i < length && at + i < bytes.length; i += 1) if (((bytes[at + i] ?? 0) & 0xc0) !== 0x80) return undefined;
    if (length >= 3) long += 1;
    at += length;
  }
  return long;
}

const startsWith = (bytes: Uint8Array, first: readonly number[]) => first.every((byte, i) => bytes[i] === byte);
const hasHighBytes = (bytes: Uint8Array) => bytes.some((byte) => byte >= 0x80);
/** ESC $ or ESC ( (RFC 1468). */
const hasEscapes = (bytes: Uint8Array) => bytes.some((byte, i) => byte === 0x1b && (bytes[i + 1] === 0x24 || bytes[i + 1] === 0x28));

/** RFC 1843: `~{` begins pairs of seven bits, `~}` ends them. */
function decodeHz(bytes: Uint8Array): string {
  const text = Buffer.from(bytes).toString('latin1');
  return text.replaceAll(/~\{([^~]*)~\}/g, (_, pairs: string) => decodeAs(Uint8Array.from(pairs, (sign) => sign.charCodeAt(0) | 0x80), 'gb18030')).replaceAll('~~', '~').replaceAll('~\n', '');
}
