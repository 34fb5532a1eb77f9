import { defineHub } from "hubwright";

/** Limits and images for everybody, and others for some groups. */
export default defineHub({
  name: "lab",
  port: 8004,
  notebook: {
    limits: { memory: "2GiB", cpus: 1 },
    privileges: "none",
    groups: {
      ml: { limits: { memory: "16GiB", cpus: 4, gpus: 1 }, image: "quay.io/jupyter/pytorch-notebook:2026-11-02" },
      stats: { limits: { memory: "4GiB" }, image: "quay.io/jupyter/r-notebook:2026-11-02" },
      admin: { limits: { memory: null } },
    },
  },
});
