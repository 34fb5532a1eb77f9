import { expect } from "chai";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { readBuildHost } from "../../../src/workspace/build-host/build-host.ts";

const certificate = (text: string) =>
  `-----BEGIN CERTIFICATE-----\n${Buffer.from(text).toString("base64")}\n-----END CERTIFICATE-----`;
const DEBIAN = { "etc/os-release": 'NAME="Debian GNU/Linux"\nID=debian\n' };

describe("what a build needs from the machine that builds", () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "build-host-"));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  function read(files: Record<string, string>, environment: Record<string, string> = {}) {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    return readBuildHost(environment, { root, home: join(root, "home/ada") });
  }

  it("is nothing on a machine that has nothing special", () => {
    expect(read({})).to.deep.equal({});
    expect(
      read({
        ...DEBIAN,
        "etc/pip.conf": "[global]\ncert = /etc/ssl/ca.pem\n",
        "home/ada/.npmrc": "//registry.npmjs.org/:_authToken=secret\n",
      }),
    ).to.deep.equal({});
  });

  describe("certificates", () => {
    it("are those that an administrator has added, in Debian's and Red Hat's way", () => {
      const files = read({
        "usr/local/share/ca-certificates/campus.crt": certificate("campus"),
        "usr/local/share/ca-certificates/proxies/inner.crt": certificate("inner"),
        "usr/local/share/ca-certificates/README": "not one",
        "etc/pki/ca-trust/source/anchors/campus.pem": certificate("another campus"),
      });
      expect(Object.keys(files).map((path) => path.replace(/-[0-9a-f]{8}\./, "-#."))).to.deep.equal([
        "build-host/ca/campus-#.crt",
        "build-host/ca/campus.crt",
        "build-host/ca/inner.crt",
      ]);
      expect(files["build-host/ca/campus.crt"]).to.equal(`${certificate("campus")}\n`);
    });

    it("come one a file, once each, and without the key that may lie beside them", () => {
      const bundle = `${certificate("a")}\n-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n${certificate("b")}\n`;
      const files = read({
        "usr/local/share/ca-certificates/two.crt": bundle,
        "usr/local/share/ca-certificates/zagain.crt": certificate("a"),
      });
      expect(Object.keys(files)).to.deep.equal(["build-host/ca/two-1.crt", "build-host/ca/two-2.crt"]);
      expect(Object.values(files).join("")).to.not.contain("PRIVATE");
    });

    it("are also those that tools are configured with, except for the system's whole bundle", () => {
      const bundle = Array.from({ length: 140 }, (_, index) => certificate(`authority ${index}`)).join("\n");
      const files = read(
        { "opt/campus ca.pem": certificate("campus"), "etc/ssl/certs/ca-certificates.crt": bundle },
        { NODE_EXTRA_CA_CERTS: "/opt/campus ca.pem", SSL_CERT_FILE: "/etc/ssl/certs/ca-certificates.crt" },
      );
      expect(Object.keys(files)).to.deep.equal(["build-host/ca/campus_ca.crt"]);
    });
  });

  describe("pip.conf", () => {
    const pip = (files: Record<string, string>, environment: Record<string, string> = {}) =>
      read(files, environment)["build-host/pip.conf"];

    it("has the indexes, and nothing that names a file of this machine", () => {
      const text =
        "[global]\nindex-url = https://pip.example/simple\ncert = /etc/ssl/ca.pem\nfind-links = /opt/wheels\ntimeout = 60\n\n[install]\nextra-index-url =\n    https://a.example/simple\n    https://b.example/simple\ntrusted-host = pip.example\n";
      expect(pip({ "etc/pip.conf": text })).to.equal(
        "[global]\nindex-url = https://pip.example/simple\nextra-index-url = https://a.example/simple\n    https://b.example/simple\ntrusted-host = pip.example\n",
      );
    });

    it("uses the most specific: environment, the file it names, the person's, the system's", () => {
      const say = (host: string) => `[global]\nindex-url = https://${host}.example/simple\n`;
      const index = (environment: Record<string, string>) => /index-url = (\S+)/.exec(pip({}, environment) ?? "")?.[1];
      read({ "etc/pip.conf": say("system") });
      expect(index({})).to.equal("https://system.example/simple");
      read({ "home/ada/.config/pip/pip.conf": say("person") });
      expect(index({})).to.equal("https://person.example/simple");
      writeFileSync(join(root, "named"), say("named"));
      expect(index({ PIP_CONFIG_FILE: join(root, "named") })).to.equal("https://named.example/simple");
      expect(index({ PIP_CONFIG_FILE: join(root, "named"), PIP_INDEX_URL: "https://said.example/simple" })).to.equal(
        "https://said.example/simple",
      );
      expect(index({ PIP_CONFIG_FILE: "/dev/null" })).to.equal(undefined);
    });

    it("keeps a password that the index asks for", () => {
      expect(pip({}, { PIP_INDEX_URL: "https://ada:s%40x@pip.example/simple" })).to.contain(
        "https://ada:s%40x@pip.example/simple",
      );
    });

    it("leaves out what a build cannot reach, and what could say something else", () => {
      for (const url of [
        "http://localhost:3141/root/pypi",
        "http://127.0.0.1/simple",
        "file:///opt/index",
        "/opt/index",
        "https://pypi.org/simple",
        "not a url",
      ]) {
        expect(pip({}, { PIP_INDEX_URL: url }), url).to.equal(undefined);
      }
      expect(
        pip({}, { PIP_INDEX_URL: "https://a.example/simple", PIP_TRUSTED_HOST: "a.example\n[global]\nx=$(id)" }),
      ).to.equal("[global]\nindex-url = https://a.example/simple\ntrusted-host = a.example\n");
    });
  });

  describe("npmrc", () => {
    const npm = (text: string, environment: Record<string, string> = {}) =>
      read({ "home/ada/.npmrc": text }, environment)["build-host/npmrc"];

    it("has the registry, what that one asks for, and nothing of another", () => {
      const text =
        "registry=https://npm.example/repository/npm/\n//npm.example/repository/npm/:_authToken=${TOKEN}\n//registry.npmjs.org/:_authToken=secret\ncafile=/etc/ssl/ca.pem\n";
      expect(npm(text, { TOKEN: "t" })).to.equal(
        "registry=https://npm.example/repository/npm/\n//npm.example/repository/npm/:_authToken=t\n",
      );
    });

    it("is not needed for npm's own registry, nor of use for one of this machine", () => {
      for (const registry of ["https://registry.npmjs.org/", "http://localhost:4873/", "nonsense", ""])
        expect(npm(`registry=${registry}\n`), registry).to.equal(undefined);
    });

    it("takes the environment before the file", () => {
      expect(npm("registry=https://a.example/\n", { npm_config_registry: "https://b.example/" })).to.equal(
        "registry=https://b.example/\n",
      );
    });
  });

  describe("the apt mirror", () => {
    const mirror = (files: Record<string, string>) => read({ ...DEBIAN, ...files })["build-host/apt-mirror"];

    it("is read from a file of the new kind", () => {
      const text =
        "Types: deb\n# old: http://old.example/debian\nURIs: http://security.example/debian-security\nSuites: bookworm-security\n\nEnabled: no\nTypes: deb\nURIs: http://off.example/debian\nSuites: bookworm\n\nTypes: deb deb-src\nURIs:\n  http://mirror.example/debian/\nSuites: bookworm bookworm-updates\nComponents: main\n";
      expect(mirror({ "etc/apt/sources.list.d/debian.sources": text })).to.equal("http://mirror.example/debian\n");
    });

    it("is read from a file of the old kind", () => {
      const text =
        "# deb http://no.example/debian bookworm main\ndeb [arch=amd64 signed-by=/x] https://mirror.example/debian bookworm main\n";
      expect(mirror({ "etc/apt/sources.list": text })).to.equal("https://mirror.example/debian\n");
    });

    it("is not needed where it is Debian's own", () => {
      expect(mirror({ "etc/apt/sources.list": "deb http://deb.debian.org/debian bookworm main\n" })).to.equal(
        undefined,
      );
    });

    it("is never another vendor's, one of this machine, or one with a password, which would stay in the image", () => {
      for (const uri of [
        "https://download.docker.com/linux/debian-extra",
        "file:/srv/debian",
        "cdrom:[Debian]/",
        "http://localhost:3142/debian",
        "http://ada:secret@mirror.example/debian",
      ]) {
        expect(mirror({ "etc/apt/sources.list": `deb ${uri} bookworm main\n` }), uri).to.equal(undefined);
      }
    });

    it("is of no use on a machine that is not Debian", () => {
      expect(
        read({
          "etc/os-release": "ID=ubuntu\nID_LIKE=debian\n",
          "etc/apt/sources.list": "deb http://mirror.example/debian x main\n",
        }),
      ).to.deep.equal({});
    });
  });
});
