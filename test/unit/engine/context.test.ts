import { expect } from "chai";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Readable } from "node:stream";
import { buffer, text } from "node:stream/consumers";
import tarStream from "tar-stream";
import { HubwrightError } from "../../../src/model/problem/hubwright-error.ts";
import { contextFromDirectory, contextFromFiles } from "../../../src/engine/context.ts";

/** An archive as lines: type, mode, owner, time, name and content. */
async function listed(archive: Readable): Promise<string[]> {
  const extract = tarStream.extract();
  archive.pipe(extract);
  const entries: string[] = [];
  for await (const entry of extract) {
    const { type, mode, uid, gid, mtime, name, linkname } = entry.header;
    const content = type === "file" ? await text(entry) : (linkname ?? "");
    entry.resume();
    entries.push(
      `${type} ${mode?.toString(8)} ${uid}:${gid} ${mtime?.getTime()} ${name.replace(/\/$/, "")} ${content}`.trimEnd(),
    );
  }
  return entries;
}

describe("a build's context", () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "context-"));
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  const write = (files: Record<string, string>, root = directory) => {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), content);
    }
  };
  const names = async () => (await listed(contextFromDirectory(directory).archive())).map((line) => line.split(" ")[4]);

  describe("made of files", () => {
    it("is the same whatever their order, and programs can be run", async () => {
      const files = { "b/run.sh": "echo", Dockerfile: "FROM debian\n", start: "#!/bin/sh\n", ü: "€" };
      const expected = [
        "file 644 0:0 0 Dockerfile FROM debian\n".trimEnd(),
        "file 755 0:0 0 b/run.sh echo",
        "file 755 0:0 0 start #!/bin/sh",
        "file 644 0:0 0 ü €",
      ];
      expect(await listed(contextFromFiles(files))).to.deep.equal(expected);
      const reversed = Object.fromEntries(Object.entries(files).toReversed());
      expect(await buffer(contextFromFiles(reversed))).to.deep.equal(await buffer(contextFromFiles(files)));
    });

    it("may be empty, and may hold names and files that are long", async () => {
      expect(await listed(contextFromFiles({}))).to.deep.equal([]);
      const name = `${"d/".repeat(100)}${"n".repeat(90)}`;
      const [line] = await listed(contextFromFiles({ [name]: "x".repeat(500_000) }));
      expect(line).to.contain(name).and.have.length.greaterThan(500_000);
    });
  });

  describe("made of a directory", () => {
    it("has the same digest for the same content, whoever checked it out and when", () => {
      const other = mkdtempSync(join(tmpdir(), "context-"));
      try {
        for (const root of [directory, other]) write({ Dockerfile: "FROM debian\n", "data/a.csv": "1,2\n" }, root);
        chmodSync(join(other, "Dockerfile"), 0o600);
        chmodSync(join(other, "data"), 0o700);
        utimesSync(join(other, "data/a.csv"), 1, 1);
        expect(contextFromDirectory(other).digest).to.equal(contextFromDirectory(directory).digest);
      } finally {
        rmSync(other, { recursive: true, force: true });
      }
    });

    const changes: Record<string, () => void> = {
      "a file's text of the same size": () => write({ "a.txt": "next" }),
      "a file's size": () => write({ "a.txt": "text\0" }),
      "a file's name": () => renameSync(join(directory, "a.txt"), join(directory, "b.txt")),
      "a file more": () => write({ "b.txt": "" }),
      "an empty directory": () => mkdirSync(join(directory, "empty")),
      "a file that can be run": () => chmodSync(join(directory, "a.txt"), 0o755),
      "where a link leads": () => {
        rmSync(join(directory, "link"));
        symlinkSync("elsewhere", join(directory, "link"));
      },
    };
    for (const [what, change] of Object.entries(changes)) {
      it(`has another digest after a change of ${what}`, () => {
        write({ "a.txt": "text" });
        symlinkSync("a.txt", join(directory, "link"));
        const before = contextFromDirectory(directory).digest;
        change();
        expect(contextFromDirectory(directory).digest).to.not.equal(before);
      });
    }

    it("is sent without owner and time, and links as links, wherever they lead", async () => {
      write({ Dockerfile: "FROM debian", "sub/run": "#!/bin/sh" });
      chmodSync(join(directory, "sub/run"), 0o700);
      symlinkSync("/etc/shadow", join(directory, "secret"));
      symlinkSync("/etc", join(directory, "etc"));
      expect(await listed(contextFromDirectory(directory).archive())).to.deep.equal([
        "file 644 0:0 0 Dockerfile FROM debian",
        "symlink 777 0:0 0 etc /etc",
        "symlink 777 0:0 0 secret /etc/shadow",
        "directory 755 0:0 0 sub",
        "file 755 0:0 0 sub/run #!/bin/sh",
      ]);
    });

    it("leaves out what .dockerignore names, but for the exceptions", async () => {
      write({
        Dockerfile: "",
        ".dockerignore": "data\n!data/keep.csv\n*.log\n**/cache\n# comment\n",
        "data/a.csv": "",
        "data/keep.csv": "",
        "x.log": "",
        "a/b/cache/c": "",
        "a/b/d": "",
      });
      expect(await names()).to.deep.equal([".dockerignore", "Dockerfile", "a", "a/b", "a/b/d", "data/keep.csv"]);
    });

    it("sends the Dockerfile even where everything is ignored", async () => {
      write({ Dockerfile: "", ".dockerignore": "*\n", "a/b": "" });
      expect(await names()).to.deep.equal([".dockerignore", "Dockerfile"]);
    });

    it("does not look into a directory that is ignored", async () => {
      write({ Dockerfile: "", ".dockerignore": "data\n", "data/a": "" });
      const before = contextFromDirectory(directory).digest;
      write({ "data/b": "more" });
      expect(contextFromDirectory(directory).digest).to.equal(before);
    });

    it("warns of one that is huge", () => {
      write({ Dockerfile: "", big: "" });
      expect(contextFromDirectory(directory).warnings).to.deep.equal([]);
      truncateSync(join(directory, "big"), 201 * 2 ** 20);
      const [warning] = contextFromDirectory(directory).warnings;
      expect(warning).to.contain("201 MiB").and.contain(".dockerignore");
    });

    it("says that there is none", () => {
      for (const path of [join(directory, "none"), join(directory, "file")]) {
        write({ file: "" });
        expect(() => contextFromDirectory(path)).to.throw(HubwrightError, `There is no directory ${path} to build.`);
      }
    });

    it("fails with a file that vanishes while it is sent", async () => {
      write({ a: "1", b: "2" });
      const context = contextFromDirectory(directory);
      rmSync(join(directory, "b"));
      const failed = await buffer(context.archive()).catch((error: NodeJS.ErrnoException) => error.code);
      expect(failed).to.equal("ENOENT");
    });
  });
});
