import { jobTexts } from '../../features/jobs/job-texts.js';
import { translate } from '../../i18n/language.js';
import type { Studio } from '../../store/studio.js';
import { toggleTheme } from '../../ui/theme.js';

/** The second Escape within this time cancels the film, in milliseconds: one alone is too easily pressed. */
const ESCAPE_AGAIN_MS = 3000;

export interface ShortcutContext {
  readonly studio: Studio;
  readonly openDialog: () => void;
  /** Since the same key was pressed before, in milliseconds. */
  readonly sincePressed: number;
}

interface Shortcut {
  /** As the dialog of shortcuts shows them. */
  readonly keys: readonly string[];
  /** `KeyboardEvent.key`, letters in lower case, with the action; absent where the focused element handles the key itself. */
  readonly actions?: Readonly<Record<string, (context: ShortcutContext) => void>>;
  /**
   * `control`: with Ctrl or Cmd, in a text field too. `always`: in a text field too. `single`: only while nothing is
   * typed, and only where a person allows single-key shortcuts. `help`: like `single`, always allowed.
   */
  readonly when: 'control' | 'always' | 'single' | 'help';
}

/** Every shortcut: its keys, and what it does. `shortcut-texts.ts` holds one text for each name. */
export const SHORTCUTS = {
  generate: { keys: ['Ctrl ⌘', 'Enter'], when: 'control', actions: { Enter: ({ studio }) => void studio.composer.generate() } },
  cancel: {
    keys: ['Esc', 'Esc'],
    when: 'always',
    actions: {
      Escape: ({ studio, sincePressed }) => {
        if (studio.store.getState().job === null) return;
        if (sincePressed < ESCAPE_AGAIN_MS) void studio.jobs.cancel();
        else studio.announce(translate(jobTexts).escapeAgain);
      },
    },
  },
  pause: { keys: ['P'], when: 'single', actions: { p: ({ studio }) => void (studio.store.getState().job?.paused ? studio.jobs.resume() : studio.jobs.pause()) } },
  prompt: { keys: ['/'], when: 'single', actions: { '/': () => document.getElementById('prompt')?.focus() } },
  surprise: { keys: ['S'], when: 'single', actions: { s: ({ studio }) => studio.composer.surprise() } },
  roll: { keys: ['R'], when: 'single', actions: { r: ({ studio }) => studio.composer.rollSeed() } },
  frames: {
    keys: ['F'],
    when: 'single',
    actions: {
      f: ({ studio }) => {
        const { picture, footage } = studio.store.getState();
        if (picture === null && footage === null) void studio.firstFrames.draw();
      },
    },
  },
  scene: { keys: ['N'], when: 'single', actions: { n: ({ studio }) => studio.scenes.add() } },
  layers: { keys: ['A'], when: 'single', actions: { a: ({ studio }) => studio.store.setState(({ arranging }) => ({ arranging: !arranging })) } },
  move: { keys: ['Alt', '← →'], when: 'single' },
  loop: { keys: ['L'], when: 'single', actions: { l: ({ studio }) => studio.composer.setLoop(!studio.store.getState().loop) } },
  play: { keys: ['␣'], when: 'single', actions: { ' ': ({ studio }) => studio.player.playOrPause() } },
  step: {
    keys: ['← →'],
    when: 'single',
    actions: { ArrowLeft: ({ studio }) => studio.player.step(-1), ArrowRight: ({ studio }) => studio.player.step(1) },
  },
  theme: { keys: ['T'], when: 'single', actions: { t: toggleTheme } },
  sheet: { keys: ['?'], when: 'help', actions: { '?': ({ openDialog }) => openDialog() } },
} as const satisfies Readonly<Record<string, Shortcut>>;

export type ShortcutName = keyof typeof SHORTCUTS;

export interface KeyPress {
  readonly key: string;
  /** Ctrl or Cmd is held. */
  readonly control: boolean;
  readonly alt: boolean;
  /** The focus is where letters are typed. */
  readonly typing: boolean;
  readonly singleKeysAllowed: boolean;
}

/** The action of a key press, or null. */
export function findShortcut({ key, control, alt, typing, singleKeysAllowed }: KeyPress): ((context: ShortcutContext) => void) | null {
  const pressed = key.length === 1 ? key.toLowerCase() : key;
  for (const { when, actions } of Object.values<Shortcut>(SHORTCUTS)) {
    const action = actions?.[pressed];
    if (action === undefined) continue;
    if (when === 'control') return control ? action : null;
    if (when === 'always') return action;
    if (control || alt || typing) return null;
    return when === 'help' || singleKeysAllowed ? action : null;
  }
  return null;
}
