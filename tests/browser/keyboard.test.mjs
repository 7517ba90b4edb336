// Keys alone, from the first screen to the papers.
import { strict as assert } from 'node:assert';
import { act, HOTEL, number, way } from './driver.mjs';

await way(async (visitor) => {
  const page = await visitor.window();
  // Where nobody listens yet when the key is pressed, the browser may show its own chooser, and no event comes.
  page.on('filechooser', () => {});
  const key = (name) => page.keyboard.press(name);
  const focused = (selector) => page.evaluate((wanted) => document.activeElement.matches(wanted), selector);
  const to = async (selector) => {
    for (let presses = 0; presses < 200; presses += 1) {
      if (await focused(selector)) return;
      await key('Tab');
    }
    throw new Error(`Tab does not reach ${selector} at ${page.url()}`);
  };
  const enter = () => act(page, key('Enter'));
  const press = (name) => act(page, key(name));

  await key('Tab');
  assert.ok(await focused('a.skip'), 'the first stop leads past the heading');
  await to('form[action="/new"] input[name=name]');
  await page.keyboard.type('keys');
  await enter();
  await to('#files');
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), key('Enter')]);
  await chooser.setFiles(HOTEL);
  await page.waitForSelector('article.file');
  await to('p.next a.main');
  await enter();
  await to('input[name=from]');
  await page.keyboard.type('01102026');
  await to('input[name=class][value=full_number]');
  await key(' ');
  await to('form[action="/breach"] button.main');
  await enter();
  await to('#answer a.main');
  await enter();

  const ids = () => page.locator('article.item').evaluateAll((items) => items.map((item) => item.id));
  const before = await ids();
  // Letters alone do nothing before a charge is chosen.
  for (const name of ['m', 'n', 'u', 'f']) await key(name);
  assert.deepEqual(await ids(), before);
  await key('j');
  await key('j');
  await key('k');
  assert.ok(await focused(`#${before[0]}`));
  await press('n');
  assert.ok(!(await ids()).includes(before[0]));
  await press('z');
  assert.deepEqual(await ids(), before);
  await press('Z');
  assert.ok(!(await ids()).includes(before[0]));
  await key('j');
  await key(' ');
  await key('j');
  await key(' ');
  const picked = await page
    .locator('article.item:has(.pick input:checked)')
    .evaluateAll((items) => items.map((item) => item.id));
  assert.equal(picked.length, 2);
  await press('m');
  await to('main form button.main');
  await enter();
  // A shop that is one's own may calm other charges there, too.
  const left = await ids();
  assert.ok(left.length <= before.length - 3 && picked.every((id) => !left.includes(id)));
  assert.equal(number(await page.textContent('h1')), left.length);
  await key('j');
  await press('e');
  assert.match(page.url(), /\/charge\//);
  await page.goBack();
  await key('?');
  assert.ok(await page.locator('#keys').isVisible());
  await key('Escape');
  assert.ok(!(await page.locator('#keys').isVisible()));
  await to('nav.steps a[href="/papers"]');
  await enter();
  assert.match(page.url(), /\/papers/);
});

