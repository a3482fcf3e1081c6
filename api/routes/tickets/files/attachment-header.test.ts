import { expect, it } from 'vitest';
import { attachmentHeader } from './attachment-header.ts';

it('names of every language and with every character are told whole, and never leave their quotes', () => {
  expect(attachmentHeader('bill.pdf', 'attachment')).toBe('attachment; filename="bill.pdf"; filename*=UTF-8\'\'bill.pdf');
  expect(attachmentHeader('账单 (1).pdf', 'inline')).toBe('inline; filename="__ (1).pdf"; filename*=UTF-8\'\'%E8%B4%A6%E5%8D%95%20%281%29.pdf');
  expect(attachmentHeader('a"\r\nx: y.pdf', 'attachment')).toBe('attachment; filename="a___x: y.pdf"; filename*=UTF-8\'\'a%22%0D%0Ax%3A%20y.pdf');
});
