// Every screen in both languages: light, dark, narrow, enlarged, veiled, printed.
import { strict as assert } from 'node:assert';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { accessible, act, begin, HOTEL, leaked, named, picture, way } from './driver.mjs';

const SCREENS = ['', 'files', 'type', 'breach', 'recognise', 'worklist', 'papers', 'follow', 'ask', 'cards', 'log',
  'case', 'quit'];
const LOOKS = {
  dark: { colorScheme: 'dark' },
  narrow: { viewport: { width: 360, height: 740 } },
  // 200 % zoom of a usual window.
  enlarged: { viewport: { width: 600, height: 450 }, deviceScaleFactor: 2 },
};

for (const lang of ['en', 'ja']) {
  await way(
    async (visitor) => {
      const page = await visitor.window();
      await begin(page, 'look', HOTEL);
      await leaked(page, visitor.origin, '2026-01-10', '2026-01-14');
      await page.goto(`${visitor.origin}/worklist`);
      await act(page, page.locator('article.item button[value=not-mine]').first().click());
      const charge = await page.locator('article.item a[data-key=e]').first().getAttribute('href');
      for (const [look, options] of Object.entries(LOOKS)) {
        const seen = await visitor.window(options);
        for (const screen of [...SCREENS, charge.slice(1)]) {
          await seen.goto(`${visitor.origin}/${screen}`);
          const name = `${lang}-${look}-${screen.split(/[/?]/)[0] || 'start'}`;
          if (look === 'narrow') await seen.locator('details').evaluateAll((all) => all.forEach((one) => one.setAttribute('open', '')));
          await picture(seen, name);
          const wide = await seen.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
          assert.ok(wide <= 0, `${name} is ${wide} px too wide`);
          const hidden = await seen.locator('table').evaluateAll((all) => all.filter((one) => one.scrollWidth > one.clientWidth + 1).length);
          if (look === 'narrow') assert.equal(hidden, 0, `${name} has a table that is to be scrolled sideways`);
          if (look === 'dark') await accessible(seen, name);
          if (look === 'dark') await named(seen, name);
        }
        await seen.close();
      }
      for (const paper of ['print/list', 'print/ask/family', 'print/recurring', 'paper/call-sheet/html/0', 'paper/letter/html/0', 'paper/list/html/0']) {
        const printed = await visitor.window();
        const answer = await printed.goto(`${visitor.origin}/${paper}`);
        assert.equal(answer.status(), 200, paper);
        await accessible(printed, paper);
        await picture(printed, `${lang}-${paper.replaceAll('/', '-')}`);
        await printed.setViewportSize({ width: 360, height: 740 });
        const wide = await printed.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        assert.ok(wide <= 0, `${paper} is ${wide} px too wide for a narrow window`);
        await picture(printed, `${lang}-narrow-${paper.replaceAll('/', '-')}`);
        const pdf = await printed.pdf({ format: 'A4' });
        assert.ok(pdf.length > 5000, `${paper} prints nothing`);
        const folder = process.env.PICTURES;
        if (folder) writeFileSync(join(folder, `${lang}-${paper.replaceAll('/', '-')}.pdf`), pdf);
        await printed.close();
      }
    },
    { lang },
  );
}
