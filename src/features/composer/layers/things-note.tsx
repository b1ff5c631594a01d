import type { PromptThings, PromptWeather } from '../../../../contract/generator.js';
import { isModelled } from '../../../../contract/request/layers/layer.js';
import { useStudio, useStudioState } from '../../../store/use-studio.js';
import { useTexts } from '../../../i18n/use-texts.js';
import { LayersIcon } from '../../../ui/icons/icons.js';
import { PencilIcon } from '../../../ui/icons/tool-icons.js';
import { withWeather, type ThingsLine } from '../prompt/things-line.js';
import { LayerActions } from './layer-actions.js';
import { noteTexts } from './note-texts.js';

interface NoteProps {
  readonly things: PromptThings | null;
  /** Null where the prompt is drawn as it stands. */
  readonly line: ThingsLine | null;
  readonly weather: PromptWeather | null;
}

/** Under a prompt that is not drawn as it stands, or where something falls: what will be seen, and a way to change it. */
export function ThingsNote({ things, line, weather }: NoteProps) {
  const text = useTexts(noteTexts);
  return (
    <div className="unknown__one" data-testid="things">
      {line && <DrawnLine things={things} line={line} falling={weather?.words ?? ''} />}
      {weather?.kind && (
        <span data-testid="weather">
          {text.weathers[weather.kind]}
          {weather.words === '' && (weather.kind === 'rain' || weather.kind === 'snow') && ` ${text.without(`no ${weather.kind}`)}`}
        </span>
      )}
    </div>
  );
}

function DrawnLine({ things, line, falling }: { readonly things: PromptThings | null; readonly line: ThingsLine; readonly falling: string }) {
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
    <>
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
        <button type="button" className="unknown__near" data-testid="arrange" title={text.arrangeHint} onClick={() => new LayerActions(studio).arrange({ ...things, background: withWeather(things.background, falling) })}>
          <LayersIcon />
          {text.arrange}
        </button>
      )}
    </>
  );
}
