/** The main job: reads the configuration, opens the rooms, tells how to call, stops cleanly. */
import { EditableSettings, loadConfig, strangeVariables } from '#config';
import { type Clock, jsonLog, systemClock, systemRandom } from '#core';
import { languageOf } from './cli/words.ts';
import { readArguments, USAGE } from './start/arguments.ts';
import { banner } from './start/banner.ts';
import { checkFiles } from './start/check-files.ts';
import { boundHeapGrowth } from './start/memory/heap-growth.ts';
import { missingParts } from './start/missing-parts.ts';
import { openServer, type Server } from './start/open-server.ts';

const clock: Clock = systemClock;
/** Calls in progress get this long to end after the first Ctrl-C. */
const PATIENCE_MS = 30_000;

/** Signals closer together than this are one. */
const SAME_CTRL_C_MS = 300;

const say = (line: string) => console.log(line);

function fail(message: string): never {
  // A misspelt variable is often why.
  console.error([`Huawu cannot start.\n${message}`, ...strangeVariables(process.env).map((line) => `Note: ${line}`)].join('\n'));
  process.exit(1);
}

async function main(): Promise<void> {
  const startedAt = clock.now();
  // Each look at the real one goes through the C library; drachtio-srf looks once for every header of every message.
  process.env = { ...process.env };
  boundHeapGrowth();
  const args = readArguments(process.argv.slice(2));
  if (!args.ok) return fail(args.fault.message);
  if (args.value.help) return say(USAGE);
  const config = loadConfig(args.value.config, process.env);
  if (!config.ok) return fail(config.fault.message);
  if (args.value.check) {
    const checked = await checkFiles(config.value);
    for (const line of strangeVariables(process.env)) console.error(`Note: ${line}`);
    return checked.ok ? say('The configuration, its flows and rules are in order.') : fail(checked.fault.message);
  }
  const { logLevel: level, logPrivate: showPrivate } = config.value;
  const log = jsonLog({ clock, level, showPrivate, write: (line) => void process.stderr.write(line) });
  // The reader of our output may go away (a closed pipe, a parent that died); calls go on without it.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  process.on('uncaughtException', (error) => log.error('an unexpected fault; the server goes on', { error, stack: error.stack }));
  const settings = new EditableSettings(config.value);
  const watch = { settings, file: args.value.config, env: process.env };
  const opened = await openServer(settings, { clock, random: systemRandom, log, say, isSample: args.value.config === undefined, language: languageOf(process.env), watch });
  if (!opened.ok) return fail(opened.fault.message);
  const server = opened.value;
  stopOnSignals(server);
  const missing = missingParts(config.value, server.ffmpeg, server.transcription);
  say(banner(config.value, server, { missing, notes: strangeVariables(process.env) }, clock.now() - startedAt));
  tellParent(server);
}

/** The first signal drains, the second stops at once. */
function stopOnSignals(server: Server): void {
  let asked = 0;
  let askedAt = -Infinity;
  const stop = async () => {
    // One Ctrl-C can arrive twice: from the terminal, and passed on by the program that started us.
    if (clock.now() - askedAt < SAME_CTRL_C_MS) return;
    askedAt = clock.now();
    asked += 1;
    if (asked > 1) process.exit(1);
    say('Stopping: no new calls; Ctrl-C again stops at once.');
    await server.stop(PATIENCE_MS);
    say('Stopped.');
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop());
  // A parent that dies of the same Ctrl-C is not a second one.
  process.on('disconnect', () => asked === 0 && void stop());
}

/** A program that started us (demo, benchmark, test) hears where we listen, and may ask what is alive. */
function tellParent(server: Server): void {
  if (!process.send) return;
  const { accounts, token, sample, firstToken, api } = server;
  process.send({ type: 'ready', addresses: server.house.sip.addresses, url: api.url, https: api.https?.url, token, accounts, people: sample, firstToken });
  process.on('message', (message) => {
    if (message !== 'counts') return;
    void server.counts().then((counts) => process.send?.({ type: 'counts', counts }));
  });
}

await main().catch((error: unknown) => fail(error instanceof Error ? (error.stack ?? error.message) : String(error)));
