import './picture-field.css';
import { use, useRef } from 'react';
import { useStudio, useStudioState } from '../../../store/use-studio.js';
import { composerTexts } from '../composer-texts.js';
import { useTexts } from '../../../i18n/use-texts.js';
import { GalleryContext } from '../../gallery/use-gallery.js';
import { PictureIcon } from '../../../ui/icons/icons.js';
import { PICTURE_FILES, VIDEO_FILES } from './picture-files.js';
import { acceptFiles } from './accept-file.js';
import { lazyPart } from '../../../ui/lazy-part.js';

const ChosenStart = lazyPart(async () => (await import('./chosen-start.js')).ChosenStart);

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
        multiple
        className="unseen"
        data-testid="image-input"
        aria-label={text.pictureInput}
        tabIndex={-1}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          // Cleared, so that the same file can be picked again after it was removed.
          event.target.value = '';
          void acceptFiles(studio, gallery, files);
        }}
      />
      {footage !== null || picture !== null ? (
        <ChosenStart picture={picture} footage={footage} />
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
