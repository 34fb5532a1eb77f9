import { spawnSync } from "node:child_process";
import { expect } from "chai";

const ROOT = new URL("../../../", import.meta.url);

/** Every file that importing an entry point loads, by its path in the project. */
function loadedBy(entry: string): readonly string[] {
  const program = `
    import { createRequire, register } from "node:module";
    import { MessageChannel, receiveMessageOnPort } from "node:worker_threads";
    const { port1, port2 } = new MessageChannel();
    const hooks = "let port; export const initialize = (data) => { port = data; }; export const load = async (url, context, next) => { port.postMessage(url); return next(url, context); };";
    register("data:text/javascript," + encodeURIComponent(hooks), { data: port2, transferList: [port2] });
    await import(${JSON.stringify(new URL(entry, ROOT).href)});
    const urls = [];
    for (let message; (message = receiveMessageOnPort(port1)) !== undefined; ) urls.push(message.message);
    port1.close();
    const required = Object.keys(createRequire(import.meta.url).cache).map((path) => "file://" + path);
    console.log(JSON.stringify([...urls, ...required]));
  `;
  const args = ["--import", "tsx", "--input-type=module", "--eval", program];
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: "utf8" });
  expect(stderr).to.equal("");
  const urls = JSON.parse(stdout) as readonly string[];
  const files = urls.filter((url) => url.startsWith("file:")).map((url) => new URL(url).pathname);
  return [...new Set(files)]
    .map((path) => path.replace(ROOT.pathname, ""))
    .filter((path) => !/node_modules\/(?:tsx|esbuild)\//.test(path));
}

/** The package that a file belongs to; undefined for ours. */
function packageOf(path: string): string | undefined {
  return /^.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1];
}

describe("importing hubwright/testing", () => {
  for (const entry of ["src/testing.ts", "src/testing-chai.ts"]) {
    it(`loads neither a Docker client nor what reads and writes files: ${entry}`, () => {
      const files = loadedBy(entry);
      const folders = new Set(files.filter((path) => path.startsWith("src/")).map((path) => path.split("/")[1]));
      expect([...folders])
        .to.include("testing")
        .and.to.not.include.members(["cli", "workspace", "machine", "apply"]);
      expect(files.filter((path) => path.startsWith("src/engine/docker/"))).to.deep.equal([]);
      expect([...new Set(files.flatMap((path) => packageOf(path) ?? []))]).to.deep.equal(["yaml"]);
      const own = files.filter((path) => path.startsWith("src/"));
      // 87 and 72 of yaml when this was written: each file is read before the first test runs.
      expect(own.length).to.be.within(1, 92);
      expect(files.length - own.length).to.be.within(1, 80);
    });
  }
});
