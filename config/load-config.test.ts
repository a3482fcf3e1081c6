import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { strangeVariables } from './environment.ts';
import { loadConfig, parseConfig } from './load-config.ts';

const at = '/etc/huawu/site.yaml';
const messageOf = (text: string, env = {}) => {
  const result = parseConfig(text, at, env);
  return result.ok ? 'no fault' : result.fault.message;
};

it('a file in GBK is refused at the first place that is no UTF-8', () => {
  const gbk = Buffer.concat([Buffer.from('version: 1\ncompany: { name: '), Buffer.from([0xbb, 0xaa]), Buffer.from(' }\n')]);
  expect(messageOf(gbk.toString('utf8'))).toContain('site.yaml:2:18  here stands something that is no UTF-8; save the file as UTF-8 (not GBK)');
});

describe('the sample configuration', () => {
  const result = loadConfig(undefined, {});
  const config = result.ok ? result.value : undefined;

  it('loads without a mistake', () => expect(result).toMatchObject({ ok: true }));
  it('has four agents, two queues and one number', () => {
    expect(config?.agents.map((a) => `${a.id} ${a.extension}`)).toEqual(['anna 1001', 'bo 1002', 'chen 1003', 'dana 1004']);
    expect(config?.queues.map((q) => q.id)).toEqual(['sales', 'support']);
    expect(config?.numbers).toEqual([{ number: '4000', flow: 'main' }]);
  });
  it('keeps data under the working directory and recordings in it', () => {
    expect(config?.data.folder).toBe(resolve('data'));
    expect(config?.recording.folder).toBe(resolve('data/recordings'));
  });
  it('has teams, reasons, dispositions and targets for the pages', () => {
    expect(config?.agents.map(({ teams }) => teams)).toEqual([['front'], ['back'], ['front', 'back'], ['front']]);
    expect(config?.queues[0]?.serviceLevel).toEqual({ share: 0.8, seconds: 20 });
    expect([config?.dispositionRequired, config?.notReadyReasons.length, config?.dispositions.length]).toEqual([true, 4, 6]);
    expect(config?.web.callUs).toEqual({ number: '4000', embedIn: [], perAddressPerHour: 20 });
    expect(config?.scorecards.file).toBe(resolve('config/sample/scorecards.yaml'));
  });
  it('finds flows and rules beside itself', () => {
    expect(config?.flows[0]?.file).toBe(resolve('config/sample/flows/main.yaml'));
    expect(config?.rules.file).toBe(resolve('config/sample/rules.yaml'));
  });
});

describe('a mistake', () => {
  it('in a value is told with file, line, column, key, what was found and what is allowed', () => {
    expect(messageOf('version: 1\nqueues:\n  - id: sales\n    name: Sales\n    ringSeconds: 15s\n')).toBe(
      `The configuration has one mistake:\n  ${at}:5:18  queues[0].ringSeconds: found "15s"; allowed: a whole number from 3 to 300`,
    );
  });
  it('in a key names the key that was probably meant', () => {
    expect(messageOf('version: 1\nsip:\n  prot: 5060\n')).toBe(
      `The configuration has one mistake:\n  ${at}:3:3  sip.prot: unknown key; did you mean "port"?`,
    );
  });
  it('in a key unlike any other lists the known ones', () => {
    expect(messageOf('version: 1\ndata:\n  zzz: 1\n')).toContain('data.zzz: unknown key; known here: folder');
  });
  it('by leaving a key out points at the entry', () => {
    expect(messageOf('version: 1\nflows:\n  - id: main\n')).toContain(`${at}:3:5  flows[0].file: missing; allowed: text`);
  });
  it('in YAML itself has a line as well', () => {
    expect(messageOf('version: 1\nsip: [\n')).toMatch(/site\.yaml:\d+:\d+ /);
  });
  it('in a bracket is told by its first lines only, not by all that follow from it', () => {
    const lines = messageOf(`version: 1\nqueues: {\n${'  - id: sales\n    name: Sales\n'.repeat(9)}`).split('\n');
    expect([lines[0], lines.length]).toEqual(['The configuration has 3 mistakes:', 4]);
    expect(lines[1]).toContain(`${at}:3:`);
  });
  it('in the name of a flow file is told where it stands', () => {
    const text = 'version: 1\nflows:\n  - id: main\n    file: mian.yaml\n';
    const read = parseConfig(text, at, {}, () => false);
    expect(read.ok ? '' : read.fault.message).toBe(
      `The configuration has one mistake:\n  ${at}:4:11  flows[0].file: there is no file ${resolve(at, '..', 'mian.yaml')}`,
    );
  });
  it('in a key written twice is told', () => {
    expect(messageOf('version: 1\nversion: 1\n')).toBe(`The configuration has one mistake:\n  ${at}:2:1  Map keys must be unique`);
  });
  it('does not show a password', () => {
    const text = 'version: 1\nagents:\n  - id: a\n    name: A\n    extension: "1"\n    password: geheim\n';
    expect(messageOf(text)).toContain('agents[0].password: found a value (not shown); allowed: text of 8 to 128 characters');
    expect(messageOf(text)).not.toContain('geheim');
  });
  it('in a number without quotes says so', () => {
    expect(messageOf('version: 1\nnumbers:\n  - number: 4000\n    flow: main\nflows: [{ id: main, file: f }]\n')).toContain(
      'numbers[0].number: found 4000; allowed:',
    );
  });
  it('comes together with all others, in the order of lines', () => {
    const lines = messageOf('version: 2\nlogLevel: loud\ncompany:\n  timeZone: Mars/Base\n').split('\n');
    expect(lines.map((line) => line.trim().replace(`${at}:`, ''))).toEqual([
      'The configuration has 3 mistakes:',
      '1:10  version: found 2; allowed: 1',
      '2:11  logLevel: found "loud"; allowed: one of "debug", "info", "warn", "error"',
      '4:13  company.timeZone: found "Mars/Base"; allowed: an IANA time zone such as "Asia/Shanghai" or "Europe/Berlin"',
    ]);
  });
});

describe('names that do not fit together', () => {
  const agent = (fields: string) => `version: 1\nskills: [billing]\nqueues: [{ id: sales, name: S, number: "5001" }]\nagents:\n  - { id: a, name: A, extension: "1001", ${fields} }\n`;

  it('an unknown queue', () => expect(messageOf(agent('queues: [sale]'))).toContain('agents[0].queues[0]: "sale" is not listed under queues; did you mean "sales"?'));
  it('an unknown skill', () => expect(messageOf(agent('skills: { biling: 3 }'))).toContain(`${at}:5:`));
  it('a number whose flow is missing', () => expect(messageOf('version: 1\nnumbers: [{ number: "1", flow: main }]\n')).toContain('"main" is not listed under flows; known: none'));
  it('two agents with one id', () => {
    expect(messageOf(`${agent('skills: {}')}  - { id: a, name: B, extension: "1002" }\n`)).toContain('"a" is already the id of agents[0]');
  });
  it('an extension that is also the number of a queue', () => {
    expect(messageOf(`${agent('skills: {}')}  - { id: b, name: B, extension: "5001" }\n`)).toContain('"5001" is already used by agents[1].extension');
  });
  it('an unknown team', () => expect(messageOf(agent('teams: [front]'))).toContain('agents[0].teams[0]: "front" is not listed under teams; known: none'));
  it('a certificate without its key', () => {
    expect(messageOf('version: 1\nhttp: { https: { certificate: a.pem } }\n')).toContain(`${at}:2:31  http.https.certificate: needs http.https.key beside it`);
  });
  it('a number for visitors that leads nowhere', () => {
    expect(messageOf('version: 1\nweb: { callUs: { number: "1" } }\n')).toContain('web.callUs.number: "1" is no number that can be called');
  });
  it('a WebSocket of a drachtio-server that is not used', () => {
    expect(messageOf('version: 1\nsip: { websocketUrl: "ws://h:1" }\n')).toContain('sip.websocketUrl: is of use only with sip.drachtioUrl');
  });
  it('a disposition that is required but cannot be chosen', () => {
    expect(messageOf('version: 1\ndispositionRequired: true\n')).toContain('dispositionRequired: there is nothing to choose from');
  });
  it('a port range without room for a call', () => {
    expect(messageOf('version: 1\nmedia: { rtpPortFrom: 40000, rtpPortTo: 40001 }\n')).toContain('allowed: at least rtpPortFrom + 3 (40003)');
  });
});

describe('the environment', () => {
  it('overrides the file', () => {
    const env = { HUAWU_SIP_PORT: '0', HUAWU_HTTP_PORT: '9000', HUAWU_DATA: '/srv/h', HUAWU_RTP_PORTS: '40000-40099', DATABASE_URL: 'postgres://h/d', DRACHTIO_URL: '127.0.0.1:9022:cymru' };
    const result = parseConfig('version: 1\nsip: { port: 5070 }\n', at, env);
    expect(result).toMatchObject({
      ok: true,
      value: {
        sip: { port: 0, drachtioUrl: '127.0.0.1:9022:cymru' },
        http: { port: 9000 },
        data: { folder: '/srv/h' },
        recording: { folder: '/srv/h/recordings' },
        media: { rtpPortFrom: 40000, rtpPortTo: 40099 },
        database: { url: 'postgres://h/d' },
      },
    });
  });
  it('is named when it is wrong', () => {
    expect(messageOf('version: 1\n', { HUAWU_SIP_PORT: 'abc' })).toBe(
      'The configuration has one mistake:\n  environment variable HUAWU_SIP_PORT: found "abc"; allowed: a whole number from 0 to 65535',
    );
    expect(messageOf('version: 1\n', { HUAWU_RTP_PORTS: 'many' })).toContain('environment variable HUAWU_RTP_PORTS: found "many"; allowed: two port numbers');
  });
  it('does not show a database password', () => {
    expect(messageOf('version: 1\n', { DATABASE_URL: 'mysql://u:geheim@h' })).not.toContain('geheim');
  });
  it('sets the port of https, too', () => {
    expect(parseConfig('version: 1\nhttp: { port: 8081, https: { enabled: true } }\n', at, { HUAWU_HTTPS_PORT: '0' })).toMatchObject({ ok: true, value: { http: { port: 8081, https: { port: 0 } } } });
    expect(messageOf('version: 1\n', { HUAWU_HTTPS_PORT: 'x' })).toContain('environment variable HUAWU_HTTPS_PORT: found "x"');
  });
  it('counts as not set when empty', () => expect(messageOf('version: 1\n', { HUAWU_SIP_PORT: '' })).toBe('no fault'));
});

describe('a configuration file', () => {
  it('that does not exist is a fault that names it', () => {
    expect(loadConfig('/nowhere/huawu.yaml', {})).toMatchObject({ ok: false, fault: { code: 'config.unreadable' } });
    expect(loadConfig(tmpdir(), {})).toMatchObject({ ok: false, fault: { message: expect.stringContaining('it is a folder') } });
  });
  it('that is far too large is not parsed', () => {
    const folder = mkdtempSync(join(tmpdir(), 'huawu-config-'));
    const file = join(folder, 'large.yaml');
    writeFileSync(file, '#'.repeat((1 << 20) + 1));
    const result = loadConfig(file, {});
    rmSync(folder, { recursive: true });
    expect(result.ok ? '' : result.fault.message).toContain('larger than 1 MiB');
  });
  it('that expands without end is refused', () => {
    const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]', ...['b', 'c', 'd', 'e', 'f'].map((k, i) => `${k}: &${k} [${Array(9).fill(`*${'abcde'[i]}`).join(', ')}]`)].join('\n');
    expect(messageOf(bomb)).toContain('alias');
  });
  it('that is a list is told what it should be', () => expect(messageOf('- 1\n')).toContain('the whole file: found a list'));
});

describe('environment variables', () => {
  it('that begin like ours and are none are named, with what was probably meant', () => {
    expect(strangeVariables({ HUAWU_HTPP_PORT: '1', HUAWU_DATA: '/x', HUAWU_FROM: '/y', HUAWU_MODELS: '', HUAWU_EMPTY: '', PATH: '/bin' })).toEqual([
      'the environment variable HUAWU_HTPP_PORT is none of ours and does nothing; did you mean HUAWU_HTTP_PORT?',
    ]);
    expect(strangeVariables({ HUAWU_RTP_RANGE: '1', HUAWU_DATA_FOLDER: '/x' }).map((line) => line.split('; ')[1])).toEqual(['did you mean HUAWU_DATA?', 'did you mean HUAWU_RTP_PORTS?']);
    expect(strangeVariables({ HUAWU_ZZZ: '1' })[0]).toMatch(/known: HUAWU_SIP_PORT, .*HUAWU_MODELS, HUAWU_RTP_PORTS$/);
  });
});

describe('trusted proxies', () => {
  const allowed = (proxies: string) => messageOf(`version: 1\nhttp: { trustedProxies: ${proxies} }\n`);
  it('are addresses and networks', () => expect(allowed('[127.0.0.1, 10.0.0.0/8, "::1", "fd00::/8"]')).toBe('no fault'));
  it('are nothing else', () => {
    for (const wrong of ['nginx', '10.0.0.0/33', '10.0.0.0/x', '"fd00::/129"', '10.0.0/8', '10.0.0.1/8/8']) {
      expect(allowed(`[${wrong}]`)).toContain('http.trustedProxies[0]: found ');
    }
    expect(allowed('[nginx]')).toContain('found "nginx"; allowed: an IP address or a network such as "10.0.0.0/8"');
  });
});

it('folders in the environment begin where the caller is', () => {
  const loaded = parseConfig('version: 1\n', at, { HUAWU_DATA: 'data', HUAWU_MODELS: '../models', HUAWU_FROM: '/srv/site' });
  expect(loaded).toMatchObject({ value: { data: { folder: '/srv/site/data' }, transcription: { modelsFolder: '/srv/models' } } });
});
