import { createStore } from '../parts/store.ts';
import { remember, stored } from '../settings/settings.ts';
import { CallLeg } from './call-leg.ts';
import type { Session } from './call-leg.ts';
import { devices, lookForDevices } from './devices.ts';
import { NoMicrophone, mediaDevices, openMicrophone, stopTracks } from './microphone.ts';
import { oneTab } from './one-tab.ts';
import type { Tab } from './one-tab.ts';
import type { Audio, PhoneState } from './phone-state.ts';
import { noPhone } from './phone-state.ts';
import { playThrough } from './speaker.ts';
import type { InviteHeaders, SipLine } from './sip-line.ts';

const DESK_PHONE = 'huawu.deskPhone';

export const phone = createStore<PhoneState>(noPhone);

let tab: Tab | undefined;
let line: SipLine | undefined;
let ringing: { readonly session: Session; readonly callId: string } | undefined;
let leg: CallLeg | undefined;

/** Starts the browser's phone, unless the agent uses a desk phone; in one tab only. */
export function startPhone(): void {
  if (tab !== undefined) return;
  mediaDevices()?.addEventListener('devicechange', devicesChanged);
  addEventListener('storage', chosenInAnotherTab);
  void lookForDevices();
  if (usesDeskPhone()) return phone.set({ ...noPhone, line: 'desk-phone' });
  tab = oneTab(
    // Another tab has just put the phone away for all of them; the news of it is on its way here.
    () => usesDeskPhone() || void openLine(),
    () => closeLine('elsewhere'),
  );
}

export function stopPhone(): void {
  mediaDevices()?.removeEventListener('devicechange', devicesChanged);
  removeEventListener('storage', chosenInAnotherTab);
  const mine = tab;
  tab = undefined;
  closeLine('off');
  mine?.leave();
}

export function takePhoneOver(): void {
  tab?.takeOver();
}

export function usesDeskPhone(): boolean {
  return stored(DESK_PHONE) === 'yes';
}

/** For all tabs of this browser. Not while a call rings or is spoken here: it would be lost. */
export function chooseDeskPhone(on: boolean): void {
  if (ringing !== undefined || leg !== undefined) return;
  remember(DESK_PHONE, on ? 'yes' : 'no');
  stopPhone();
  startPhone();
}

/** Otherwise the next tab would take over the phone that the agent has just put away. */
function chosenInAnotherTab({ key }: StorageEvent): void {
  if (key !== DESK_PHONE || usesDeskPhone() === (phone.get().line === 'desk-phone') || leg !== undefined) return;
  stopPhone();
  startPhone();
}

/** Opens the microphone, then answers. When there is none the call goes on ringing and the problem is told. */
export async function answer(): Promise<void> {
  const call = ringing;
  if (call === undefined || phone.get().answering) return;
  update({ answering: true, problem: undefined });
  try {
    const microphone = await openMicrophone(devices.get().input);
    void lookForDevices();
    if (ringing !== call) return stopTracks(microphone);
    ringing = undefined;
    leave();
    leg = legOf(call.callId, call.session);
    watch(microphone);
    leg.answer(microphone);
    update({ offer: undefined, call: { callId: call.callId, muted: false, audio: 'connecting' } });
  } catch (error) {
    update({ problem: error instanceof NoMicrophone ? error.problem : 'unknown' });
  } finally {
    update({ answering: false });
  }
}

/** The server that held this call is no more: nobody is at the other end, and no goodbye will come. */
export function endLostCall(callId: string): void {
  if (leg?.callId !== callId) return;
  const { session } = leg;
  gone(session);
  try {
    session.terminate();
  } catch {
    // Over already.
  }
}

export function mute(on: boolean): void {
  leg?.mute(on);
  update((now) => now.call && { call: { ...now.call, muted: on } });
}

/** False when the server has to make the keys instead. */
export function pressKeys(digits: string): boolean {
  return leg?.key(digits) ?? false;
}

/** Opens the microphone again: after it was allowed, plugged in, or another one was chosen. */
export async function retryMicrophone(): Promise<void> {
  try {
    const microphone = await openMicrophone(devices.get().input);
    void lookForDevices();
    update({ problem: undefined });
    if (leg === undefined) {
      stopTracks(microphone);
      // A call that came back to a page without a microphone: nobody presses a button for it.
      return ringing !== undefined && phone.get().offer === undefined ? void answer() : undefined;
    }
    const old = leg.microphone;
    await leg.useMicrophone(microphone);
    watch(microphone);
    stopTracks(old);
  } catch (error) {
    update({ problem: error instanceof NoMicrophone ? error.problem : 'unknown' });
  }
}

/** The streams of the call, for the level meters. */
export function streams(): { readonly microphone?: MediaStream; readonly speaker?: MediaStream } {
  return leg === undefined ? {} : { ...(leg.microphone && { microphone: leg.microphone }), speaker: leg.remote };
}

async function openLine(): Promise<void> {
  const own = tab;
  update({ line: 'connecting' });
  // JsSIP is a chunk of its own: the page is readable before it is here.
  const { SipLine } = await import('./sip-line.ts');
  if (tab !== own || tab === undefined || line !== undefined) return;
  line = new SipLine({ line: (state) => update({ line: state }), invited });
}

function closeLine(state: 'off' | 'elsewhere'): void {
  // A call in progress is not ended: the server keeps it for the next page of this agent.
  line?.stop(leg !== undefined || state === 'elsewhere');
  line = undefined;
  ringing = undefined;
  leave();
  phone.set({ ...noPhone, line: state });
}

function invited(session: Session, headers: InviteHeaders): void {
  const over = (): void => gone(session);
  session.on('ended', over);
  session.on('failed', over);
  ringing = { session, callId: headers.callId };
  if (headers.resume) return void answer();
  update({ offer: { callId: headers.callId, queue: headers.queue, from: headers.from } });
}

function gone(session: Session): void {
  if (ringing?.session === session) {
    ringing = undefined;
    update({ offer: undefined });
  }
  if (leg?.session !== session) return;
  leave();
  update({ call: undefined });
}

function legOf(callId: string, session: Session): CallLeg {
  const tell = (audio: Audio): void => update((now) => now.call && { call: { ...now.call, audio } });
  return new CallLeg(callId, session, tell, (remote) => playThrough(remote, () => tell('blocked')));
}

function leave(): void {
  if (leg === undefined) return;
  leg.letGo();
  stopTracks(leg.microphone);
  leg = undefined;
}

function watch(microphone: MediaStream): void {
  microphone.getAudioTracks()[0]?.addEventListener('ended', () => {
    if (leg?.microphone !== microphone) return;
    update({ problem: 'unplugged' });
    void retryMicrophone();
  });
}

function devicesChanged(): void {
  void lookForDevices();
  const { problem } = phone.get();
  if (problem === 'unplugged' || problem === 'no-device') void retryMicrophone();
}

type Change = { readonly [K in keyof PhoneState]?: PhoneState[K] | undefined };

/** The one place that changes the state; `undefined` takes a part away. */
function update(change: Change | ((now: PhoneState) => Change | undefined)): void {
  phone.set((now) => ({ ...now, ...(typeof change === 'function' ? change(now) : change) }) as PhoneState);
}
