import { Button } from 'antd';
import { Suspense, lazy, useEffect } from 'react';
import type { ReactNode } from 'react';
import { Link, Navigate, Route, Routes, useLocation } from 'react-router';
import type { Me } from '#contract';
import { get } from '../api/client.ts';
import { ApiFault } from '../api/fault.ts';
import { messages } from '../i18n/messages.ts';
import { useText } from '../i18n/use-text.ts';
import { startLive } from '../live/live-client.ts';
import { Empty, Loading } from '../parts/states.tsx';
import { session, signedIn, signedOut, useMe, useSession } from '../session/session.ts';
import type { PageName } from './pages-of.ts';
import { pagesOf } from './pages-of.ts';

// Each page is a chunk of its own: an agent does not load the reviewer's charts.
const SignInPage = lazy(async () => ({ default: (await import('../pages/sign-in/sign-in-page.tsx')).SignInPage }));
const DeskPage = lazy(async () => ({ default: (await import('../pages/desk/desk-page.tsx')).DeskPage }));
const FloorPage = lazy(async () => ({ default: (await import('../pages/floor/floor-page.tsx')).FloorPage }));
const ReviewListPage = lazy(async () => ({ default: (await import('../pages/review/review-list-page.tsx')).ReviewListPage }));
const ReviewCallPage = lazy(async () => ({ default: (await import('../pages/review/review-call-page.tsx')).ReviewCallPage }));
const MessagesPage = lazy(async () => ({ default: (await import('../pages/messages/messages-page.tsx')).MessagesPage }));
const CallbacksPage = lazy(async () => ({ default: (await import('../pages/callbacks/callbacks-page.tsx')).CallbacksPage }));
const ReportsPage = lazy(async () => ({ default: (await import('../pages/reports/reports-page.tsx')).ReportsPage }));
const MiningPage = lazy(async () => ({ default: (await import('../pages/mining/mining-page.tsx')).MiningPage }));
const TicketsPage = lazy(async () => ({ default: (await import('../pages/tickets/tickets-page.tsx')).TicketsPage }));
const TicketPage = lazy(async () => ({ default: (await import('../pages/tickets/ticket/ticket-page.tsx')).TicketPage }));
const SatisfactionPage = lazy(async () => ({ default: (await import('../pages/satisfaction/satisfaction-page.tsx')).SatisfactionPage }));
const RulesPage = lazy(async () => ({ default: (await import('../pages/rules/rules-page.tsx')).RulesPage }));
const CallUsPage = lazy(async () => ({ default: (await import('../pages/call-us/call-us-page.tsx')).CallUsPage }));

export function Pages(): ReactNode {
  return (
    <Suspense fallback={<Loading rows={8} />}>
      <Routes>
        <Route path="/call" element={<CallUsPage />} />
        <Route path="/sign-in" element={<Known><SignInPage /></Known>} />
        <Route path="/desk" element={<Known><For page="desk"><DeskPage /></For></Known>} />
        <Route path="/floor" element={<Known><For page="floor"><FloorPage /></For></Known>} />
        <Route path="/review" element={<Known><For page="review"><ReviewListPage /></For></Known>} />
        <Route path="/review/:id" element={<Known><For page="review"><ReviewCallPage /></For></Known>} />
        <Route path="/mining" element={<Known><For page="mining"><MiningPage /></For></Known>} />
        <Route path="/tickets" element={<Known><For page="tickets"><TicketsPage /></For></Known>} />
        <Route path="/tickets/:id" element={<Known><For page="tickets"><TicketPage /></For></Known>} />
        <Route path="/satisfaction" element={<Known><For page="satisfaction"><SatisfactionPage /></For></Known>} />
        <Route path="/rules" element={<Known><For page="rules"><RulesPage /></For></Known>} />
        <Route path="/messages" element={<Known><For page="messages"><MessagesPage /></For></Known>} />
        <Route path="/callbacks" element={<Known><For page="callbacks"><CallbacksPage /></For></Known>} />
        <Route path="/reports" element={<Known><For page="reports"><ReportsPage /></For></Known>} />
        <Route path="/" element={<Known><Start /></Known>} />
        <Route path="*" element={<Missing />} />
      </Routes>
    </Suspense>
  );
}

/** Asks the server once who is here; until then, the shape of a page. */
function Known({ children }: { readonly children: ReactNode }): ReactNode {
  const { kind } = useSession();
  useEffect(() => {
    if (session.get().kind === 'unknown') void whoIsHere();
  }, []);
  return kind === 'unknown' ? <Loading rows={8} /> : children;
}

async function whoIsHere(): Promise<void> {
  for (;;) {
    try {
      signedIn(await get<Me>('/api/me', { open: true }));
      return;
    } catch (error) {
      // A server that is just starting is asked again; only a clear no leads to the door.
      if (error instanceof ApiFault && error.status > 0 && error.status < 500) return signedOut();
      await new Promise((resolve) => setTimeout(resolve, 2_000));
    }
  }
}

function For({ page, children }: { readonly page: PageName; readonly children: ReactNode }): ReactNode {
  const { kind } = useSession();
  const { pathname, search } = useLocation();
  const inside = kind === 'in' || kind === 'expired';
  useEffect(() => {
    if (inside) startLive();
  }, [inside]);
  if (!inside) return <Navigate to={`/sign-in?to=${encodeURIComponent(pathname + search)}`} replace />;
  return <Allowed page={page}>{children}</Allowed>;
}

function Allowed({ page, children }: { readonly page: PageName; readonly children: ReactNode }): ReactNode {
  const text = useText(messages);
  const { person } = useMe();
  if (pagesOf(person).includes(page)) return children;
  return <Empty title={text('notAllowed')}><Link to="/"><Button>{text('toStart')}</Button></Link></Empty>;
}

function Start(): ReactNode {
  const now = useSession();
  if (now.kind !== 'in' && now.kind !== 'expired') return <Navigate to="/sign-in" replace />;
  return <Navigate to={`/${pagesOf(now.me.person)[0] ?? 'review'}`} replace />;
}

function Missing(): ReactNode {
  const text = useText(messages);
  return <Empty title={text('pageMissing')}><Link to="/"><Button>{text('toStart')}</Button></Link></Empty>;
}
