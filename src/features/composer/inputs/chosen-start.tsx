import './chosen-start.css';
import type { ReactNode } from 'react';
import { useStudio, useStudioState } from '../../../store/use-studio.js';
import { isolated } from '../../../i18n/isolated-text.js';
import { useTexts } from '../../../i18n/use-texts.js';
import { formatDuration } from '../../../ui/format.js';
import { CrossIcon, FilmIcon } from '../../../ui/icons/icons.js';
import { useObjectUrl } from '../../../ui/use-object-url.js';
import { composerTexts } from '../composer-texts.js';
import type { Footage, Picture } from '../settings/generation-settings.js';
import { BackgroundChoice } from './background-choice.js';
import type { InputSlot } from './chosen-inputs.js';

/** The picture that the film starts from, or the video that it goes on from. */
export function ChosenStart({ picture, footage }: { readonly picture: Picture | null; readonly footage: Footage | null }) {
  const text = useTexts(composerTexts);
  return footage !== null ? (
    <Chosen
      testId="footage"
      slot="footage"
      input={footage}
      fact={footage.seconds === undefined ? text.goesOnFrom : `${formatDuration(footage.seconds)}, ${text.goesOnFrom}`}
      removeLabel={text.removeFootage}
    >
      {footage.preview === undefined ? <FilmIcon /> : <Thumb input={footage} blob={footage.preview} alt={`${text.goesOnFrom}: ${footage.name}`} />}
    </Chosen>
  ) : picture !== null ? (
    <Chosen
      testId="image"
      slot="picture"
      input={picture}
      fact={`${picture.width} × ${picture.height}, ${text.firstFrame}`}
      removeLabel={text.removePicture}
    >
      <Thumb input={picture} blob={picture.preview ?? picture.blob} alt={`${text.firstFrame}: ${isolated(picture.name)}`} />
    </Chosen>
  ) : null;
}

interface ChosenProps {
  readonly testId: string;
  readonly slot: InputSlot;
  readonly input: Footage;
  readonly fact: string;
  readonly removeLabel: string;
  readonly children: ReactNode;
}

function Chosen({ testId, slot, input: { name, background }, fact, removeLabel, children }: ChosenProps) {
  const studio = useStudio();
  const transparent = useStudioState(({ options }) => options.transparent === true);
  return (
    <div className="picture-field__chosen" data-testid={`${testId}-preview`}>
      <span className="picture-field__thumb">{children}</span>
      <span className="picture-field__text">
        <span className="picture-field__name" dir="auto">
          {name}
        </span>
        <span className="picture-field__size">{fact}</span>
      </span>
      {background !== undefined && !transparent && <BackgroundChoice slot={slot} background={background} />}
      <button type="button" className="picture-field__remove" onClick={() => studio.inputs.remove(slot)} aria-label={removeLabel} title={removeLabel} data-testid={`${testId}-remove`}>
        <CrossIcon />
      </button>
    </div>
  );
}

/** On the very background that it will have in the film. */
function Thumb({ input, blob, alt }: { readonly input: Footage; readonly blob: Blob; readonly alt: string }) {
  const url = useObjectUrl(blob);
  const transparent = useStudioState(({ options }) => options.transparent === true);
  if (url === null) return null;
  return transparent ? <img className="chequered" src={url} alt={alt} /> : <img src={url} alt={alt} style={{ backgroundColor: input.background }} />;
}
