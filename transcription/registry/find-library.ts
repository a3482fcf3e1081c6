import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Fault, type Result, failed, ok } from '#core';

/** Where npm's vosk keeps its library, by platform and processor (its 0.3.39 has no linux-arm64; later ones may). */
const PLACES: Readonly<Record<string, string>> = {
  'linux-x64': 'lib/linux-x86_64/libvosk.so',
  'linux-arm64': 'lib/linux-arm64/libvosk.so',
  'darwin-x64': 'lib/osx-universal/libvosk.dylib',
  'darwin-arm64': 'lib/osx-universal/libvosk.dylib',
};

/** The path of libvosk inside the npm package `vosk`. */
export function findLibrary(platform = process.platform, processor = process.arch): Result<string> {
  const place = PLACES[`${platform}-${processor}`];
  try {
    const folder = dirname(createRequire(import.meta.url).resolve('vosk/package.json'));
    if (place && existsSync(join(folder, place))) return ok(join(folder, place));
  } catch {
    // The package is not installed: the same advice holds.
  }
  return failed(
    new Fault(
      'transcription.no-library',
      `no speech library (libvosk) for ${platform}-${processor}; run npm install, or on this processor run without transcription`,
    ),
  );
}
