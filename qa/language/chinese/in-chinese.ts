import { CHINESE } from './chinese-texts.ts';

let rules: readonly { readonly english: RegExp; readonly names: readonly string[]; readonly chinese: string }[] | undefined;

/** The text of a remark in Chinese; undefined when it has none. Names inside it stay as they are. */
export function inChinese(text: string): string | undefined {
  rules ??= CHINESE.map(ruleOf);
  for (const { english, names, chinese } of rules) {
    const found = english.exec(text);
    if (!found) continue;
    return names.reduce((said, name, i) => said.replaceAll(`{${name}}`, () => filled(name, found[i + 1] ?? '')), chinese);
  }
  return undefined;
}

/** A hole called `ours…` holds texts of the list itself. */
function filled(name: string, given: string): string {
  if (!name.startsWith('ours')) return given.replaceAll(' and ', '、');
  return given.split(' or ').map((part) => inChinese(part) ?? part).join('或');
}

/** `there is no phrase "{name}"` as a pattern. */
function ruleOf([english, chinese]: readonly [string, string]) {
  const parts = english.split(/(\{[a-z]+\})/u);
  const names = parts.filter((part) => /^\{[a-z]+\}$/u.test(part)).map((part) => part.slice(1, -1));
  const pattern = parts.map((part) => (/^\{[a-z]+\}$/u.test(part) ? '(.*?)' : part.replaceAll(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`))).join('');
  return { english: new RegExp(`^${pattern}$`, 'su'), names, chinese };
}
