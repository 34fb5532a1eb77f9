import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { chromium, type Browser as Chromium, type BrowserContext } from "playwright-core";
import type { SignedIn } from "./signed-in.ts";

/** Starts Debian's Chromium, without a window. @param args - Further words for its command. */
export function startChromium(args: readonly string[] = []): Promise<Chromium> {
  const setup = fileURLToPath(new URL("../setup/chromium.sh", import.meta.url));
  const path = execFileSync(setup, { encoding: "utf8" }).trim();
  return chromium.launch({
    // Otherwise a page that is loading fails when another test creates a network.
    executablePath: fileURLToPath(new URL("chromium-without-netlink.py", import.meta.url)),
    env: { ...process.env, CHROMIUM: path },
    // The tests run as root, for whom Chromium has no sandbox.
    args: ["--no-sandbox", ...args],
  });
}

/** A separate browser in which a person has signed in with the form. */
export async function signInWith(
  browser: Chromium,
  { browser: { origin }, place, name, password }: SignedIn,
): Promise<BrowserContext> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const home = `${origin}${place}/hub/home`;
  await page.goto(`${origin}${place}/hub/login?next=${encodeURIComponent(`${place}/hub/home`)}`);
  await page.fill("#username_input", name);
  await page.fill("#password_input", password);
  await page.click("#login_submit");
  await page.waitForURL(home);
  await page.close();
  return context;
}
