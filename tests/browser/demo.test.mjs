// The example, from the first screen to the printed page.
import { strict as assert } from 'node:assert';
import { accessible, act, picture, way } from './driver.mjs';

await way(async (visitor) => {
  const page = await visitor.window();
  await act(page, page.click('form[action="/demo"] button'));
  await page.goto(`${visitor.origin}/files`);
  assert.match(await page.textContent('.sum'), /61 rows read, 61 accounted for/);
  await picture(page, 'demo-files');
  await page.goto(`${visitor.origin}/worklist`);
  assert.match(await page.textContent('h1'), /^3 charges to look at: all to look at first · 0 of 3 done$/);
  await picture(page, 'demo-worklist');
  await accessible(page, 'the example');
  // One is explained by the order history.
  await act(page, page.click('form[action="/orders"] button'));
  assert.match(await page.textContent('h1'), /^2 charges to look at/);
  const left = page.locator('article.item');
  await picture(page, 'demo-orders');
  // One is known after all; one is not theirs.
  await act(page, left.last().locator('button[value=mine]').click());
  await act(page, left.first().locator('button[value=not-mine]').click());
  await page.goto(`${visitor.origin}/papers`);
  await picture(page, 'demo-papers');
  assert.match(await page.textContent('main'), /2026/);
  await accessible(page, 'the papers');
  const papers = page.locator('main a[href^="/paper"], main a[href^="/print"]');
  const links = await papers.evaluateAll((all) => all.map((each) => each.href));
  assert.ok(links.length >= 4, links.join(' '));
  for (const link of links) {
    const answer = await page.request.get(link);
    assert.equal(answer.status(), 200, link);
  }
});
