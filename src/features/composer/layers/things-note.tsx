import type { PromptThings } from '../../../../contract/generator.js';
import { isModelled } from '../../../../contract/request/layers/layer.js';
import { useStudio, useStudioState } from '../../../store/use-studio.js';
import { useTexts } from '../../../i18n/use-texts.js';
import { LayersIcon } from '../../../ui/icons/icons.js';
import { LayerActions } from './layer-actions.js';
import { noteTexts } from './note-texts.js';

/** Under a prompt that is not drawn as it stands: what will be drawn, and a way to arrange several things. */
export function ThingsNote({ things }: { readonly things: PromptThings }) {
  const studio = useStudio();
  const text = useTexts(noteTexts);
  const words = counted(things.layers.map(({ content }) => (content.kind === 'title' ? content.text : content.prompt)));
  const isStill = useStudioState(({ layers }) => layers.some(isModelled));
  // A subject that is hidden is not drawn, and only helps the model to the place.
  const place = things.hideSubject ? things.place : things.background;
  return (
    <div className="unknown__one" data-testid="things">
      {things.read.length > 0 && (
        <span lang="en" data-testid="read-as">
          {things.read.map(({ said, drawn }) => `${said} → ${drawn}`).join(', ')}
        </span>
      )}
      <span>
        {text.draws}{' '}
        <span lang="en" className="things">
          {words.join(' · ')}
        </span>
        {place !== '' && words.length > 0 && `, ${things.hideSubject ? '' : text.before}`}
        {words.length === 0 && things.hideSubject && `${text.placeAlone} `}
        <span lang="en">{place}</span>
        {things.camera !== '' && !isStill && `, ${text.closer}`}
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
