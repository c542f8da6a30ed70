import './shared/ui/tokens.css';
import './shared/ui/base.css';
import { createRoot } from 'react-dom/client';
import { App } from './app/App';
import { registerServiceWorker } from './app/serviceWorker';
import { startSession } from './app/startSession';
import { activate, pickLocale } from './shared/i18n';
import { applyTheme } from './shared/preferences';

applyTheme();
const session = startSession();
const root = createRoot(document.getElementById('root')!);
await activate(pickLocale(localStorage.getItem('bm-locale'), navigator.languages));
root.render(<App />);
await session;
registerServiceWorker();
