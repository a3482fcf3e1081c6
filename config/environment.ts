import { resolve } from 'node:path';
import type { Mistake } from './mistakes.ts';

/** Environment variables as the process was started with. */
export type Environment = Readonly<Record<string, string | undefined>>;

const WHOLE = /^\d+$/;
const VARIABLES: Readonly<Record<string, readonly string[]>> = {
  HUAWU_SIP_PORT: ['sip', 'port'],
  HUAWU_HTTP_PORT: ['http', 'port'],
  HUAWU_HTTPS_PORT: ['http', 'https', 'port'],
  HUAWU_DATA: ['data', 'folder'],
  HUAWU_MODELS: ['transcription', 'modelsFolder'],
  DATABASE_URL: ['database', 'url'],
  REDIS_URL: ['redis', 'url'],
  DRACHTIO_URL: ['sip', 'drachtioUrl'],
};

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
    // A path in the environment starts at the working directory, unlike one in the file.
    if (text) set(variable, path, variable === 'HUAWU_MODELS' ? resolve(text) : text);
  }
  const mistakes: Mistake[] = [];
  const range = env.HUAWU_RTP_PORTS;
  if (range) {
    const [, first, last] = /^(\d+)-(\d+)$/.exec(range) ?? [];
    set('HUAWU_RTP_PORTS', ['media', 'rtpPortFrom'], first ?? range);
    set('HUAWU_RTP_PORTS', ['media', 'rtpPortTo'], last ?? range);
    if (first === undefined) {
      from.set('media', 'HUAWU_RTP_PORTS');
      mistakes.push({ path: ['media'], message: `found "${range}"; allowed: two port numbers, such as "30000-30999"` });
    }
  }
  return { raw: copy, from, mistakes };
}
