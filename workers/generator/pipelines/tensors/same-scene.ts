/** Alpha up to which a pixel is none of the subject's. */
const NO_SUBJECT = 0.02;
/** Mean difference of a pixel's channels, of 0..1, up to which two pictures show one background. Plates differ by 0.03 at most, other backgrounds by 0.07 or more. */
const SAME_BACKGROUND = 0.05;

/**
 * Whether a plate shows the background of a picture. Where a prompt names no background, the noise decides, and may decide otherwise without the subject.
 *
 * @param picture [1, 3, H, W] in 0..1, as is `plate`
 * @param alpha of the picture's subject, [1, 1, H, W]
 */
export function showSameBackground(picture: Float32Array, plate: Float32Array, alpha: Float32Array): boolean {
  let difference = 0;
  let count = 0;
  for (const [at, opacity] of alpha.entries()) {
    if (opacity > NO_SUBJECT) continue;
    for (let plane = at; plane < picture.length; plane += alpha.length) difference += Math.abs((picture[plane] ?? 0) - (plate[plane] ?? 0));
    count += 3;
  }
  return difference <= SAME_BACKGROUND * count;
}
