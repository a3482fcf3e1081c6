import { createStore } from '../parts/store.ts';
import { remember, stored } from '../settings/settings.ts';
import { mediaDevices } from './microphone.ts';

export interface Devices {
  readonly inputs: readonly Device[];
  readonly outputs: readonly Device[];
  readonly input?: string;
  readonly output?: string;
}

export interface Device {
  readonly id: string;
  readonly label: string;
}

const INPUT = 'huawu.input';
const OUTPUT = 'huawu.output';

export const devices = createStore<Devices>({ inputs: [], outputs: [], ...chosen() });

/** Browsers name devices only after the microphone was allowed once. */
export async function lookForDevices(): Promise<void> {
  const found = (await mediaDevices()?.enumerateDevices().catch(() => [])) ?? [];
  const of = (kind: MediaDeviceKind): Device[] => found.filter((each) => each.kind === kind && each.deviceId !== '').map((each) => ({ id: each.deviceId, label: each.label }));
  devices.set((now) => ({ ...now, inputs: of('audioinput'), outputs: of('audiooutput') }));
}

export function chooseDevice(kind: 'input' | 'output', id: string): void {
  remember(kind === 'input' ? INPUT : OUTPUT, id);
  devices.set((now) => ({ ...now, [kind]: id }));
}

function chosen(): Pick<Devices, 'input' | 'output'> {
  const input = stored(INPUT);
  const output = stored(OUTPUT);
  return { ...(input !== null && { input }), ...(output !== null && { output }) };
}
