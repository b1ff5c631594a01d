/**
 * Names that several parts of Kinora, and people at the command line, must spell alike. Each list stands here once; schemas
 * and parsers use the list, and the type is made of it.
 */

export const BACKENDS = ['webgpu', 'wasm'] as const;
export type BackendName = (typeof BACKENDS)[number];

/** In order of how many players take them, which is the order in which an encoder is looked for. */
export const VIDEO_CODECS = ['h264', 'vp9', 'av1'] as const;
export type VideoCodecName = (typeof VIDEO_CODECS)[number];

/** In the order of a film that is made. */
export const STAGES = ['load', 'text', 'image', 'video', 'decode', 'encode', 'finish'] as const;
export type Stage = (typeof STAGES)[number];

/** `cut`: a new first frame is drawn. `continue`: the same subject goes on, and only what it does changes. */
export const SCENE_STARTS = ['cut', 'continue'] as const;
export type SceneStart = (typeof SCENE_STARTS)[number];

/** The files of a request, by their fields in the flat format. */
export const REQUEST_FILES = ['image', 'endImage', 'extend'] as const;
export type RequestFileName = (typeof REQUEST_FILES)[number];

/** What the settings of a film may lack: its files, and the pictures of its layers. */
export const NEEDED_FILES = [...REQUEST_FILES, 'layerImages'] as const;
export type NeededFile = (typeof NEEDED_FILES)[number];

/** Frames a second that a film can be asked for. */
export const FRAME_RATES = [12, 24, 30] as const;
export type FrameRate = (typeof FRAME_RATES)[number];

/** How a title moves. All but `wave`, which goes on, come in, stay, and leave the way they came where the title ends before the film. */
export const TITLE_MOTIONS = ['still', 'appear', 'slide', 'pop', 'typing', 'wave'] as const;
export type TitleMotion = (typeof TITLE_MOTIONS)[number];

/** What falls in front of a place, or rises there. */
export const WEATHERS = ['rain', 'snow', 'petals', 'leaves', 'confetti', 'fireflies', 'bubbles'] as const;
export type Weather = (typeof WEATHERS)[number];

/** What a file is to do in a film. */
export type InputRole = 'picture' | 'video';

/**
 * Why a job stands still. `asked` and `disk-full` wait for `resume`; so does `device-lost` when the device does not come
 * back by itself. `worker-crashed` goes on, or fails, by itself.
 */
export const PAUSE_REASONS = ['asked', 'disk-full', 'device-lost', 'worker-crashed'] as const;
export type PauseReason = (typeof PAUSE_REASONS)[number];

/** How much of Kinora is drawn in a frame of another page: the studio; prompt, picture and button; nothing at all. */
export const EMBED_UIS = ['full', 'minimal', 'none'] as const;
export type EmbedUi = (typeof EMBED_UIS)[number];

/** `auto` follows the visitor's system. */
export const EMBED_THEMES = ['auto', 'light', 'dark'] as const;
export type EmbedTheme = (typeof EMBED_THEMES)[number];

/** `managed`: the iPhone's ManagedMediaSource. */
export type MediaSourceKind = 'full' | 'managed' | 'none';
export type BrowserEngine = 'chromium' | 'firefox' | 'webkit' | 'other';

/** Web Lock that every tab holds, shared, that makes a film, so that no tab is reloaded under another's work. */
export const MAKING_FILM_LOCK = 'kinora-making-film';

/** Web Lock that a page holds, shared, that may still show the finished film of a job, so that its file is not deleted. */
export const filmLock = (jobId: string): string => `kinora-film-${jobId}`;
