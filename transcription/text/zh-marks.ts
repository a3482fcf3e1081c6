/** What a clause ends with. */
export type Mark = ',' | '.' | '?';

/** Ends of questions whatever else stands in them. */
const ASKING_END = /(?:吗|[^什怎这那多]么|对吧|是吧|行吧|可以吧|好不好|行不行|对不对|是不是|可不可以|有没有|能不能|要不要|会不会)$/u;
/** These ask nothing. */
const NO_QUESTION_END = /(?:什么的|干吗)$/u;
const QUESTION_WORD = /什么|怎么|怎样|如何|为何|谁|哪|几(?:点|号|个|次|天|位|岁|月|年|张|台|件)|多少|多久|多长|多大|多远|(.)不\1|有没有|能否|是否|可否|贵姓/u;
/** Question words behind these are not asked: 我知道为什么, 什么都行, 没什么. */
const NOT_ASKED = /(?:不?知道|告诉|无论|不管|不论|看看|问一下|没有?什么|没怎么|(?:什么|怎么|谁|哪里|哪个|多少|几)[^，。]{0,3}[都也])/u;

/** How a Chinese clause ends; `last`: the speaker stops behind it. */
export function zhMark(clause: string, last: boolean): Mark {
  if (ASKING_END.test(clause) && !NO_QUESTION_END.test(clause)) return '?';
  if (!last) return ',';
  const asked = QUESTION_WORD.test(clause) && (!NOT_ASKED.test(clause) || /(?:你|您)知道/u.test(clause));
  if (asked || (clause.endsWith('呢') && [...clause].length <= 6 && !/还|正|在|着/u.test(clause))) return '?';
  return '.';
}

/** A word with which a clause ends even where the speaker hardly pauses. */
export const zhClauseEnd = (word: string): boolean => /^(?:吗|吧|呢|啊|呀|嘛|哦)$|[^干]吗$/u.test(word);
