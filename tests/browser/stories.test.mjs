// The way through, with both stories: a new case, files, the breach, decisions, papers, follow-up, and back.
import { strict as assert } from 'node:assert';
import { accessible, act, begin, HOTEL, MERCARI, picture, way } from './driver.mjs';

await way(async (visitor) => {
  const page = await visitor.window();
  const seen = async (name) => {
    await picture(page, `hotel-${name}`);
    await accessible(page, name);
  };
  await seen('start');
  await begin(page, 'hotel', HOTEL);
  assert.match(await page.textContent('.sum'), /711 rows read, 711 accounted for/);
  await seen('files');
  await act(page, page.click('p.next a.main'));
  await seen('breach-empty');
  await page.check('input[name=breach][value=own]');
  await page.fill('input[name=from]', '2026-01-10');
  await page.fill('input[name=to]', '2026-01-14');
  await page.check('input[name=class][value=full_number]');
  await act(page, page.click('form[action="/breach"] button.main'));
  await seen('breach-answer');
  assert.match(await page.textContent('#answer'), /number was exposed/);
  await act(page, page.click('#answer a.main'));
  await seen('worklist');
  const shown = await page.locator('article.item').count();
  assert.ok(shown >= 10, `${shown} charges are shown`);
  const first = page.locator('article.item').first();
  const id = await first.getAttribute('id');
  await act(page, first.locator('button[value=not-mine]').click());
  assert.equal(await page.locator(`#${id}`).count(), 0, 'what is decided has left the list');
  await seen('decided');
  const counts = await page.textContent('h1');
  await act(page, page.click('form[action="/undo"] button'));
  assert.equal(await page.locator(`#${id}`).count(), 1, 'undo brings it back');
  assert.notEqual(await page.textContent('h1'), counts);
  await act(page, page.click('form[action="/redo"] button'));
  assert.equal(await page.textContent('h1'), counts);
  await act(page, page.locator('article.item').first().locator('a[data-key=e]').click());
  await seen('charge');
  await page.fill('textarea[name=note]', 'asked at home');
  await act(page, page.click('form[action="/decide"] button[value=unsure]'));
  await page.goto(`${visitor.origin}/papers`);
  await seen('papers');
  await page.goto(`${visitor.origin}/follow`);
  await seen('follow');
  await page.goto(`${visitor.origin}/recognise`);
  await seen('recognise');
  await page.goto(`${visitor.origin}/log`);
  assert.match(await page.textContent('main'), /not sure yet/);
  await seen('log');
  // Left in the middle and come back: nothing is lost.
  const again = await visitor.window();
  await again.goto(`${visitor.origin}/worklist`);
  assert.equal(await again.locator('article.item').count(), shown - 1, 'what is not sure yet stays');
  await page.goto(`${visitor.origin}/quit`);
  await seen('quit');
});

await way(
  async (visitor) => {
    const page = await visitor.window();
    const seen = async (name) => {
      await picture(page, `mercari-${name}`);
      await accessible(page, name);
    };
    await seen('start');
    await begin(page, 'mercari', MERCARI);
    await seen('files');
    await act(page, page.click('p.next a.main'));
    await page.check('input[name=breach][value=mercari-2017]');
    await act(page, page.click('form[action="/breach"] button.main'));
    await seen('breach');
    assert.match(await page.textContent('#answer'), /カード番号の全桁は漏えいしていません/);
    await act(page, page.click('#answer a.main'));
    await seen('worklist');
    const shown = await page.locator('article.item').count();
    if (shown > 0) {
      await act(page, page.locator('article.item').first().locator('a[data-key=e]').click());
      await seen('charge');
      await act(page, page.click('form[action="/decide"] button[value=family]'));
    }
    await page.goto(`${visitor.origin}/recognise`);
    await seen('recognise');
    const done = await page.locator('tr.item.done').count();
    await act(page, page.locator('tr.item:not(.done) button[value=mine]').first().click());
    assert.equal(await page.locator('tr.item.done').count(), done + 1, 'one tick answers a shop');
    await page.goto(`${visitor.origin}/papers`);
    await seen('papers');
  },
  { lang: 'ja' },
);
