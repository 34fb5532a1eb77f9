import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { expect } from "chai";
import { HubwrightError } from "../../../src/model/problem/hubwright-error.ts";
import { nginxFiles, type NginxFile } from "../../../src/emit/web/nginx-files.ts";
import { nginxLayout, placeFiles } from "../../../src/workspace/nginx-directory.ts";
import { temporaryDirectory } from "./temporary.ts";

const NOW = new Date("2026-11-24T10:11:12.131Z");
const COPIES = "hubwright/backup/2026-11-24T101112.131Z";

describe("nginx's directory", () => {
  const directory = temporaryDirectory();
  const at = (path: string) => join(directory(), path);
  const files = (bodySize = "512m"): readonly NginxFile[] =>
    nginxFiles(
      { name: "hubs", tls: null, httpPort: 80, httpsPort: 443, hsts: false, bodySize, logins: 100 },
      [{ name: "math", upstream: "127.0.0.1:8000" }],
      { directory: directory(), hasSitesEnabled: true, hasIpv6: true, hasHttp2Directive: true },
    );
  const place = (wanted = files(), overwrite = false) => placeFiles(directory(), wanted, { overwrite, now: NOW });
  /** Everything below, each file with its text and each link with where it leads. */
  const all = () =>
    Object.fromEntries(
      readdirSync(directory(), { recursive: true, encoding: "utf8" })
        .filter((path) => !lstatSync(at(path)).isDirectory())
        .map((path) => [
          path,
          lstatSync(at(path)).isSymbolicLink() ? readlinkSync(at(path)) : readFileSync(at(path), "utf8"),
        ]),
    );
  const link = () => at("sites-enabled/hubwright-hubs.conf");
  const replaceLink = (put: () => void) => {
    rmSync(link());
    put();
  };
  const refusal = (act: () => unknown): HubwrightError => {
    try {
      act();
    } catch (error) {
      if (error instanceof HubwrightError) return error;
      throw error;
    }
    throw new Error("Nothing was refused.");
  };

  it("gets the files and the link; a second time there is nothing to do", () => {
    expect(place().changed).to.have.length(4);
    expect(readlinkSync(at("sites-enabled/hubwright-hubs.conf"))).to.equal("../sites-available/hubwright-hubs.conf");
    expect(readFileSync(at("sites-enabled/hubwright-hubs.conf"), "utf8")).to.include("server_name hubs;");
    const before = all();
    const { mtimeMs } = statSync(at("hubwright/math.conf"));
    const { changed, backups } = place();
    expect([changed, backups]).to.deep.equal([[], []]);
    expect(all()).to.deep.equal(before);
    expect(statSync(at("hubwright/math.conf")).mtimeMs).to.equal(mtimeMs);
  });

  it("keeps a copy of what it replaces, where no include of nginx looks", () => {
    place();
    const before = readFileSync(at("hubwright/math.conf"), "utf8");
    const { changed, backups } = place(files("1g"));
    expect(changed).to.deep.equal([at("hubwright/math.conf")]);
    expect(backups).to.deep.equal([at(`${COPIES}/hubwright/math.conf`)]);
    expect(readFileSync(backups[0] ?? "", "utf8")).to.equal(before);
  });

  it("leaves alone an installed hub that was not asked for", () => {
    place([...files(), { path: "hubwright/other.conf", text: "other", link: null }]);
    place(files("1g"));
    expect(readFileSync(at("hubwright/other.conf"), "utf8")).to.equal("other");
  });

  it("restores everything as it was", () => {
    place();
    const before = all();
    place(files("1g")).undo();
    expect(all()).to.deep.equal(before);
  });

  it("takes the first installation back to nothing", () => {
    place().undo();
    expect(all()).to.deep.equal({});
  });

  for (const [what, spoil] of [
    [
      "an edited file",
      () => writeFileSync(at("hubwright/math.conf"), `${readFileSync(at("hubwright/math.conf"), "utf8")}#\n`),
    ],
    ["a file of somebody's own", () => writeFileSync(at("conf.d/hubwright.conf"), "# mine\n")],
    ["a file in the link's place", () => replaceLink(() => writeFileSync(link(), "# mine\n"))],
    ["a link that leads elsewhere", () => replaceLink(() => symlinkSync("/elsewhere", link()))],
    ["a link to a file beside", () => replaceLink(() => symlinkSync("../sites-available/own.conf", link()))],
  ] as const) {
    it(`overwrites ${what} only on request; then a copy is kept, and undo restores it`, () => {
      place();
      spoil();
      const before = all();
      const { code, message, hint } = refusal(() => place());
      expect(code).to.equal("files-edited");
      expect(message).to.match(/is not as hubwright wrote it/);
      expect(hint).to.include("--overwrite");
      expect(all()).to.deep.equal(before);

      const holds = (path: string) =>
        lstatSync(path).isSymbolicLink() ? resolve(dirname(path), readlinkSync(path)) : readFileSync(path, "utf8");
      const held = Object.fromEntries(Object.keys(before).map((path) => [path, holds(at(path))]));
      const placed = place(files(), true);
      expect(placed.backups).to.have.length(1);
      const [copy = ""] = placed.backups;
      expect(holds(copy)).to.equal(held[relative(at(COPIES), copy)]);
      placed.undo();
      expect(all()).to.deep.equal(before);
      expect(place(files(), true).changed).to.have.length(1);
      expect(place().changed).to.deep.equal([]);
    });
  }

  it("takes back what it wrote where it cannot write the rest", () => {
    writeFileSync(at("sites-enabled"), "a file, not a directory");
    const before = all();
    refusal(() => place());
    expect(all()).to.deep.equal(before);
  });

  it("says that there is no nginx", () => {
    const { code, message, hint } = refusal(() => nginxLayout(directory()));
    expect(code).to.equal("program-missing");
    expect(message).to.equal(`There is no nginx.conf in ${directory()}.`);
    expect(hint).to.include("--nginx-root");
  });

  it("distinguishes Debian's layout from others", () => {
    writeFileSync(at("nginx.conf"), "");
    expect(nginxLayout(directory()).hasSitesEnabled).to.equal(false);
    mkdirSync(at("sites-enabled"));
    expect(nginxLayout(directory()).hasSitesEnabled).to.equal(true);
  });
});
