import './pictures-offer.css';
import { useStudio, useStudioState } from '../../../store/use-studio.js';
import { isolated } from '../../../i18n/isolated-text.js';
import { useTexts } from '../../../i18n/use-texts.js';
import { CrossIcon, FilmIcon } from '../../../ui/icons/icons.js';
import { useObjectUrl } from '../../../ui/use-object-url.js';
import { batchTexts } from './batch-texts.js';

/** Pictures that came together: a film each, or the first of them as the first frame of one. */
export function PicturesOffer() {
  const studio = useStudio();
  const text = useTexts(batchTexts);
  const pictures = useStudioState((state) => state.offeredPictures);
  const usable = useStudioState((state) => state.setupError === null);
  const [first] = pictures;
  if (first === undefined) return null;
  return (
    <section className="pictures-offer" aria-labelledby="pictures-offer-title" data-testid="pictures-offer">
      <div className="pictures-offer__head">
        <h2 id="pictures-offer-title" className="pictures-offer__title">
          {text.pictures(pictures.length)}
        </h2>
        <p className="pictures-offer__line">{text.line}</p>
        <button type="button" className="icon-button" aria-label={text.close} title={text.close} onClick={() => studio.inputs.offer([])}>
          <CrossIcon />
        </button>
      </div>
      <ul className="pictures-offer__list">
        {pictures.map((picture, index) => (
          <li key={index} className="pictures-offer__item">
            <Thumbnail picture={picture} />
            <button
              type="button"
              className="pictures-offer__remove"
              aria-label={text.remove(isolated(picture.name))}
              title={text.remove(picture.name)}
              onClick={() => studio.inputs.offer(pictures.filter((each) => each !== picture))}
            >
              <CrossIcon />
            </button>
          </li>
        ))}
      </ul>
      <div className="pictures-offer__actions">
        <button type="button" className="button button--lamp" data-testid="each-picture" disabled={!usable} onClick={() => void studio.composer.generateFrom(pictures)}>
          <FilmIcon />
          {text.eachPicture(pictures.length)}
        </button>
        <button
          type="button"
          className="button"
          onClick={() => {
            studio.inputs.offer([]);
            void studio.inputs.choosePicture(first);
          }}
        >
          {text.onlyFirst}
        </button>
      </div>
    </section>
  );
}

function Thumbnail({ picture }: { readonly picture: File }) {
  const url = useObjectUrl(picture);
  return url === null ? null : <img className="pictures-offer__thumb" src={url} alt={isolated(picture.name)} title={picture.name} />;
}
