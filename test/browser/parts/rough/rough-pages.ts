/** Machines that are wrong, and pages measured, from inside the page: plain browser JavaScript. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { eventually, pause } from '../../../system/parts/eventually.ts';

/** Live sockets end, and new ones reach nobody; ordinary requests do. */
export const SOCKETS_BREAK = `(() => {
  const Real = WebSocket;
  const all = [];
  let broken = false;
  globalThis.WebSocket = class extends Real {
    constructor(url, protocols) {
      super(broken ? 'wss://127.0.0.1:9/' : url, protocols);
      all.push(this);
    }
  };
  globalThis.huawuBreak = () => { broken = true; for (const each of all) each.close(); };
})();`;

/** The machine's wall clock; its steady clock is right. Keeps every duration of an hour or more that was ever shown. */
export const clockOff = (ms: number) => `(() => {
  const Real = Date;
  globalThis.Date = class extends Real {
    constructor(...parts) { if (parts.length === 0) super(Real.now() + ${ms}); else super(...parts); }
    static now() { return Real.now() + ${ms}; }
  };
  globalThis.huawuHours = [];
  const look = () => { for (const found of (document.body?.innerText ?? '').match(/\\b\\d{1,3}:\\d\\d:\\d\\d\\b/g) ?? []) if (huawuHours.length < 5) huawuHours.push(found); };
  addEventListener('DOMContentLoaded', () => new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true }));
})();`;

const topRow = (box: string, row: string) => `(() => {
  const place = document.querySelector('${box}').getBoundingClientRect();
  const rows = [...document.querySelectorAll('${row}')].filter((each) => each.getBoundingClientRect().bottom > place.top + 1);
  return Math.min(...rows.map((each) => Number(each.getAttribute('data-index'))));
})()`;

/** Scrolls to the middle; resolves with the line on top, after it has stayed there for a second. */
export async function scrollsAndStays(page: Page, box: string, row: string): Promise<number> {
  const top = () => page.evaluate<number>(topRow(box, row));
  // Until it was seen scrolling, a page that follows the end may go there once more; people then scroll again.
  const toMiddle = `(() => {
    const box = document.querySelector('${box}');
    const share = (box.scrollTop + box.clientHeight / 2) / box.scrollHeight;
    if (share < 0.25 || share > 0.75) box.scrollTo({ top: box.scrollHeight / 2 });
  })()`;
  let before = NaN;
  const first = await eventually('rows in the middle', async () => {
    await page.evaluate(toMiddle);
    await pause(100);
    const at = await top();
    const same = at === before;
    before = at;
    return same ? at : undefined;
  });
  await pause(1_000);
  const last = await top();
  // Lines above are measured when they come: the line on top stays the line on top.
  expect(Math.abs(last - first)).toBeLessThanOrEqual(1);
  return last;
}

const LOOSE = `(() => {
  const turned = /[\\u0590-\\u08FF\\u202A-\\u202E]/;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node.nodeValue.replace(/\\u2068[^\\u2069]*\\u2069/g, '');
    if (turned.test(text) && !node.parentElement.closest('bdi, script, style, textarea')) found.push(text);
  }
  return found;
})()`;

/** Nothing reaches out of the window, and every strange name is on its own: no sentence around it is turned. */
export async function inPlace(page: Page): Promise<void> {
  expect(await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
  expect(await page.evaluate<string[]>(LOOSE)).toEqual([]);
}
