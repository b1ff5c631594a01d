import './picture-field.css';
import { use, useRef, type ReactNode } from 'react';
import type { InputSlot } from './chosen-inputs.js';
import type { Footage } from '../settings/generation-settings.js';
import { useStudio, useStudioState } from '../../../store/use-studio.js';
import { useObjectUrl } from '../../../ui/use-object-url.js';
import { composerTexts } from '../composer-texts.js';
import { isolated } from '../../../i18n/isolated-text.js';
import { useTexts } from '../../../i18n/use-texts.js';
import { BackgroundChoice } from './background-choice.js';
import { GalleryContext } from '../../gallery/use-gallery.js';
import { CrossIcon, FilmIcon, PictureIcon } from '../../../ui/icons.js';
import { PICTURE_FILES, VIDEO_FILES } from './picture-files.js';
import { formatDuration } from '../../../ui/format.js';
import { acceptFile } from './accept-file.js';

/**
 * What the film starts from besides the prompt: a picture, or a video to continue.
 * Picked here, pasted, or dropped anywhere on the page.
 */
export function PictureField() {
  const studio = useStudio();
  const gallery = use(GalleryContext)?.gallery ?? null;
  const text = useTexts(composerTexts);
  const picture = useStudioState((state) => state.picture);
  const footage = useStudioState((state) => state.footage);
  const input = useRef<HTMLInputElement>(null);
  return (
    <div className="picture-field">
      <input
        ref={input}
        type="file"
        accept={`${PICTURE_FILES},${VIDEO_FILES},.zip`}
        className="unseen"
        data-testid="image-input"
        aria-label={text.pictureInput}
        tabIndex={-1}
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          // Cleared, so that the same file can be picked again after it was removed.
          event.target.value = '';
          if (file !== undefined) void acceptFile(studio, gallery, file);
        }}
      />
      {footage !== null ? (
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
      ) : (
        <button type="button" className="button picture-field__add" title={text.addPictureHint} onClick={() => input.current?.click()}>
          <PictureIcon />
          <span className="picture-field__long">{text.addPicture}</span>
          <span className="picture-field__short">{text.addPictureShort}</span>
        </button>
      )}
    </div>
  );
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
  return (
    <div className="picture-field__chosen" data-testid={`${testId}-preview`}>
      <span className="picture-field__thumb">{children}</span>
      <span className="picture-field__text">
        <span className="picture-field__name" dir="auto">
          {name}
        </span>
        <span className="picture-field__size">{fact}</span>
      </span>
      {background !== undefined && <BackgroundChoice slot={slot} background={background} />}
      <button type="button" className="picture-field__remove" onClick={() => studio.inputs.remove(slot)} aria-label={removeLabel} title={removeLabel} data-testid={`${testId}-remove`}>
        <CrossIcon />
      </button>
    </div>
  );
}

/** On the very background that it will have in the film. */
function Thumb({ input, blob, alt }: { readonly input: Footage; readonly blob: Blob; readonly alt: string }) {
  const url = useObjectUrl(blob);
  return url === null ? null : <img src={url} alt={alt} style={{ backgroundColor: input.background }} />;
}
