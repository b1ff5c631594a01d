import './prompt-notes.css';
import type { PromptCheck } from '../../contract/generator.js';
import { useStudio, useStudioState } from '../state/use-studio.js';

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
  return (
    <ul className="examples" aria-label="Examples">
      {examples.slice(0, EXAMPLES_SHOWN).map((example) => (
        <li key={example}>
          <button type="button" className="examples__one" data-testid="example" onClick={() => studio.setPrompt(example)}>
            {example}
          </button>
        </li>
      ))}
    </ul>
  );
}

function UnknownWords({ unknown }: { readonly unknown: PromptCheck['unknown'] }) {
  const studio = useStudio();
  return (
    <ul className="unknown" data-testid="unknown-words" aria-label="Words that the model does not know">
      {unknown.map(({ word, near }) => (
        <li key={word} className="unknown__one">
          <span>
            The model does not know <strong className="unknown__word">{word}</strong>
            {near.length > 0 ? ', try ' : ' and skips it'}
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
