import './chosen-end.css';
import { useStudio } from '../../../store/use-studio.js';
import { isolated } from '../../../i18n/isolated-text.js';
import { useTexts } from '../../../i18n/use-texts.js';
import { CrossIcon } from '../../../ui/icons/icons.js';
import { useObjectUrl } from '../../../ui/use-object-url.js';
import { optionTexts } from '../option-texts.js';
import type { Picture } from '../settings/generation-settings.js';
import { BackgroundChoice } from './background-choice.js';

/** The picture that the film ends with. */
export function ChosenEnd({ picture }: { readonly picture: Picture }) {
  const studio = useStudio();
  const text = useTexts(optionTexts);
  const url = useObjectUrl(picture.preview ?? picture.blob);
  return (
    <span className="toggle toggle--on" data-testid="end-image-preview">
      {url !== null && <img className="options__end" src={url} alt={`${text.endPicture}: ${isolated(picture.name)}`} style={{ backgroundColor: picture.background }} />}
      {text.endsWith}
      {picture.background !== undefined && <BackgroundChoice slot="endPicture" background={picture.background} />}
      <button type="button" className="toggle__remove" aria-label={text.removeEnd} title={text.removeEnd} onClick={() => studio.inputs.remove('endPicture')}>
        <CrossIcon />
      </button>
    </span>
  );
}
