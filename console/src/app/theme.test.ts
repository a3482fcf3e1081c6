import { expect, test } from 'vitest';
import { colours } from './theme.ts';

/** WCAG 2.2 §1.4.3: relative luminance of `#rrggbb`. */
function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

test('the measure itself: black on white is 21 : 1', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
});

test.each(['light', 'dark'] as const)('every text of the %s theme can be read on its ground (4.5 : 1)', (theme) => {
  const { text, quiet, link, alarm, warning, ground, surface, alarmGround, warningGround, accent } = colours[theme];
  const pairs = [
    ...[text, quiet, link, alarm, warning].flatMap((words) => [[words, ground], [words, surface]]),
    [alarm, alarmGround], [warning, warningGround], ['#ffffff', accent],
  ] as const;
  expect(pairs.filter(([words = '', on = '']) => contrast(words, on) < 4.5)).toEqual([]);
});

test.each(['light', 'dark'] as const)('edges of controls in the %s theme can be seen (3 : 1)', (theme) => {
  expect(contrast(colours[theme].control, colours[theme].surface)).toBeGreaterThan(3);
});
