import { expect, test } from 'vitest';
import { clusters } from './clusters.ts';

const at = (share: number) => share;

test('markers apart stay apart, in order', () => expect(clusters([0.5, 0.1, 0.9], at)).toEqual([[0.1], [0.5], [0.9]]));
test('what would cover another shares its marker', () => expect(clusters([0.1, 0.13, 0.139, 0.5], at)).toEqual([[0.1, 0.13, 0.139], [0.5]]));
test('a long row is cut where there is room for the next marker', () => expect(clusters([0.1, 0.13, 0.15, 0.18], at)).toEqual([[0.1, 0.13], [0.15, 0.18]]));
test('nothing marked, no marker', () => expect(clusters([], at)).toEqual([]));
