/**
 * Runs in the page before anything else: a microphone that says what the test gives it, an ear on what the page's phone
 * receives, and one on what the page plays aloud by other ways (listening in, a recording). Plain browser JavaScript.
 */
export const MICROPHONE = `(() => {
  const RATE = 8000;
  let context;
  const audio = () => (context ??= new AudioContext({ sampleRate: 48000 }));
  let mouth;
  const microphone = () => {
    if (mouth) return mouth;
    mouth = audio().createMediaStreamDestination();
    // Chromium sends nothing of a destination that has no source; real rooms are never quite silent either.
    const room = audio().createConstantSource();
    room.offset.value = 0.0001;
    room.connect(mouth);
    room.start();
    return mouth;
  };
  const devices = navigator.mediaDevices;
  if (devices) {
    const real = devices.getUserMedia.bind(devices);
    devices.getUserMedia = async (wanted) => {
      if (!wanted || !wanted.audio || wanted.video) return real(wanted);
      await audio().resume();
      return new MediaStream(microphone().stream.getAudioTracks().map((track) => track.clone()));
    };
  }
  const speaking = [];
  globalThis.huawuSay = (base64, again) => {
    const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
    const pcm = new Int16Array(bytes.buffer);
    const buffer = audio().createBuffer(1, pcm.length, RATE);
    const channel = buffer.getChannelData(0);
    for (let i = 0; i < pcm.length; i++) channel[i] = pcm[i] / 32768;
    const source = audio().createBufferSource();
    source.buffer = buffer;
    source.connect(microphone());
    source.loop = again;
    source.start();
    speaking.push(source);
  };
  globalThis.huawuHush = () => { for (const source of speaking.splice(0)) source.stop(); };
  const heard = [];
  const connect = AudioNode.prototype.connect;
  /** Writes what it is connected to into these runs, until the track (if any) has ended: a new leg has an ear of its own. */
  const earIn = (place, runs, track) => {
    let next = 0;
    const ear = place.createScriptProcessor(4096, 1, 1);
    ear.onaudioprocess = ({ inputBuffer }) => {
      if (track && track.readyState === 'ended') return ear.disconnect();
      const samples = inputBuffer.getChannelData(0);
      // Every sixth sample, counted on over the blocks: the line carries nothing above 4 kHz.
      const step = place.sampleRate / RATE;
      const run = [];
      for (; next < samples.length; next += step) run.push(Math.max(-32768, Math.min(32767, samples[Math.floor(next)] * 32768)));
      next -= samples.length;
      runs.push(Int16Array.from(run));
      if (runs.length > 2000) runs.shift();
    };
    connect.call(ear, place.destination);
    return ear;
  };
  const listen = (track) => {
    audio().createMediaStreamSource(new MediaStream([track])).connect(earIn(audio(), heard, track));
    // Chromium only decodes a remote track that some element plays.
    const element = new Audio();
    element.muted = true;
    element.srcObject = new MediaStream([track]);
    element.play().catch(() => {});
  };
  // Web Audio of the page itself: whatever it connects to the loudspeaker.
  const aloud = [];
  const ears = new WeakMap();
  AudioNode.prototype.connect = function (target, ...rest) {
    if (target instanceof AudioDestinationNode && target.context !== context) {
      if (!ears.has(target.context)) ears.set(target.context, earIn(target.context, aloud));
      connect.call(this, ears.get(target.context));
    }
    return connect.call(this, target, ...rest);
  };
  // A recording in a media element.
  const play = HTMLMediaElement.prototype.play;
  HTMLMediaElement.prototype.play = function () {
    if (!this.srcObject && globalThis.huawuPlayer !== this) {
      globalThis.huawuPlayer = this;
      const stream = this.captureStream();
      const hear = () => audio().resume().then(() => audio().createMediaStreamSource(stream).connect(earIn(audio(), aloud)));
      if (stream.getAudioTracks().length > 0) hear();
      else stream.addEventListener('addtrack', hear, { once: true });
    }
    return play.call(this);
  };
  globalThis.huawuHeard = (where, last) => {
    const runs = where === 'aloud' ? aloud : heard;
    const whole = new Int16Array(runs.reduce((sum, run) => sum + run.length, 0));
    let at = 0;
    for (const run of runs) { whole.set(run, at); at += run.length; }
    const all = last ? whole.slice(-last) : whole;
    const bytes = new Uint8Array(all.buffer);
    let text = '';
    for (let i = 0; i < bytes.length; i += 32768) text += String.fromCharCode(...bytes.subarray(i, i + 32768));
    return btoa(text);
  };
  globalThis.huawuForget = () => { heard.length = 0; aloud.length = 0; };
  const calls = [];
  /** RTP packets received by the page's phone in the calls it has now. */
  globalThis.huawuReceived = async () => {
    let received = 0;
    for (const call of calls.filter(({ connectionState }) => connectionState === 'connected')) {
      for (const part of (await call.getStats()).values()) if (part.type === 'inbound-rtp') received += part.packetsReceived;
    }
    return received;
  };
  const Real = globalThis.RTCPeerConnection;
  if (Real) {
    globalThis.RTCPeerConnection = class extends Real {
      constructor(...args) {
        super(...args);
        calls.push(this);
        this.addEventListener('track', ({ track }) => track.kind === 'audio' && audio().resume().then(() => listen(track)));
      }
    };
  }
})();`;
