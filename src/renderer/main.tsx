import '@mantine/core/styles.css';
import '@mantine/dates/styles.css';
import '@mantine/notifications/styles.css';
import '@mantine/spotlight/styles.css';
import '@fontsource-variable/inter';
import './ui/look.css';
import { createRoot } from 'react-dom/client';
import { App, styleNonce } from './app.tsx';
import { startLanguage, systemLanguage } from './i18n/language.ts';
import { followRoute } from './route.ts';
import { useWindowState } from './window-state.ts';

// Dialogs lock the page's scrolling with a style of their own, which asks for the nonce under this name.
Object.assign(globalThis, { __webpack_nonce__: styleNonce() });
await startLanguage(useWindowState.getState().language ?? systemLanguage());
followRoute();
const root = document.getElementById('root');
if (root) createRoot(root).render(<App />);
