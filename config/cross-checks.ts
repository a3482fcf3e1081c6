import { mailChecks } from './mail/checks.ts';
import { type Mistake, pathText } from './mistakes.ts';
import { nearMiss } from './near-miss.ts';
import { routingChecks } from './routing/checks.ts';
import { ticketChecks } from './tickets/checks.ts';
import { transcriptionChecks } from './transcription/checks.ts';

/** A list entry as written, before it is known to be well formed. */
type Entry = Readonly<Record<string, unknown>>;
type Path = readonly PropertyKey[];

/**
 * Checks that names fit together: ids are unique, what is referred to exists, numbers do not clash.
 * Looks at the raw value so that all mistakes are told at once; ill-formed parts are left to the schema.
 */
export function crossChecks(raw: unknown): Mistake[] {
  const config = record(raw);
  return [
    ...['agents', 'queues', 'channels', 'flows', 'notReadyReasons', 'dispositions', 'hooks'].flatMap((list) => duplicates(config, list, 'id')),
    ...references(config),
    ...routingNames(config),
    ...ticketChecks(config.tickets, ids(config, 'queues'), strings(config.skills), unknown),
    ...mailChecks(config.mail, ids(config, 'queues'), unknown),
    ...transcriptionChecks(config.transcription, ids(config, 'queues'), unknown),
    ...numberClashes(config),
    ...ports(config),
    ...pairs(config),
  ];
}

function duplicates(config: Entry, list: string, key: string): Mistake[] {
  const seen = new Map<unknown, number>();
  return entries(config, list).flatMap((entry, index) => {
    const value = entry[key];
    const first = seen.get(value);
    if (value === undefined) return [];
    if (first === undefined) seen.set(value, index);
    return first === undefined ? [] : [{ path: [list, index, key], message: `"${String(value)}" is already the ${key} of ${list}[${first}]; each must be different` }];
  });
}

function references(config: Entry): Mistake[] {
  const queues = ids(config, 'queues');
  const flows = ids(config, 'flows');
  const skills = strings(config.skills);
  const teams = strings(config.teams);
  const agents = entries(config, 'agents').flatMap((agent, i) => [
    ...strings(agent.queues).flatMap((queue, j) => unknown(['agents', i, 'queues', j], queue, queues, 'queues')),
    ...strings(agent.teams).flatMap((team, j) => unknown(['agents', i, 'teams', j], team, teams, 'teams')),
    ...Object.keys(record(agent.skills)).flatMap((skill) => unknown(['agents', i, 'skills', skill], skill, skills, 'skills')),
  ]);
  const numbers = entries(config, 'numbers').flatMap((entry, i) =>
    typeof entry.flow === 'string' ? unknown(['numbers', i, 'flow'], entry.flow, flows, 'flows') : [],
  );
  return [...agents, ...numbers];
}

function routingNames(config: Entry): Mistake[] {
  const [agents, queues, channels] = ['agents', 'queues', 'channels'].map((list) => entries(config, list));
  const [skills, groups] = [strings(config.skills), strings(config.groups)];
  const tickets = record(config.tickets).push === undefined ? [] : ['ticket'];
  const known = { queues: ids(config, 'queues'), agents: ids(config, 'agents'), channels: ['voice', ...tickets, ...ids(config, 'channels')], skills, groups, unknown };
  return routingChecks({ agents: agents ?? [], queues: queues ?? [], channels: channels ?? [] }, known);
}

function unknown(path: Path, name: string, known: readonly string[], list: string): Mistake[] {
  if (known.includes(name)) return [];
  const guess = nearMiss(name, known);
  const hint = guess === undefined ? `known: ${known.join(', ') || 'none'}` : `did you mean "${guess}"?`;
  return [{ path, message: `"${name}" is not listed under ${list}; ${hint}` }];
}

/** Everything that can be dialled must be different. */
function numberClashes(config: Entry): Mistake[] {
  const codes = record(record(config.sip).featureCodes);
  const dialled: { value: unknown; path: Path }[] = [
    ...['ready', 'notReady'].map((key) => ({ value: codes[key], path: ['sip', 'featureCodes', key] as Path })),
    ...entries(config, 'agents').map((a, i) => ({ value: a.extension, path: ['agents', i, 'extension'] as Path })),
    ...entries(config, 'queues').map((q, i) => ({ value: q.number, path: ['queues', i, 'number'] as Path })),
    ...entries(config, 'numbers').map((n, i) => ({ value: n.number, path: ['numbers', i, 'number'] as Path })),
  ];
  const seen = new Map<unknown, Path>();
  return dialled.flatMap(({ value, path }) => {
    if (value === undefined) return [];
    const first = seen.get(value);
    if (first === undefined) seen.set(value, path);
    return first === undefined ? [] : [{ path, message: `"${String(value)}" is already used by ${pathText(first)}; everything that can be dialled must be different` }];
  });
}

function ports(config: Entry): Mistake[] {
  const { rtpPortFrom: from = 30_000, rtpPortTo: to = 30_999 } = record(config.media);
  if (typeof from !== 'number' || typeof to !== 'number') return [];
  // Four ports: RTP and RTCP for the caller and for the agent.
  if (to - from + 1 >= 4) return [];
  return [{ path: ['media', 'rtpPortTo'], message: `found ${to}; allowed: at least rtpPortFrom + 3 (${from + 3}), four ports per call` }];
}

/** Keys that are of use only together, and numbers that must lead somewhere. */
function pairs(config: Entry): Mistake[] {
  const https = record(record(config.http).https);
  const mistakes: Mistake[] = [];
  for (const [one, other] of [['certificate', 'key'], ['key', 'certificate']] as const) {
    if (https[one] !== undefined && https[other] === undefined) mistakes.push({ path: ['http', 'https', one], message: `needs http.https.${other} beside it` });
  }
  const { drachtioUrl, websocketUrl } = record(config.sip);
  if (websocketUrl !== undefined && drachtioUrl === undefined) mistakes.push({ path: ['sip', 'websocketUrl'], message: 'is of use only with sip.drachtioUrl; the embedded SIP server has a WebSocket of its own' });
  const { number } = record(record(config.web).callUs);
  const reached = [...entries(config, 'numbers'), ...entries(config, 'queues')].map((entry) => entry.number);
  if (number !== undefined && !reached.includes(number)) {
    mistakes.push({ path: ['web', 'callUs', 'number'], message: `"${String(number)}" is no number that can be called; choose one of those under numbers or of a queue` });
  }
  if (config.dispositionRequired === true && entries(config, 'dispositions').length === 0) {
    mistakes.push({ path: ['dispositionRequired'], message: 'there is nothing to choose from; put entries under dispositions' });
  }
  return mistakes;
}

const record = (value: unknown): Entry => (value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Entry) : {});
const entries = (config: Entry, list: string): Entry[] => (Array.isArray(config[list]) ? config[list].map(record) : []);
const ids = (config: Entry, list: string): string[] => strings(entries(config, list).map((entry) => entry.id));
const strings = (value: unknown): string[] => (Array.isArray(value) ? value.filter((v) => typeof v === 'string') : []);
