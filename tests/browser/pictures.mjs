// The pictures of README.md, from the example:
//   POSTBREACH=target/debug/postbreach BROWSER=/usr/bin/chromium node tests/browser/pictures.mjs
import { join } from 'node:path';
import { act, ROOT, way } from './driver.mjs';

await way(async (visitor) => {
  const shot = (page, name) => page.screenshot({ path: join(ROOT, 'tests', 'browser', 'pictures', `${name}.png`) });
  const page = await visitor.window({ viewport: { width: 1000, height: 720 }, reducedMotion: 'reduce' });
  await act(page, page.click('form[action="/demo"] button'));
  await page.goto(`${visitor.origin}/worklist`);
  await shot(page, 'worklist');
  const charge = page.locator('article.item', { hasText: 'GLINTMARK' });
  await act(page, charge.locator('a[data-key=e]').click());
  await shot(page, 'charge');
  await act(page, page.click('form[action="/decide"] button[value=not-mine]'));
  const paper = await visitor.window({ viewport: { width: 794, height: 720 } });
  await paper.emulateMedia({ media: 'print' });
  await paper.goto(`${visitor.origin}/paper/letter/html/0`);
  await shot(paper, 'letter');
});
