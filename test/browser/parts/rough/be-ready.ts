import { eventually } from '../../../system/parts/eventually.ts';
import type { Person } from '../chromium.ts';

const CLICK = { timeout: 2_000 };

/** Ready for calls, whatever was before: whose wrap-up just ended becomes so by itself, perhaps between a look and a click. */
export async function beReady({ page }: Person): Promise<void> {
  await page.getByText(/Phone: ready/).first().waitFor();
  const ready = page.getByRole('button', { name: /^State: (Ready|Ringing)/ });
  const away = page.getByRole('button', { name: /^State: (Not ready|Offline)/ });
  await eventually('an agent who is ready', async () => {
    if ((await ready.count()) > 0) return true;
    if ((await away.count()) === 0) return false;
    const chosen = await away.click(CLICK).then(() => page.getByRole('menuitem', { name: 'Ready for calls' }).click(CLICK)).then(() => true, () => false);
    if (!chosen) await page.keyboard.press('Escape');
    return ready.waitFor(CLICK).then(() => true, () => false);
  }, 60_000);
}
