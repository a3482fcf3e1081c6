import { Modal, Switch } from 'antd';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { messages } from '../i18n/messages.ts';
import { useText } from '../i18n/use-text.ts';
import { createStore, useStore } from '../parts/store.ts';
import { activates, allowSingleKeys, bindingFor, keyGroups, keyOf, singleKeys, typesHere } from './keys.ts';

export const keyMapOpen = createStore(false);

/** Listens for the keys of all pages; `?` shows them. */
export function KeyMap(): ReactNode {
  const text = useText(messages);
  const open = useStore(keyMapOpen);
  const groups = useStore(keyGroups);
  const single = useStore(singleKeys);
  useEffect(() => {
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  }, []);
  return (
    <Modal open={open} title={text('keys')} footer={null} onCancel={() => keyMapOpen.set(false)} destroyOnHidden>
      <p><label><Switch size="small" checked={single} onChange={allowSingleKeys} /> {text('keysSingle')}</label></p>
      {groups.length === 0 && <p>{text('keysNone')}</p>}
      {groups.map(({ id, group }) => (
        <section key={id} className="key-group">
          <h3>{group.title}</h3>
          <dl>
            {group.bindings.map((binding) => (
              <div key={binding.key}>
                <dt>
                  <Key of={binding.key} />
                </dt>
                <dd>{binding.does}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Modal>
  );
}

/** A key as drawn beside a button. */
export function Key({ of }: { readonly of: string }): ReactNode {
  const [mac] = useState(() => navigator.platform.startsWith('Mac'));
  const shown = of === ' ' ? '␣' : of === 'Escape' ? 'Esc' : mac ? of.replace('Alt+', '⌥') : of;
  const capital = /^[A-Z]$/.test(shown);
  return <kbd>{capital ? `Shift+${shown}` : shown.length === 1 ? shown.toUpperCase() : shown}</kbd>;
}

function pressed(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || event.repeat) return;
  const key = keyOf(event);
  const inField = typesHere(event.target);
  if (key === '?' && !inField && singleKeys.get()) {
    event.preventDefault();
    keyMapOpen.set((now) => !now);
    return;
  }
  if (activates(event.target, key)) return;
  const binding = bindingFor(keyGroups.get(), key, inField);
  if (binding?.run === undefined) return;
  event.preventDefault();
  binding.run();
}
