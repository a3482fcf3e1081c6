import type { Language, Random } from '#core';
import { soundOf, unlike } from '../spotting/alike.ts';

/** Common characters and words a recogniser may put in place of what was said. */
const COMMON = {
  zh: [
    ...'的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运',
  ],
  en: 'the of and a to in is you that it he was for on are as with his they i at be this have from or one had by word but not what all were we when your can said there use an each which she do how their if will up other about out many then them these so some her would make like him into time has look two more write go see number no way could people my than first water been call who oil its now find long down day did get come made may part over new sound take only little work know place year live me back give most very after thing our just name good sentence man think say great where help through much before line right too mean old any same tell boy follow came want show also around form three small set put end does another well large must big even such because turn here why ask went men read need land different home us move try kind hand picture again change off play spell air away animal house point page letter mother answer found study still learn should world plan rate card risk account return money refund order phone address pass word pin code'.split(
    ' ',
  ),
};

/** Of a hundred errors, 65 sound alike, 15 are any word, 10 are left out and 10 put in. */
export function misheard(tokens: readonly string[], language: Language, rate: number, random: Random): string[] {
  const common = COMMON[language];
  const any = () => common[random.int(common.length)] ?? '';
  return tokens.flatMap((token) => {
    if (random.int(10_000) >= rate * 10_000) return [token];
    const dice = random.int(100);
    if (dice < 65) return [soundsLike(token, common, random)];
    if (dice < 80) return [any()];
    return dice < 90 ? [] : [token, any()];
  });
}

const nearest = new Map<string, readonly string[]>();

/** One of the five most alike in sound among the common words, never itself. */
function soundsLike(token: string, common: readonly string[], random: Random): string {
  let near = nearest.get(token);
  if (!near) {
    const sound = soundOf(token);
    const price = (other: string) => {
      const rival = soundOf(other);
      return sound && rival ? unlike(sound, rival) : 9;
    };
    near = common
      .filter((other) => other !== token)
      .map((other) => ({ other, price: price(other) }))
      .sort((a, b) => a.price - b.price)
      .slice(0, 5)
      .map(({ other }) => other);
    nearest.set(token, near);
  }
  return near[random.int(near.length)] ?? token;
}
