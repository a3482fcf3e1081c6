import { CHINESE } from './chinese-texts.ts';

interface Rule {
  readonly english: RegExp;
  /** What stands in each pair of braces: its name, and whether it is a text of ours itself. */
  readonly holes: readonly { readonly name: string; readonly ours: boolean }[];
  readonly chinese: string;
}

const HOLE = /\{(>?)([a-z]+)\}/u;
let rules: readonly Rule[] | undefined;

/** The text of a mistake in Chinese; undefined when it has none. Names and examples inside it stay as they are. */
export function inChinese(text: string): string | undefined {
  rules ??= CHINESE.map(ruleOf);
  for (const { english, holes, chinese } of rules) {
    const found = english.exec(text);
    if (!found) continue;
    const filled = holes.reduce<string | undefined>((said, { name, ours }, i) => {
      const given = found[i + 1] ?? '';
      const value = ours && given !== '' ? inChinese(given) : given;
      return said === undefined || value === undefined ? undefined : said.replaceAll(`{${name}}`, () => value);
    }, chinese);
    if (filled !== undefined) return filled;
  }
  return undefined;
}

/** `there is no {>kind} “{name}”` as a pattern; `{>kind}` holds a text that is in the list itself. */
function ruleOf([english, chinese]: readonly [string, string]): Rule {
  const parts = english.split(/(\{>?[a-z]+\})/u);
  const holes = parts.flatMap((part) => {
    const [, ours, name] = HOLE.exec(part) ?? [];
    return name === undefined ? [] : [{ name, ours: ours === '>' }];
  });
  const pattern = parts.map((part) => (HOLE.test(part) ? '(.*?)' : part.replaceAll(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`))).join('');
  return { english: new RegExp(`^${pattern}$`, 'su'), holes, chinese };
}
