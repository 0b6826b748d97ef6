import { generateKeyPairSync, randomBytes, sign, X509Certificate } from "node:crypto";

/** A key and the certificate that goes with it, in PEM, and the certificate's DER. */
export interface OwnCertificate {
  readonly key: string;
  readonly certificate: string;
  readonly der: Buffer;
}

/**
 * A self-signed certificate of P-256 for `localhost`, for one run.
 *
 * Node has nothing that makes certificates, and one of this form is a few nested fields.
 *
 * @see RFC 5280 section 4.1
 */
export function ownCertificate(now: Date = new Date()): OwnCertificate {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const name = sequence(set(sequence(COMMON_NAME, text("localhost"))));
  const day = 86_400_000;
  const validity = sequence(time(new Date(now.getTime() - day)), time(new Date(now.getTime() + 365 * day)));
  const body = sequence(
    explicit(0, integer(Buffer.of(2))),
    integer(Buffer.concat([Buffer.of(1), randomBytes(15)])),
    ECDSA_WITH_SHA256,
    name,
    validity,
    name,
    publicKey.export({ format: "der", type: "spki" }),
    explicit(3, sequence(subjectAltName("localhost"), basicConstraints())),
  );
  const signature = sign("sha256", body, privateKey);
  const der = sequence(body, ECDSA_WITH_SHA256, bitString(signature));
  const key = privateKey.export({ format: "pem", type: "pkcs8" }).toString();
  return { key, certificate: new X509Certificate(der).toString(), der };
}

/** Tags of X.690. */
const TAG = { integer: 2, bitString: 3, octetString: 4, utf8: 12, time: 23, sequence: 48, set: 49, context: 160 };

const objectId = (hex: string) => Buffer.from(hex, "hex");
const COMMON_NAME = objectId("0603550403");
const SUBJECT_ALT_NAME = objectId("0603551d11");
const BASIC_CONSTRAINTS = objectId("0603551d13");

function field(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const head = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.of(tag, ...head), content]);
}

const sequence = (...parts: readonly Uint8Array[]) => field(TAG.sequence, ...parts);
const set = (...parts: readonly Uint8Array[]) => field(TAG.set, ...parts);
const explicit = (number: number, part: Uint8Array) => field(TAG.context + number, part);
const integer = (bytes: Uint8Array) => field(TAG.integer, bytes);
const text = (value: string) => field(TAG.utf8, Buffer.from(value));
const bitString = (bytes: Uint8Array) => field(TAG.bitString, Buffer.of(0), bytes);
const octetString = (bytes: Uint8Array) => field(TAG.octetString, bytes);

const ECDSA_WITH_SHA256 = sequence(objectId("06082a8648ce3d040302"));

function time(date: Date): Buffer {
  const digits = date.toISOString().replace(/\D/g, "");
  return field(TAG.time, Buffer.from(`${digits.slice(2, 14)}Z`));
}

function subjectAltName(name: string): Buffer {
  const dnsName = field(0x82, Buffer.from(name));
  return sequence(SUBJECT_ALT_NAME, octetString(sequence(dnsName)));
}

/** Whoever trusts it trusts it as the root that it is. */
function basicConstraints(): Buffer {
  return sequence(BASIC_CONSTRAINTS, Buffer.of(1, 1, 255), octetString(sequence(Buffer.of(1, 1, 255))));
}
