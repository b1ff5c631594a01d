/** For file dialogs. Endings too: systems that do not know one of these formats would hide its files. */
export const PICTURE_FILES = 'image/*,.svg,.webp,.avif,.heic,.heif,.bmp,.ico,.tif,.tiff,.jxl';
export const VIDEO_FILES = 'video/*,.mp4,.m4v,.mov,.webm,.mkv';
