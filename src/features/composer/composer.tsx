import './composer.css';
import { LIMITS } from '../../../contract/request/request.js';
import { useStudio, useStudioState } from '../../store/use-studio.js';
import { composerTexts } from './composer-texts.js';
import { useTexts } from '../../i18n/use-texts.js';
import { NewIcon, SparkIcon } from '../../ui/icons/icons.js';
import { lazyPart } from '../../ui/lazy-part.js';
import { isPristine } from './composer-slice.js';
import { LengthField } from './length-field.js';
import { AdvancedOptions } from './advanced-options.js';
import { PictureField } from './inputs/picture-field.js';
import { PromptNotes } from './prompt/prompt-notes.js';
import { SceneTimeline } from './scenes/scene-timeline.js';
import { SeedField } from './seed-field.js';

const CostNote = lazyPart(async () => (await import('./layers/cost-note.js')).CostNote);
const ClearedOffer = lazyPart(async () => (await import('./memory/cleared-offer.js')).ClearedOffer);

/** The title card: the words of the film, and what else it takes to make it. */
export function Composer() {
  const studio = useStudio();
  const text = useTexts(composerTexts);
  const prompt = useStudioState((state) => state.prompt);
  const busy = useStudioState((state) => state.job !== null);
  const edits = useStudioState((state) => state.editedJobId !== null);
  const layered = useStudioState((state) => state.layers.length > 0);
  const usable = useStudioState((state) => state.setupError === null);
  const knows = useStudioState((state) => state.pack !== null);
  // A model that draws what it is told has no list of words to make a prompt of.
  const suggests = useStudioState(({ pack }) => pack === null || pack.vocabulary.objects.length > 0);
  const scene = useStudioState(({ scenes, sceneId }) => (scenes.length > 1 ? scenes.findIndex(({ id }) => id === sceneId) + 1 : null));
  const tooLong = prompt.length > LIMITS.promptCharacters.max;
  return (
    <form
      className="composer"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void studio.composer.generate();
      }}
    >
      <div className="composer__card">
        <div className="composer__head">
          <label className="composer__label" htmlFor="prompt">
            {scene === null ? text.shows : text.sceneShows(scene)}
          </label>
          <div className="composer__starts">
            {suggests && (
              <button type="button" className="button composer__spark" data-testid="surprise" disabled={!knows} title={text.surpriseHint} onClick={studio.composer.surprise}>
                <SparkIcon />
                {text.surprise}
              </button>
            )}
            <PictureField />
            <ClearButton />
          </div>
        </div>
        <textarea
          id="prompt"
          className="composer__prompt"
          data-testid="prompt"
          rows={2}
          value={prompt}
          placeholder={text.placeholder}
          lang="en"
          dir="auto"
          spellCheck
          autoComplete="off"
          aria-describedby="prompt-notes"
          aria-invalid={tooLong}
          onChange={(event) => studio.scenes.setPrompt(event.target.value)}
          onPaste={(event) => {
            if (studio.composer.pasteSettings(event.clipboardData.getData('text'))) event.preventDefault();
          }}
        />
        <div id="prompt-notes" className="composer__notes">
          {tooLong && <p className="composer__count">{text.characters(prompt.length, LIMITS.promptCharacters.max)}</p>}
          <PromptNotes />
        </div>
      </div>
      <SceneTimeline />
      <AdvancedOptions />
      <div className="composer__foot">
        <LengthField />
        <SeedField />
        {layered && <CostNote />}
        <button type="submit" className="button button--lamp composer__go" data-testid="generate" disabled={!usable}>
          {edits ? text.replace : busy ? text.enqueue : text.generate}
        </button>
      </div>
    </form>
  );
}

/** Empties a form that is not empty, and for a while brings it back. */
function ClearButton() {
  const studio = useStudio();
  const text = useTexts(composerTexts);
  const pristine = useStudioState(isPristine);
  const cleared = useStudioState((state) => state.cleared !== null);
  if (pristine) return cleared ? <ClearedOffer /> : null;
  return (
    <button type="button" className="button button--square" data-testid="new-form" aria-label={text.clear} title={text.clear} onClick={studio.composer.clear}>
      <NewIcon />
    </button>
  );
}
