import type { PromptThings } from '../../../../contract/generator.js';
import { useStudio, useStudioState } from '../../../store/use-studio.js';
import { useTexts } from '../../../i18n/use-texts.js';
import { LayersIcon } from '../../../ui/icons/icons.js';
import { findPart } from '../prompt/prompt-parts.js';
import { LayerActions } from './layer-actions.js';
import { noteTexts } from './note-texts.js';

/** Under a prompt of several things: what will be drawn, and a way to arrange it. */
export function ThingsNote({ things }: { readonly things: PromptThings }) {
  const studio = useStudio();
  const text = useTexts(noteTexts);
  const words = counted(things.layers.map(({ content }) => (content.kind === 'title' ? content.text : content.prompt)));
  // A subject that is hidden is not drawn, and only helps the model to the place.
  const place = useStudioState(({ pack }) => {
    const term = pack === null ? undefined : findPart(things.background, 'backgrounds', pack.vocabulary)?.term;
    return things.hideSubject ? (term ?? '') : things.background;
  });
  return (
    <div className="unknown__one" data-testid="things">
      <span>
        {text.draws}{' '}
        <span lang="en" className="things">
          {words.join(' · ')}
        </span>
        {place !== '' && words.length > 0 && `, ${things.hideSubject ? '' : text.before}`}
        <span lang="en">{place}</span>
      </span>
      {words.length > 0 && (
        <button type="button" className="unknown__near" data-testid="arrange" title={text.arrangeHint} onClick={() => new LayerActions(studio).arrange(things)}>
          <LayersIcon />
          {text.arrange}
        </button>
      )}
    </div>
  );
}

/** "2 × a dog" in the place of "a dog" and "a dog". */
function counted(words: readonly string[]): readonly string[] {
  return [...new Set(words)].map((word) => {
    const times = words.filter((each) => each === word).length;
    return times === 1 ? word : `${times} × ${word}`;
  });
}
