/** PORT. Messages to queues: the store's, with the files where they are now. */
import type { OriginalRecording } from '../../port.ts';
import type { StoredVoicemail, VoicemailStore } from '#store';

export interface VoicemailPort extends Pick<VoicemailStore, 'find' | 'get' | 'heard' | 'mark'> {
  /** Where its sound is. */
  file(voicemail: StoredVoicemail): string;
  /** The same with its secrets, where they are silenced; undefined = it is not kept. */
  original(voicemail: StoredVoicemail): Promise<OriginalRecording | undefined>;
}
