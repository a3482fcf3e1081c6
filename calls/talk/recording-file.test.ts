import { expect, test } from 'vitest';
import { recordingFileOf, recordingName, recordingOfName } from './recording-file.ts';

const folders = { recordings: '/srv/data/recordings', recordingsBase: '/srv/data' };
const file = recordingFileOf(folders.recordings, 'c1', Date.UTC(2026, 10, 22, 23, 59));
const there = (...files: string[]) => (each: string) => files.includes(each);

test('a recording is named on the timeline as it lies in the data folder', () => {
  expect([file, recordingName(file, folders)]).toEqual(['/srv/data/recordings/2026/11/22/c1.wav', 'recordings/2026/11/22/c1.wav']);
  expect(recordingOfName('recordings/2026/11/22/c1.wav', folders, there(file))).toBe(file);
});

test('a data folder that was moved has its recordings with it', () => {
  const moved = { recordings: '/mnt/new/recordings', recordingsBase: '/mnt/new' };
  expect(recordingOfName('recordings/2026/11/22/c1.wav', moved, there('/mnt/new/recordings/2026/11/22/c1.wav'))).toBe('/mnt/new/recordings/2026/11/22/c1.wav');
});

test('a folder of recordings outside the data folder is named in full', () => {
  expect(recordingName('/mnt/big/2026/11/22/c1.wav', folders)).toBe('/mnt/big/2026/11/22/c1.wav');
  expect(recordingName('/srv/data-2/c1.wav', folders)).toBe('/srv/data-2/c1.wav');
});

test('names in full, as they were stored before, are read as they are, or from the folder of today', () => {
  const old = '/old/data/recordings/2026/11/22/c1.wav';
  expect(recordingOfName(old, folders, there(old, file))).toBe(old);
  expect(recordingOfName(old, folders, there(file))).toBe(file);
});

test('a file that is nowhere keeps the name it would have', () => {
  expect(recordingOfName('recordings/2026/11/22/c1.wav', folders, there())).toBe(file);
  expect(recordingOfName('/r/c.wav', {}, there())).toBe('/r/c.wav');
});
