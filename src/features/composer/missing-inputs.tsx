import '../../ui/notices.css';
import { useStudioState } from '../../store/use-studio.js';
import { galleryTexts } from '../gallery/gallery-texts.js';
import { useTexts } from '../../i18n/use-texts.js';

/** Names what the film, whose settings are in the form, was made with beside them, until it is there again. */
export function MissingInputs() {
  const text = useTexts(galleryTexts);
  const needs = useStudioState((state) => state.missingInputs);
  const image = useStudioState((state) => state.picture !== null);
  const endImage = useStudioState((state) => state.endPicture !== null);
  const extend = useStudioState((state) => state.footage !== null);
  const layerImages = useStudioState((state) => state.layers.every(({ lacksPicture }) => lacksPicture !== true));
  const given = { image, endImage, extend, layerImages };
  const missing = needs.filter((blob) => !given[blob]);
  return (
    <div className="settings-need" role="status">
      {missing.length > 0 && (
        <p className="notice notice--warning" data-testid="settings-need">
          {text.addAgain} {missing.map((blob) => text.blobs[blob]).join(', ')}.
        </p>
      )}
    </div>
  );
}
