import './scene-strip.css';
import { useRef, type ReactNode } from 'react';
import { SCENE_STARTS } from '../../../../contract/names.js';
import type { SceneDraft } from './scene-list.js';
import { parseSeconds } from '../settings/generation-settings.js';
import { useStudio, useStudioState } from '../../../store/use-studio.js';
import { sceneTexts } from './scene-texts.js';
import { useTexts } from '../../../i18n/use-texts.js';
import { ArrowIcon, CrossIcon, CutIcon, LinkIcon } from '../../../ui/icons/icons.js';
import { useDragOrder } from '../../../ui/order/drag-order.js';
import { FirstFramesButton } from '../first-frames/first-frames-button.js';

/** The timeline: a block a scene, as wide as it is long. The block that is pressed is the one in the form. */
export function SceneStrip({ add }: { readonly add: ReactNode }) {
  const studio = useStudio();
  const text = useTexts(sceneTexts);
  const scenes = useStudioState((state) => state.scenes);
  const sceneId = useStudioState((state) => state.sceneId);
  const list = useRef<HTMLOListElement>(null);
  const drag = useDragOrder('scene', scenes, studio.scenes.move);

  const edited = scenes.findIndex(({ id }) => id === sceneId);
  const total = scenes.reduce((sum, { secondsText }) => sum + (parseSeconds(secondsText) || 0), 0);
  return (
    <section className="scenes" aria-label={`${text.scenes}: ${text.total(scenes.length, String(total))}`} data-testid="scenes">
      <div className="scenes__line">
        <ol ref={list} className="scenes__list" tabIndex={-1}>
          {scenes.map((scene, index) => (
            <li
              key={scene.id}
              className="scenes__item"
              style={{ flexGrow: Math.max(1, parseSeconds(scene.secondsText) || 0) }}
              {...drag.item(scene.id, index)}
            >
              {index > 0 && <Joint scene={scene} />}
              <button
                type="button"
                className="scenes__block"
                data-testid="scene"
                aria-current={scene.id === sceneId ? 'true' : undefined}
                onClick={() => studio.scenes.edit(scene.id)}
                onKeyDown={drag.keys(scene.id, index)}
              >
                <span className="scenes__number">{index + 1}</span>
                <span className="scenes__prompt" lang="en" dir="auto">
                  {scene.prompt.trim() === '' ? text.untitled : scene.prompt}
                </span>
                <span className="scenes__seconds">{scene.secondsText} s</span>
              </button>
            </li>
          ))}
        </ol>
        {add}
      </div>
      <SceneTools
        index={edited}
        scenes={scenes}
        onRemoved={() => {
          // The button that had the focus is about to be another scene's, or gone.
          list.current?.focus();
        }}
      />
    </section>
  );
}

/** Shows how a scene follows the one before: by a cut, or with the same subject. */
function Joint({ scene }: { readonly scene: SceneDraft }) {
  const continues = scene.start === 'continue';
  return (
    <span className="scenes__joint" aria-hidden="true">
      {continues ? <LinkIcon /> : <CutIcon />}
    </span>
  );
}

function SceneTools({ index, scenes, onRemoved }: { readonly index: number; readonly scenes: readonly SceneDraft[]; readonly onRemoved: () => void }) {
  const studio = useStudio();
  const text = useTexts(sceneTexts);
  const scene = scenes[index];
  if (scene === undefined) return null;
  const number = index + 1;
  return (
    <div className="scenes__tools">
      {index === 0 && <FirstFramesButton />}
      {index > 0 && (
        <div className="scenes__start" role="group" aria-label={`${text.scene(number)}: ${text.begins}`}>
          <span className="scenes__begins">{text.begins}</span>
          {SCENE_STARTS.map((start) => (
            <button
              key={start}
              type="button"
              className="segment"
              data-testid={`start-${start}`}
              aria-pressed={scene.start === start}
              title={start === 'cut' ? text.cutHint : text.continueHint}
              onClick={() => studio.scenes.setStart(scene.id, start)}
            >
              {start === 'cut' ? <CutIcon /> : <LinkIcon />}
              {text[start]}
            </button>
          ))}
        </div>
      )}
      <div className="scenes__moves">
        <IconButton label={text.earlier(number)} disabled={index === 0} onClick={() => studio.scenes.move(scene.id, index - 1)}>
          <ArrowIcon to="left" />
        </IconButton>
        <IconButton label={text.later(number)} disabled={index === scenes.length - 1} onClick={() => studio.scenes.move(scene.id, index + 1)}>
          <ArrowIcon to="right" />
        </IconButton>
        <IconButton
          label={text.remove(number)}
          onClick={() => {
            studio.scenes.remove(scene.id);
            onRemoved();
          }}
        >
          <CrossIcon />
        </IconButton>
      </div>
    </div>
  );
}

function IconButton({ label, ...rest }: { readonly label: string; readonly disabled?: boolean; readonly onClick: () => void; readonly children: ReactNode }) {
  return <button type="button" className="icon-button" aria-label={label} title={label} {...rest} />;
}
