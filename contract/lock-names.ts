/** Web Locks that pages and workers both know. */

/** Held, shared, by every tab that makes a film, so that no tab is reloaded under another's work. */
export const MAKING_FILM_LOCK = 'kinora-making-film';

/** Held, shared, by a page that may still show the finished film of a job, so that its file is not deleted. */
export const filmLock = (jobId: string): string => `kinora-film-${jobId}`;
