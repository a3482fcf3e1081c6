import { Fault, type Result, failed, ok } from '#core';
import type { Terminal } from './terminal.ts';
import { type CliLanguage, type Words, wordsIn } from './words.ts';

/** Does a command in the language of `--language zh|en`, wherever that stands among its words; else in that of the terminal. */
export async function inAskedLanguage(terminal: Terminal, args: readonly string[], run: (terminal: Terminal, args: readonly string[]) => Promise<number>): Promise<number> {
  const asked = askedLanguage(args, terminal.words);
  if (!asked.ok) {
    terminal.complain(asked.fault.message);
    return 2;
  }
  const { language = terminal.language, others } = asked.value;
  return run({ ...terminal, language, words: wordsIn(language) }, others);
}

/** Faults: cli.bad-argument. */
function askedLanguage(args: readonly string[], words: Words): Result<{ readonly language?: CliLanguage; readonly others: readonly string[] }> {
  const at = args.findIndex((arg) => arg === '--language' || arg.startsWith('--language='));
  if (at < 0) return ok({ others: args });
  const joined = args[at] !== '--language';
  const given = joined ? args[at]?.slice('--language='.length) : args[at + 1];
  const language = (['zh', 'en'] as const).find((each) => each === given);
  if (language === undefined) return failed(new Fault('cli.bad-argument', words('--language is zh or en. See ./huawu help', '--language 为 zh 或 en。参见 ./huawu help')));
  return ok({ language, others: args.toSpliced(at, joined ? 1 : 2) });
}

/** What Node's parseArgs found wrong with the options, in the reader's language. */
export function optionMistake(error: unknown, words: Words): string {
  const english = error instanceof Error ? (error.message.split('. ')[0] ?? '') : String(error);
  const [, unknown] = /^Unknown option '([^']+)'/u.exec(english) ?? [];
  if (unknown !== undefined) return words(english, `未知选项“${unknown}”`);
  const [, lacking] = /^Option '([^']+)' argument (?:missing|is ambiguous)/u.exec(english) ?? [];
  if (lacking !== undefined) return words(english, `选项“${lacking}”缺少值`);
  const [, needless] = /^Option '([^']+)' does not take an argument/u.exec(english) ?? [];
  return needless === undefined ? english : words(english, `选项“${needless}”不带值`);
}
