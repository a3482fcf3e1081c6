import type { AppConnection } from '../control/app-connection.ts';
import type { Dialog } from './dialog.ts';

/** All dialogs, found by the applications' id and by Call-ID with our tag. */
export class DialogTable {
  readonly #byId = new Map<string, Dialog>();
  readonly #byTag = new Map<string, Dialog>();

  get size(): number {
    return this.#byId.size;
  }

  byId(id: string): Dialog | undefined {
    return this.#byId.get(id);
  }

  /** The dialog a request or response of the network belongs to (RFC 3261 §12: Call-ID and both tags). */
  match(callId: string, localTag: string, remoteTag: string): Dialog | undefined {
    const dialog = this.#byTag.get(`${callId};${localTag}`);
    return dialog && (dialog.remoteTag === '' || dialog.remoteTag === remoteTag) ? dialog : undefined;
  }

  add(dialog: Dialog): void {
    this.#byId.set(dialog.id, dialog);
    this.#byTag.set(`${dialog.callId};${dialog.localTag}`, dialog);
  }

  /** Forgets a dialog and everything that still ticks for it; harmless when done twice. */
  end(dialog: Dialog): void {
    dialog.state = 'ended';
    dialog.timers.stopAll();
    dialog.success = undefined;
    dialog.reliable.pending.length = 0;
    if (this.#byId.get(dialog.id) === dialog) this.#byId.delete(dialog.id);
    const tag = `${dialog.callId};${dialog.localTag}`;
    if (this.#byTag.get(tag) === dialog) this.#byTag.delete(tag);
  }

  ofApp(app: AppConnection): Dialog[] {
    return [...this.#byId.values()].filter((dialog) => dialog.app === app);
  }

  clear(): void {
    for (const dialog of this.#byId.values()) this.end(dialog);
  }
}
