/** What somebody who walks a flow in the terminal may type. */
export type WalkOrder =
  | { readonly kind: 'keys'; readonly keys: string }
  | { readonly kind: 'say'; readonly text: string }
  | { readonly kind: 'wait'; readonly seconds: number }
  | { readonly kind: 'answer'; readonly outcome: string; readonly data: Readonly<Record<string, unknown>> }
  | { readonly kind: 'heard' | 'silent' | 'hang-up' | 'variables' | 'go' | 'help' | 'quit' }
  | { readonly kind: 'unknown'; readonly line: string };

const WORDS: Readonly<Record<string, WalkOrder>> = {
  '': { kind: 'heard' }, heard: { kind: 'heard' }, silent: { kind: 'silent' }, 'hang-up': { kind: 'hang-up' }, hangup: { kind: 'hang-up' },
  vars: { kind: 'variables' }, go: { kind: 'go' }, help: { kind: 'help' }, '?': { kind: 'help' }, quit: { kind: 'quit' },
};

/** One line as an order; lines that begin with `//` are remarks (undefined), for scripts. */
export function walkOrder(line: string): WalkOrder | undefined {
  const given = line.trim();
  if (given.startsWith('//')) return undefined;
  const word = WORDS[given];
  if (word) return word;
  if (/^[0-9*#]+$/u.test(given)) return { kind: 'keys', keys: given };
  const [, said] = /^(?:say|说)\s+(.+)$/u.exec(given) ?? /^["“](.+)["”]$/u.exec(given) ?? [];
  if (said !== undefined) return { kind: 'say', text: said };
  const [, seconds] = /^wait\s+(\d+(?:\.\d+)?)\s*s?$/u.exec(given) ?? [];
  if (seconds !== undefined) return { kind: 'wait', seconds: Number(seconds) };
  const [, outcome, json = '{}'] = /^answer\s+([a-z-]+)(?:\s+(\{.*\}))?$/u.exec(given) ?? [];
  const data = outcome === undefined ? undefined : objectOf(json);
  return outcome !== undefined && data ? { kind: 'answer', outcome, data } : { kind: 'unknown', line: given };
}

function objectOf(json: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const read: unknown = JSON.parse(json);
    return read !== null && typeof read === 'object' && !Array.isArray(read) ? { ...read } : undefined;
  } catch {
    return undefined;
  }
}
