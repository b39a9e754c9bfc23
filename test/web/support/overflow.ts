import type { Page } from 'playwright-core';

/** What is wider than a phone on purpose, and is moved sideways by itself: tables, code, a row of buttons, a photo at its size. */
const moved = '.wide-table, .scrolled, .diff, pre, .queues, .fullphoto';

/**
 * What of a page sticks out sideways: beyond the window, or out of a part that can then be moved sideways although nothing says so.
 * One line each.
 */
export async function sidewaysFaults(page: Page): Promise<readonly string[]> {
  return (await page.evaluate(`(${findFaults})(${JSON.stringify(moved)})`)) as readonly string[];
}

/** Runs in the page. */
const findFaults = `(moved) => {
  const width = document.documentElement.clientWidth;
  const nameOf = (element) => {
    const { tagName, id, className, textContent } = element;
    const classes = typeof className === 'string' && className !== '' ? '.' + className.trim().replaceAll(' ', '.') : '';
    return tagName.toLowerCase() + (id && '#' + id) + classes + ' "' + textContent.trim().slice(0, 40) + '"';
  };
  const clips = (element) => getComputedStyle(element).overflowX !== 'visible';
  const isClipped = (element) => {
    for (let each = element.parentElement; each !== null && each !== document.body; each = each.parentElement)
      if (clips(each)) return true;
    return false;
  };
  const faults = [];
  for (const element of document.body.querySelectorAll('*')) {
    if (!element.checkVisibility({ visibilityProperty: true }) || element.matches(moved) || element.closest(moved) !== null) continue;
    const { left, right, width: own, height } = element.getBoundingClientRect();
    if (own <= 1 || height <= 1) continue;
    const style = getComputedStyle(element);
    const scrolls = ['auto', 'scroll'].includes(style.overflowX);
    if (scrolls && element.scrollWidth > element.clientWidth + 1 && !['TEXTAREA', 'INPUT', 'SELECT'].includes(element.tagName)) {
      const inner = [...element.querySelectorAll('*')].filter((each) => each.getBoundingClientRect().right > right + 1);
      faults.push(nameOf(element) + ' is ' + (element.scrollWidth - element.clientWidth) + ' px too narrow for ' + nameOf(inner.at(-1) ?? element));
    } else if ((right > width + 1 || left < -1) && !isClipped(element)) {
      faults.push(nameOf(element) + ' goes from ' + Math.round(left) + ' to ' + Math.round(right) + ' of ' + width);
    }
  }
  return faults;
}`;
