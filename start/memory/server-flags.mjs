/**
 * How V8 has to be started for the server; later it no longer listens to these. Nearly everything a call makes is dead within
 * milliseconds: 16 MiB for young objects, never less, do as well as the 64 MiB it would take by itself, and let
 * heap-growth.ts ask for an old generation without holes. Measured in docs/decisions/0081.
 */
export const serverFlags = ['--min-semi-space-size=16', '--max-semi-space-size=16'];

/** ./huawu start runs the server in its own process. */
export const isServer = (entry, [command] = []) => entry === 'server.ts' || (entry === 'cli/main.ts' && command === 'start');
