/** A media element that plays a live stream. */
export interface Sound {
  /** Name of the device it comes out of; empty: that of the system. */
  readonly device: string;
  /** Its strongest tone, Hz; missing while it is quiet. */
  readonly hertz?: number;
}

/**
 * Runs in the page before anything else and sees what people would: notifications of the system, which device sounds with
 * which tone, and whether the page came to the front. Devices and microphone stay Chromium's own.
 */
export const WITNESS = `(() => {
  const notes = [];
  const Real = globalThis.Notification;
  globalThis.Notification = class extends Real {
    constructor(title, options) {
      super(title, options);
      notes.push({ note: this, title, body: options?.body, closed: false });
    }
    close() {
      notes.find(({ note }) => note === this).closed = true;
      super.close();
    }
  };
  let away = false;
  Object.defineProperty(Document.prototype, 'hidden', { get: () => away });
  Object.defineProperty(Document.prototype, 'visibilityState', { get: () => (away ? 'hidden' : 'visible') });
  const names = new Map();
  const look = navigator.mediaDevices.enumerateDevices.bind(navigator.mediaDevices);
  navigator.mediaDevices.enumerateDevices = async () => {
    const found = await look();
    for (const { deviceId, label } of found) names.set(deviceId, label);
    return found;
  };
  let ear;
  const ears = new Map();
  const played = new Set();
  const hear = (element) => {
    const stream = element.srcObject;
    if (!stream || ears.get(element)?.stream === stream) return;
    ear ??= new AudioContext();
    const analyser = ear.createAnalyser();
    analyser.fftSize = 8192;
    ear.createMediaStreamSource(stream).connect(analyser);
    ears.set(element, { analyser, stream });
  };
  const play = HTMLMediaElement.prototype.play;
  HTMLMediaElement.prototype.play = function () {
    if (this.srcObject) {
      if (!played.has(this)) this.addEventListener('playing', () => hear(this));
      played.add(this);
    }
    return play.call(this);
  };
  const toneOf = (analyser) => {
    const levels = new Float32Array(analyser.frequencyBinCount);
    analyser.getFloatFrequencyData(levels);
    const most = levels.reduce((best, level, at) => (level > levels[best] ? at : best), 0);
    return levels[most] < -70 ? {} : { hertz: Math.round((most * ear.sampleRate) / analyser.fftSize) };
  };
  globalThis.witness = {
    focused: 0,
    away(on) {
      away = on;
      document.dispatchEvent(new Event('visibilitychange'));
    },
    notes: () => notes.map(({ title, body, closed }) => ({ title, body, closed })),
    click: (at) => notes[at].note.dispatchEvent(new Event('click')) && undefined,
    sounds: () => [...ears].filter(([element, { stream }]) => !element.paused && element.srcObject === stream && stream.active)
      .map(([element, { analyser }]) => ({ device: names.get(element.sinkId) ?? '', ...toneOf(analyser) })),
  };
  const front = globalThis.focus.bind(globalThis);
  globalThis.focus = () => {
    globalThis.witness.focused++;
    front();
  };
})();`;
