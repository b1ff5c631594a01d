import { unstackAlpha } from '../../../../contract/stacked-alpha.js';

/**
 * Draws each new picture of `video` on `canvas`, its lower half taken for the alpha of its upper half. Call what it returns to stop.
 * @param onDrawn with the time of the picture, in seconds
 */
export function drawUnstacked(video: HTMLVideoElement, canvas: HTMLCanvasElement, onDrawn: (seconds: number) => void): () => void {
  const stacked = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const shown = canvas.getContext('2d');
  if (!stacked || !shown) return () => undefined;
  let stopped = false;
  let drawnAt = -1;
  const draw = (): void => {
    const { videoWidth: width, videoHeight: height, currentTime } = video;
    if (width === 0 || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA || currentTime === drawnAt) return;
    drawnAt = currentTime;
    // Setting a size clears a canvas, so only when it changes.
    if (stacked.canvas.width !== width || stacked.canvas.height !== height) [stacked.canvas.width, stacked.canvas.height] = [width, height];
    if (canvas.width !== width || canvas.height !== height / 2) [canvas.width, canvas.height] = [width, height / 2];
    stacked.drawImage(video, 0, 0);
    shown.putImageData(new ImageData(unstackAlpha(stacked.getImageData(0, 0, width, height).data), width, height / 2), 0, 0);
    onDrawn(currentTime);
  };
  const next = (): void => {
    if (stopped) return;
    draw();
    wait();
  };
  // Firefox has had requestVideoFrameCallback since version 132.
  const wait = (): void => {
    if ('requestVideoFrameCallback' in video) video.requestVideoFrameCallback(next);
    else requestAnimationFrame(next);
  };
  wait();
  // A picture that is there before anything plays, or after a jump, is no new one to every browser.
  const events = ['loadeddata', 'seeked'] as const;
  for (const name of events) video.addEventListener(name, draw);
  return () => {
    stopped = true;
    for (const name of events) video.removeEventListener(name, draw);
  };
}
