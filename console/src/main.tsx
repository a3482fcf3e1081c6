import { type ReactNode, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './app/styles.css';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
const page = createRoot(root);
const show = (content: ReactNode): void => page.render(<StrictMode>{content}</StrictMode>);

// A visitor's page is small: it loads neither the frame of the console nor the library of its components.
if (location.pathname === '/call') void import('./pages/call-us/call-us-page.tsx').then(({ CallUsPage }) => show(<CallUsPage />));
else if (location.pathname === '/ask') void import('./pages/ask/ask-page.tsx').then(({ AskPage }) => show(<AskPage />));
else void import('./app/app.tsx').then(({ App }) => show(<App />));
