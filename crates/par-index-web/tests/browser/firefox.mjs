// The page in Firefox (Debian's firefox-esr over WebDriver BiDi): it opens from disk, ranks, asks for nothing.

import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";

import { end, json, page, test, tools } from "./common.mjs";

const puppeteer = tools("puppeteer-core");
const COMMUNES = ["-f", "hon-quan-2023", "samples/communes-2023.json"];

await test("Firefox gives the command's seal from a page on disk", async () => {
  const browser = await puppeteer.launch({
    browser: "firefox", executablePath: process.env.FIREFOX ?? "/usr/bin/firefox-esr", headless: true,
  });
  try {
    const tab = await browser.newPage();
    const told = [];
    tab.on("request", (one) => { if (!/^(file|blob|data):/.test(one.url())) told.push(`request ${one.url()}`); });
    tab.on("console", (one) => { if (one.type() === "error") told.push(`console ${one.text()}`); });
    tab.on("pageerror", (error) => told.push(`error ${error.message}`));
    await tab.goto(pathToFileURL(page).href);
    await tab.waitForSelector("body[data-ready]", { timeout: 120000 });
    await tab.click("#demo");
    await tab.waitForSelector("table.files", { timeout: 120000 });
    await tab.waitForSelector("#area[aria-busy=false]");
    await tab.click("[data-view=rank]");
    await tab.waitForSelector("#shown table", { timeout: 120000 });
    const seal = (await tab.$eval(".seal", (one) => one.textContent)).replace(/ /g, "");
    const native = json("rank", ...COMMUNES);
    assert.ok(seal.includes(native.seal), seal);
    assert.equal(await tab.$$eval("#shown tbody tr", (rows) => rows.length), native.rows.length);
    assert.deepEqual(told, []);
  } finally {
    await browser.close();
  }
});

end();
