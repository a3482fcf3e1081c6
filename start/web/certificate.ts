import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname, networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { type Api, type Certificate, selfMadeCertificate, stillServes } from '#api';
import type { Config } from '#config';
import { type Clock, Fault, type Log, type Millis, type Random, type Result, type Scope, failed, ok } from '#core';

/** It is made anew a month before its end: once a day is often enough to look. */
const LOOK_EVERY_MS: Millis = 86_400_000;

/** Configured files, or a certificate of our own that is kept in the data folder. Faults: start.bad-certificate. */
export function httpsCertificate(config: Config, tools: { clock: Clock; random: Random }): Result<Certificate & { readonly selfMade: boolean }> {
  const { certificate, key } = config.http.https;
  try {
    if (certificate === undefined || key === undefined) return ok({ ...ownCertificate(config, tools), selfMade: true });
    return ok({ certificate: readFileSync(certificate, 'utf8'), key: readFileSync(key, 'utf8'), selfMade: false });
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    return failed(new Fault('start.bad-certificate', `The certificate for https cannot be read or kept: ${text}. Check http.https.certificate and http.https.key, or the rights of the data folder.`, { cause: error }));
  }
}

/** A server that runs for a year makes its next certificate in time and goes on with it. */
export function renewInTime(config: Config, https: Api['https'], tools: { clock: Clock; random: Random; log: Log }, scope: Scope): void {
  if (!https || config.http.https.certificate !== undefined) return;
  const looking = tools.clock.every(LOOK_EVERY_MS, () => {
    const now = httpsCertificate(config, tools);
    if (now.ok) https.use(now.value);
    else tools.log.error('the certificate of https could not be renewed', { error: now.fault });
  });
  scope.onEnd(() => looking.cancel());
}

/** The one made at an earlier start, as long as it is good and names this machine; else a new one. */
function ownCertificate(config: Config, tools: { clock: Clock; random: Random }): Certificate {
  const folder = join(config.data.folder, 'tls');
  const files = { certificate: join(folder, 'certificate.pem'), key: join(folder, 'key.pem') };
  const names = namesOfMachine(config.sip.advertise);
  if (existsSync(files.certificate) && existsSync(files.key)) {
    const certificate = readFileSync(files.certificate, 'utf8');
    if (stillServes(certificate, names, tools.clock)) return { certificate, key: readFileSync(files.key, 'utf8') };
  }
  const made = selfMadeCertificate(names, tools);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(files.key, made.key, { mode: 0o600 });
  // An older file keeps its rights when it is written anew.
  chmodSync(files.key, 0o600);
  writeFileSync(files.certificate, made.certificate);
  return made;
}

/** What people may type to reach this machine. */
function namesOfMachine(advertised: string | undefined): string[] {
  const addresses = Object.values(networkInterfaces()).flatMap((all) => all ?? []).filter(({ internal, family }) => !internal && family === 'IPv4');
  return [...new Set([hostname(), ...addresses.map(({ address }) => address), ...(advertised === undefined ? [] : [advertised])])];
}
