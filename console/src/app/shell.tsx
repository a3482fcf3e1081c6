import { Button, Dropdown } from 'antd';
import type { ReactNode } from 'react';
import { NavLink } from 'react-router';
import { messages } from '../i18n/messages.ts';
import { useText } from '../i18n/use-text.ts';
import { keyMapOpen } from '../keys/key-map.tsx';
import { Name } from '../parts/names.tsx';
import { useMe } from '../session/session.ts';
import { signOut } from '../session/sign-out.ts';
import { LiveBar } from './live-bar.tsx';
import { pagesOf } from './pages-of.ts';
import { Switches } from './switches.tsx';

/** The frame around a page: `header` is the page's own part of the header (state, queue line). */
export function Shell({ header, children }: { readonly header?: ReactNode; readonly children: ReactNode }): ReactNode {
  const text = useText(messages);
  const { person } = useMe();
  const pages = pagesOf(person);
  return (
    <div className="frame">
      <a className="skip-link" href="#content">{text('skipToContent')}</a>
      <header className="frame-header">
        {pages.length > 1 && (
          <nav aria-label={text('mainMenu')}>
            {pages.map((page) => (
              <NavLink key={page} to={`/${page}`}>{text(page)}</NavLink>
            ))}
          </nav>
        )}
        <div className="middle">{header}</div>
        <Switches />
        <Dropdown trigger={['click']} menu={{ items: [
          { key: 'keys', label: text('keys'), extra: '?', onClick: () => keyMapOpen.set(true) },
          { key: 'out', label: text('signOut'), onClick: () => void signOut() },
        ] }}>
          <Button type="text" aria-label={text('personMenu', { name: person.name })}>
            <Name of={person.name} /> ▾
          </Button>
        </Dropdown>
      </header>
      <LiveBar />
      <main id="content" className="frame-main" tabIndex={-1}>{children}</main>
    </div>
  );
}
