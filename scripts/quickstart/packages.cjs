"use strict";
// Checks whether node_modules matches package-lock.json.
const fs = require("fs");
const path = require("path");

/**
 * True if packages are missing or have another version. npm keeps the list of installed packages in a hidden file.
 *
 * @param {string} root
 */
function packagesAreStale(root) {
  const wanted = packagesOf(path.join(root, "package-lock.json"));
  const installed = packagesOf(path.join(root, "node_modules/.package-lock.json"));
  return Object.keys(wanted).some((place) => {
    const { version, optional, devOptional, link } = wanted[place] || {};
    // The package itself, and packages that this machine may not need.
    if (place === "" || optional || devOptional || link) return false;
    const found = installed[place];
    return found === undefined || found.version !== version;
  });
}

/**
 * @param {string} file
 * @returns {{ [place: string]: { version?: string, optional?: boolean, devOptional?: boolean, link?: boolean } }}
 */
function packagesOf(file) {
  if (!fs.existsSync(file)) return {};
  return JSON.parse(fs.readFileSync(file, "utf8")).packages || {};
}

module.exports = { packagesAreStale };
