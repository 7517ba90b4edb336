// What a crook writes into a merchant's name stays text on every screen.
import { strict as assert } from 'node:assert';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { accessible, act, begin, leaked, picture, way } from './driver.mjs';

const NAMES = [
  '<script>window.broken=1</script>',
  '<img src=x onerror="window.broken=1">',
  '"><svg onload=window.broken=1>',
  "javascript:window.broken=1//' onclick='window.broken=1",
  '{{ 7 * 7 }}{% include "layout.html" %}',
  '=HYPERLINK("http://crook.invalid","PAY")',
  '\u202Egnp.exe\u202C \u2066x',
  '\u001b]8;;http://crook.invalid\u0007PAY\u001b]8;;\u0007',
  'A\u200BM\u200BAZ0N',
  'W'.repeat(4000),
  '</title><base href="http://crook.invalid/">',
];

await way(async (visitor) => {
  const quoted = (text) => `"${text.replace(/"/g, '""')}"`;
  const rows = NAMES.map((name, at) => `2026-02-${String(at + 10)},${quoted(name)},${400 + at}.00,USD`);
  const usual = Array.from({ length: 40 }, (_, at) => `2025-${String(1 + (at % 12)).padStart(2, '0')}-05,CORNER GROCER,${20 + at}.00,USD`);
  const file = join(visitor.folder, '<img src=x onerror=alert(1)>.csv');
  writeFileSync(file, ['transaction_date,descriptor,amount,currency', ...usual, ...rows].join('\n'));
  const page = await visitor.window();
  await begin(page, '<b>names</b>', [file]);
  await leaked(page, visitor.origin, '2026-02-01');
  const unharmed = async (where) => {
    assert.equal(await page.evaluate(() => window.broken), undefined, where);
    assert.equal(await page.locator('main img, main script, main base, [onclick], [onload], [onerror]').count(), 0, where);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    assert.ok(wide <= 0, `${where} is ${wide} px too wide`);
    await picture(page, `hostile-${where.replace(/\W+/g, '-')}`);
  };
  for (const where of ['worklist', 'recognise', 'files', 'papers', 'follow', 'log', 'breach', 'print/ask/family']) {
    await page.goto(`${visitor.origin}/${where}`);
    await unharmed(where);
  }
  await accessible(page, 'hostile names');
  await page.goto(`${visitor.origin}/recognise`);
  const charges = await page.locator('a[href^="/charge/"][data-key=e]').evaluateAll((links) => links.map((link) => link.href));
  assert.ok(charges.length >= NAMES.length, `${charges.length} charges`);
  for (const charge of charges) {
    await page.goto(charge);
    await unharmed('charge');
    await act(page, page.click('form[action="/decide"] button[value=not-mine]'));
    await unharmed('decided');
  }
  for (const where of ['print/list', 'paper/letter/html/0', 'paper/call-sheet/html/0', 'paper/list/html/0', 'follow', 'log']) {
    await page.goto(`${visitor.origin}/${where}`);
    assert.equal(await page.evaluate(() => window.broken), undefined, where);
  }
  // What was written stays to be read.
  await page.goto(charges.at(-1));
  const shown = await page.textContent('main');
  assert.ok(NAMES.some((name) => shown.includes(name)), shown);
});
