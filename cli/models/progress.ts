import type { Clock, Millis } from '#core';
import type { models } from '#transcription';
import type { Terminal } from '../terminal.ts';

const WIDTH = 24;
const REDRAW: Millis = 200;
/** Where nobody watches, a line each so many percent. */
const LINE_EACH = 10;
const MB = 1e6;

/** A bar that is drawn over itself at a terminal, and a line now and then in a log. */
export function progressBar({ words, redraw, complain }: Terminal, clock: Clock): { readonly tell: models.PullOptions['progress']; clear(): void } {
  const names: Record<models.Step, string> = { download: words('download', '下载'), check: words('checksum', '校验'), unpack: words('unpack', '解压') };
  let step: models.Step | undefined;
  let began = { at: 0, bytes: 0 };
  let drawnAt = -Infinity;
  let told = 0;
  return {
    tell(now, done, total) {
      if (now !== step) {
        step = now;
        began = { at: clock.now(), bytes: done };
        drawnAt = -Infinity;
        told = 0;
        if (!redraw) complain(`${names[now]} …`);
      }
      const seconds = (clock.now() - began.at) / 1000;
      const line = `${names[now]} ${barOf(done, total, (done - began.bytes) / Math.max(0.2, seconds))}`;
      if (redraw && (clock.now() - drawnAt >= REDRAW || done === total)) {
        drawnAt = clock.now();
        redraw(line);
      }
      if (redraw || total === undefined) return;
      const percent = Math.floor((100 * done) / total / LINE_EACH) * LINE_EACH;
      if (percent <= told) return;
      told = percent;
      complain(line);
    },
    clear: () => redraw?.(''),
  };
}

/** `[########----] 42 %  17.3 of 41.2 MB  3.1 MB/s  8 s` */
export function barOf(done: number, total: number | undefined, bytesPerSecond: number): string {
  if (total === undefined) return done === 0 ? '' : `${(done / MB).toFixed(1)} MB  ${(bytesPerSecond / MB).toFixed(1)} MB/s`;
  const share = total === 0 ? 1 : Math.min(1, done / total);
  const full = Math.round(share * WIDTH);
  const left = bytesPerSecond > 0 ? `  ${Math.ceil((total - done) / bytesPerSecond)} s` : '';
  return `[${'#'.repeat(full)}${'-'.repeat(WIDTH - full)}] ${Math.floor(share * 100)} %  ${(done / MB).toFixed(1)} / ${(total / MB).toFixed(1)} MB  ${(bytesPerSecond / MB).toFixed(1)} MB/s${left}`;
}
