import { useStudio, useStudioState } from '../../../store/use-studio.js';
import { useTexts } from '../../../i18n/use-texts.js';
import { FourIcon } from '../../../ui/icons/icons.js';
import { lazyPart } from '../../../ui/lazy-part.js';
import { readThings } from '../composer-slice.js';
import { firstFrameTexts } from './first-frame-texts.js';
import { stillLook } from './still-look.js';

const FirstFramesPanel = lazyPart(async () => (await import('./first-frames-panel.js')).FirstFramesPanel);

/** A film that is given its first frame has none to choose, one whose prompt becomes layers has none of its own, and behind layers alone nothing is drawn. */
export function FirstFramesButton() {
  const studio = useStudio();
  const text = useTexts(firstFrameTexts);
  const given = useStudioState(({ picture, footage, pack }) => picture !== null || footage !== null || pack?.draws === false);
  const usable = useStudioState(({ setupError, firstFrames }) => setupError === null && firstFrames?.drawing !== true);
  const layered = useStudioState((state) => (readThings(state)?.layers.length ?? 0) > 0);
  const nothing = useStudioState((state) => {
    const { transparent = false, hideSubject = false } = stillLook(state);
    return transparent && hideSubject;
  });
  if (given || layered || nothing) return null;
  return (
    <button type="button" className="scenes__frames" data-testid="variations" title={text.openHint} disabled={!usable} onClick={() => void studio.firstFrames.draw()}>
      <FourIcon />
      {text.open}
    </button>
  );
}

/** Shown once first frames were asked for. */
export function FirstFrames() {
  return useStudioState(({ firstFrames }) => firstFrames !== null) ? <FirstFramesPanel /> : null;
}
