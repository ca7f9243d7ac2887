// Takes a picture of a page: node shot.mjs URL OUT.png [click=SELECTOR text=… press=KEY type=TEXT wait=MS …]
import { chromium } from 'playwright-core';

const [url, out, ...steps] = process.argv.slice(2);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
const page = await browser.newPage({ viewport: { width: Number(process.env.WIDTH || 1100), height: Number(process.env.HEIGHT || 1400) } });
await page.goto(url, { waitUntil: 'load' });
for (const step of steps) {
  const [verb, ...rest] = step.split('=');
  const arg = rest.join('=');
  if (verb === 'click') await page.click(arg, { timeout: 5000 });
  if (verb === 'type') await page.keyboard.type(arg);
  if (verb === 'press') await page.keyboard.press(arg);
  if (verb === 'wait') await page.waitForTimeout(Number(arg));
}
await page.waitForTimeout(300);
await page.screenshot({ path: out, fullPage: !!process.env.FULL });
await browser.close();
