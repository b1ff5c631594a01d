/** The page's composition root: everything is made here once and handed to what needs it. */
import { createRoot } from 'react-dom/client';
import { App } from './app/app.js';
import { restoreTheme } from './app/theme.js';
import { attachAutomation, wantsAutomation } from './embed/automation.js';
import { Engine } from './engine/engine.js';
import { startGeneratorWorker } from './engine/start-worker.js';
import { gainIsolation } from './pwa/isolation.js';
import { loadOptionsFrom } from './state/page-address.js';
import { readPicture } from './state/read-picture.js';
import { Studio } from './state/studio.js';
import { restoreLanguage } from './text/language.js';

restoreTheme();
restoreLanguage();

const engine = new Engine({ startWorker: startGeneratorWorker });
const studio = new Studio({ engine, load: loadOptionsFrom(window.location.search, document.baseURI), readPicture });
if (wantsAutomation(window.location.search)) attachAutomation(engine, window);

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root to render into.');
createRoot(root).render(<App studio={studio} />);
void studio.open();

// The development server sends the headers itself.
if (import.meta.env.PROD) {
  void gainIsolation(new URL('service-worker.js', document.baseURI), () => studio.untouched);
}
