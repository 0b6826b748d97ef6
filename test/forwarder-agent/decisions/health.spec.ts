import assert from "node:assert/strict";
import { HEALTHY, type HealthAction, nextHealth } from "../../../components/forwarder-agent/decisions/health";

/** Looks once a second, `.` answered and `x` not; the actions by second. */
function actions(looks: string): { [second: number]: HealthAction } {
  let state = HEALTHY;
  const taken: { [second: number]: HealthAction } = {};
  [...looks].forEach((look, second) => {
    const next = nextHealth(state, look === ".", second * 1_000);
    state = next.state;
    if (next.action !== "none") taken[second] = next.action;
  });
  return taken;
}

describe("nextHealth", () => {
  const cases: [what: string, looks: string, expected: { [second: number]: HealthAction }][] = [
    ["does nothing about a service that answers", "..........", {}],
    ["does nothing about one or two looks without an answer", ".xx.x.xx.", {}],
    ["restarts after the third one in a row", "..xxx...", { 4: "restart" }],
    ["restarts again where that did not help", "xxxxxx.", { 2: "restart", 5: "restart" }],
    [
      "begins anew once there was an answer",
      `${"x".repeat(28)}.xx.${"x".repeat(4)}`,
      { ...every(3, 28), 34: "restart" },
    ],
    ["powers off after thirty seconds", "x".repeat(31), { ...every(3, 30), 30: "power-off" }],
    [
      "powers off again where that did not help",
      "x".repeat(33),
      { ...every(3, 30), 30: "power-off", 31: "power-off", 32: "power-off" },
    ],
  ];
  for (const [what, looks, expected] of cases) it(what, () => assert.deepEqual(actions(looks), expected));
});

/** A restart at each third look without an answer. */
function every(step: number, looks: number): { [second: number]: HealthAction } {
  return Object.fromEntries(
    Array.from({ length: Math.floor(looks / step) }, (_, index) => [(index + 1) * step - 1, "restart" as const]),
  );
}
