// @ts-check
// Asks a forwarder 100 questions a second over UDP, each once; at SIGTERM says how many were asked and how many answered.
const { createSocket } = require("node:dgram");

const socket = createSocket("udp4");
const asked = new Map();
let lost = 0;
let answered = 0;
let id = 0;

const timer = setInterval(() => {
  id = (id + 1) & 0xffff;
  asked.set(
    id,
    setTimeout(() => {
      asked.delete(id);
      lost++;
    }, 4_000),
  );
  const header = Buffer.from([id >> 8, id & 255, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0]);
  socket.send(Buffer.concat([header, Buffer.from("\x04told\x07example\0\0\x01\0\x01", "latin1")]), 53, "127.0.0.1");
}, 10);
socket.on("message", (message) => {
  const key = message.readUInt16BE(0);
  if (!asked.has(key) || (message[3] ?? 0) % 16 !== 0) return;
  clearTimeout(asked.get(key));
  asked.delete(key);
  answered++;
});
process.on("SIGTERM", () => {
  clearInterval(timer);
  setTimeout(() => {
    console.log(`asker: ${answered + lost + asked.size} asked, ${lost + asked.size} lost`);
    process.exit(0);
  }, 3_000);
});
