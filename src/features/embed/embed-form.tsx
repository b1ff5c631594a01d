import { LIMITS } from '../../../contract/request/request.js';
import { useEmbedSession, useEmbedSessionState } from './use-embed-session.js';
import { embedTexts } from './embed-texts.js';
import { useTexts } from '../../i18n/use-texts.js';
import { formatBytes } from '../../ui/format.js';

const LENGTHS = [2, 4, 8, 15, 30, 60] as const;
export const USUAL_SECONDS = 4;
const EXAMPLES_SHOWN = 2;

/** What a person has typed and chosen. */
export interface Draft {
  readonly prompt: string;
  readonly seconds: number;
}

/** Words, a length, a button. The seed is rolled: who wants to choose it has the studio. */
export function EmbedForm({ draft, onDraft }: { readonly draft: Draft; readonly onDraft: (draft: Draft) => void }) {
  const session = useEmbedSession();
  const usable = useEmbedSessionState(({ setupError }) => setupError === null);
  const { prompt, seconds } = draft;
  const setPrompt = (words: string): void => onDraft({ ...draft, prompt: words });
  const t = useTexts(embedTexts);

  const generate = (): void => {
    const seed = Math.floor(Math.random() * (LIMITS.seed.max + 1));
    void session.make({ subject: { kind: 'prompt', prompt: prompt.trim(), seconds }, seed }, 'person');
  };

  return (
    <form
      className="mini__form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        generate();
      }}
    >
      <label className="mini__label" htmlFor="prompt">
        {t.prompt}
      </label>
      <textarea
        id="prompt"
        className="mini__prompt"
        data-testid="prompt"
        rows={2}
        value={prompt}
        dir="auto"
        maxLength={LIMITS.promptCharacters.max}
        placeholder={t.placeholder}
        autoComplete="off"
        onFocus={() => void session.prepare()}
        onChange={(event) => setPrompt(event.target.value)}
        onKeyDown={(event) => {
          // A film's description is one line, so Enter means go, as in any search box.
          if (event.key !== 'Enter' || event.shiftKey) return;
          event.preventDefault();
          if (usable) generate();
        }}
      />
      {prompt.trim() === '' ? <Examples onChoose={setPrompt} /> : <FirstFetch />}
      <div className="mini__row">
        <label className="mini__length">
          <span className="unseen">{t.length}</span>
          <select data-testid="seconds" value={seconds} onChange={(event) => onDraft({ ...draft, seconds: Number(event.target.value) })}>
            {LENGTHS.map((length) => (
              <option key={length} value={length}>
                {length} s
              </option>
            ))}
          </select>
        </label>
        <button type="submit" className="button button--lamp mini__go" data-testid="generate" disabled={!usable}>
          {t.generate}
        </button>
      </div>
    </form>
  );
}

function Examples({ onChoose }: { readonly onChoose: (prompt: string) => void }) {
  const examples = useEmbedSessionState(({ pack }) => pack?.vocabulary.examples);
  const t = useTexts(embedTexts);
  return (
    <ul className="mini__notes" aria-label={t.examples}>
      {examples?.slice(0, EXAMPLES_SHOWN).map((example) => (
        <li key={example}>
          <button type="button" className="mini__example" data-testid="example" lang="en" onClick={() => onChoose(example)}>
            {example}
          </button>
        </li>
      ))}
    </ul>
  );
}

/** The size of the download, before it begins. */
function FirstFetch() {
  const bytes = useEmbedSessionState(({ pack, ready }) => (ready ? null : (pack?.startBytes ?? null)));
  const t = useTexts(embedTexts);
  return <p className="mini__notes">{bytes === null ? '' : t.firstFetch(formatBytes(bytes))}</p>;
}
