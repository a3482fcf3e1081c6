import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { configurationPage, undescribed } from './configuration-page.ts';

describe('docs/configuration.md', () => {
  it('is what the schema says (make it anew: node scripts/run.mjs scripts/configuration-page.ts)', () => {
    expect(readFileSync(join(import.meta.dirname, '..', 'docs', 'configuration.md'), 'utf8')).toBe(configurationPage());
  });
  it('has words for every key', () => expect(undescribed()).toEqual([]));
  it('shows what is allowed, the default and the unit', () => {
    expect(configurationPage()).toContain('| `ringSeconds` | a whole number from 3 to 300 | `15` |');
    expect(configurationPage()).toContain('| `featureCodes.ready` | digits, "*" or "#", 1 to 20, in quotes; may begin with "+" | `"*60"` |');
  });
});
