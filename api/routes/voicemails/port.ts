/** PORT. Messages to queues: the store's, with the files where they are now. */
import type { StoredVoicemail, VoicemailStore } from '#store';

export interface VoicemailPort extends Pick<VoicemailStore, 'find' | 'get' | 'heard' | 'mark'> {
  /** Where its sound is. */
  file(voicemail: StoredVoicemail): string;
}
