import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';

/** The password of every benchmark agent: the server listens on loopback for the length of one run. */
const PASSWORD = 'bench-password';

/**
 * Writes a configuration with `agents` agents, one menu and one queue; returns its file. `tap` = what listens to the
 * conversations: nobody, voice activity only (transcription is on, but there is no model in its folder), or recognisers.
 */
export function writeCompany(agents: number, options: { tap: 'none' | 'voice' | 'words'; rules?: string }): string {
  const folder = mkdtempSync(join(tmpdir(), 'huawu-bench-'));
  const noModels = join(folder, 'no-models');
  mkdirSync(noModels);
  const flow = {
    start: 'menu',
    language: 'en',
    nodes: {
      menu: { type: 'menu', prompts: ['main-menu'], choices: { '2': 'wait' }, giveUp: 'bye' },
      wait: { type: 'queue', queue: 'support', skills: { support: 1 } },
      bye: { type: 'hangup' },
    },
  };
  const config = {
    version: 1,
    sip: { host: '127.0.0.1', port: 0 },
    http: { port: 0 },
    media: { rtpPortFrom: 20000, rtpPortTo: 29999 },
    transcription: { enabled: options.tap !== 'none', ...(options.tap === 'words' ? {} : { modelsFolder: noModels }) },
    skills: ['en', 'support'],
    queues: [{ id: 'support', name: 'Support', wrapUpSeconds: 0, announceSeconds: 0 }],
    agents: Array.from({ length: agents }, (_, index) => ({
      id: `agent-${index}`,
      name: `Agent ${index}`,
      extension: `${20000 + index}`,
      password: PASSWORD,
      skills: { en: 5, support: 5 },
      queues: ['support'],
    })),
    numbers: [{ number: '4000', flow: 'main' }],
    flows: [{ id: 'main', file: 'flow.yaml' }],
    ...(options.rules ? { rules: { file: options.rules } } : {}),
    logLevel: 'warn',
  };
  writeFileSync(join(folder, 'flow.yaml'), stringify(flow));
  const file = join(folder, 'huawu.yaml');
  writeFileSync(file, stringify(config));
  return file;
}
