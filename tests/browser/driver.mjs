// A page, and a browser that uses it as a person would.
import { strict as assert } from 'node:assert';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const HERE = dirname(fileURLToPath(import.meta.url));
export const ROOT = join(HERE, '..', '..');
const AXE = readFileSync(join(HERE, 'node_modules', 'axe-core', 'axe.min.js'), 'utf8');

/// The statements of a story.
export function story(name, ...files) {
  return files.map((file) => join(ROOT, 'samples', 'stories', name, file));
}

/// Runs `use` with a browser, a folder of its own and a page served over it, and ends all of it afterwards.
/// What the page asked of others, or complained of, fails the way.
export async function way(use, { args = [], lang = 'en' } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'postbreach-page-'));
  const served = spawn(process.env.POSTBREACH, ['review', '--no-open', '--lang', lang, ...args], {
    env: { PATH: process.env.PATH, HOME: folder },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const browser = await chromium.launch({ executablePath: process.env.BROWSER, args: ['--no-sandbox'] });
  try {
    const [address] = await lines(served.stdout);
    const visitor = new Visitor(browser, address, folder);
    await use(visitor);
    assert.deepEqual(visitor.complaints, [], 'the page complained, or asked something of others');
  } finally {
    await browser.close();
    served.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function lines(stream) {
  for await (const line of createInterface({ input: stream })) return [line];
  throw new Error('the page was not served');
}

class Visitor {
  constructor(browser, address, folder) {
    Object.assign(this, { browser, address, folder, complaints: [] });
    this.origin = new URL(address).origin;
  }

  /// A browser window of its own; the first one comes in by the address with the token, others by its cookie.
  async window(options = {}) {
    const context = await this.browser.newContext({ viewport: { width: 1200, height: 900 }, ...options });
    context.on('request', (request) => {
      const url = new URL(request.url());
      if (url.origin !== this.origin) this.complaints.push(`asks ${url}`);
    });
    context.on('page', (page) => {
      page.on('pageerror', (error) => this.complaints.push(`fails: ${error}`));
      page.on('console', (line) => {
        // Browsers ask for the page's icon on papers too, whose policy lets nothing be loaded.
        if (line.type() !== 'error' || /icon\.svg' violates/.test(line.text())) return;
        this.complaints.push(`says: ${line.text()} at ${line.location().url}`);
      });
      page.on('dialog', (dialog) => {
        this.complaints.push(`dialog: ${dialog.message()}`);
        dialog.dismiss();
      });
    });
    if (this.cookies) await context.addCookies(this.cookies);
    const page = await context.newPage();
    const answer = await page.goto(this.cookies ? this.origin : this.address);
    assert.equal(answer.status(), 200);
    this.cookies ??= await context.cookies();
    return page;
  }
}

/// Nothing that axe-core holds against accessibility.
export async function accessible(page, where) {
  // The page's own policy lets no script in from outside; the driver's is evaluated past it.
  await page.evaluate(AXE);
  const found = await page.evaluate(() => globalThis.axe.run());
  const told = found.violations.map((each) => `${each.id}: ${each.nodes.map((node) => node.html).join(' | ')}`);
  assert.deepEqual(told, [], `axe-core holds against ${where}`);
}

/// No two things to press with one name do different things, and none is without a name: as a screen reader has them.
export async function named(page, where) {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  await session.detach();
  // The browser's own button in a field for a day says what the field is of.
  const own = (node) => !node.ignored && !/^Show date picker/.test(node.name?.value);
  const pressed = nodes.filter((node) => own(node) && ['button', 'checkbox', 'link'].includes(node.role?.value));
  const told = new Map();
  for (const node of pressed) {
    const name = `${node.role.value} "${node.name?.value ?? ''}"`;
    const url = node.properties?.find((property) => property.name === 'url')?.value.value ?? node.nodeId;
    told.set(name, (told.get(name) ?? new Set()).add(url));
  }
  const twice = [...told].filter(([name, does]) => does.size > 1 || name.endsWith('""')).map(([name]) => name);
  assert.deepEqual(twice, [], `on ${where}, names that do not tell what they are of`);
}

/// A picture, where somebody wants to look: in the folder that PICTURES names.
export async function picture(page, name) {
  const folder = process.env.PICTURES;
  if (folder) await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}

export const HOTEL = story('hotel-booking', 'Chase4321_Activity20250630.CSV', 'Chase4321_Activity20251031.CSV',
  'Chase4321_Activity20260228.CSV', 'activity.csv');
export const MERCARI = story('mercari-2017', ...['201704', '201705', '201706', '201707', '201708'].map((month) => `${month}.csv`),
  ...['02', '03', '04', '05', '06', '07', '08'].map((month) => `enavi2017${month}(1234).csv`));

/// Does what leads to another screen, and waits for it.
export async function act(page, does) {
  await Promise.all([page.waitForEvent('load'), does]);
}

/// Begins a case, and gives it files.
export async function begin(page, name, files) {
  await page.fill('form[action="/new"] input[name=name]', name);
  await act(page, page.click('form[action="/new"] button'));
  await page.setInputFiles('#files', files);
  await page.waitForSelector('article.file');
}

/// Says what leaked: another breach of all card data, between these days.
export async function leaked(page, origin, from, to = from) {
  await page.goto(`${origin}/breach`);
  await page.check('input[name=breach][value=own]');
  await page.fill('input[name=from]', from);
  await page.fill('input[name=to]', to);
  await page.check('input[name=class][value=full_number]');
  await act(page, page.click('form[action="/breach"] button.main'));
}

/// The first number in a text.
export function number(text) {
  return Number(/\d+/.exec(text.replace(/[,\s]/g, ''))[0]);
}
