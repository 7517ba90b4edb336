// What others answered, a new number, two leaks, a copy put away and opened again, and all removed: without JavaScript.
import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { act, HOTEL, leaked, picture, way } from './driver.mjs';

for (const lang of ['en', 'ja']) {
  await way(
    async (visitor) => {
      const page = await visitor.window({ javaScriptEnabled: false, reducedMotion: 'reduce' });
      const to = (where) => page.goto(`${visitor.origin}/${where}`);
      await page.fill('form[action="/new"] input[name=name]', 'keep');
      await act(page, page.click('form[action="/new"] button'));
      await page.setInputFiles('#files', HOTEL);
      await act(page, page.click('form.drop button'));
      await leaked(page, visitor.origin, '2026-01-10', '2026-01-14');

      // A second leak stands beside the first, and goes again.
      await page.click('#another > summary');
      await page.fill('#another input[name=from]', '2026-01-20');
      await page.fill('#another input[name=title]', 'Blue Heron Books');
      await page.check('#another input[name=class][value=email]');
      await act(page, page.click('form[action="/breach"] button.main'));
      assert.equal(await page.locator('#held li').count(), 2);
      assert.match(await page.textContent('#held'), /Blue Heron Books/);
      await picture(page, `${lang}-keep-breach`);
      await act(page, page.locator('#held li').nth(1).locator('button').click());
      assert.equal(await page.locator('#held li').count(), 1);

      // Not recognised: others are asked, and their answer opens the way to a report.
      await to('worklist');
      const first = page.locator('article.item').first();
      const id = (await first.getAttribute('id')).replace('c-', '');
      await act(page, first.locator('a[data-key=e]').click());
      await page.locator('input[name=check]').first().check();
      await page.fill('#note', 'asked in the kitchen');
      await act(page, page.click('form[action="/decide"] button[value=not-recognised]'));
      await to('papers');
      await act(page, page.click('.ways a[href="/ask"]'));
      const asked = page.locator(`#q-${id}`);
      await asked.locator('select[name=said]').selectOption('not-mine-said');
      await asked.locator('input[name=on]').fill('2026-03-01');
      await asked.locator('input[name=note]').fill('by telephone');
      await act(page, asked.locator('button').click());
      assert.match(await asked.textContent(), /by telephone/);
      await picture(page, `${lang}-keep-ask`);
      await to('follow');
      await page.locator(`#d-${id} input[name=on]`).first().fill('2026-03-02');
      await act(page, page.locator(`#d-${id} form[action="/mark"] button`).click());
      await to('log');
      assert.match(await page.textContent('main'), /asked in the kitchen/);
      await picture(page, `${lang}-keep-log`);

      // A new number, and who has it.
      await to('follow');
      await act(page, page.click('main a[href="/cards"]'));
      const card = page.locator('article.panel', { hasText: '4321' });
      if (!(await card.locator('input[name=new]').isVisible())) await card.locator('summary').click();
      await card.locator('input[name=new]').fill('8765');
      await card.locator('input[name=on]').fill('2026-03-03');
      await act(page, card.locator('button').click());
      assert.match(await card.textContent(), /8765/);
      const ticks = page.locator('form[action="/registered"] button');
      const left = await ticks.count();
      assert.ok(left > 0, 'something is charged regularly');
      await act(page, ticks.first().click());
      assert.equal(await ticks.count(), left - 1);
      await picture(page, `${lang}-keep-cards`);

      // A copy is put away; one card and then all are removed; the copy is opened.
      await to('case');
      await picture(page, `${lang}-keep-case`);
      const [download] = await Promise.all([page.waitForEvent('download'), page.click('a[href="/case/backup"]')]);
      const copy = join(visitor.folder, 'copy.case');
      await download.saveAs(copy);
      assert.match(readFileSync(copy, 'latin1').slice(0, 15), /SQLite format 3/);
      await act(page, page.locator('#forget form').first().locator('button').click());
      await picture(page, `${lang}-keep-forget`);
      await act(page, page.click('main a[href="/case"]'));
      await act(page, page.click('#forget button[name=all]'));
      await act(page, page.click('button[name=sure]'));
      await to('worklist');
      assert.match(page.url(), /breach/, 'nothing is left to decide');
      await to('');
      await page.click('#restore > summary');
      await page.setInputFiles('#copy', copy);
      await page.fill('#copy-name', 'again');
      await act(page, page.click('form[action="/restore"] button'));
      await to('follow');
      assert.equal(await page.locator(`#d-${id}`).count(), 1);
      await to('case');
      assert.match(await page.textContent('main'), /again\.case/);
    },
    { lang },
  );
}
