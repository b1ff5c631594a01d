/** The system's error codes of files, in words. */

/** @type {Readonly<Record<string, string>>} */
const REASONS = {
  EACCES: 'permission is denied',
  EPERM: 'it is protected from being changed',
  EROFS: 'its file system is read-only',
  ENOSPC: 'no space is left on its disk',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'it is larger than files may be there',
  ENAMETOOLONG: 'its name is too long',
  ENOENT: 'it does not exist',
  ENOTDIR: 'a part of its path is a file, not a folder',
  EISDIR: 'it is a folder',
  ELOOP: 'its symbolic links lead in a circle',
  EBUSY: 'another program is using it',
  ETXTBSY: 'another program is using it',
  EMFILE: 'too many files are open',
  EIO: 'its device failed',
  EPIPE: 'its reader has gone',
  ENXIO: 'nothing is behind it',
};

/**
 * @param {unknown} error
 * @returns {string | null} such as "ENOSPC"; null for any other error
 */
export function codeOf(error) {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}

/** @param {unknown} error */
export function reasonOf(error) {
  const code = codeOf(error);
  return REASONS[code ?? ''] ?? code ?? String(error);
}
