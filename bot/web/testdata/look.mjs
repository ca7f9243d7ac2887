// Visits the pages in a real browser and checks what only a browser can tell.
// Reads {base, chromium, screens, pages: [{name, path, status}], cited, question} as JSON
// from standard input, all addresses whole; writes one complaint a line; exits 1 when there is any.
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const job = JSON.parse(readFileSync(0, 'utf8'));
const views = [
  { name: '390-light', width: 390, height: 844, scheme: 'light' },
  { name: '390-dark', width: 390, height: 844, scheme: 'dark' },
  { name: '1280-light', width: 1280, height: 800, scheme: 'light' },
  { name: '1280-dark', width: 1280, height: 800, scheme: 'dark' },
];
const origins = new Set([job.base, ...job.pages.map(p => p.path)].map(u => new URL(u).origin));
const patience = 240_000; // a busy machine is no fault
let complaints = 0;
const complain = (where, what) => { complaints++; console.log(`${where}: ${what}`); };

mkdirSync(job.screens, { recursive: true });
const browser = await chromium.launch({ executablePath: job.chromium, args: ['--no-sandbox', '--disable-dev-shm-usage'], timeout: patience });
try {
  await Promise.all(views.map(look));
  await Promise.all([follow(390, 844), follow(1280, 800), keyboard(), plain(), print()]);
} finally {
  await browser.close();
}
process.exitCode = complaints ? 1 : 0;

// open makes a page that complains by itself about what must never happen.
async function open(view, where) {
  const context = await browser.newContext({
    viewport: { width: view.width, height: view.height }, colorScheme: view.scheme ?? 'light', reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(patience);
  const page = await context.newPage();
  page.at = where;
  page.on('console', m => {
    // A page that is meant to be missing is an error to the console too.
    if (m.type() === 'error' && !(page.refused && /status of 4\d\d/.test(m.text()))) complain(page.at, `console: ${m.text()}`);
  });
  page.on('pageerror', e => complain(page.at, `script error: ${e.message}`));
  page.on('request', r => { if (!origins.has(new URL(r.url()).origin)) complain(page.at, `asks another server: ${r.url()}`); });
  await page.addInitScript(() => {
    addEventListener('securitypolicyviolation', e => console.error(`policy violated: ${e.violatedDirective} ${e.blockedURI}`));
  });
  return page;
}

async function look(view) {
  const page = await open(view);
  for (const { name, path, status } of job.pages) {
    page.at = `${name} at ${view.name}`;
    page.refused = status >= 400;
    const answer = await page.goto(path);
    if (answer.status() !== status) complain(page.at, `status ${answer.status()}, want ${status}`);
    for (const width of view.name === '390-light' ? [320, 390] : [view.width]) {
      await page.setViewportSize({ width, height: view.height });
      const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (over > 0) complain(page.at, `scrolls sideways by ${over} px at ${width} px`);
    }
    if (await page.evaluate(() => document.scripts.length)) complain(page.at, 'has a script');
    const small = await page.evaluate(() => [...document.querySelectorAll('a.cite, button, summary, nav a')].filter(e => e.getClientRects().length)
      .map(e => [e.getBoundingClientRect(), e.outerHTML.slice(0, 90)]).filter(([r]) => r.width < 24 || r.height < 24).map(([r, h]) => `${r.width}x${r.height} ${h}`).slice(0, 3));
    for (const s of small) complain(page.at, `too small to tap: ${s}`);
    for (const v of view.name === '1280-dark' ? [] : await violations(page)) complain(page.at, `axe ${v.id} (${v.impact}): ${v.help}: ${v.nodes.slice(0, 3).map(n => n.target + ' ' + n.html).join(' | ')}`);
    await page.screenshot({ path: `${job.screens}/${name}-${view.name}.png`, fullPage: true });
  }
  await page.context().close();
}

// violations is what axe-core finds. Of the four views one may be spared: its
// widths and its colours are each seen in another.
async function violations(page) {
  await page.evaluate(axe + '; undefined');
  return (await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }))).violations;
}

// marked says where the marked passage is, and what it says.
async function marked(page) {
  return page.evaluate(() => {
    const m = document.getElementById('p');
    if (!m) return null;
    const r = m.getBoundingClientRect();
    return { seen: r.top >= 0 && r.top < innerHeight && r.bottom > 0, top: r.top, text: [...document.querySelectorAll('mark')].map(e => e.textContent).join('') };
  });
}

// follow clicks every citation of the first fact and finds its words marked.
async function follow(width, height) {
  const page = await open({ width, height }, `following a citation at ${width} px`);
  await page.goto(job.base + '/');
  const words = await page.locator('.fact blockquote').first().innerText();
  await page.locator('.fact .cite').first().click();
  await page.waitForURL('**/p/**');
  const mark = await marked(page);
  if (!mark) complain(page.at, 'nothing is marked');
  else {
    if (!mark.seen) complain(page.at, `the mark is out of sight, at ${mark.top} px`);
    if (mark.text.trim() !== words.trim()) complain(page.at, `marked “${mark.text}”, cited “${words}”`);
  }
  await page.screenshot({ path: `${job.screens}/followed-${width}.png` });
  await page.goto(job.cited);
  const far = await marked(page);
  if (!far?.seen) complain(page.at, 'a passage far down is not scrolled to');
  await page.screenshot({ path: `${job.screens}/far-${width}.png` });
  await page.context().close();
}

// keyboard goes from the top of the page to the first citation and through it.
async function keyboard() {
  const page = await open({ width: 1280, height: 800 }, 'by keyboard');
  await page.goto(job.base + '/');
  const focus = () => page.evaluate(() => {
    const e = document.activeElement, s = getComputedStyle(e);
    return { kind: e.className, shown: s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2, top: e.getBoundingClientRect().top };
  });
  await page.keyboard.press('Tab');
  const skip = await focus();
  if (skip.kind !== 'skip' || skip.top < 0) complain(page.at, `the first stop is ${JSON.stringify(skip)}, want the skip link in sight`);
  await page.keyboard.press('Enter');
  let at, steps = 0;
  do {
    await page.keyboard.press('Tab');
    at = await focus();
    if (!at.shown) complain(page.at, `stop ${steps + 1} (${at.kind}) does not show that it has the focus`);
  } while (at.kind !== 'cite' && ++steps < 12);
  if (at.kind !== 'cite') complain(page.at, 'the first citation is more than 12 steps behind the skip link');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/p/**');
  if (!(await marked(page))?.seen) complain(page.at, 'Enter on a citation does not show the mark');
  await page.context().close();
}

// plain does without script what a reader does: asks, and follows a citation.
async function plain() {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, javaScriptEnabled: false });
  context.setDefaultTimeout(patience);
  const page = await context.newPage();
  await page.goto(job.base + '/');
  await page.fill('#q', job.question);
  await page.press('#q', 'Enter');
  await page.waitForURL('**/ask?**');
  if (await page.locator('.cite').count() === 0) complain('without script', 'the answer cites nothing');
  else {
    await page.locator('.cite').first().click();
    await page.waitForURL('**/p/**');
    if (await page.locator('mark').count() === 0) complain('without script', 'nothing is marked');
  }
  await context.close();
}

async function print() {
  const page = await open({ width: 794, height: 1123 }, 'print');
  await page.emulateMedia({ media: 'print' });
  for (const { name, path, status } of job.pages.filter(p => p.status === 200).slice(0, 8)) {
    page.at = `${name} in print`;
    await page.goto(path);
    if (await page.locator('.search').isVisible()) complain(page.at, 'the search box is printed');
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (over > 0) complain(page.at, `is wider than paper by ${over} px`);
    await page.screenshot({ path: `${job.screens}/${name}-print.png`, fullPage: true });
  }
  await page.context().close();
}
