import type { PromptThings } from '../../../../contract/generator.js';
import { isModelled } from '../../../../contract/request/layers/layer.js';
import { useStudio, useStudioState } from '../../../store/use-studio.js';
import { useTexts } from '../../../i18n/use-texts.js';
import { LayersIcon } from '../../../ui/icons/icons.js';
import { PencilIcon } from '../../../ui/icons/tool-icons.js';
import type { ThingsLine } from '../prompt/things-line.js';
import { LayerActions } from './layer-actions.js';
import { noteTexts } from './note-texts.js';

/** Under a prompt that is not drawn as it stands: what will be drawn, and a way to change it. */
export function ThingsNote({ things, line }: { readonly things: PromptThings | null; readonly line: ThingsLine }) {
  const studio = useStudio();
  const text = useTexts(noteTexts);
  const isStill = useStudioState(({ layers }) => layers.some(isModelled));
  const isArranged = line.things.length > 0;
  const closer = things !== null && things.camera !== '' && !isStill && <span>{text.closer}</span>;
  const write = (): void => {
    studio.scenes.setPrompt(line.words);
    document.getElementById('prompt')?.focus();
  };
  return (
    <div className="unknown__one" data-testid="things">
      <span>
        {line.isPlaceAlone ? text.drawsPlace : text.draws}{' '}
        {isArranged && (
          <>
            <span lang="en" className="things">
              {line.things.join(' · ')}
            </span>
            {line.words !== '' && ', '}
            <span lang="en">{line.words}</span>
          </>
        )}
        {!isArranged && !line.isForPrompt && (
          <span lang="en" className="things">
            {line.words}
          </span>
        )}
      </span>
      {line.isForPrompt && (
        <button type="button" className="unknown__near things" lang="en" data-testid="write" title={text.writeHint} onClick={write}>
          <PencilIcon />
          {line.words}
        </button>
      )}
      {closer}
      {things && isArranged && (
        <button type="button" className="unknown__near" data-testid="arrange" title={text.arrangeHint} onClick={() => new LayerActions(studio).arrange(things)}>
          <LayersIcon />
          {text.arrange}
        </button>
      )}
    </div>
  );
}
