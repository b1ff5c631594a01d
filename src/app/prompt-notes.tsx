import './prompt-notes.css';
import type { PromptCheck } from '../../contract/generator.js';
import { useStudio, useStudioState } from '../state/use-studio.js';
import { composerTexts } from '../text/composer.js';
import { useTexts } from '../text/use-texts.js';

const EXAMPLES_SHOWN = 3;

/** Under the prompt: ideas while it is empty, then the words that the model does not know. */
export function PromptNotes() {
  const examples = useStudioState(({ pack }) => pack?.vocabulary.examples);
  const empty = useStudioState(({ prompt }) => prompt.trim() === '');
  const check = useStudioState((state) => state.check);
  if (empty) return examples === undefined ? null : <Examples examples={examples} />;
  return check !== null && check.unknown.length > 0 ? <UnknownWords unknown={check.unknown} /> : null;
}

function Examples({ examples }: { readonly examples: readonly string[] }) {
  const studio = useStudio();
  const text = useTexts(composerTexts);
  return (
    <ul className="examples" aria-label={text.examples}>
      {examples.slice(0, EXAMPLES_SHOWN).map((example) => (
        <li key={example}>
          <button type="button" className="examples__one" lang="en" data-testid="example" onClick={() => studio.setPrompt(example)}>
            {example}
          </button>
        </li>
      ))}
    </ul>
  );
}

function UnknownWords({ unknown }: { readonly unknown: PromptCheck['unknown'] }) {
  const studio = useStudio();
  const text = useTexts(composerTexts);
  return (
    <ul className="unknown" data-testid="unknown-words" aria-label={text.unknownWords}>
      {unknown.map(({ word, near, isRead }) => (
        <li key={word} className="unknown__one">
          <span>
            {text.doesNotKnow} <strong className="unknown__word">{word}</strong>
            {isRead ? text.readsAs : near.length > 0 ? text.tryOther : text.skips}
          </span>
          {near.map((other) => (
            <button key={other} type="button" className="unknown__near" onClick={() => studio.replaceUnknown(word, other)}>
              {other}
            </button>
          ))}
        </li>
      ))}
    </ul>
  );
}
