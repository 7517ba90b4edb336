// What goes wrong at the page: a day that cannot be, a call about several charges, a problem in the middle of the list.
import { strict as assert } from 'node:assert';
import { accessible, act, begin, HOTEL, leaked, named, way } from './driver.mjs';

await way(async (visitor) => {
  const page = await visitor.window();
  await begin(page, 'mistakes', HOTEL);

  // What was filled in stays, with what is wrong of it above.
  await page.goto(`${visitor.origin}/breach`);
  await page.fill('input[name=from]', '2026-01-14');
  await page.fill('input[name=to]', '2026-01-10');
  await page.fill('input[name=title]', 'Blue Heron Books');
  await page.check('input[name=class][value=full_number]');
  await page.check('input[name=card][value="4321"]');
  await act(page, page.click('form[action="/breach"] button.main'));
  assert.match(visitor.complaints.pop(), /422/);
  assert.match(await page.textContent('[role=alert]'), /before it starts/);
  for (const kept of ['input[name=class][value=full_number]', 'input[name=card][value="4321"]']) assert.ok(await page.isChecked(kept));
  assert.equal(await page.inputValue('input[name=title]'), 'Blue Heron Books');
  await accessible(page, 'a leak that cannot be');
  await named(page, 'a leak that cannot be');
  await leaked(page, visitor.origin, '2026-01-10', '2026-01-14');

  // Equal charges of one shop are told apart on the papers, and are written down by one letter.
  await page.goto(`${visitor.origin}/worklist`);
  const gifts = page.locator('article.item', { hasText: 'GIFTNOOK' });
  for (const box of await gifts.locator('.pick input').all()) await box.check();
  const told = await gifts.count();
  await act(page, page.click('#picked button[value=not-mine]'));
  await act(page, page.click('main form button.main'));
  await page.goto(`${visitor.origin}/papers`);
  await named(page, 'papers of equal charges');
  await page.goto(`${visitor.origin}/follow`);
  await accessible(page, 'several charges to follow');
  await named(page, 'several charges to follow');
  const together = page.locator('main form.panel').first();
  await together.locator('select[name=step]').selectOption('written');
  await together.locator('input[name=via]').fill('registered mail');
  await act(page, together.locator('button').click());
  assert.equal(await page.locator('article li', { hasText: 'letter, registered mail' }).count(), told);
  // What is said of them stays in sight, so it is short.
  assert.match(await page.textContent('[role=status]'), new RegExp(`GIFTNOOK.*… and ${told - 1} more`));

  // A problem leads back to the page on which it was made.
  const first = page.locator('article form[action="/mark"]').first();
  await first.locator('input[name=on]').fill('2025-01-01');
  await act(page, first.locator('button').click());
  assert.match(visitor.complaints.pop(), /422/);
  await accessible(page, 'a problem');
  await act(page, page.click('main a.main'));
  assert.match(page.url(), /\/follow$/);

  // Files that the case has are counted, not named one by one.
  await page.goto(`${visitor.origin}/files`);
  await act(page, page.setInputFiles('#files', HOTEL));
  assert.match(await page.textContent('[role=status]'), /4 files were in the case already/);
});
