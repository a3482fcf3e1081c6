import { expect, test } from 'vitest';
import { loadFlow } from '../load-flow.ts';
import { flowMistake, known, mistakes, node } from '../mistakes-of.ts';

const chain = (length: number) => `start: n0\nnodes:\n${Array.from({ length }, (_, i) => `  n${i}: { type: goto, next: n${i + 1} }\n`).join('')}  n${length}: { type: hangup }\n`;

test('a long chain of nodes is read; more nodes than anybody can follow are refused', () => {
  expect(loadFlow(chain(1999), 'f.yaml', known).ok).toBe(true);
  expect(mistakes(chain(2000))).toBe(flowMistake('f.yaml:2:1: nodes: has 2001 nodes, at most 2000 are allowed: make parts of it sub-flows'));
});

test('a file in GBK or UTF-16 is refused at the first place that is no UTF-8', () => {
  const gbk = Buffer.concat([Buffer.from('start: z\ndescription: '), Buffer.from([0xbb, 0xb6, 0xd3, 0xad]), Buffer.from('\nnodes: { z: { type: hangup } }\n')]);
  const text = 'here stands something that is no UTF-8; save the file as UTF-8 (not GBK, not UTF-16)';
  expect(mistakes(gbk.toString('utf8'))).toBe(`ivr.flow-not-yaml\nf.yaml:2:14: this is not YAML: ${text}`);
  expect(mistakes(Buffer.from('start: z', 'utf16le').toString('utf8'))).toBe(`ivr.flow-not-yaml\nf.yaml:1:2: this is not YAML: ${text}`);
});

test('a byte order mark, CRLF and comments in any script change nothing', () => {
  expect(mistakes(`\uFEFF# 主菜单\r\n${node('{ type: goto, next: z }').replaceAll('\n', '\r\n')}`)).toBe('none');
});

test('what is too large or too deep is told in words', () => {
  expect(mistakes(`start: z\n# ${'x'.repeat(1024 * 1024)}`)).toBe('ivr.flow-not-yaml\nf.yaml:1:1: this is not YAML: it is larger than 1024 KiB');
  expect(mistakes(`start: z\nnodes: ${'['.repeat(50_000)}`)).toContain('it is nested too deeply');
});

test('many mistakes are told as fast as one', () => {
  const wrong = Array.from({ length: 20_000 }, (_, i) => `x${i}: 1`).join('\n');
  expect(mistakes(`start: z\nnodes: { z: { type: hangup } }\n${wrong}`).split('\n')).toHaveLength(20_001);
});
