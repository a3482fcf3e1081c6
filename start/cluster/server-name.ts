import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { Random } from '#core';

/** The name of this server, kept in its data folder: calls that a stop interrupted are closed by the server that had them. */
export function serverName(dataFolder: string, random: Random): string {
  const file = join(dataFolder, 'server-name');
  try {
    return readFileSync(file, 'utf8').trim() || make(file, dataFolder, random);
  } catch {
    return make(file, dataFolder, random);
  }
}

function make(file: string, folder: string, random: Random): string {
  const name = `${hostname()}-${random.hex(4)}`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, `${name}\n`);
  return name;
}
