import '@fontsource-variable/bricolage-grotesque/wght.css';
import '../../ui/base.css';
import './embed-view.css';
import { embedTexts } from './embed-texts.js';
import { useTexts } from '../../i18n/use-texts.js';
import { hostName } from './embed-progress.js';
import { Mark } from '../../ui/mark.js';

/** Shown in the frame of a site that the list of this deployment leaves out. */
export function EmbedNotAllowed({ host }: { readonly host: string }) {
  const t = useTexts(embedTexts);
  return (
    <main className="not-here" data-testid="not-here">
      <Mark size={56} />
      <div>
        <h1>{t.notHere(hostName(host))}</h1>
        <p>{t.notHereRemedy}</p>
      </div>
    </main>
  );
}
