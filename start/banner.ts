import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '#config';
import type { Millis } from '#core';
import type { Server } from './open-server.ts';

/** What was found out beside the server. */
export interface Told {
  /** What is not there and what that costs. */
  readonly missing: readonly string[];
  readonly notes: readonly string[];
}

/** What the operator needs to know, in a few lines. Generated passwords are shown; configured ones never. */
export function banner(config: Config, server: Server, { missing, notes }: Told, startedIn: Millis): string {
  const { addresses } = server.house.sip;
  const { url } = server.api;
  const number = config.numbers[0]?.number ?? config.queues.find((queue) => queue.number)?.number;
  const lines = [
    `Huawu is ready for ${config.company.name} after ${(startedIn / 1000).toFixed(1)} s. Ctrl-C stops it.`,
    '',
    ...pageLines(server),
    `  SIP       ${addresses.join('  ')}   (${server.sipSide.engine})`,
    `  HTTP      ${url}   description: /api/openapi.json   live: ${url.replace('http', 'ws')}/api/live`,
    `  Token     ${server.token}   (header "Authorization: Bearer …")`,
    ...peopleLines(server),
    ...accountLines(config, server),
    ...firstCall(server, number),
    ...missing.map((line) => `  Missing   ${line}`),
    ...[...server.warnings, ...certificateNote(server), ...strangeThings(config), ...notes].map((line) => `  Note      ${line}`),
  ];
  return lines.join('\n');
}

/** Where the pages are. On this machine plain http is enough for the microphone; from others it takes https. */
function pageLines({ api }: Server): string[] {
  const places = [api.url, ...(api.https ? [api.https.url] : [])];
  return [`  Console   ${places.join('   ')}   visitors: ${places.at(-1)}/call`];
}

/** Who can sign in, as far as that is known only now. */
function peopleLines({ sample, firstToken }: Server): string[] {
  if (firstToken !== undefined) return [`  Begin     open the console and make the first administrator with the token ${firstToken}`];
  return sample.map(({ login, name, role, password }, index) => {
    const title = index === 0 ? 'Sign in  ' : '         ';
    const once = index === 0 ? '   (told this once; ./huawu user reset NAME makes a new one)' : '';
    return `  ${title} ${login.padEnd(8)} password ${password}  ${name}, ${role}${once}`;
  });
}

function certificateNote({ selfMade }: Server): string[] {
  return selfMade ? ['the certificate of https is self-made: browsers warn until it is accepted once, or name your own with http.https.certificate'] : [];
}

/** What a stranger would take for a defect. */
function strangeThings({ transcription, numbers, data }: Config): string[] {
  const fixtures = transcription.enabled && !transcription.modelsFolder && transcription.engines.length === 0 && !existsSync(join(data.folder, 'models'));
  return [
    ...(fixtures ? ['the speech models shipped know a few hundred words; real ones: ./huawu models list (docs/models.md)'] : []),
    ...(numbers.length === 0 ? ['no number can be called: put one under "numbers" in the configuration'] : []),
  ];
}

function accountLines(config: Config, server: Server): string[] {
  return server.accounts.map(({ id, extension, password, generated }, index) => {
    const agent = config.agents.find((one) => one.id === id);
    const title = index === 0 ? 'Agents   ' : '         ';
    const secret = generated ? `password ${password}` : 'password as configured';
    return `  ${title} ${extension}  ${secret}  ${agent?.name ?? id} (${agent?.queues.join(', ') ?? ''})`;
  });
}

/** How to place the first call. */
function firstCall(server: Server, number: string | undefined): string[] {
  const at = server.house.sip.addresses.find((address) => address.startsWith('udp/'))?.slice(4) ?? '127.0.0.1:5060';
  if (server.accounts.length === 0 || number === undefined) return [];
  const { ready, notReady } = server.house.settings.featureCodes;
  return [
    `  Call      agent: register a SIP phone as one of the agents at ${at}; it is ready at once (${ready} ready, ${notReady} not ready)`,
    `            caller: from any other phone call sip:${number}@${at}, for instance`,
    `            baresip -f caller -e "/uanew <sip:caller@${at}>;regint=0" -e "/dial sip:${number}@${at}"`,
  ];
}
