import { useEffect } from 'react';
import { ring } from '../../../softphone/ring.ts';

/** Half a second each: the title of the tab alternates while a call rings. */
const BLINK_MS = 500;

/** The ring comes by SIP, the facts about it by the live socket: what the notification says waits for them. */
const FACTS_MS = 300;

/** Tone, title of the tab, and a notification when nobody looks at the page. */
export function useAlarm(on: boolean, { tone, title, body }: { readonly tone: boolean; readonly title: string; readonly body: string }): void {
  useEffect(() => (on && tone ? ring() : undefined), [on, tone]);
  useEffect(() => {
    if (!on) return undefined;
    const before = document.title;
    let shown = false;
    const timer = setInterval(() => {
      shown = !shown;
      document.title = shown ? `☎ ${title}` : before;
    }, BLINK_MS);
    return () => {
      clearInterval(timer);
      document.title = before;
    };
  }, [on, title]);
  useEffect(() => {
    if (!on) return undefined;
    let notification: Notification | undefined;
    const tell = (): void => {
      if (!document.hidden || notification !== undefined || typeof Notification === 'undefined' || Notification.permission !== 'granted') return;
      notification = new Notification(title, { body, tag: 'huawu-offer', requireInteraction: true });
      notification.addEventListener('click', () => {
        focus();
        notification?.close();
      });
    };
    const soon = setTimeout(() => {
      tell();
      document.addEventListener('visibilitychange', tell);
    }, FACTS_MS);
    return () => {
      clearTimeout(soon);
      document.removeEventListener('visibilitychange', tell);
      notification?.close();
    };
  }, [on, title, body]);
}
