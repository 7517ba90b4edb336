// Two windows and the command line at once, and a reload in the middle: no answer is lost.
import { strict as assert } from 'node:assert';
import { execFileSync } from 'node:child_process';
import { act, begin, HOTEL, leaked, way } from './driver.mjs';

await way(async (visitor) => {
  const one = await visitor.window();
  await begin(one, 'together', HOTEL);
  const file = await one.goto(visitor.origin).then(() => one.textContent('code.path bdi'));
  await leaked(one, visitor.origin, '2026-01-10', '2026-01-14');
  const two = await visitor.window();
  for (const page of [one, two]) await page.goto(`${visitor.origin}/worklist`);
  const ids = (items) => items.map((item) => item.id);
  const shown = await one.locator('article.item').evaluateAll(ids);
  // Charges that are a question by themselves: when one is answered, no other question moves.
  const alone = await one.locator('section.group:not(.several) article.item').evaluateAll(ids);
  // Of the others one of each question: what is answered of a charge may answer its question's others.
  const firsts = (groups) => groups.map((group) => group.querySelector('article.item').id);
  const all = [...alone, ...(await one.locator('section.group.several').evaluateAll(firsts))];
  assert.ok(alone.length >= 1 && all.length >= 4, `${alone.length} of ${all.length} questions are of one charge`);
  const answered = [all[0], ...(await one.locator(`section.group:has(#${all[1]}) article.item`).evaluateAll(ids))];
  const others = (all) => all.filter((id) => !answered.includes(id));
  const decide = (page, id, verdict) => act(page, page.locator(`#${id} button[value=${verdict}]`).click());

  // The second window still shows what the first has decided: it is told so, and nothing is overwritten.
  await decide(one, all[0], 'not-mine');
  await decide(two, all[0], 'mine');
  assert.match(await two.textContent('main'), /decided meanwhile in another window/);
  assert.match(visitor.complaints.pop(), /409/);
  // What concerns another charge lands, though this window is older than the first answer.
  await two.goBack();
  await decide(two, all[1], 'not-mine');
  assert.equal(await two.locator(`#${all[1]}`).count(), 0);
  for (const page of [one, two]) {
    await page.goto(`${visitor.origin}/worklist`);
    const left = await page.locator('article.item').evaluateAll(ids);
    assert.deepEqual(others(left), others(shown), 'the rest stands as it stood');
  }
  const id = all[2].replace('c-', '');
  const command = (...args) =>
    execFileSync(process.env.POSTBREACH, [...args, '--case', file], { encoding: 'utf8', stdio: 'pipe' });
  command('decide', id, '--family');
  await two.reload();
  assert.equal(await two.locator(`#${all[2]}`).count(), 0);
  await decide(two, all[3], 'mine');
  assert.equal(await two.locator(`#${all[3]}`).count(), 0);
  const log = command('log', 'list');
  // What leaked, and the answers.
  assert.equal(log.trim().split('\n').length, 5, log);
  assert.match(command('log', 'verify'), /whole: 5 entries/);
  // A second answer to the same charge stands beside the first one, and holds.
  const stale = await visitor.window();
  await stale.goto(`${visitor.origin}/charge/${id}`);
  await act(stale, stale.click('form[action="/decide"] button[value=mine]'));
  assert.match(command('log', 'list'), new RegExp(`${id}.*mine`));
});
