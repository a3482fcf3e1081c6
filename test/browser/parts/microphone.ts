/**
 * Runs in the page before anything else: a microphone that says what the test gives it, and an ear on what the page's
 * phone receives. Plain browser JavaScript.
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
  globalThis.huawuSay = (base64) => {
    const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
    const pcm = new Int16Array(bytes.buffer);
    const buffer = audio().createBuffer(1, pcm.length, RATE);
    const channel = buffer.getChannelData(0);
    for (let i = 0; i < pcm.length; i++) channel[i] = pcm[i] / 32768;
    const source = audio().createBufferSource();
    source.buffer = buffer;
    source.connect(microphone());
    source.start();
  };
  let heard = [];
  const listen = (track) => {
    const source = audio().createMediaStreamSource(new MediaStream([track]));
    let next = 0;
    const ear = audio().createScriptProcessor(4096, 1, 1);
    ear.onaudioprocess = ({ inputBuffer }) => {
      const samples = inputBuffer.getChannelData(0);
      // Every sixth sample, counted on over the blocks: the line carries nothing above 4 kHz.
      const step = audio().sampleRate / RATE;
      const run = [];
      for (; next < samples.length; next += step) run.push(Math.max(-32768, Math.min(32767, samples[next] * 32768)));
      next -= samples.length;
      heard.push(Int16Array.from(run));
      if (heard.length > 2000) heard.shift();
    };
    source.connect(ear);
    ear.connect(audio().destination);
    // Chromium only decodes a remote track that some element plays.
    const element = new Audio();
    element.muted = true;
    element.srcObject = new MediaStream([track]);
    element.play().catch(() => {});
  };
  globalThis.huawuHeard = () => {
    const all = new Int16Array(heard.reduce((sum, run) => sum + run.length, 0));
    let at = 0;
    for (const run of heard) { all.set(run, at); at += run.length; }
    const bytes = new Uint8Array(all.buffer);
    let text = '';
    for (let i = 0; i < bytes.length; i += 32768) text += String.fromCharCode(...bytes.subarray(i, i + 32768));
    return btoa(text);
  };
  globalThis.huawuForget = () => { heard = []; };
  const Real = globalThis.RTCPeerConnection;
  if (Real) {
    globalThis.RTCPeerConnection = class extends Real {
      constructor(...args) {
        super(...args);
        this.addEventListener('track', ({ track }) => track.kind === 'audio' && audio().resume().then(() => listen(track)));
      }
    };
  }
})();`;
