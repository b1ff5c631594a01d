/** The scenes of the film in the form. There is always at least one, and one of them is being edited. */
import { moveItem } from '../../../ui/order/move-item.js';
import type { SceneStart } from '../../../../contract/names.js';
import type { Scene } from '../../../../contract/request/request.js';
import { uniqueId } from '../../../../contract/lib/unique-id.js';
import { parseSeconds } from '../settings/generation-settings.js';

export interface SceneDraft {
  readonly id: string;
  readonly prompt: string;
  /** As typed, so that what is wrong can be shown and told rather than silently mended. */
  readonly secondsText: string;
  /** How it follows the scene before; of no meaning for the first. */
  readonly start: SceneStart;
}

/** The part of the page's state that this file keeps in step: prompt and length are those of the edited scene. */
export interface SceneState {
  readonly scenes: readonly SceneDraft[];
  readonly sceneId: string;
  readonly prompt: string;
  readonly secondsText: string;
}

const USUAL_SECONDS = '4';

export function draftScene(prompt = '', secondsText = USUAL_SECONDS, start: SceneStart = 'cut'): SceneDraft {
  return { id: uniqueId(), prompt, secondsText, start };
}

/** `scenes` with the one called `sceneId` in the form, or the first when there is none of that name. */
export function sceneState(scenes: readonly SceneDraft[], sceneId?: string): SceneState {
  const known = scenes.length === 0 ? [draftScene()] : scenes;
  const edited = known.find(({ id }) => id === sceneId) ?? known[0] ?? draftScene();
  return { scenes: known, sceneId: edited.id, prompt: edited.prompt, secondsText: edited.secondsText };
}

export function editScene({ scenes, sceneId }: SceneState, change: Partial<Omit<SceneDraft, 'id'>>, id = sceneId): SceneState {
  return sceneState(
    scenes.map((scene) => (scene.id === id ? { ...scene, ...change } : scene)),
    sceneId,
  );
}

/** Puts a new scene behind the edited one and edits it. It goes on with the same words, so that one of them can be changed. */
export function addScene({ scenes, sceneId }: SceneState): SceneState {
  const at = scenes.findIndex(({ id }) => id === sceneId);
  const before = scenes[at];
  const added = draftScene(before?.prompt, before?.secondsText, 'continue');
  return sceneState([...scenes.slice(0, at + 1), added, ...scenes.slice(at + 1)], added.id);
}

/** Takes a scene out; the last one left is emptied instead. The scene that takes its place is edited if it was. */
export function removeScene({ scenes, sceneId }: SceneState, id: string): SceneState {
  const at = scenes.findIndex((scene) => scene.id === id);
  if (at < 0) return sceneState(scenes, sceneId);
  const left = scenes.filter((scene) => scene.id !== id);
  const next = left[Math.min(at, left.length - 1)];
  return sceneState(left, sceneId === id ? next?.id : sceneId);
}

export function moveScene({ scenes, sceneId }: SceneState, id: string, to: number): SceneState {
  return sceneState(moveItem(scenes, id, to), sceneId);
}

/** What the drafts come to, with lengths that are NaN where no number is typed. */
export function draftedScenes(scenes: readonly SceneDraft[]): readonly Scene[] {
  return scenes.map(({ prompt, secondsText, start }, index) => ({
    prompt: prompt.trim(),
    seconds: parseSeconds(secondsText),
    ...(index === 0 ? {} : { start }),
  }));
}
