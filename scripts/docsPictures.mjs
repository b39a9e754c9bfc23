import { fileURLToPath } from 'node:url';
import { needNode } from './needNode.mjs';

/* `npm run docs:pictures`: follows docs/tutorial.md in Chromium and takes its pictures again, and those of docs/ca/editar.md. */
needNode();
const { findBrowser, launchBrowser } = await import('../test/support/browser.ts');
const { followTutorial } = await import('../test/project/support/followTutorial.ts');
const { takeEditorPictures } = await import('../test/web/console/support/editorPictures.ts');

const path = findBrowser();
if (path === null) process.exit(1);
const browser = await launchBrowser(path);
try {
  const folder = fileURLToPath(new URL('../docs/images', import.meta.url));
  for (const picture of await followTutorial(browser, folder)) console.log(`docs/${picture}`);
  for (const picture of await takeEditorPictures(browser, folder)) console.log(`docs/${picture}`);
} finally {
  await browser.close();
}
