import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import type { HubInput } from "../../src/model/hub/hub.ts";
import { boxCopyName } from "../../src/model/hub/names.ts";
import { dropBox, type LocalMoment, perPerson } from "../../src/model/hub/volume-policy.ts";
import { inSeconds, noteFigure } from "./support/figure.ts";
import { freePort } from "./support/free-port.ts";
import type { Notebook } from "./support/notebook.ts";
import type { SignedIn } from "./support/signed-in.ts";
import { TestHub } from "./support/test-hub.ts";
import { hubName } from "./support/test-run.ts";

const ZONE = "America/Denver";
const PEOPLE = `boss admin
tom course:staff
ann course
bob course
`;
/** The hub reads the time from this file if it exists, so that no test has to wait for a deadline a minute away. */
const CLOCK = "/srv/jupyterhub/clock";
const CLOCK_FROM_FILE = `from datetime import datetime
from pathlib import Path
from hubwright_hub.live import live_hub
from hubwright_hub.roster.local_clock import now_utc

def clock(file=Path("${CLOCK}")):
    return datetime.fromisoformat(file.read_text()) if file.exists() else now_utc()

live_hub().clock.now = clock
`;
/** How long a copy may take on a busy machine. In seconds. */
const PATIENCE = 120;

/** Tries everything that a program in a notebook can do to find what someone else has handed in. */
const SEARCH = `
import os, pathlib
found = []
for place, folders, files in os.walk("/", onerror=lambda e: None):
    if place in ("/proc", "/sys"):
        folders.clear()
    found += [os.path.join(place, name) for name in [*folders, *files] if "bobs" in name or name == "bob"]
mounts = pathlib.Path("/proc/self/mountinfo").read_text()
found += [line for line in mounts.splitlines() if "bob" in line]
for command in ("mount", "ls -laR /home", "cat /proc/*/environ", "ls -la /var/lib/docker /var/run/docker.sock"):
    text = os.popen(command + " 2>/dev/null").read()
    found += [line for line in text.splitlines() if "bobs" in line]
print(found)
`;

for (const [index, jupyterhub] of (["6.1", "5.5"] as const).entries()) {
  describe(`drop-boxes, JupyterHub ${jupyterhub}`, function () {
    this.timeout(900_000);
    let hub: TestHub;
    const people = new Map<string, SignedIn>();
    const notebooks = new Map<string, Notebook>();

    const volumes = (closes: LocalMoment | null): NonNullable<HubInput["volumes"]> => ({
      home: perPerson({ at: "/home/jovyan" }),
      inbox: dropBox({
        at: "/home/jovyan/{group}-submit",
        collectAt: "/home/jovyan/submitted/{group}/{person}",
        closes,
      }),
      drafts: dropBox({
        at: "/home/jovyan/{group}-draft",
        collectAt: "/home/jovyan/drafts/{group}/{person}",
        access: { staff: "rw" },
      }),
    });

    before(async () => {
      hub = await TestHub.create({
        name: hubName(`box-${index + 1}`),
        port: await freePort(),
        userlist: PEOPLE,
        definition: { jupyterhub, timezone: ZONE, volumes: volumes(null), extraConfig: ["clock.py"] },
        files: { "clock.py": CLOCK_FROM_FILE },
      });
      await hub.up();
      for (const name of ["ann", "bob", "tom"]) {
        const person = await hub.signIn(name);
        people.set(name, person);
        notebooks.set(name, await person.notebook());
      }
      await of("bob").save("course-submit/bobs.txt", "by bob\n");
      await of("bob").save("course-draft/bobs.txt", "draft of bob\n");
    });

    after(() => hub?.remove());

    function of(name: string): Notebook {
      const notebook = notebooks.get(name);
      if (notebook === undefined) throw new Error(`${name} has no notebook`);
      return notebook;
    }

    it("hide from a member what another one hands in, whatever a program in their notebook tries", async () => {
      // The control: the search finds what it can find.
      expect(await of("bob").run(SEARCH)).to.include("/home/jovyan/course-submit/bobs.txt");
      expect((await of("ann").run(SEARCH)).trim()).to.equal("[]");
      const ann = people.get("ann");
      const page = await ann?.browser.open(`${hub.place}/user/bob/files/course-submit/bobs.txt`);
      expect(page?.status).to.be.oneOf([403, 404]);
      expect(page?.text).to.not.include("by bob");
    });

    it("show staff every member's box, read-only, or writable if the policy says so", async () => {
      expect(await of("tom").read("submitted/course/bob/bobs.txt")).to.equal("by bob\n");
      const [submitted, draft] = ["submitted/course/bob/bobs.txt", "drafts/course/bob/review.txt"];
      expect(await whatWritingGives(of("tom"), `/home/jovyan/${submitted}`)).to.equal("Read-only file system");
      expect(await whatWritingGives(of("tom"), `/home/jovyan/${draft}`)).to.equal("written");
      expect(await of("bob").read("course-draft/review.txt")).to.equal("by tom");
      expect(await of("bob").read("course-submit/bobs.txt")).to.equal("by bob\n");
    });

    it("close at the deadline: staff have a copy, members keep working, and no server is stopped", async function () {
      await of("ann").save("course-submit/before.txt", "before\n");
      await of("ann").save("course-submit/overwritten.txt", "before\n");
      const running = await notebookIds();
      const moment = new Date(Math.ceil((Date.now() + 1000) / 1000) * 1000);
      const closes = wallClock(moment);
      // For the hub it is shortly before, until everything is ready.
      await setClock(moment, -10);
      hub.redefine({ volumes: volumes(closes) });
      await hub.up();
      await untilFirstPass(closes);
      // Before the hub can have read it, and after the deadline.
      await of("ann").run(`
import pathlib, time
assert time.time() > ${moment.getTime() / 1000}
box = pathlib.Path("/home/jovyan/course-submit")
(box / "overwritten.txt").write_text("after")
(box / "late.txt").write_text("after")
`);
      const began = performance.now();
      await setClock(moment, 1);
      await untilCopied();
      const copied = performance.now() - began;

      expect(await notebookIds()).to.equal(running);
      expect(await of("ann").read("course-submit/overwritten.txt")).to.equal("after");
      await of("ann").save("course-submit/later.txt", "after\n");

      const tom = people.get("tom");
      await tom?.stopServer();
      const again = (await tom?.notebook()) ?? of("tom");
      notebooks.set("tom", again);
      const folder = "submitted/course";
      expect((await again.list(folder)).map(({ name }) => name).toSorted()).to.deep.equal([
        "MANIFEST.csv",
        "ann",
        "bob",
      ]);
      const files = (await again.list(`${folder}/ann`)).map(({ name }) => name);
      expect(files.toSorted()).to.deep.equal(["before.txt", "overwritten.txt"]);
      expect(await again.read(`${folder}/ann/overwritten.txt`)).to.equal("before\n");
      expect(await again.read(`${folder}/bob/bobs.txt`)).to.equal("by bob\n");
      expect(await whatWritingGives(again, `/home/jovyan/${folder}/ann/mark.txt`)).to.equal("Read-only file system");
      const manifest = await again.read(`${folder}/MANIFEST.csv`);
      expect(manifest).to.match(/^ann,\.\/before\.txt,7,2\d{3}-.*,[0-9a-f]{64},\r?$/m);
      expect(manifest).to.match(/^ann,\.\/overwritten\.txt,7,.*from shortly before it\r?$/m);
      expect(manifest).to.match(/^ann,\.\/late\.txt,.*not copied: changed after the closing time\r?$/m);
      expect(manifest).to.not.include("late:");
      expect(await again.read("drafts/course/bob/bobs.txt")).to.equal("draft of bob\n");
      const containers = await hub.view.containers(hub.name);
      expect([...containers.keys()].filter((name) => name.endsWith("copy"))).to.deep.equal([]);
      noteFigure(this, `staff have the copy ${inSeconds(copied)} after the moment`);
    });

    it("of a different person with the same name are archived, with everything else of theirs", async () => {
      // Staff who see the drafts use them, too.
      for (const name of ["ann", "tom"]) await people.get(name)?.stopServer();
      const archived = await hub.view.exec(hub.name, [
        "python3",
        "-c",
        `
import datetime
from hubwright_hub.volumes.person_archive import archive_volumes
from hubwright_hub.live import HUB_JSON
from hubwright_hub.hub_json import load_hub
from hubwright_hub.returns import docker_client
print(*archive_volumes(docker_client(), load_hub(HUB_JSON), "ann", datetime.date(2026, 11, 23)))
`,
      ]);
      const kept = [
        `${hub.name}-shared.drafts-course.ann`,
        `${hub.name}-shared.inbox-course.ann`,
        `${hub.name}-user-ann`,
      ].map((name) => `${name}..archived-2026-11-23`);
      expect(archived.trim().split(" ")).to.deep.equal(kept);
      const box = kept[1] ?? "";
      expect(await hub.view.lookInto([box], ["cat", `/volumes/${box}/later.txt`])).to.equal("after\n");
      const fresh = await people.get("ann")?.notebook();
      expect(await fresh?.list("course-submit")).to.deep.equal([]);
    });

    /** Whether a program in a notebook can write a file, or the error that it gets. */
    async function whatWritingGives(notebook: Notebook, path: string): Promise<string> {
      const program = `
import pathlib
try:
    pathlib.Path(${JSON.stringify(path)}).write_text("by tom")
    print("written")
except OSError as error:
    print(error.strerror)
`;
      return (await notebook.run(program)).trim();
    }

    async function notebookIds(): Promise<string> {
      const ids = await hub.view.containerIds(hub.name);
      return ids
        .split("\n")
        .filter((line) => line.startsWith(`${hub.name}-user-`))
        .join("\n");
    }

    /** The hub's time: this many seconds after a moment. */
    async function setClock(moment: Date, seconds: number): Promise<void> {
      const time = new Date(moment.getTime() + seconds * 1000).toISOString();
      const set = 'printf %s "$1" >"$0.new" && mv "$0.new" "$0"';
      await hub.view.exec(hub.name, ["sh", "-c", set, CLOCK, time]);
    }

    /** Waits until the hub has what it keeps for files that change around the moment. */
    async function untilFirstPass(closes: LocalMoment): Promise<void> {
      const volume = boxCopyName(hub.name, "inbox", "course", closes);
      const end = performance.now() + PATIENCE * 1000;
      while (!(await hub.view.volumeNames(hub.name)).includes(volume)) {
        if (performance.now() > end) throw new Error(`The boxes of ${hub.name} are not kept before the moment.`);
        await sleep(250);
      }
      const look = 'until [ -e "$0/.first" ]; do sleep 0.2; done';
      await hub.view.lookInto([volume], ["timeout", String(PATIENCE), "sh", "-c", look, `/volumes/${volume}`]);
    }

    /** Waits until the hub records that its copy is complete: after that, staff get it. */
    async function untilCopied(): Promise<void> {
      const look = `
import time
from hubwright_hub.live import MEMORY
from hubwright_hub.people.memory import Memory
end = time.monotonic() + ${PATIENCE}
while len(Memory(MEMORY).copied()) != 1:
    assert time.monotonic() < end, "The boxes are not copied."
    time.sleep(0.2)
`;
      await hub.view.exec(hub.name, ["python3", "-c", look]);
    }
  });
}

/** A moment in the hub's time zone. */
function wallClock(moment: Date): LocalMoment {
  return moment.toLocaleString("sv-SE", { timeZone: ZONE }).replace(" ", "T") as LocalMoment;
}
