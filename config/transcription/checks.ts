import type { Mistake } from '../mistakes.ts';

type Entry = Readonly<Record<string, unknown>>;
type Path = readonly PropertyKey[];

/** Finds a name that is not in a list; the message names the nearest that is. */
type Unknown = (path: Path, name: string, known: readonly string[], list: string) => Mistake[];

const record = (value: unknown): Entry => (value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Entry) : {});
const list = (value: unknown): Entry[] => (Array.isArray(value) ? value.map(record) : []);
const listed = (value: unknown): { name: string; at: readonly PropertyKey[] }[] =>
  typeof value === 'string' ? [{ name: value, at: [] }] : Array.isArray(value) ? value.flatMap((name, i) => (typeof name === 'string' ? [{ name, at: [i] }] : [])) : [];

/** Engines with their names and keys, and what choices refer to. */
export function transcriptionChecks(raw: unknown, queues: readonly string[], unknown: Unknown): Mistake[] {
  const config = record(raw);
  const engines = list(config.engines);
  const names = engines.map(({ id }) => id);
  const mistakes = engines.flatMap(({ id, kind, language, tls }, i): Mistake[] => {
    const path = ['transcription', 'engines', i];
    const { certificate, key } = record(tls);
    return [
      ...(id === 'local' ? [{ path: [...path, 'id'], message: '"local" is this machine; choose another name' }] : []),
      ...(id !== undefined && names.indexOf(id) < i ? [{ path: [...path, 'id'], message: `"${String(id)}" is already the id of another engine` }] : []),
      ...(kind === 'vosk-server' && language === undefined ? [{ path, message: 'a vosk-server does not say what it hears: name the `language` of its model' }] : []),
      ...((certificate === undefined) !== (key === undefined) ? [{ path: [...path, 'tls'], message: '`certificate` and `key` go together' }] : []),
    ];
  });
  const known = ['local', ...names.filter((name) => typeof name === 'string')];
  const choices = list(config.choose).flatMap((choice, i): Mistake[] => [
    ...listed(choice.engines).flatMap(({ name, at }) => unknown(['transcription', 'choose', i, 'engines', ...at], name, known, 'engines')),
    ...listed(choice.queue).flatMap(({ name, at }) => unknown(['transcription', 'choose', i, 'queue', ...at], name, queues, 'queues')),
    ...(choice.model === undefined && choice.engines === undefined ? [{ path: ['transcription', 'choose', i], message: 'names neither a `model` nor `engines`, so it chooses nothing' }] : []),
  ]);
  return [...mistakes, ...choices];
}
