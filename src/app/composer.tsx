import './composer.css';
import { LIMITS } from '../../contract/generator.js';
import { useStudio, useStudioState } from '../state/use-studio.js';
import { LengthField } from './length-field.js';
import { PictureField } from './picture-field.js';
import { PromptNotes } from './prompt-notes.js';
import { SeedField } from './seed-field.js';

/** The title card: the words of the film, and what else it takes to make it. */
export function Composer() {
  const studio = useStudio();
  const prompt = useStudioState((state) => state.prompt);
  const busy = useStudioState((state) => state.job !== null);
  const usable = useStudioState((state) => state.setupError === null);
  const tooLong = prompt.length > LIMITS.promptCharacters.max;
  return (
    <form
      className="composer"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void studio.generate();
      }}
    >
      <div className="composer__card">
        <div className="composer__head">
          <label className="composer__label" htmlFor="prompt">
            The film shows
          </label>
          <PictureField />
        </div>
        <textarea
          id="prompt"
          className="composer__prompt"
          data-testid="prompt"
          rows={3}
          value={prompt}
          placeholder="a thing, doing something, somewhere"
          spellCheck
          autoComplete="off"
          aria-describedby="prompt-notes"
          aria-invalid={tooLong}
          onChange={(event) => studio.setPrompt(event.target.value)}
          onPaste={(event) => {
            if (studio.pasteSettings(event.clipboardData.getData('text'))) event.preventDefault();
          }}
        />
        <div id="prompt-notes" className="composer__notes">
          {tooLong && (
            <p className="composer__count">
              {prompt.length} of {LIMITS.promptCharacters.max} characters
            </p>
          )}
          <PromptNotes />
        </div>
      </div>
      <div className="composer__foot">
        <LengthField />
        <SeedField />
        <button type="submit" className="button button--lamp composer__go" data-testid="generate" disabled={busy || !usable}>
          {busy ? 'Making your film' : 'Generate'}
        </button>
      </div>
    </form>
  );
}
