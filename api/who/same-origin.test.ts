import { expect, it } from 'vitest';
import { fromOwnPage } from './same-origin.ts';

it.each([
  [{ host: 'pbx.example:8443', origin: 'https://pbx.example:8443' }, true],
  [{ host: 'pbx.example', origin: 'https://pbx.example' }, true],
  [{ host: 'pbx.example:443', origin: 'https://pbx.example' }, true],
  [{ host: 'pbx.example:8443', origin: 'https://evil.example' }, false],
  [{ host: 'pbx.example:8443', origin: 'https://pbx.example:9000' }, false],
  [{ host: 'pbx.example', origin: 'null' }, false],
  [{ host: 'pbx.example', 'sec-fetch-site': 'cross-site' }, false],
  [{ host: 'pbx.example', 'sec-fetch-site': 'same-origin' }, true],
  [{ host: 'pbx.example' }, undefined],
])('%j comes from a page of ours: %s', (headers, own) => expect(fromOwnPage(headers)).toBe(own));
