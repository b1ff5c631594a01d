import { galleryTexts } from './gallery-texts.js';
import { useErrorText } from '../../i18n/use-error-texts.js';
import { useTexts } from '../../i18n/use-texts.js';
import { CrossIcon } from '../../ui/icons/icons.js';
import { Quoted } from '../../ui/quoted.js';
import { ProgressBar } from '../../ui/progress-bar.js';
import { useGallery, useGalleryState } from './use-gallery.js';

/** What the gallery has to say: where films stay, how far it is, what went wrong. */
export function GalleryNotes() {
  const words = useTexts(galleryTexts);
  const gallery = useGallery();
  const notice = useErrorText(useGalleryState((state) => state.notice));
  const error = useErrorText(useGalleryState((state) => state.error));
  const work = useGalleryState((state) => state.work);
  return (
    <>
      {notice !== null && (
        <p className="gallery__note" data-testid="gallery-notice">
          {notice.message} {notice.remedy}
        </p>
      )}
      {error !== null && (
        <div className="gallery__note gallery__note--alarm" role="alert" data-testid="gallery-error">
          <p>
            <Quoted text={`${error.message} ${error.remedy}`} />
          </p>
          <button type="button" className="gallery__dismiss" aria-label={words.dismiss} title={words.dismiss} onClick={gallery.dismissError}>
            <CrossIcon />
          </button>
        </div>
      )}
      {work !== null && (
        <div className="gallery__work">
          <span>{work.kind === 'save' ? words.saving : words.loading}</span>
          <ProgressBar fraction={work.fraction} label={work.kind === 'save' ? words.saving : words.loading} className="gallery__bar" />
        </div>
      )}
    </>
  );
}
