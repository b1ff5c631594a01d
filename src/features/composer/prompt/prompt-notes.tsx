import './prompt-notes.css';
import type { PromptCheck } from '../../../../contract/generator.js';
import { useStudio, useStudioState } from '../../../store/use-studio.js';
import { readPlaced, readThings } from '../composer-slice.js';
import { composerTexts } from '../composer-texts.js';
import { useWarningTexts } from '../../../i18n/use-error-texts.js';
import { useTexts } from '../../../i18n/use-texts.js';
import { lazyPart } from '../../../ui/lazy-part.js';
import { lineOf, unknownBeside, type UnknownNote } from './things-line.js';

const LinesOffer = lazyPart(async () => (await import('../batch/lines-offer.js')).LinesOffer);

const ThingsNote = lazyPart(async () => (await import('../layers/things-note.js')).ThingsNote);

const EXAMPLES_SHOWN = 3;

/** Under the prompt: ideas while it is empty, then the words that the model does not know, with what is drawn in their place, and what it cannot draw. */
export function PromptNotes() {
  const examples = useStudioState(({ pack }) => pack?.vocabulary.examples);
  const empty = useStudioState(({ prompt }) => prompt.trim() === '');
  const check = useStudioState((state) => state.check);
  const several = useStudioState(({ prompt, scenes }) => scenes.length === 1 && prompt.trim().includes('\n'));
  if (empty) return examples === undefined ? null : <Examples examples={examples} />;
  return (
    <>
      {several && <LinesOffer />}
      {check !== null && <CheckNotes check={check} />}
    </>
  );
}

function CheckNotes({ check }: { readonly check: PromptCheck }) {
  const things = useStudioState(readThings);
  const placed = useStudioState(readPlaced);
  const prompt = useStudioState((state) => state.prompt);
  const limits = things ? things.limits : check.limits;
  const line = lineOf(things, placed, prompt);
  const unknown = unknownBeside(line, check.unknown);
  return (
    <>
      {line && <ThingsNote things={things} line={line} />}
      {unknown.length > 0 && <UnknownWords unknown={unknown} />}
      {limits.length > 0 && <Limits limits={limits} />}
    </>
  );
}

function Examples({ examples }: { readonly examples: readonly string[] }) {
  const studio = useStudio();
  const text = useTexts(composerTexts);
  return (
    <ul className="examples" aria-label={text.examples}>
      {examples.slice(0, EXAMPLES_SHOWN).map((example) => (
        <li key={example}>
          <button type="button" className="examples__one" lang="en" data-testid="example" onClick={() => studio.scenes.setPrompt(example)}>
            {example}
          </button>
        </li>
      ))}
    </ul>
  );
}

function UnknownWords({ unknown }: { readonly unknown: readonly UnknownNote[] }) {
  const text = useTexts(composerTexts);
  return (
    <ul className="unknown" data-testid="unknown-words" aria-label={text.unknownWords}>
      {unknown.map((note) => (
        <li key={note.word} className="unknown__one">
          <UnknownWord note={note} />
        </li>
      ))}
    </ul>
  );
}

/** What the prompt asks for and the model does not draw. */
function Limits({ limits }: { readonly limits: PromptCheck['limits'] }) {
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

function UnknownWord({ note: { word, near, isRead, isTold } }: { readonly note: UnknownNote }) {
  const studio = useStudio();
  const text = useTexts(composerTexts);
  const shown = <bdi className="unknown__word">{word}</bdi>;
  const use = (other: string) => (
    <button key={other} type="button" className="unknown__near" lang="en" onClick={() => studio.prompt.replaceUnknown(word, other)}>
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
          {text.doesNotKnow} {shown} {text.leavesOut}
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
