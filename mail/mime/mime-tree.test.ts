import { expect, it } from 'vitest';
import { type MimeTree, mimeTree } from './mime-tree.ts';

const tree = (text: string): MimeTree => {
  const read = mimeTree(Buffer.from(text.replaceAll('\n', '\r\n'), 'latin1'));
  if (typeof read === 'string') throw new Error(read);
  return read;
};
const leaves = (text: string) => tree(text).leaves.map(({ type, name, content }) => `${type} ${name ?? '-'} ${Buffer.from(content()).toString().trim()}`);

it('parts of parts, transfer encodings taken off', () => {
  expect(leaves(`Content-Type: multipart/mixed; boundary=o

preamble
--o
Content-Type: multipart/alternative; boundary="i"

--i
Content-Type: text/plain

hello
--i
Content-Type: text/html
Content-Transfer-Encoding: quoted-printable

<b>h=C3=A9=
llo</b>
--i--
--o
Content-Type: application/pdf; name=a.pdf
Content-Disposition: attachment; filename=b.pdf
Content-Transfer-Encoding: base64

JVBERg==
--o--
epilogue`)).toEqual(['text/plain - hello', 'text/html - <b>héllo</b>', 'application/pdf b.pdf %PDF']);
});

it('what is broken is read as far as it goes', () => {
  expect(leaves('Subject: x\n\nno type')).toEqual(['text/plain - no type']);
  expect(leaves('Content-Type: multipart/mixed\n\nno boundary')).toEqual(['multipart/mixed - no boundary']);
  expect(leaves('Content-Type: multipart/mixed; boundary=b\n\n--b\n\nnever ends')).toEqual(['text/plain - never ends']);
  expect(leaves('Content-Type: multipart/mixed; boundary=b\n\n--bb\n\nother\n--b\n\nmine\n--b--')).toEqual(['text/plain - mine']);
  expect(leaves('Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\nYWJj!!ZGVm\n')).toEqual(['text/plain - abcdef']);
  expect(leaves('Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\nYWI=\nY2Q=\n')).toEqual(['text/plain - abcd']);
  expect(leaves('')).toEqual(['text/plain - ']);
});

it('nesting, parts and headers without end are told as what they are', () => {
  const nested = `${Array.from({ length: 5_000 }, (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\n\n--b${i}\n`).join('')}\nx`;
  expect(mimeTree(Buffer.from(nested))).toBe('nesting');
  expect(mimeTree(Buffer.from(`Content-Type: multipart/mixed; boundary=b\n\n${'--b\n\nx\n'.repeat(100_000)}`))).toBe('parts');
  expect(mimeTree(Buffer.from('X-A: b\n'.repeat(200_000)))).toBe('headers');
  expect(mimeTree(Buffer.from(`Subject: ${'x'.repeat(1_000_000)}\n\ny`))).toBe('headers');
});
