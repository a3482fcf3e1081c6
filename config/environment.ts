import { resolve } from 'node:path';
import type { Mistake } from './mistakes.ts';
import { nearMiss } from './near-miss.ts';

/** Environment variables as the process was started with. */
export type Environment = Readonly<Record<string, string | undefined>>;

const WHOLE = /^\d+$/;
const VARIABLES: Readonly<Record<string, readonly string[]>> = {
  HUAWU_SIP_PORT: ['sip', 'port'],
  HUAWU_HTTP_PORT: ['http', 'port'],
  HUAWU_HTTPS_PORT: ['http', 'https', 'port'],
  HUAWU_CLUSTER_SECRET: ['cluster', 'secret'],
  HUAWU_CLUSTER_PORT: ['cluster', 'port'],
  HUAWU_DATA: ['data', 'folder'],
  HUAWU_MODELS: ['transcription', 'modelsFolder'],
  DATABASE_URL: ['database', 'url'],
  REDIS_URL: ['redis', 'url'],
  DRACHTIO_URL: ['sip', 'drachtioUrl'],
};

const FOLDERS = ['HUAWU_DATA', 'HUAWU_MODELS'];
const RANGE = 'HUAWU_RTP_PORTS';
/** Read by our own scripts and tests, not by the configuration. */
const OTHERS = /^HUAWU_(RECORDING_KEY|FROM|PICTURES|SKIP_APT|DRAW_LADDERS|SERVER|MAIL_.*|TEST_.*)$/;

/** The variable that goes before a key of the configuration (`sip.port`). */
export function variableOf(key: string): string | undefined {
  if (['media.rtpPortFrom', 'media.rtpPortTo'].includes(key)) return RANGE;
  return Object.keys(VARIABLES).find((name) => VARIABLES[name]?.join('.') === key);
}

/** A sentence for each variable that begins like ours and is none: a slip of the pen would go unnoticed. */
export function strangeVariables(env: Environment): string[] {
  const ours = [...Object.keys(VARIABLES), RANGE].filter((name) => name.startsWith('HUAWU_'));
  const strange = Object.keys(env).filter((name) => name.startsWith('HUAWU_') && env[name] && !ours.includes(name) && !OTHERS.test(name));
  return strange.sort().map((name) => {
    const guess = nearMiss(name, ours) ?? nearestWords(name, ours);
    return `the environment variable ${name} is none of ours and does nothing; ${guess === undefined ? `known: ${ours.join(', ')}` : `did you mean ${guess}?`}`;
  });
}

/** The names that share most words with it: HUAWU_RTP_RANGE → HUAWU_RTP_PORTS. */
function nearestWords(name: string, known: readonly string[]): string | undefined {
  const words = wordsOf(name);
  const shared = new Map(known.map((each) => [each, wordsOf(each).filter((word) => words.includes(word)).length]));
  const most = Math.max(...shared.values());
  return most === 0 ? undefined : known.filter((each) => shared.get(each) === most).join(' or ');
}

const wordsOf = (name: string) => name.toLowerCase().split('_').slice(1).map((word) => word.replace(/s$/, ''));

export interface Overridden {
  readonly raw: unknown;
  /** Key path (dotted) → the variable that set it; a mistake there is a mistake in the environment. */
  readonly from: ReadonlyMap<string, string>;
  readonly mistakes: readonly Mistake[];
}

/** Lays the environment over the configuration as written; empty variables count as not set. */
export function overlayEnvironment(raw: unknown, env: Environment): Overridden {
  if (raw === null || typeof raw !== 'object' || Array.isArray(raw)) return { raw, from: new Map(), mistakes: [] };
  const copy = structuredClone(raw) as Record<string, unknown>;
  const from = new Map<string, string>();
  const set = (variable: string, path: readonly string[], text: string) => {
    const sections = path.slice(0, -1);
    const key = path.at(-1) ?? '';
    let owner = copy;
    for (const section of sections) {
      const old = owner[section];
      if (old !== undefined && (old === null || typeof old !== 'object')) return;
      owner = owner[section] = { ...old } as Record<string, unknown>;
    }
    owner[key] = WHOLE.test(text) && /port/i.test(key) ? Number(text) : text;
    from.set(path.join('.'), variable);
  };
  for (const [variable, path] of Object.entries(VARIABLES)) {
    const text = env[variable];
    // A path in the environment starts where the caller is (./huawu works in the project's folder), unlike one in the file.
    if (text) set(variable, path, FOLDERS.includes(variable) ? resolve(env.HUAWU_FROM ?? '', text) : text);
  }
  const mistakes: Mistake[] = [];
  const range = env[RANGE];
  if (range) {
    const [, first, last] = /^(\d+)-(\d+)$/.exec(range) ?? [];
    set(RANGE, ['media', 'rtpPortFrom'], first ?? range);
    set(RANGE, ['media', 'rtpPortTo'], last ?? range);
    if (first === undefined) {
      from.set('media', RANGE);
      mistakes.push({ path: ['media'], message: `found "${range}"; allowed: two port numbers, such as "30000-30999"` });
    }
  }
  return { raw: copy, from, mistakes };
}
