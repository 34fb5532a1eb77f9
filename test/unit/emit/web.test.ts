import { expect } from "chai";
import { emitCaddyfile } from "../../../src/emit/web/caddyfile.ts";
import { hubLocationOf, upstreamAt } from "../../../src/emit/web/hub-location.ts";
import { isSigned, nginxFiles } from "../../../src/emit/web/nginx-files.ts";
import { emitNginx } from "../../../src/emit/web/nginx-location.ts";
import { emitNginxServer } from "../../../src/emit/web/nginx-server.ts";
import type { WebSite } from "../../../src/emit/web/web-site.ts";
import { defineHub } from "../../../src/model/hub/hub.ts";

const SITE: WebSite = {
  name: "hubs.example.edu",
  tls: null,
  httpPort: 80,
  httpsPort: 443,
  hsts: false,
  bodySize: "512m",
  logins: 100,
};
const HUBS = [
  { name: "math", upstream: "127.0.0.1:8000" },
  { name: "math8660", upstream: "127.0.0.1:8001" },
];
const HOST = { hasHttp2Directive: false, hasIpv6: true };
const lines = (text: string) => text.split("\n").map((line) => line.trim());

describe("texts for the web server in front", () => {
  it("sends to where this machine reaches a hub", () => {
    expect(hubLocationOf(defineHub({ name: "math", listen: "0.0.0.0", port: 8009 }))).to.deep.equal({
      name: "math",
      upstream: "127.0.0.1:8009",
    });
    expect(upstreamAt("::", 1)).to.equal("[::1]:1");
    expect(upstreamAt("::1", 1)).to.equal("[::1]:1");
    expect(upstreamAt("10.0.0.7", 1)).to.equal("10.0.0.7:1");
  });

  const headers = [
    "Upgrade $http_upgrade",
    "Host $http_host",
    "X-Real-IP $remote_addr",
    "X-Forwarded-For $proxy_add_x_forwarded_for",
    "X-Forwarded-Host $http_host",
    "X-Forwarded-Proto $scheme",
    "X-Scheme $scheme",
  ].map((header) => `proxy_set_header ${header};`);
  for (const [what, text] of [
    ["the block to paste", emitNginx(defineHub({ name: "math" }))],
    ["the whole server", emitNginxServer(SITE, HUBS, HOST)],
  ] as const) {
    it(`hands on to JupyterHub what it needs: ${what}`, () => {
      expect(lines(text)).to.include.members([
        ...headers,
        "proxy_http_version 1.1;",
        "proxy_hide_header Service-Worker-Allowed;",
        "proxy_buffering off;",
        "proxy_read_timeout 1d;",
        "client_max_body_size 512m;",
        "return 301 /math/;",
      ]);
    });
  }

  it("is one server for all hubs, by HTTPS", () => {
    const text = lines(emitNginxServer(SITE, HUBS, HOST));
    expect(text.filter((line) => line === "server_name hubs.example.edu;")).to.have.length(2);
    expect(text).to.include.members([
      "location /math/ {",
      "location /math8660/ {",
      "proxy_pass http://127.0.0.1:8001;",
      "listen [::]:443 ssl http2;",
      "return 301 https://$host$request_uri;",
      "ssl_protocols TLSv1.2 TLSv1.3;",
      "ssl_certificate /etc/letsencrypt/live/hubs.example.edu/fullchain.pem;",
    ]);
    expect(text.join()).not.to.include("Strict-Transport-Security");
  });

  it("follows the nginx that reads it, and what was asked", () => {
    const site = {
      ...SITE,
      name: "::1",
      httpPort: 8080,
      httpsPort: 8443,
      hsts: true,
      tls: { certificate: "/c", key: "/k" },
    };
    const text = lines(emitNginxServer(site, HUBS, { hasHttp2Directive: true, hasIpv6: false }));
    expect(text).to.include.members([
      "listen 8080;",
      "listen 8443 ssl;",
      "http2 on;",
      "server_name [::1];",
      "ssl_certificate /c;",
      "ssl_certificate_key /k;",
      "return 301 https://$host:8443$request_uri;",
      'add_header Strict-Transport-Security "max-age=31536000" always;',
    ]);
    expect(text.join()).not.to.include("[::]:");
  });

  it("counts sign-in attempts, and nothing else", () => {
    const text = lines(emitNginxServer({ ...SITE, logins: 40 }, HUBS, HOST));
    expect(text).to.include.members([
      '"~^POST .*/hub/login$" $binary_remote_addr;',
      "limit_req_zone $hubwright_sign_in zone=hubwright_login:10m rate=40r/m;",
      "limit_req zone=hubwright_login burst=40 nodelay;",
      "limit_req_status 429;",
    ]);
  });

  describe("as files", () => {
    const place = { ...HOST, directory: "/etc/nginx", hasSitesEnabled: true };

    it("lie as Debian has them, or in conf.d", () => {
      expect(nginxFiles(SITE, HUBS, place).map(({ path, link }) => [path, link])).to.deep.equal([
        ["conf.d/hubwright.conf", null],
        ["hubwright/math.conf", null],
        ["hubwright/math8660.conf", null],
        ["sites-available/hubwright-hubs.example.edu.conf", "sites-enabled/hubwright-hubs.example.edu.conf"],
      ]);
      const other = nginxFiles(SITE, HUBS, { ...place, hasSitesEnabled: false }).at(-1);
      expect([other?.path, other?.link]).to.deep.equal(["conf.d/hubwright-hubs.example.edu.conf", null]);
    });

    it("have a server that names no hub, so that each hub may come and go", () => {
      const server = nginxFiles(SITE, HUBS, place).at(-1)?.text ?? "";
      expect(lines(server)).to.include("include /etc/nginx/hubwright/*.conf;");
      expect(server).not.to.include("math");
      expect(
        nginxFiles({ ...SITE, name: null }, HUBS, place)
          .map(({ path }) => path)
          .join(),
      ).not.to.include("sites");
    });

    it("are recognized until someone edits them", () => {
      for (const { text } of nginxFiles(SITE, HUBS, place)) {
        expect(isSigned(text)).to.equal(true);
        expect(isSigned(`${text} `)).to.equal(false);
        expect(isSigned(text.replace("location", "Location").replace("map $", "map  $"))).to.equal(false);
      }
      for (const text of ["", "\n", "server {}\n"]) expect(isSigned(text)).to.equal(false);
    });
  });

  it("writes a Caddyfile for all hubs", () => {
    const text = lines(emitCaddyfile({ ...SITE, hsts: true }, HUBS));
    expect(text).to.include.members([
      "hubs.example.edu {",
      "max_size 512MiB",
      "redir /math /math/ permanent",
      "handle /math8660/* {",
      "reverse_proxy 127.0.0.1:8001 {",
      "header_up X-Scheme {scheme}",
      "header_up X-Real-IP {remote_host}",
      "header_down -Service-Worker-Allowed",
      'header Strict-Transport-Security "max-age=31536000"',
    ]);
    // Without a certificate given, Caddy fetches one.
    expect(text.join()).not.to.include("tls ");
    const other = lines(emitCaddyfile({ ...SITE, httpsPort: 8443, tls: { certificate: "/c", key: "/k" } }, HUBS));
    expect(other).to.include.members(["https_port 8443", "hubs.example.edu:8443 {", "tls /c /k"]);
  });
});
