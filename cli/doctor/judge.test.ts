import { describe, expect, it } from 'vitest';
import { parseConfig } from '#config';
import { wordsIn } from '../words.ts';
import { judgeCertificate } from './certificate.ts';
import { adjtimexAnswer, judgeClock } from './clock.ts';
import { findingLines } from './finding.ts';
import { judgeSpace, notWritable } from './folders.ts';
import { judgeMemory } from './memory.ts';
import { programOf, socketsOn } from './port-holder.ts';
import { judgePort, wantedPorts } from './ports.ts';

const words = wordsIn('en');
const DAY = 86_400_000;
const NOW = Date.UTC(2026, 5, 1);

describe('the doctor on ports', () => {
  const port = { kind: 'udp' as const, host: '0.0.0.0', port: 5060, key: 'sip.port' };
  const judge = (refusal?: string, holder?: { pid: number; program: string }, server?: number) => judgePort(port, refusal, holder, { server, terminal: { words, env: {} } });

  it('is content with a free one, and with one that our server holds', () => {
    expect(judge()).toEqual({ status: 'ok', what: 'port 5060/udp (sip.port)', found: 'free' });
    expect(judge('EADDRINUSE', { pid: 7, program: 'node' }, 7)).toMatchObject({ status: 'ok', found: 'held by the running server (process 7)' });
    expect(judge('EADDRINUSE', undefined, 7)).toMatchObject({ status: 'ok' });
  });

  it('names who else holds it and what to change', () => {
    expect(judge('EADDRINUSE', { pid: 9, program: 'asterisk' }, 7)).toMatchObject({ status: 'fail', found: 'taken by asterisk (process 9)', mend: 'stop that program, or change sip.port (HUAWU_SIP_PORT)' });
    expect(judge('EADDRINUSE')).toMatchObject({ status: 'fail', found: 'taken by another program' });
    expect(judge('EACCES')).toMatchObject({ status: 'fail', mend: 'choose sip.port above 1023, or start as root' });
    expect(judge('EADDRNOTAVAIL')).toMatchObject({ status: 'fail', mend: 'use an address of this machine for sip.host' });
  });

  it('looks at those of the configuration, not at those chosen at start', () => {
    const config = parseConfig('version: 1\nsip: { port: 0, websocketPort: 5066 }\nmedia: { rtpPortFrom: 40000, rtpPortTo: 40099 }\n', '/x.yaml', {});
    const named = config.ok ? wantedPorts(config.value).map(({ kind, key, port: number }) => `${key} ${number}/${kind}`) : [];
    expect(named).toEqual(['http.port 8080/tcp', 'http.https.port 8443/tcp', 'sip.websocketPort 5066/tcp', 'media.rtpPortFrom 40000/udp']);
  });

  it('names programs as a person would', () => {
    expect([['/opt/node/bin/node\0--no-warnings\0/srv/server.ts\0', 'MainThread'], ['/usr/sbin/asterisk\0-f\0', 'asterisk'], ['', 'kworker\n']].map(([line = '', name = '']) => programOf(line, name))).toEqual(['node server.ts', 'asterisk', 'kworker']);
  });

  it('reads the tables of Linux', () => {
    const table = [
      '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode',
      '   0: 0100007F:13C4 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 101 1 0',
      '   1: 0100007F:13C4 0100007F:9999 01 00000000:00000000 00:00000000 00000000     0        0 102 1 0',
      '   2: 00000000:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 103 1 0',
    ].join('\n');
    expect([socketsOn(table, 'tcp', 5060), socketsOn(table, 'udp', 5060), socketsOn('', 'tcp', 1)]).toEqual([['socket:[101]'], ['socket:[101]', 'socket:[102]'], []]);
  });
});

describe('the doctor on the disk', () => {
  it('counts hours of recordings, and refuses when there is hardly room', () => {
    const judge = (free: number) => judgeSpace('data folder', '/srv', free, words);
    expect(judge(100e9)).toEqual({ status: 'ok', what: 'data folder', found: '/srv, 95.4 GB free: about 868 hours of recordings' });
    expect(judge(2e9).status).toBe('warn');
    expect(judge(100e6)).toMatchObject({ status: 'fail', mend: 'free some space, or move it to a larger disk (HUAWU_DATA, recording.folder)' });
  });
});

describe('the doctor on folders', () => {
  it('tells a file, a read-only disk and missing rights apart', () => {
    const judge = (refusal: string) => notWritable('data folder', '/srv/x', refusal, words);
    expect(judge('ENOTDIR')).toMatchObject({ status: 'fail', found: '/srv/x is a file, not a folder', mend: expect.stringContaining('HUAWU_DATA') });
    expect(judge('EROFS')).toMatchObject({ found: '/srv/x lies on a disk that is mounted read-only', mend: expect.stringMatching(/^mount it for writing, or /) });
    expect(judge('EACCES')).toMatchObject({ found: expect.stringMatching(/^\/srv\/x cannot be written by \w+/), mend: expect.stringMatching(/^chown -R \w+ \/srv\/x, or choose/) });
  });
});

describe('the doctor on memory', () => {
  const judge = (free: number, running = false) => judgeMemory({ free, needed: 600 << 20, processes: 2, running }, words);
  it('wants room for the server and its recognisers, and some at any time', () => {
    expect(judge(8_000 * 1_048_576)).toEqual({ status: 'ok', what: 'memory', found: expect.stringContaining('GB free; a server with 2 recognisers takes about 0.6 GB') });
    expect(judge(300 << 20)).toMatchObject({ status: 'warn', found: '0.3 GB free; a server with 2 recognisers takes about 0.6 GB', mend: expect.stringContaining('transcription.processes') });
    expect(judge(50 << 20, true)).toMatchObject({ status: 'fail', found: '0.1 GB free' });
  });
});

describe('the doctor on the clock', () => {
  const judge = (synchronised: boolean | undefined, now = NOW) => judgeClock({ now, installed: NOW - DAY, synchronised }, words).status;
  it('wants it synchronised and not in the past', () => {
    expect([judge(true), judge(false), judge(undefined), judge(true, NOW - 2 * DAY)]).toEqual(['ok', 'warn', 'warn', 'fail']);
  });
  it('reads adjtimex', () => {
    expect(['  status: 8193\n', '  status: 64\n', 'status: 8256', 'nothing'].map(adjtimexAnswer)).toEqual([true, false, false, undefined]);
  });
});

describe('the doctor on certificates', () => {
  const judge = (from: number, until: number, own = false) => judgeCertificate({ file: 'c.pem', names: 'DNS:localhost, IP Address:127.0.0.1', from: NOW + from * DAY, until: NOW + until * DAY, own }, NOW, words);
  it('tells names and days left', () => {
    expect(judge(-10, 90, true)).toEqual({ status: 'ok', what: 'certificate', found: 'self-made, for localhost, 127.0.0.1, until 2026-08-30 (90 days)' });
  });
  it('warns three weeks before the end, and fails after it or before the beginning', () => {
    expect([judge(-10, 20).status, judge(-10, -1).status, judge(1, 90).status]).toEqual(['warn', 'fail', 'fail']);
    expect(judge(-10, -1, true).mend).toBe('start the server again: it makes a new one');
  });
});

it('a finding is a line, with its mend below', () => {
  expect(findingLines({ status: 'warn', what: 'ffmpeg', found: 'not found', mend: 'apt install ffmpeg' })).toBe('WARN  ffmpeg: not found\n      → apt install ffmpeg');
});
