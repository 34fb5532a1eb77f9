import { expect } from "chai";
import { lstatSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { passwordCell } from "./support/csv-cell.ts";
import { inSeconds, noteFigure } from "./support/figure.ts";
import { freePort } from "./support/free-port.ts";
import type { Notebook } from "./support/notebook.ts";
import type { SignedIn } from "./support/signed-in.ts";
import { TestHub } from "./support/test-hub.ts";
import { hubName } from "./support/test-run.ts";

const NAMES = ["hub-admin", "mpilosov", "halljord", "tbutler"] as const;
type Name = (typeof NAMES)[number];

const GENERATIONS = [
  { jupyterhub: "6.1", name: hubName("seed"), port: await freePort() },
  { jupyterhub: "5.5", name: hubName("seed-before"), port: await freePort() },
] as const;

for (const { jupyterhub, name, port } of GENERATIONS) {
  describe(`the four people of the walkthrough, JupyterHub ${jupyterhub}`, function () {
    this.timeout(900_000);
    let hub: TestHub;
    const people = new Map<Name, SignedIn>();
    const notebooks = new Map<Name, Notebook>();
    const passwords = new Map<Name, string>();

    /** Someone's open notebook; started when a test first asks for it. */
    async function notebookOf(person: Name): Promise<Notebook> {
      const open = notebooks.get(person) ?? (await signedIn(person).notebook());
      notebooks.set(person, open);
      return open;
    }

    function signedIn(person: Name): SignedIn {
      const found = people.get(person);
      if (found === undefined) throw new Error(`${person} is not signed in`);
      return found;
    }

    async function signInAll(): Promise<void> {
      notebooks.clear();
      for (const person of NAMES) {
        const password = passwords.get(person) ?? (await hub.passwordOf(person));
        const { person: entered, status, message } = await hub.trySignIn(person, password);
        if (entered === undefined) throw new Error(`${person} is not let in: ${status} ${message}`);
        passwords.set(person, password);
        people.set(person, entered);
      }
    }

    before(async () => {
      // "6.1" is left out, as the definition of most hubs does.
      hub = await TestHub.create({ name, port, definition: jupyterhub === "6.1" ? {} : { jupyterhub } });
      await hub.up();
    });

    after(() => hub.remove());

    it("runs the version of JupyterHub that hub.ts says", async function () {
      const { version } = JSON.parse((await fetchJson(`${hub.origin}${hub.place}/hub/api`)) || "{}") as {
        version: string;
      };
      expect(version).to.match(new RegExp(`^${jupyterhub.replace(".", "\\.")}\\.`));
      noteFigure(this, version);
    });

    it("lets each of them in with the password that hubwright prints", async function () {
      await signInAll();
      expect(new Set(passwords.values()).size, "passwords").to.equal(NAMES.length);
      noteFigure(this, `${people.size} of ${NAMES.length} people`);
    });

    it("refuses a wrong password, an empty one, and a name that is not on the list", async function () {
      const stranger = await hub.passwordOf("eve");
      expect(stranger).to.match(/^[0-9a-f]{10}$/);
      const refused = {
        "wrong password": await hub.trySignIn("halljord", passwords.get("tbutler") ?? ""),
        "empty password": await hub.trySignIn("halljord", ""),
        "unlisted name": await hub.trySignIn("eve", "0123456789"),
        "unlisted name with the password it would have": await hub.trySignIn("eve", stranger),
      };
      for (const [what, { status, message }] of Object.entries(refused)) {
        expect(status, what).to.equal(403);
        expect(message, what).to.match(/invalid username or password|not on the hub's user list/i);
      }
      noteFigure(this, `${Object.keys(refused).length} tries, each 403`);
    });

    it("lets tbutler change the file and the folder that halljord made in team-1", async () => {
      const halljord = await notebookOf("halljord");
      await halljord.makeFolder("team-1/homework");
      await halljord.save("team-1/homework/answer.txt", "by halljord\n");
      await halljord.save("team-1/notes.txt", "by halljord\n");

      const tbutler = await notebookOf("tbutler");
      await tbutler.save("team-1/notes.txt", "changed by tbutler\n");
      await tbutler.save("team-1/homework/more.txt", "by tbutler\n");
      await tbutler.remove("team-1/homework/answer.txt");
      await tbutler.rename("team-1/homework", "team-1/done");

      expect(await halljord.read("team-1/notes.txt")).to.equal("changed by tbutler\n");
      expect((await halljord.list("team-1/done")).map((entry) => entry.name)).to.deep.equal(["more.txt"]);
    });

    it("shows everyone the folders of their groups, and nobody a shared-admin", async () => {
      const folders: Record<string, readonly string[]> = {};
      const volumes: Record<string, readonly string[]> = {};
      for (const person of NAMES) {
        const entries = await (await notebookOf(person)).list();
        folders[person] = entries.map((entry) => entry.name).toSorted();
        volumes[person] = [...(await hub.view.mountsOf(`${name}-user-${person}`)).values()].toSorted();
      }
      expect(folders).to.deep.equal({
        "hub-admin": ["shared"],
        mpilosov: ["shared", "team-1"],
        halljord: ["team-1"],
        tbutler: ["team-1"],
      });
      expect(volumes).to.deep.equal({
        "hub-admin": [`${name}-shared-shared`, `${name}-user-hub-admin`],
        mpilosov: [`${name}-shared-shared`, `${name}-shared-team-1`, `${name}-user-mpilosov`],
        halljord: [`${name}-shared-team-1`, `${name}-user-halljord`],
        tbutler: [`${name}-shared-team-1`, `${name}-user-tbutler`],
      });
      const { Volumes } = await hub.view.docker.listVolumes();
      expect(
        Volumes.map((volume) => volume.Name).filter((volume) => volume.startsWith(name) && volume.includes("admin")),
      ).to.deep.equal([`${name}-user-hub-admin`]);
    });

    it("gives every group folder to 1000:100 with mode 2775", async function () {
      const groupVolumes = (await hub.view.volumeNames(name)).filter((volume) => volume.startsWith(`${name}-shared-`));
      expect(groupVolumes).to.deep.equal([`${name}-shared-shared`, `${name}-shared-team-1`]);
      const onEngine = await hub.view.lookInto(groupVolumes, [
        "stat",
        "-c",
        "%u:%g %a %n",
        ...groupVolumes.map((volume) => `/volumes/${volume}`),
      ]);
      expect(onEngine.trim().split("\n")).to.deep.equal(
        groupVolumes.map((volume) => `1000:100 2775 /volumes/${volume}`),
      );
      // Folders inside it, made by its members, are the group's too.
      const inNotebook = await (
        await notebookOf("mpilosov")
      ).run(
        `import subprocess; print(subprocess.run("stat -c '%u:%g %a %n' shared team-1 team-1/done; stat -c '%a %n' team-1/notes.txt", shell=True, capture_output=True, text=True).stdout)`,
      );
      expect(inNotebook.trim().split("\n")).to.deep.equal([
        "1000:100 2775 shared",
        "1000:100 2775 team-1",
        "1000:100 2775 team-1/done",
        "664 team-1/notes.txt",
      ]);
      noteFigure(this, `${groupVolumes.length} of ${groupVolumes.length} volumes`);
    });

    it("lets others write nothing that hubwright or its hub created", async function () {
      const onHost = filesBelow(hub.directory);
      expect(
        onHost.filter((path) => !lstatSync(path).isSymbolicLink() && (lstatSync(path).mode & 0o002) !== 0),
      ).to.deep.equal([]);

      const volumes = await hub.view.volumeNames(name);
      const all = (await hub.view.lookInto(volumes, ["find", "/volumes", "-mindepth", "1"])).trim().split("\n").length;
      expect(await hub.view.lookInto(volumes, ["find", "/volumes", "-mindepth", "1", ...WRITABLE_BY_OTHERS])).to.equal(
        "",
      );

      for (const container of [name, `${name}-proxy`, `${name}-user-mpilosov`]) {
        const command = [
          "sh",
          "-c",
          `find /srv /opt /run/secrets /home ${WRITABLE_BY_OTHERS.join(" ")} 2>/dev/null || true`,
        ];
        expect(await hub.view.exec(container, command), container).to.equal("");
      }
      noteFigure(this, `0 of ${onHost.length + all} files and folders, ${volumes.length} volumes`);
    });

    it("shows the login list only to admins, once they type their password, as a page and as a table", async () => {
      const path = `${hub.place}/hub/login_list`;
      const admin = signedIn("hub-admin");
      const page = await admin.loginList();
      const table = await admin.loginList("csv");
      expect(page.status).to.equal(200);
      expect(table.headers["content-type"]).to.match(/^text\/csv/);
      const rows = table.text.trim().split(/\r?\n/);
      expect(rows[0]).to.equal("name,groups,admin,password");
      for (const person of NAMES) {
        expect(page.text).to.include(person).and.include(passwords.get(person));
        expect(
          rows.some(
            (row) => row.startsWith(`${person},`) && row.endsWith(`,${passwordCell(passwords.get(person) ?? "")}`),
          ),
          person,
        ).to.be.true;
      }
      expect((await signedIn("tbutler").loginList()).status, "another admin").to.equal(200);
      for (const address of [path, `${path}?format=csv`]) {
        const asked = await admin.browser.open(address);
        expect([asked.status, asked.headers["content-type"]], address).to.deep.equal([
          200,
          page.headers["content-type"],
        ]);
        expect(asked.text).to.include("Your password");
        const refused = await signedIn("halljord").browser.open(address);
        expect(refused.status, address).to.equal(403);
        for (const { text } of [asked, refused])
          for (const password of passwords.values()) expect(text).not.to.include(password);
      }
      for (const format of ["", "csv"] as const)
        expect((await signedIn("halljord").loginList(format)).status).to.equal(403);
      const wrong = await admin.browser.submit(path, { password: passwords.get("halljord") ?? "" });
      expect(wrong.status).to.equal(403);
      expect(wrong.text).to.include("not your password").and.to.not.include(passwords.get("hub-admin"));
    });

    it("keeps its keys out of what docker inspect shows", async () => {
      const keys = ["oauth", "hub", "proxy"].map((file) => hub.read(`secrets/${file}.env`).trim().split("=")[1] ?? "");
      for (const container of [name, `${name}-proxy`, `${name}-user-mpilosov`]) {
        const shown = JSON.stringify(await hub.view.docker.getContainer(container).inspect());
        for (const key of keys) expect(shown.includes(key), container).to.be.false;
      }
    });

    it("adds a new person and a new group as soon as the list is saved, and removes the group just as fast", async () => {
      await hub.must("people", "add", "eve", "team-2");
      const eve = await hub.signIn("eve");
      await (await eve.notebook()).save("team-2/mine.txt", "mine\n");
      const volume = `${name}-shared-team-2`;
      expect(await hub.view.lookInto([volume], ["stat", "-c", "%u:%g %a", `/volumes/${volume}`])).to.equal(
        "1000:100 2775\n",
      );
      await eve.stopServer();
      await hub.must("groups", "remove", "team-2", "eve");
      // An empty directory, where the folder was: nothing of the group is in it.
      const mounts = await eve.notebook().then(() => hub.view.mountsOf(`${name}-user-eve`));
      expect([...mounts.values()]).to.deep.equal([`${name}-user-eve`]);
      await eve.stopServer();
      await hub.view.untilRemoved(`${name}-user-eve`);
    });

    it("has nothing to do when up is run again", async function () {
      const before = [await hub.view.containerIds(name), await hub.view.imageIds(name)];
      const started = performance.now();
      expect(await hub.must("up")).to.match(/^Nothing to do/);
      noteFigure(this, `${inSeconds(performance.now() - started)}, 0 containers made, 0 images built`);
      expect([await hub.view.containerIds(name), await hub.view.imageIds(name)]).to.deep.equal(before);
      expect((await hub.run(["plan"])).exitCode).to.equal(0);
    });

    it("keeps what hub-admin saves, in every folder of the file browser, across stop and start", async function () {
      const person = signedIn("hub-admin");
      const notebook = await notebookOf("hub-admin");
      const folders = await notebook.folders();
      expect(folders).to.have.members(["", "shared"]);
      const paths = folders.map((folder) => (folder === "" ? "kept.txt" : `${folder}/kept.txt`));
      for (const path of paths) await notebook.save(path, `saved as ${path}\n`);
      await person.stopServer();
      const again = await person.notebook();
      notebooks.set("hub-admin", again);
      for (const path of paths) expect(await again.read(path)).to.equal(`saved as ${path}\n`);
      noteFigure(this, `${paths.length} of ${folders.length} folders`);
    });

    it("keeps every file and every password across down and up", async function () {
      await (await notebookOf("halljord")).save("mine.txt", "in a home\n");
      const volumes = await hub.view.volumeNames(name);
      const listed = await hub.view.lookInto(volumes, FINGERPRINTS);
      await hub.must("down", "--yes");
      expect(await hub.view.containerIds(name)).to.equal("");
      expect(await hub.view.volumeNames(name)).to.deep.equal(volumes);
      expect(await hub.view.lookInto(volumes, FINGERPRINTS)).to.equal(listed);

      await hub.up();
      await signInAll();
      expect(await (await notebookOf("halljord")).read("mine.txt")).to.equal("in a home\n");
      expect(await (await notebookOf("tbutler")).read("team-1/notes.txt")).to.equal("changed by tbutler\n");
      expect(await (await notebookOf("hub-admin")).read("shared/kept.txt")).to.equal("saved as shared/kept.txt\n");
      noteFigure(this, `${listed.trim().split("\n").length} files the same, ${NAMES.length} passwords`);
    });
  });
}

const WRITABLE_BY_OTHERS = ["-perm", "-0002", "!", "-type", "l"];

/** The content of people's files; Jupyter's own (hidden) files and the hub's own database may change. */
const FINGERPRINTS = [
  "sh",
  "-c",
  "find /volumes -name '.*' -prune -o -path '*-data/*' -prune -o -type f -print0 | sort -z | xargs -0 -r md5sum",
];

function filesBelow(directory: string): readonly string[] {
  const entries = readdirSync(directory, { recursive: true, withFileTypes: true });
  return [directory, ...entries.map((entry) => join(entry.parentPath, entry.name))];
}

async function fetchJson(url: string): Promise<string> {
  return (await fetch(url)).text();
}
