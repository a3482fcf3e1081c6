import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Fault, type Result, failed, ok } from '#core';
import { crossChecks } from './cross-checks.ts';
import { type Environment, type Overridden, overlayEnvironment } from './environment.ts';
import { absoluteMail, mailFiles } from './mail/absolute.ts';
import { type Mistake, mistakesOf, pathText } from './mistakes.ts';
import { type Config, ConfigSchema } from './schema.ts';
import { YamlSource } from './yaml-source.ts';

/** Far above any real configuration; keeps a wrong file name (a recording, a log) from being parsed. */
const LARGEST_FILE_BYTES = 1 << 20;

/** The commented example; used when no file is named. */
export const sampleConfigFile = join(import.meta.dirname, 'sample', 'huawu.yaml');

/**
 * Reads, checks and completes a configuration; `file` undefined = the sample.
 * Relative paths become absolute: the data folder from the working directory, `recording.folder` from the data folder,
 * all others from the folder of the file. Faults: config.unreadable, config.invalid (every mistake, one per line, with
 * file:line:column, key, what was found and what is allowed).
 */
export function loadConfig(file: string | undefined, env: Environment): Result<Config> {
  const path = resolve(file ?? sampleConfigFile);
  try {
    const found = statSync(path);
    if (found.isDirectory()) return failed(unreadable(path, 'it is a folder'));
    if (found.size > LARGEST_FILE_BYTES) return failed(unreadable(path, 'it is larger than 1 MiB'));
    return parseConfig(readFileSync(path, 'utf8'), path, env, existsSync);
  } catch (error) {
    const absent = (error as { code?: string }).code === 'ENOENT';
    return failed(unreadable(path, absent ? 'there is no such file' : error instanceof Error ? error.message : String(error)));
  }
}

/** The same for a text that stands in `path` (absolute); `exists` tells whether a file named in it is there. */
export function parseConfig(text: string, path: string, env: Environment, exists: (file: string) => boolean = () => true): Result<Config> {
  const source = new YamlSource(text);
  if (source.mistakes.length > 0) {
    return failed(invalid(source.mistakes.map(({ place, message }) => `${path}:${place.line}:${place.column}  ${message}`)));
  }
  const laid = overlayEnvironment(source.value ?? {}, env);
  const parsed = ConfigSchema.safeParse(laid.raw);
  const mistakes = [...laid.mistakes, ...mistakesOf(parsed.error?.issues ?? [], laid.raw), ...crossChecks(laid.raw)];
  if (parsed.success) mistakes.push(...missingFiles(absolute(parsed.data, dirname(path)), exists));
  if (parsed.success && mistakes.length === 0) return ok(absolute(parsed.data, dirname(path)));
  return failed(invalid(mistakeLines(mistakes, source, path, laid)));
}

/** Files that are named but not there. */
function missingFiles({ mail, flows, rules, mining, customers, scorecards, plan, agitation, transcription, http: { https } }: Config, exists: (file: string) => boolean): Mistake[] {
  const named = [
    ...flows.map(({ file }, i) => ({ path: ['flows', i, 'file'], file })), { path: ['rules', 'file'], file: rules.file }, { path: ['customers', 'file'], file: customers.file },
    { path: ['scorecards', 'file'], file: scorecards.file }, ...mailFiles(mail),
    { path: ['plan', 'file'], file: plan.file }, { path: ['mining', 'file'], file: mining.file }, { path: ['agitation', 'weightsFile'], file: agitation.weightsFile },
    { path: ['http', 'https', 'certificate'], file: https.certificate },
    { path: ['http', 'https', 'key'], file: https.key },
    ...transcription.engines.flatMap(({ tls = {} }, i) => (['ca', 'certificate', 'key'] as const).map((name) => ({ path: ['transcription', 'engines', i, 'tls', name], file: tls[name] }))),
  ];
  return named.flatMap(({ path, file }) => (file === undefined || exists(file) ? [] : [{ path, message: `there is no file ${file}` }]));
}

function mistakeLines(mistakes: readonly Mistake[], source: YamlSource, path: string, { from }: Overridden): string[] {
  const wrongVariables = new Set<string>();
  const placed = mistakes.flatMap((mistake) => {
    const variable = from.get(mistake.path.map(String).join('.'));
    if (variable !== undefined) {
      if (wrongVariables.has(variable)) return [];
      wrongVariables.add(variable);
      return [{ line: 0, text: `environment variable ${variable}: ${mistake.message}` }];
    }
    const place = mistake.key === undefined ? source.placeOf(mistake.path) : source.placeOfKey(mistake.path, mistake.key);
    const name = pathText(mistake.key === undefined ? mistake.path : [...mistake.path, mistake.key]) || 'the whole file';
    return [{ line: place.line, text: `${path}:${place.line}:${place.column}  ${name}: ${mistake.message}` }];
  });
  return placed.sort((a, b) => a.line - b.line).map(({ text }) => text);
}

function absolute(config: Config, folder: string): Config {
  const here = (path: string | undefined) => (path === undefined ? undefined : resolve(folder, path));
  const data = resolve(config.data.folder);
  const { promptsFolder, ...media } = config.media;
  const { modelsFolder, ...transcription } = config.transcription;
  return {
    ...config,
    data: { folder: data },
    media: promptsFolder === undefined ? media : { ...media, promptsFolder: resolve(folder, promptsFolder) },
    recording: { ...config.recording, folder: resolve(data, config.recording.folder) },
    transcription: { ...transcription, engines: transcription.engines.map((engine) => absoluteEngine(engine, here)), ...(modelsFolder === undefined ? {} : { modelsFolder: resolve(folder, modelsFolder) }) },
    redaction: absoluteRedaction(config.redaction, here),
    flows: config.flows.map((flow) => ({ ...flow, file: resolve(folder, flow.file) })),
    rules: { file: here(config.rules.file) }, customers: { file: here(config.customers.file) },
    scorecards: { file: here(config.scorecards.file) },
    plan: { file: here(config.plan.file) }, mining: { file: here(config.mining.file) },
    agitation: absoluteAgitation(config.agitation, here),
    redis: absoluteRedis(config.redis, here), mail: absoluteMail(config.mail, (path) => resolve(folder, path)),
    http: { ...config.http, https: absoluteHttps(config.http.https, here) },
  };
}

function absoluteAgitation({ weightsFile, ...agitation }: Config['agitation'], here: (path: string | undefined) => string | undefined): Config['agitation'] {
  const file = here(weightsFile);
  return file === undefined ? agitation : { ...agitation, weightsFile: file };
}

function absoluteHttps({ certificate, key, ...https }: Config['http']['https'], here: (path: string | undefined) => string | undefined): Config['http']['https'] {
  const files = { certificate: here(certificate), key: here(key) };
  return { ...https, ...(files.certificate ? { certificate: files.certificate } : {}), ...(files.key ? { key: files.key } : {}) };
}

type EngineKeys = Config['transcription']['engines'][number];

function absoluteEngine({ tls, ...engine }: EngineKeys, here: (path: string | undefined) => string | undefined): EngineKeys {
  if (!tls) return engine;
  const { serverName, ...named } = tls;
  const files = Object.entries(named).flatMap(([name, file]) => (file === undefined ? [] : [[name, here(file)]]));
  return { ...engine, tls: { ...(Object.fromEntries(files) as typeof named), ...(serverName === undefined ? {} : { serverName }) } };
}

function absoluteRedis({ ca, certificate, key, ...redis }: Config['redis'], here: (path: string | undefined) => string | undefined): Config['redis'] {
  const files = Object.entries({ ca, certificate, key }).flatMap(([name, file]) => (file === undefined ? [] : [[name, here(file)]]));
  return { ...redis, ...(Object.fromEntries(files) as Pick<Config['redis'], 'ca' | 'certificate' | 'key'>) };
}

function absoluteRedaction({ keyFile, ...redaction }: Config['redaction'], here: (path: string | undefined) => string | undefined): Config['redaction'] {
  const file = here(keyFile);
  return { ...redaction, ...(file === undefined ? {} : { keyFile: file }) };
}

function unreadable(path: string, why: string): Fault {
  return new Fault('config.unreadable', `The configuration ${path} cannot be read: ${why}. Name another with --config FILE.`);
}

function invalid(lines: readonly string[]): Fault {
  const count = lines.length === 1 ? 'one mistake' : `${lines.length} mistakes`;
  return new Fault('config.invalid', `The configuration has ${count}:\n${lines.map((line) => `  ${line}`).join('\n')}`);
}
