import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '#config';
import { Fault, type Result, failed, ok, systemRandom } from '#core';
import { RECORDING_KEY_BYTES } from '#media';

const VARIABLE = 'HUAWU_RECORDING_KEY';

/**
 * The key of encrypted recordings: of the environment, of the configured file, or the one kept in the data folder, which is
 * made when there is none. Faults: start.bad-recording-key.
 */
export function recordingKey({ redaction, data }: Pick<Config, 'redaction' | 'data'>, env: Readonly<Record<string, string | undefined>> = process.env): Result<Uint8Array> {
  const given = env[VARIABLE];
  if (given) return keyOf(given, `the environment variable ${VARIABLE}`);
  const own = join(data.folder, 'recording.key');
  const file = redaction.keyFile ?? own;
  try {
    if (!existsSync(file)) {
      if (redaction.keyFile !== undefined) return bad(`the file ${file}`, 'it is not there');
      mkdirSync(data.folder, { recursive: true });
      writeFileSync(own, `${systemRandom.hex(RECORDING_KEY_BYTES)}\n`, { mode: 0o600, flag: 'wx' });
    }
    return keyOf(readFileSync(file, 'utf8'), `the file ${file}`);
  } catch (error) {
    return bad(`the file ${file}`, error instanceof Error ? error.message : String(error));
  }
}

/** What is wrong with a key that is named, without making one. */
export function recordingKeyMistake(config: Pick<Config, 'redaction' | 'data'>, env: Readonly<Record<string, string | undefined>> = process.env): string | undefined {
  if (!env[VARIABLE] && config.redaction.keyFile === undefined && !existsSync(join(config.data.folder, 'recording.key'))) return undefined;
  const key = recordingKey(config, env);
  return key.ok ? undefined : key.fault.message;
}

function keyOf(text: string, where: string): Result<Uint8Array> {
  const plain = text.trim();
  const key = /^[0-9a-f]{64}$/i.test(plain) ? Buffer.from(plain, 'hex') : Buffer.from(plain, 'base64');
  return key.length === RECORDING_KEY_BYTES ? ok(new Uint8Array(key)) : bad(where, 'it is neither 64 hexadecimal digits nor base64 of 32 bytes');
}

const bad = (where: string, why: string) => failed(new Fault('start.bad-recording-key', `The key of encrypted recordings cannot be read from ${where}: ${why}. Make one with: openssl rand -hex 32`));
