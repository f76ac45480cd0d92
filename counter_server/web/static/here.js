// Says every twenty seconds that the desk's owner is here while her tab is hidden: pages' own timers are slowed down then.
// Whoever wants to be told what comes asks every five.
"use strict";
const here = async () => {
  try {
    const answer = await fetch("/console/here", { method: "POST" });
    if (answer.ok) postMessage(await answer.json());
  } catch {
    // The server is away; the next beat tries again.
  }
};
setInterval(here, self.name === "soon" ? 5000 : 20000);
here();
