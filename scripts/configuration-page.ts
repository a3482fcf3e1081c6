// Writes docs/configuration.md from the configuration schema.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { configurationPage } from '#config';

writeFileSync(join(import.meta.dirname, '..', 'docs', 'configuration.md'), configurationPage());
