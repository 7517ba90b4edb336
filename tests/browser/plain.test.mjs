// Without JavaScript: reading and deciding work all the way.
import { strict as assert } from 'node:assert';
import { act, begin, HOTEL, leaked, way } from './driver.mjs';

await way(async (visitor) => {
  const page = await visitor.window({ javaScriptEnabled: false, reducedMotion: 'reduce' });
  await page.fill('form[action="/new"] input[name=name]', 'plain');
  await act(page, page.click('form[action="/new"] button'));
  await page.setInputFiles('#files', HOTEL);
  await act(page, page.click('form.drop button'));
  assert.equal(await page.locator('article.file').count(), HOTEL.length);
  await leaked(page, visitor.origin, '2026-01-10', '2026-01-14');
  await page.goto(`${visitor.origin}/worklist`);
  const shown = await page.locator('article.item').count();
  await act(page, page.locator('article.item button[value=not-mine]').first().click());
  assert.equal(await page.locator('article.item').count(), shown - 1);
  // Typed charges go the way of all others.
  await page.goto(`${visitor.origin}/type`);
  await page.locator('input[name=date-0]').fill('2026-02-20');
  await page.locator('input[name=text-0]').fill('TYPED ODDITIES');
  await page.locator('input[name=amount-0]').fill('1999.00');
  await act(page, page.click('form[action="/type"] button.main'));
  await page.goto(`${visitor.origin}/recognise?q=typed`);
  assert.match(await page.textContent('main'), /TYPED ODDITIES/);

  // A mistake in typing is taken out again, and nothing else.
  await page.goto(`${visitor.origin}/files`);
  const typed = page.locator('article.file', { hasText: '1,999.00' });
  await typed.locator('summary').last().click();
  await act(page, typed.locator('form[action="/forget"] button').click());
  assert.match(await page.textContent('main'), /1,999\.00/);
  await act(page, page.click('form[action="/forget"] button'));
  assert.match(page.url(), /\/files$/);
  assert.equal(await page.locator('article.file').count(), HOTEL.length);

  // Looking through goes on below the shop that was ticked.
  await page.goto(`${visitor.origin}/recognise`);
  const shops = page.locator('.shops tr.item');
  const below = await shops.nth(5).getAttribute('id');
  await act(page, shops.nth(4).locator('button[value=mine]').click());
  assert.equal(new URL(page.url()).hash, `#${below}`);
  await act(page, page.locator(`#${below} td.acts a`).click());
  await act(page, page.click('main a[data-key=back]'));
  assert.equal(new URL(page.url()).hash, `#${below}`);
});
