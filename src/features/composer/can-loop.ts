/** WebKitGTK 2.50 locks up within a few rounds of a `<video loop>`; there a film stops at its end. */
export const canLoop = (userAgent = navigator.userAgent): boolean => !(/Linux.*AppleWebKit/.test(userAgent) && !userAgent.includes('Chrom'));
