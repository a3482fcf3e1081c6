import { createStore } from '../parts/store.ts';
import { remember, stored } from '../settings/settings.ts';
import { mediaDevices } from './microphone.ts';

export interface Devices {
  readonly inputs: readonly Device[];
  readonly outputs: readonly Device[];
  readonly input?: string;
  readonly output?: string;
  /** Where offers ring: often a loudspeaker, while calls are heard in a headset. */
  readonly ringer?: string;
}

export type DeviceUse = 'input' | 'output' | 'ringer';

export interface Device {
  readonly id: string;
  readonly label: string;
}

const KEYS: { readonly [K in DeviceUse]: string } = { input: 'huawu.input', output: 'huawu.output', ringer: 'huawu.ringer' };

export const devices = createStore<Devices>({ inputs: [], outputs: [], ...chosen() });

/** Browsers name devices only after the microphone was allowed once. */
export async function lookForDevices(): Promise<void> {
  const found = (await mediaDevices()?.enumerateDevices().catch(() => [])) ?? [];
  const of = (kind: MediaDeviceKind): Device[] => found.filter((each) => each.kind === kind && each.deviceId !== '').map((each) => ({ id: each.deviceId, label: each.label }));
  devices.set((now) => ({ ...now, inputs: of('audioinput'), outputs: of('audiooutput') }));
}

/** An empty id: as the system has it. */
export function chooseDevice(use: DeviceUse, id: string): void {
  remember(KEYS[use], id);
  devices.set((now) => ({ ...now, [use]: id === '' ? undefined : id }));
}

function chosen(): Pick<Devices, DeviceUse> {
  const uses = Object.keys(KEYS) as DeviceUse[];
  return Object.fromEntries(uses.flatMap((use) => {
    const id = stored(KEYS[use]);
    return id === null || id === '' ? [] : [[use, id]];
  }));
}
