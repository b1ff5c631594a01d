import './picture-field.css';
import { useRef, type ReactNode } from 'react';
import { useObjectUrl, useStudio, useStudioState } from '../state/use-studio.js';
import { composerTexts } from '../text/composer.js';
import { isolated } from '../text/isolated.js';
import { useTexts } from '../text/use-texts.js';
import { CrossIcon, FilmIcon, PictureIcon } from './icons.js';
import { takeFile } from './take-file.js';

/**
 * What the film starts from, when it is not words alone: a picture of one's own, or a video to go on from.
 * Picked here, pasted, or dropped anywhere on the page.
 */
export function PictureField() {
  const studio = useStudio();
  const text = useTexts(composerTexts);
  const picture = useStudioState((state) => state.picture);
  const footage = useStudioState((state) => state.footage);
  const input = useRef<HTMLInputElement>(null);
  return (
    <div className="picture-field">
      <input
        ref={input}
        type="file"
        accept="image/*,video/*"
        className="unseen"
        data-testid="image-input"
        aria-label={text.pictureInput}
        tabIndex={-1}
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          // Cleared, so that the same file can be picked again after it was removed.
          event.target.value = '';
          if (file !== undefined) takeFile(studio, file);
        }}
      />
      {footage !== null ? (
        <Chosen testId="footage" name={footage.name} fact={text.goesOnFrom} removeLabel={text.removeFootage} onRemove={studio.removeFootage}>
          <FilmIcon />
        </Chosen>
      ) : picture !== null ? (
        <Chosen
          testId="image"
          name={picture.name}
          fact={`${picture.width} × ${picture.height}, ${text.firstFrame}`}
          removeLabel={text.removePicture}
          onRemove={studio.removePicture}
        >
          <Thumb blob={picture.blob} alt={`${text.firstFrame}: ${isolated(picture.name)}`} />
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
  readonly name: string;
  readonly fact: string;
  readonly removeLabel: string;
  readonly onRemove: () => void;
  readonly children: ReactNode;
}

function Chosen({ testId, name, fact, removeLabel, onRemove, children }: ChosenProps) {
  return (
    <div className="picture-field__chosen" data-testid={`${testId}-preview`}>
      <span className="picture-field__thumb">{children}</span>
      <span className="picture-field__text">
        <span className="picture-field__name" dir="auto">
          {name}
        </span>
        <span className="picture-field__size">{fact}</span>
      </span>
      <button type="button" className="picture-field__remove" onClick={onRemove} aria-label={removeLabel} title={removeLabel} data-testid={`${testId}-remove`}>
        <CrossIcon />
      </button>
    </div>
  );
}

function Thumb({ blob, alt }: { readonly blob: Blob; readonly alt: string }) {
  const url = useObjectUrl(blob);
  return url === null ? null : <img src={url} alt={alt} />;
}
