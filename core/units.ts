/** A number that carries its unit in the type, so that milliseconds and samples cannot be mixed by accident. */
declare const unit: unique symbol;
export type Unit<U extends string> = number & { readonly [unit]?: U };

/** A span or an instant of the monotonic clock, in milliseconds (fractions allowed). */
export type Millis = Unit<'ms'>;
/** Milliseconds since 1970-01-01T00:00Z, for people and for storage only; never for measuring spans. */
export type EpochMillis = Unit<'epoch-ms'>;
/** RTP timestamp units: 1/8000 s for the codecs of RFC 3551 §4.5.14 (PCMU, PCMA), modulo 2^32. */
export type RtpTicks = Unit<'rtp-ticks'>;
/** A count of audio samples of one channel. */
export type Samples = Unit<'samples'>;
/** Seconds on a call's audio clock: 0 = the first agent's answer, advanced by audio only. */
export type CallSeconds = Unit<'call-s'>;

/** The one sampling rate inside the house, in Hz: narrow-band telephony (RFC 3551 §4.5.14). */
export const SAMPLE_RATE = 8000;
/** Samples in one 20 ms packet at 8 kHz, the packet time of RFC 3551 table 4. */
export const FRAME_SAMPLES = 160;
/** Duration of one packet. */
export const FRAME_MS: Millis = 20;
