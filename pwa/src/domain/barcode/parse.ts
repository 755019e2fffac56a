// SPDX-License-Identifier: Apache-2.0
// From the characters a device delivered to what they mean: one pure function, no clock, no throw.
// Order: profile, symbology identifier, envelope, Digital Link, own code, EAN and ITF digits,
// expected data identifier, VIN, plain key. What a symbol declares to be is taken at its word.

import { gtin14 } from "./check_digits.ts";
import { isLink, readLink, STRICT } from "./digital_link.ts";
import type { LinkOptions } from "./digital_link.ts";
import {
  associationWarnings,
  hasVariableLength,
  hiddenSeparator,
  readElements,
  repeated,
} from "./gs1.ts";
import { isMessage, readBare, readMessage } from "./mh10.ts";
import { PREFIX, readOwn } from "./own.ts";
import { DATA_LENGTH_MAX, DEFAULT, EOT, GS, reading, RS } from "./reading.ts";
import type { Profile, Reading } from "./reading.ts";
import { COMPOSITE, IDENTIFIERS, primaryError, stripEci } from "./symbology.ts";
import type { Symbology } from "./symbology.ts";
import { readVin } from "./vin.ts";

/** What the present step knows beforehand. */
export interface Expectation {
  /** Data identifiers that may come without an envelope. */
  readonly expectDi?: ReadonlySet<string>;
  readonly linkOptions?: LinkOptions;
}

const NO_DI: ReadonlySet<string> = new Set();
const EDGE_TERMINATORS = /^[\r\n\t]+|[\r\n\t]+$/g;
const LONE_SURROGATES = /\p{Cs}/gu;
const BEYOND_BMP = /[\u{10000}-\u{10ffff}]/u;
const E3 = "E3"; // EAN-13 with a two- or five-digit add-on behind it

// Scanners that show GS as one of these show RS and EOT in the same fashion.
const COMPANIONS = new Map<string, readonly [string, string]>([
  ["\u241d", ["\u241e", "\u2404"]],
  ["\\x1d", ["\\x1e", "\\x04"]],
  ["<GS>", ["<RS>", "<EOT>"]],
]);

/** Read one scan. If the burst holds several, the first is read and `further_scans:n` flagged. */
export function parse(
  data: string,
  profile: Profile = DEFAULT,
  expectation: Expectation = {},
): Reading {
  const scans = splitScans(data, profile);
  const text = scans[0] ?? "";
  const flags = scans.length > 1 ? [`further_scans:${scans.length - 1}`] : [];
  const fault = unreadable(text);
  if (fault !== null) {
    const clean = text.replace(LONE_SURROGATES, "\ufffd");
    return reading({ ok: false, kind: "plain", text: clean, flags, error: fault });
  }
  const found = readIdentified(text, profile, expectation);
  return flags.length > 0 ? { ...found, flags: [...flags, ...found.flags] } : found;
}

/** The scans in one keyboard burst: the terminator splits; prefix and terminator are taken off. */
export function splitScans(data: string, profile: Profile = DEFAULT): readonly string[] {
  const pieces = profile.suffix === "" ? [data] : data.split(profile.suffix);
  const scans = pieces.map((piece) => {
    const bare = piece.startsWith(profile.prefix) ? piece.slice(profile.prefix.length) : piece;
    return bare.replace(EDGE_TERMINATORS, "");
  });
  const filled = scans.filter((scan) => scan !== "");
  return filled.length > 0 ? filled : [""];
}

/** Why no reader below should look at this text, or null. */
function unreadable(text: string): string | null {
  if (text === "") return "empty";
  if (/\p{Cs}/u.test(text)) return "not_text";
  if (BEYOND_BMP.test(text)) return "unsupported_character"; // two units here, one in Python
  return text.length > DATA_LENGTH_MAX ? "too_long" : null;
}

function readIdentified(text: string, profile: Profile, expectation: Expectation): Reading {
  if (!text.startsWith("]")) return readText(text, null, profile, expectation);
  const identifier = text.slice(1, 3);
  const symbology = IDENTIFIERS.get(identifier);
  if (symbology === undefined) {
    const error = IDENTIFIERS.has(swapCase(identifier)) ? "case_inverted" : "unsupported_symbology";
    return reading({ ok: false, kind: "plain", text, error: `${error}:${identifier}` });
  }
  const body = symbology.eci ? stripEci(text.slice(3)) : text.slice(3);
  if (symbology.mode === "gs1") return readGs1(restored(body, profile), symbology.name, profile);
  if (symbology.mode === "ean13" || symbology.mode === "ean8") {
    return readEan(body, symbology, identifier === E3, profile);
  }
  return readText(body, symbology, profile, expectation);
}

function swapCase(identifier: string): string {
  return identifier.replace(/[A-Za-z]/g, (letter) =>
    letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase());
}

/** With the device's stand-ins turned back into separators. */
function restored(text: string, profile: Profile): string {
  if (profile.gsAs === null || profile.gsAs === "") return text;
  const separated = text.replaceAll(profile.gsAs, GS);
  const companions = COMPANIONS.get(profile.gsAs);
  if (companions === undefined) return separated;
  return separated.replaceAll(companions[0], RS).replaceAll(companions[1], EOT);
}

/** Everything that is not GS1 data by its identifier. */
function readText(
  text: string,
  symbology: Symbology | null,
  profile: Profile,
  expectation: Expectation,
): Reading {
  const name = symbology?.name ?? null;
  if (isMessage(text)) return readEnvelope(restored(text, profile), name);
  if (name === null && leadsWithGs(text, profile)) {
    return readGs1(restored(text, profile), null, profile);
  }
  const link = isLink(text) ? readWebAddress(text, name, expectation) : null;
  if (link !== null) return link;
  if (text.startsWith(PREFIX)) return readOwnCode(text, name);
  if (profile.tolerateGs1) {
    const element = restored(text, profile);
    if (readElements(element).error === null) {
      const found = readGs1(element, name, profile);
      return { ...found, flags: [...found.flags, "gs1_by_tolerance"] };
    }
  }
  return readKey(text, symbology, expectation.expectDi ?? NO_DI);
}

function leadsWithGs(text: string, { gsAs }: Profile): boolean {
  return text.startsWith(GS) || (gsAs !== null && gsAs !== "" && text.startsWith(gsAs));
}

function readOwnCode(text: string, symbology: string | null): Reading {
  const own = readOwn(text);
  if (typeof own === "string") {
    return reading({ ok: false, kind: "plain", text, symbology, error: own });
  }
  return reading({ ok: true, kind: `own.${own.kind}`, text, symbology, value: own.value });
}

/** One key without structure: digits with a check digit, an expected DI, a VIN, or just text. */
function readKey(
  text: string,
  symbology: Symbology | null,
  expectDi: ReadonlySet<string>,
): Reading {
  const name = symbology?.name ?? null;
  const common = { ok: true, text, symbology: name };
  const itf = symbology?.mode === "itf";
  const gtin = symbology === null || (itf && text.length === 14) ? gtin14(text) : null;
  if (gtin !== null) {
    const flags = name === null ? ["gtin_by_length"] : [];
    return reading({ ...common, kind: "gtin", value: gtin, flags });
  }
  const bare = expectDi.size > 0 ? readBare(text, expectDi) : null;
  if (bare !== null) return reading({ ...common, kind: "di", elements: [bare], format: "bare" });
  const vin = readVin(text);
  if (vin !== null) {
    const warnings = vin.checkDigitMatches ? [] : ["vin_check_digit"];
    return reading({ ...common, kind: "vin", value: vin.vin, warnings });
  }
  return reading({ ...common, kind: "plain", value: text });
}

function readGs1(text: string, symbology: string | null, profile: Profile): Reading {
  const body = text.startsWith(GS) ? text.slice(1) : text; // FNC1 first, delivered by some
  const { pairs, error } = readElements(body);
  const contradiction = repeated(pairs)[0];
  const refusal = error ?? (contradiction === undefined ? null : `repeated_ai:${contradiction}`);
  if (refusal !== null) {
    return reading({ ok: false, kind: "gs1", text, symbology, error: refusal });
  }
  let doubt: string | null = null;
  if (profile.gs === "stripped" && hasVariableLength(pairs)) {
    doubt = "separator_lost";
  } else if (profile.gs !== "sent" && !profile.gsAs) {
    const code = hiddenSeparator(body, pairs);
    doubt = code === null ? null : `separator_doubt:${code}`;
  }
  const warnings = associationWarnings(pairs);
  const fields = { kind: "gs1", text, symbology, elements: pairs, warnings };
  return reading({ ...fields, ok: doubt === null, error: doubt });
}

function readEan(text: string, symbology: Symbology, addOn: boolean, profile: Profile): Reading {
  const length = symbology.mode === "ean13" ? 13 : 8;
  const mark = text.indexOf(COMPOSITE);
  let primary = mark < 0 ? text : text.slice(0, mark);
  const tail = primary.slice(length);
  let flags: string[] = [];
  if (addOn && (tail.length === 2 || tail.length === 5)) {
    primary = primary.slice(0, length);
    flags = [`add_on:${tail}`];
  }
  const error = primaryError(primary, length);
  const common = { kind: "gtin", text, symbology: symbology.name };
  if (error !== null) return reading({ ...common, ok: false, error });
  const value = primary.padStart(14, "0");
  if (mark < 0) return reading({ ...common, ok: true, value, flags });
  const composite = restored(text.slice(mark + COMPOSITE.length), profile);
  const rest = readGs1(composite, symbology.name, profile);
  return { ...rest, ...common, value: rest.ok ? value : "", flags };
}

function readEnvelope(text: string, symbology: string | null): Reading {
  const { pairs, format, flags, error } = readMessage(text);
  const fields = { kind: "iso15434", text, symbology, elements: pairs, format, flags, error };
  return reading({ ...fields, ok: error === null });
}

/** A Digital Link, right or broken; null for any other web address. */
function readWebAddress(
  text: string,
  symbology: string | null,
  expectation: Expectation,
): Reading | null {
  const { pairs, error } = readLink(text, expectation.linkOptions ?? STRICT);
  if (error === "not_a_link" || error === "no_key") return null;
  const fields = { kind: "digital_link", text, symbology };
  if (error !== null) return reading({ ...fields, ok: false, error });
  return reading({ ...fields, ok: true, elements: pairs, warnings: associationWarnings(pairs) });
}
