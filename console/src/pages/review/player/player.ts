import { createStore } from '../../../parts/store.ts';

export const SPEEDS = [0.5, 0.75, 1, 1.25, 1.5, 2, 2.5, 3] as const;

/** Plays one recording; its state can be followed. Positions in seconds on the call's audio clock. */
export class Player {
  readonly audio: HTMLAudioElement;
  readonly position = createStore(0);
  readonly playing = createStore(false);
  readonly speed = createStore(1);
  readonly broken = createStore(false);
  readonly #first: string;
  #url = '';
  #frame = 0;

  /** `url`: what `open` opens when it is not told. */
  constructor(url = '') {
    this.#first = url;
    this.audio = new Audio();
    this.audio.preload = 'metadata';
    this.audio.preservesPitch = true;
    this.audio.addEventListener('play', () => this.#follow());
    this.audio.addEventListener('pause', () => this.playing.set(false));
    this.audio.addEventListener('timeupdate', () => this.#here());
    // The waveform sets a speed of its own when it is drawn.
    this.audio.addEventListener('ratechange', () => this.#keepSpeed());
    this.audio.addEventListener('seeking', () => this.#here());
    this.audio.addEventListener('error', () => this.broken.set(this.audio.hasAttribute('src')));
  }

  /** Another recording of the same call goes on where the one before stands. */
  open(url: string = this.#first): void {
    if (url === this.#url) return;
    const at = this.audio.currentTime;
    this.#url = url;
    this.broken.set(false);
    this.audio.src = url;
    this.audio.currentTime = at;
  }

  toggle(): void {
    if (this.audio.paused) this.play();
    else this.audio.pause();
  }

  play(): void {
    void this.audio.play().catch(() => this.playing.set(false));
  }

  pause(): void {
    this.audio.pause();
  }

  seek(seconds: number): void {
    this.audio.currentTime = Math.max(0, Number.isFinite(this.audio.duration) ? Math.min(seconds, this.audio.duration) : seconds);
    this.#here();
  }

  /** From here on, aloud: a word was clicked. */
  hear(seconds: number): void {
    this.seek(seconds);
    this.play();
  }

  setSpeed(speed: number): void {
    this.speed.set(speed);
    this.#keepSpeed();
  }

  /** L of the shuttle: plays; when it plays already, faster. */
  faster(): void {
    if (this.audio.paused) return this.play();
    this.setSpeed(SPEEDS.find((each) => each > this.speed.get()) ?? 3);
  }

  close(): void {
    cancelAnimationFrame(this.#frame);
    this.audio.pause();
    this.#url = '';
    this.audio.removeAttribute('src');
    this.audio.load();
  }

  #keepSpeed(): void {
    if (this.audio.playbackRate !== this.speed.get()) this.audio.playbackRate = this.speed.get();
  }

  #here(): void {
    this.position.set(this.audio.currentTime);
  }

  /** Words are lit with every picture, not with the four `timeupdate` a second. */
  #follow(): void {
    this.playing.set(true);
    const next = (): void => {
      this.#here();
      if (!this.audio.paused) this.#frame = requestAnimationFrame(next);
    };
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(next);
  }
}
