import type { Security } from './session-description.ts';

/** Fingerprints of one section; browsers give one. */
const MOST_FINGERPRINTS = 8;

/** Adds what one attribute line says about ICE and DTLS; other lines change nothing. */
export function readSecurity(known: Security, value: string): Security {
  const [, name, rest = ''] = /^([a-z-]+):\s*(.*)$/.exec(value) ?? [];
  switch (name) {
    case 'ice-ufrag':
      // RFC 8839 §5.4: 4 to 256 characters, the password 22 to 256.
      return /^[\w+/=-]{4,256}$/.test(rest) ? { ...known, ufrag: rest } : known;
    case 'ice-pwd':
      return /^[\w+/=-]{22,256}$/.test(rest) ? { ...known, pwd: rest } : known;
    case 'setup':
      return { ...known, setup: rest.toLowerCase() };
    case 'fingerprint': {
      const [algorithm = '', print = ''] = rest.split(/\s+/);
      const fingerprints = known.fingerprints ?? [];
      if (!/^([0-9a-f]{2}:)+[0-9a-f]{2}$/i.test(print) || fingerprints.length >= MOST_FINGERPRINTS) return known;
      return { ...known, fingerprints: [...fingerprints, { algorithm: algorithm.toLowerCase(), value: print }] };
    }
    default:
      return known;
  }
}
