import { expect, test } from 'vitest';
import { plainNumber, readCustomers } from './customers-file.ts';

test('a CSV names its columns first; quotes, commas and empty cells are read', () => {
  const csv = '\uFEFFnumber,name,tier,lastAgent\r\n+86 138-0013-8000,"王, 小明",gold,anna\r\n4001,"O""Neill",,\r\n,nobody,,\r\n';
  const { customers, refused } = readCustomers(csv, true);
  expect(Object.fromEntries(customers)).toEqual({
    '8613800138000': { id: '+86 138-0013-8000', name: '王, 小明', tier: 'gold', lastAgent: 'anna' },
    '4001': { id: '4001', name: 'O"Neill' },
  });
  expect(refused).toBe(1);
});

test('a YAML list with numbers as numbers, and an id of its own', () => {
  const { customers } = readCustomers('- {number: 13800138000, id: c-7, name: Li, language: zh}\n- {name: nobody}\n', false);
  expect(customers.get(plainNumber('138 0013 8000'))).toEqual({ id: 'c-7', name: 'Li', language: 'zh' });
});
