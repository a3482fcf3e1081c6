import { Button, Dropdown } from 'antd';
import type { ReactNode } from 'react';
import { NavLink, useLocation } from 'react-router';
import { messages } from '../i18n/messages.ts';
import { useText } from '../i18n/use-text.ts';
import { keyMapOpen } from '../keys/key-map.tsx';
import { Name } from '../parts/names.tsx';
import { useMe } from '../session/session.ts';
import { signOut } from '../session/sign-out.ts';
import { LiveBar } from './live-bar.tsx';
import type { PageName } from './pages-of.ts';
import { pagesOf } from './pages-of.ts';
import { Switches } from './switches.tsx';

interface Props {
  /** The page's own part of the header (state, queue line). */
  readonly header?: ReactNode;
  /** The page must not be left, its phone would go with it: other pages open beside it, each in a tab of its own. */
  readonly stays?: boolean;
  readonly children: ReactNode;
}

/** The frame around a page. */
export function Shell({ header, stays = false, children }: Props): ReactNode {
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
              <PageLink key={page} page={page} beside={stays} />
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

function PageLink({ page, beside }: { readonly page: PageName; readonly beside: boolean }): ReactNode {
  const text = useText(messages);
  const here = useLocation().pathname === `/${page}`;
  if (!beside || here) return <NavLink to={`/${page}`}>{text(page)}</NavLink>;
  // A name of its own: the second click goes to the tab that is there.
  return <a href={`/${page}`} target={`huawu-${page}`} title={text('besideHint')}>{text(page)}<span aria-hidden="true"> ↗</span><span className="hidden-text"> {text('beside')}</span></a>;
}
