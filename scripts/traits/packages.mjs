// The packages whose classes have typed traits, at the versions that a hub gets.
import { hubPackages } from "../../src/emit/python-pins.ts";
import { LDAPAUTHENTICATOR, OAUTHENTICATOR } from "../../src/model/hub/preset-class.ts";
import { defineHub } from "../../src/model/hub/hub.ts";

/** @typedef {"6.1" | "5.5"} Generation */

/** @type {readonly Generation[]} */
export const GENERATIONS = ["6.1", "5.5"];

/** Sign-in packages that no preset installs. They are typed for the version that is the newest when `npm run traits` was last changed. */
const OTHERS = ["jupyterhub-nativeauthenticator==1.3.0", "jupyterhub-ltiauthenticator==1.6.3"];
/** What oauthenticator.mediawiki imports. It has no traits. */
const IMPORTED = ["mwoauth==0.4.0"];

/**
 * Everything that is installed to read the traits of a generation.
 *
 * @param {Generation} jupyterhub
 */
export function packagesOf(jupyterhub) {
  const hub = hubPackages(defineHub({ name: "traits", jupyterhub }));
  return [...hub, OAUTHENTICATOR, LDAPAUTHENTICATOR, ...OTHERS, ...IMPORTED];
}

/**
 * The version of a package, according to the pins.
 *
 * @param {string} name
 * @param {Generation} jupyterhub
 */
export function versionOf(name, jupyterhub) {
  const pin = packagesOf(jupyterhub).find((each) => each.startsWith(`${name}==`));
  if (pin === undefined) throw new Error(`${name} is not pinned.`);
  return pin.slice(name.length + 2);
}
