import './prompt-notes.css';
import type { PromptCheck } from '../../../../contract/generator.js';
import { useWarningTexts } from '../../../i18n/use-error-texts.js';
import { useTexts } from '../../../i18n/use-texts.js';
import { composerTexts } from '../composer-texts.js';
import type { UnknownNote } from './things-line.js';

/** Of a prompt that hardly any word is known of: what may be wrong with it, once. */
export function ForeignWords({ unknown }: { readonly unknown: PromptCheck['unknown'] }) {
  const text = useTexts(composerTexts);
  return (
    <p className="unknown__one" data-testid="foreign-words">
      <span>
        {text.readsEnglish} <bdi className="unknown__word">{unknown.map(({ word }) => word).join(' ')}</bdi>
      </span>
    </p>
  );
}

interface Replacing {
  readonly onReplace: (word: string, other: string) => void;
}

/** Words that the model does not know, what is drawn in their place, and which others could be. */
export function UnknownWords({ unknown, onReplace }: Replacing & { readonly unknown: readonly UnknownNote[] }) {
  const text = useTexts(composerTexts);
  return (
    <ul className="unknown" data-testid="unknown-words" aria-label={text.unknownWords}>
      {unknown.map((note) => (
        <li key={note.word} className="unknown__one">
          <UnknownWord note={note} onReplace={onReplace} />
        </li>
      ))}
    </ul>
  );
}

/** What the prompt asks for and the model does not draw. */
export function Limits({ limits }: { readonly limits: PromptCheck['limits'] }) {
  const sentences = useWarningTexts(limits);
  return (
    <ul className="unknown" data-testid="prompt-limits">
      {sentences.map((sentence) => (
        <li key={sentence} className="unknown__one">
          {sentence}
        </li>
      ))}
    </ul>
  );
}

function UnknownWord({ note: { word, near, isRead, isTold, isKnown }, onReplace }: Replacing & { readonly note: UnknownNote }) {
  const text = useTexts(composerTexts);
  const shown = <bdi className="unknown__word">{word}</bdi>;
  const use = (other: string) => (
    <button key={other} type="button" className="unknown__near" lang="en" onClick={() => onReplace(word, other)}>
      {other}
    </button>
  );
  const [drawn] = near;
  if (isTold) {
    return (
      <>
        <span>
          {text.otherWords} {shown}:
        </span>
        {near.slice(1).map(use)}
      </>
    );
  }
  if (!isRead || drawn === undefined) {
    return (
      <>
        <span>
          {isKnown === true ? (
            <>
              {shown} {text.isLeftOut}
            </>
          ) : (
            <>
              {text.doesNotKnow} {shown} {text.leavesOut}
            </>
          )}
          {near.length > 0 && text.orTry}
        </span>
        {near.map(use)}
      </>
    );
  }
  return (
    <>
      <span>
        {shown} {text.drawnAs}
      </span>
      {use(drawn)}
      {near.length > 1 && <span>{text.orTry}</span>}
      {near.slice(1).map(use)}
    </>
  );
}
