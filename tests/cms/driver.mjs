// Opens the configuration of a site in a CMS, types an entry into its form, saves it, and prints the file that was written.
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const [program, script, playwright, chromium, site] = process.argv.slice(2);
const { chromium: browserType } = createRequire(import.meta.url)(playwright);
const typed = JSON.parse(readFileSync(0, 'utf8'));
const page = `<!doctype html><meta charset="utf-8"><script>window.repoFiles = {};</script><body><script src="/cms.js"></script></body>`;
const server = createServer((request, response) => {
  const path = request.url.split('?')[0];
  const bodies = { '/admin/': page, '/admin/index.html': page };
  const files = { '/cms.js': script, '/admin/config.yml': join(site, 'admin/config.yml') };
  if (bodies[path]) return response.writeHead(200, { 'content-type': 'text/html' }).end(bodies[path]);
  if (!files[path]) return response.writeHead(404).end();
  const type = path.endsWith('.js') ? 'text/javascript' : 'text/yaml';
  response.writeHead(200, { 'content-type': type }).end(readFileSync(files[path]));
});
await new Promise((done) => server.listen(0, '127.0.0.1', done));
const origin = `http://127.0.0.1:${server.address().port}`;
const browser = await browserType.launch({ executablePath: chromium, args: ['--no-sandbox'] });
const tab = await (await browser.newContext({ timezoneId: 'Europe/London', locale: 'en-GB' })).newPage();
await tab.route(/.*/, (route) => (route.request().url().startsWith(origin) ? route.continue() : route.abort()));
const out = {};
tab.on('dialog', (dialog) => dialog.accept());
try {
  await tab.goto(`${origin}/admin/`);
  if (program === 'decap') {
    await tab.getByRole('button', { name: 'Login' }).click({ timeout: 30000 });
    await tab.waitForSelector('nav', { timeout: 30000 });
    await tab.goto(`${origin}/admin/#/collections/news/new`);
    for (const [name, value] of Object.entries(typed)) {
      const box = tab.locator(`[id^="${name}-field-"]`).first();
      await box.waitFor({ timeout: 30000 });
      if (name === 'kind') {
        await box.click(); await tab.keyboard.type(value); await tab.keyboard.press('Enter');
      } else await box.fill(value);
    }
    await tab.getByRole('button', { name: 'Publish' }).first().click();
    await tab.getByText('Publish now').first().click();
    await tab.waitForFunction(() => Object.keys(window.repoFiles._news ?? {}).length > 0, null, { timeout: 30000 });
    out.files = await tab.evaluate(() => window.repoFiles);
  } else {
    await tab.getByRole('button', { name: /test|sign in|work with/i }).first().click({ timeout: 30000 });
    await tab.waitForSelector('text=News', { timeout: 30000 });
    await tab.goto(`${origin}/admin/#/collections/news/new`);
    out.text = (await tab.locator('body').innerText()).slice(0, 3000);
    for (const [name, value] of Object.entries(typed)) {
      const field = tab.locator(`[data-key-path="${name}"]`).first();
      await field.waitFor({ timeout: 30000 });
      if (name === 'kind') { await field.getByRole('radio', { name: value }).click(); }
      else await field.locator('input, textarea').first().fill(value);
    }
    await tab.getByRole('button', { name: 'Save' }).first().click();
    await tab.waitForTimeout(2500);
    out.files = await tab.evaluate(async () => {
      const found = {};
      const walk = async (folder, path) => { for await (const [name, entry] of folder.entries()) {
        if (entry.kind === 'directory') await walk(entry, `${path}${name}/`);
        else found[path + name] = await (await entry.getFile()).text(); } };
      await walk(await navigator.storage.getDirectory(), '');
      return found;
    });
  }
} catch (error) {
  out.error = String(error).slice(0, 1500);
  out.text = (await tab.locator('body').innerText()).slice(0, 2000);
}
console.log(JSON.stringify(out));
await browser.close();
server.close();
