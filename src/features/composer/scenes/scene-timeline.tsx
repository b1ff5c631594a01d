import './scene-timeline.css';
import { LIMITS } from '../../../../contract/request/request.js';
import { useStudio, useStudioState } from '../../../store/use-studio.js';
import { composerTexts } from '../composer-texts.js';
import { useTexts } from '../../../i18n/use-texts.js';
import { PlusIcon } from '../../../ui/icons/icons.js';
import { lazyPart } from '../../../ui/lazy-part.js';
import { FirstFramesButton } from '../first-frames/first-frames-button.js';

const SceneStrip = lazyPart(async () => (await import('./scene-strip.js')).SceneStrip);

/** The scenes of the film: a button to add one, and a timeline where there are several. */
export function SceneTimeline() {
  const studio = useStudio();
  const text = useTexts(composerTexts);
  const count = useStudioState(({ scenes }) => scenes.length);
  const add = (
    <button type="button" className="scenes__add" data-testid="add-scene" disabled={count >= LIMITS.scenes.max} title={text.addSceneHint} onClick={studio.scenes.add}>
      <PlusIcon />
      <span>{text.addScene}</span>
    </button>
  );
  if (count > 1) return <SceneStrip add={add} />;
  return (
    <div className="scenes scenes--single">
      {add}
      <FirstFramesButton />
    </div>
  );
}
