import { defineHub, perGroup, perHub, perPerson } from "hubwright";

export default defineHub({
  name: "math",
  port: 8000,
  volumes: {
    home: perPerson({ at: "/home/jovyan" }),
    shared: perGroup({ at: "/home/jovyan/{group}" }),
    // The same line in both definitions: the hubs use one volume.
    data: perHub({ at: "/data", scope: "server", access: { member: "ro", staff: "ro", admin: "rw" } }),
  },
});
