import './snippet-dialog.css';
import { useState } from 'react';
import { EMBED_THEMES, EMBED_UIS, type EmbedTheme, type EmbedUi } from '../../../../contract/names.js';
import { SNIPPET_KINDS, snippetOf, suits, type SnippetKind } from './snippet-code.js';
import { snippetTexts } from './snippet-texts.js';
import { useTexts } from '../../../i18n/use-texts.js';
import { CopyButton } from '../../../ui/copy-button.js';
import { Dialog } from '../../../ui/dialog.js';

/** The lines that put this Kinora into another page. */
export function SnippetDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useTexts(snippetTexts);
  const [kind, setKind] = useState<SnippetKind>('script');
  const [ui, setUi] = useState<EmbedUi>('minimal');
  const [theme, setTheme] = useState<EmbedTheme>('auto');

  const shownUi = suits(kind, ui) ? ui : 'minimal';
  const code = snippetOf({ kind, ui: shownUi, theme, base: new URL('.', document.baseURI).href });
  return (
    <Dialog title={t.title} closeLabel={t.close} testId="embed-dialog" wide onClose={onClose}>
        <p className="snippet__lead">{t.lead}</p>
        <div className="snippet__choices">
          <Choice name="kind" label={t.kind} options={SNIPPET_KINDS} texts={t.kinds} value={kind} onChoose={setKind} />
          <Choice name="ui" label={t.ui} options={EMBED_UIS.filter((one) => suits(kind, one))} texts={t.uis} value={shownUi} onChoose={setUi} />
          <Choice name="theme" label={t.theme} options={EMBED_THEMES} texts={t.themes} value={theme} onChoose={setTheme} />
        </div>
        {/* Scrolls, so the keyboard must be able to get into it. */}
        <pre className="snippet__code" data-testid="embed-code" tabIndex={0} role="region" aria-label={t.code}>
          <code>{code}</code>
        </pre>
        <div className="snippet__foot">
          {shownUi === 'none' && <p>{t.needsList}</p>}
          <CopyButton text={code} labels={t} className="button button--lamp" testId="embed-copy" />
        </div>
    </Dialog>
  );
}

interface ChoiceProps<T extends string> {
  readonly name: string;
  readonly label: string;
  readonly options: readonly T[];
  readonly texts: Readonly<Record<T, string>>;
  readonly value: T;
  readonly onChoose: (value: T) => void;
}

function Choice<T extends string>({ name, label, options, texts, value, onChoose }: ChoiceProps<T>) {
  return (
    <fieldset className="snippet__choice">
      <legend>{label}</legend>
      {options.map((option) => (
        <label key={option} className="snippet__option">
          <input type="radio" name={`embed-${name}`} value={option} checked={option === value} onChange={() => onChoose(option)} />
          {texts[option]}
        </label>
      ))}
    </fieldset>
  );
}
