import { expect, test } from 'vitest';
import { whyEnded } from './why-ended.ts';

const LOG = '2026-11-23 03:54:03.070 UTC [22317]';

test('a port taken meanwhile is told by the reason, not by the good-bye, and may pass', () => {
  const written = [
    `${LOG} LOG:  starting PostgreSQL 18.4`,
    `${LOG} LOG:  could not bind IPv4 address "127.0.0.1": Address already in use`,
    `${LOG} WARNING:  could not create listen socket for "127.0.0.1"`,
    `${LOG} FATAL:  could not create any TCP/IP sockets`,
    `${LOG} LOG:  database system is shut down`,
    '',
  ].join('\n');
  expect(whyEnded(written, '1')).toEqual({ why: `it ended at once (1): ${LOG} FATAL:  could not create any TCP/IP sockets`, mayPass: true });
});

test('children of a killed postgres that still hold its memory may pass', () => {
  expect(whyEnded(`${LOG} FATAL:  pre-existing shared memory block (key 7, ID 3) is still in use\n${LOG} LOG:  database system is shut down\n`, '1').mayPass).toBe(true);
});

test('a damaged data folder does not pass', () => {
  const written = `${LOG} PANIC:  could not locate a valid checkpoint record\n${LOG} LOG:  database system is shut down\n`;
  expect(whyEnded(written, 'SIGABRT')).toEqual({ why: `it ended at once (SIGABRT): ${LOG} PANIC:  could not locate a valid checkpoint record`, mayPass: false });
});

test('one that wrote nothing is told by how it ended', () => {
  expect(whyEnded('', '127')).toEqual({ why: 'it ended at once (127): ', mayPass: false });
});
