import type { Locator } from 'playwright-core';

/** How large a control is, in hundredths of pixels: what scrolls lies between pixels, and measures a millionth less. */
export async function sizeOf(control: Locator): Promise<{ readonly width: number; readonly height: number }> {
  const box = await control.boundingBox();
  if (box === null) throw new Error('the control is not shown');
  const rounded = (pixels: number) => Math.round(pixels * 100) / 100;
  return { width: rounded(box.width), height: rounded(box.height) };
}
