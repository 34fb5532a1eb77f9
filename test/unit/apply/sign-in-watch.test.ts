import { createServer, type Server } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { SignInWatch } from "../../../src/apply/sign-in-watch.ts";
import { sayAway } from "../../../src/plan/away.ts";
import { noteAwayTime, readAwayTimes } from "../../../src/workspace/away-times.ts";
import { temporaryDirectory } from "../workspace/temporary.ts";

describe("the time that sign-in is away", () => {
  const directory = temporaryDirectory();
  let server: Server;
  let status = 200;
  let url: string;

  beforeEach(async () => {
    status = 200;
    server = createServer((_, response) => void response.writeHead(status).end());
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  });

  afterEach(() => {
    server.close();
  });

  it("is from the first question without an answer to the answer after the last", async () => {
    const asked: { readonly status: number; readonly at: number }[] = [];
    server.on("request", () => asked.push({ status, at: performance.now() }));
    const untilAsked = async (code: number) => {
      status = code;
      for (const before = asked.length; !asked.slice(before).some((one) => one.status === code);)
        await once(server, "request");
    };
    const watch = new SignInWatch(url);
    await untilAsked(200);
    await untilAsked(503);
    await untilAsked(200);
    await untilAsked(503);
    const ending = watch.end();
    await untilAsked(503);
    await untilAsked(200);
    const away = (await ending) ?? 0;
    const end = performance.now();
    const firstMiss = asked.findIndex((one) => one.status === 503);
    const [lastHit, miss, back] = [asked[firstMiss - 1], asked[firstMiss], asked.at(-1)].map((one) => one?.at ?? 0);
    // A question is asked before the server hears of it, and after the answer before it.
    expect(away).to.be.within((back ?? 0) - (miss ?? 0), end - (lastHit ?? 0));
  });

  it("is nothing where every question is answered", async () => {
    const watch = new SignInWatch(url);
    await sleep(300);
    expect(await watch.end()).to.equal(0);
  });

  it("is unknown where the hub cannot be asked from here, and is not waited for", async () => {
    let asked = 0;
    server.on("request", () => (asked += 1));
    status = 503;
    const watch = new SignInWatch(url);
    await once(server, "request");
    expect(await watch.end()).to.equal(undefined);
    expect(asked).to.be.at.most(2);
    server.close();
    await once(server, "close");
    expect(await new SignInWatch(url).end()).to.equal(undefined);
  });

  it("asks no more once it is stopped", async () => {
    let asked = 0;
    server.on("request", () => (asked += 1));
    const watch = new SignInWatch(url);
    await sleep(250);
    watch.stop();
    await sleep(150);
    const before = asked;
    expect(before).to.be.greaterThan(0);
    await sleep(400);
    expect(asked).to.equal(before);
  });

  it("is kept by cause, the last five", () => {
    for (const took of [1, 2, 3, 4, 5, 6.4]) noteAwayTime(directory(), "hub", took);
    noteAwayTime(directory(), "proxy", 9);
    expect(readAwayTimes(directory())).to.deep.equal({ hub: [2, 3, 4, 5, 6], proxy: [9] });
  });

  for (const text of ["", "{", "[]x", '{"hub":"soon"}', "null"]) {
    it(`starts over where what was kept is ${JSON.stringify(text)}`, () => {
      mkdirSync(join(directory(), ".hubwright"), { recursive: true });
      writeFileSync(join(directory(), ".hubwright", "away.json"), text);
      expect(readAwayTimes(directory())).to.deep.equal({});
      noteAwayTime(directory(), "hub", 7);
      expect(readAwayTimes(directory())).to.deep.equal({ hub: [7] });
    });
  }

  for (const [servers, wentOn, cause, words] of [
    [3, 3, "hub", "Sign-in was away for 4.1 s; 3 servers went on."],
    [1, 1, "upgrade", "Sign-in was away for 4.1 s; 1 server went on."],
    [3, 2, "hub", "Sign-in was away for 4.1 s; 2 of 3 servers went on."],
    [0, 0, "hub", "Sign-in was away for 4.1 s; no server was running."],
    [
      2,
      2,
      "proxy",
      "Sign-in was away for 4.1 s; 2 servers went on. The proxy is a new one: pages that were open make their connections anew.",
    ],
  ] as const) {
    it(`is told in words: ${words}`, () => {
      expect(sayAway({ took: 4100, cause, servers, wentOn })).to.equal(words);
    });
  }
});
