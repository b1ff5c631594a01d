import './prompt-notes.css';
import { isForeign } from '../../../../contract/check-request.js';
import type { PromptCheck } from '../../../../contract/generator.js';
import { useStudio, useStudioState } from '../../../store/use-studio.js';
import { readPlaced, readThings, readWeather } from '../composer-slice.js';
import { composerTexts } from '../composer-texts.js';
import { useTexts } from '../../../i18n/use-texts.js';
import { lazyPart } from '../../../ui/lazy-part.js';
import { lineOf, unknownBeside } from './things-line.js';
import { ForeignWords, Limits, UnknownWords } from './word-notes.js';

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
  const studio = useStudio();
  const things = useStudioState(readThings);
  const placed = useStudioState(readPlaced);
  const weather = useStudioState(readWeather);
  const prompt = useStudioState((state) => state.prompt);
  const limits = things ? things.limits : check.limits;
  const line = lineOf(things, placed, prompt, weather?.words);
  const unknown = unknownBeside(line, check.unknown);
  const foreign = isForeign({ unknown, knownCount: check.knownCount });
  return (
    <>
      {(line !== null || weather?.kind) && <ThingsNote things={things} line={line} weather={weather} />}
      {foreign && <ForeignWords unknown={unknown} />}
      {!foreign && unknown.length > 0 && <UnknownWords unknown={unknown} onReplace={studio.prompt.replaceUnknown} />}
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
