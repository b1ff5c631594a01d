import './picture-field.css';
import { useRef } from 'react';
import { useObjectUrl, useStudio, useStudioState } from '../state/use-studio.js';
import { CrossIcon, PictureIcon } from './icons.js';

/** The first frame, when it is a picture of one's own: picked here, pasted, or dropped anywhere on the page. */
export function PictureField() {
  const studio = useStudio();
  const picture = useStudioState((state) => state.picture);
  const url = useObjectUrl(picture?.blob ?? null);
  const input = useRef<HTMLInputElement>(null);
  return (
    <div className="picture-field">
      <input
        ref={input}
        type="file"
        accept="image/*"
        className="unseen"
        data-testid="image-input"
        aria-label="First picture of the film"
        tabIndex={-1}
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          // Cleared, so that the same file can be picked again after it was removed.
          event.target.value = '';
          if (file !== undefined) void studio.choosePicture(file);
        }}
      />
      {picture === null ? (
        <button
          type="button"
          className="button picture-field__add"
          title="Pick a picture to set in motion; or drop one anywhere, or paste it"
          onClick={() => input.current?.click()}
        >
          <PictureIcon />
          <span>
            <span className="picture-field__verb">Add a </span>picture
          </span>
        </button>
      ) : (
        <div className="picture-field__chosen" data-testid="image-preview">
          {url !== null && <img className="picture-field__thumb" src={url} alt={`First frame: ${picture.name}`} />}
          <span className="picture-field__text">
            <span className="picture-field__name">{picture.name}</span>
            <span className="picture-field__size">
              {picture.width} × {picture.height}, first frame
            </span>
          </span>
          <button type="button" className="picture-field__remove" onClick={studio.removePicture} aria-label="Remove the picture" data-testid="image-remove">
            <CrossIcon />
          </button>
        </div>
      )}
    </div>
  );
}
