import { App } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Voicemail } from '#contract';
import { post } from '../../api/client.ts';
import { messageOf } from '../../api/fault.ts';
import { useText } from '../../i18n/use-text.ts';
import { messages } from './messages.ts';

/** Done, or open again; all lists are read anew. */
export function useMark({ id, done }: Voicemail): readonly [() => void, boolean] {
  const text = useText(messages);
  const queries = useQueryClient();
  const { message } = App.useApp();
  const [sending, setSending] = useState(false);
  const mark = async (): Promise<void> => {
    setSending(true);
    try {
      const after = await post<Voicemail>(`/api/voicemails/${encodeURIComponent(id)}/done`, { done: done === undefined });
      queries.setQueryData(['voicemail', id], after);
      message.success(text(after.done ? 'marked' : 'reopened'));
    } catch (error) {
      message.error(messageOf(error));
      void queries.invalidateQueries({ queryKey: ['voicemail', id] });
    } finally {
      setSending(false);
      void queries.invalidateQueries({ queryKey: ['voicemails'] });
    }
  };
  return [() => void (sending ? undefined : mark()), sending];
}
