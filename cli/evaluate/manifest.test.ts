import { expect, test } from 'vitest';
import { wordsIn } from '../words.ts';
import { readManifest } from './manifest.ts';

const read = (source: string, language?: 'zh' | 'en') => readManifest(source, language, wordsIn('en'));

test('lines of file and text; the language is that of the letters', () => {
  expect(read('# mine\na.wav\thello there\tflite\r\n\nb.wav\t您好').entries).toEqual([
    { line: 2, file: 'a.wav', text: 'hello there', language: 'en', channel: 0 },
    { line: 4, file: 'b.wav', text: '您好', language: 'zh', channel: 0 },
  ]);
});

test('the first line may name columns in any order', () => {
  expect(read('text\tchannel\tfile\tlanguage\nhi\tagent\tcall.wav\ten-IN').entries).toEqual([{ line: 2, file: 'call.wav', text: 'hi', language: 'en', channel: 1 }]);
});

test('lines may be JSON, and the language may be given for all', () => {
  expect(read('{"file":"a.wav","text":"vip 888"}', 'zh').entries).toEqual([{ line: 1, file: 'a.wav', text: 'vip 888', language: 'zh', channel: 0 }]);
});

test('every mistake is told with its line', () => {
  expect(read('file\ttext\tlanguage\tchannel\na.wav\nb.wav\thi\tfr\nc.wav\thi\t\tmiddle\n{"file":1\n\thi').mistakes).toEqual([
    { line: 2, message: 'the text of a.wav is missing; columns are parted by a tab' },
    { line: 3, message: 'language is zh or en, not "fr"' },
    { line: 4, message: 'channel is left (caller) or right (agent), not "middle"' },
    { line: 5, message: 'this is no JSON object of texts' },
    { line: 6, message: 'the file is missing' },
  ]);
  expect(read('# nothing\n').mistakes).toEqual([{ line: 1, message: 'there is no recording in it' }]);
});
