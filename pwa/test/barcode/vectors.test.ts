// SPDX-License-Identifier: Apache-2.0
// Every row of the shared vectors, read by the TypeScript parser; the Python twin reads the same.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { checkComponent } from "../../src/domain/barcode/content.ts";
import {
  associationWarnings,
  buildLink,
  buildScanData,
  DEFAULT,
  elementString,
  gtin14,
  mod10Matches,
  normaliseScanData,
  parse,
  readBracketed,
  readElements,
  readLink,
  splitScans,
} from "../../src/domain/barcode/index.ts";
import type { LinkOptions, Profile } from "../../src/domain/barcode/index.ts";
import { readVin } from "../../src/domain/barcode/vin.ts";

interface Row {
  readonly [field: string]: unknown;
  readonly id?: string;
  readonly input: string;
  readonly ok: boolean;
  readonly options?: readonly string[];
  readonly ai_values?: readonly (readonly [string, string])[];
  readonly elements?: readonly (readonly [string, string])[];
}

const VECTORS = new URL("../../../tests/vectors/", import.meta.url);
const RULES = new Map<unknown, string>([
  ["repeats", "repeated_ai"],
  ["mutex", "excluded_ai"],
  ["requisites", "required_ai"],
  ["other", "unsigned_serial"],
]);

function eachRow(name: string, sentence: string, judge: (row: Row) => void): void {
  test(sentence, () => {
    const text = readFileSync(new URL(`${name}.json`, VECTORS), "utf8");
    const rows = (JSON.parse(text) as { vectors: Row[] }).vectors;
    assert.ok(rows.length > 5);
    rows.forEach((row, place) => {
      try {
        judge(row);
      } catch (fault) {
        throw new Error(`${name} row ${place}: ${JSON.stringify(row)}`, { cause: fault });
      }
    });
  });
}

function options(row: Row): LinkOptions {
  const on = new Set(row.options ?? []);
  return {
    shortGtin: on.has("short_gtin"),
    wordKeys: on.has("word_keys"),
    unknownAis: on.has("unknown_ais"),
    unknownAiAsDlAttr: on.has("unknown_ai_as_dl_attr"),
  };
}

eachRow("gs1_scan_data", "scanner output reads as the reference reads it", (row) => {
  const found = parse(row.input);
  assert.equal(found.ok, row.ok);
  if (!row.ok) return;
  assert.deepEqual(normaliseScanData(row.input), [row["symbology"], row["normalised"]]);
  assert.equal(found.symbology, row["symbology"]);
  assert.deepEqual(found.elements, row.ai_values);
});

eachRow("gs1_element_strings", "element string is judged by syntax and by association", (row) => {
  if (row["fnc1_first"] === false) {
    assert.notEqual(parse(row.input).kind, "gs1");
    return;
  }
  const { pairs, error } = readElements(row.input);
  assert.equal(error === null, row["ok_syntax"], String(error));
  const associated = error === null && associationWarnings(pairs).length === 0;
  assert.equal(associated, row["ok_with_association_rules"]);
  if (row["ok_syntax"] === true) assert.deepEqual(pairs, row.ai_values);
});

eachRow("gs1_bracketed", "bracketed form becomes the element string", (row) => {
  const { pairs, error } = readBracketed(row.input);
  assert.equal(error === null, row.ok);
  if (!row.ok) return;
  assert.deepEqual(pairs, row.ai_values);
  assert.equal(elementString(pairs), row["element_string"]);
});

eachRow("gs1_ai_content_errors", "wrong content is named", (row) => {
  const { error } = readBracketed(row.input);
  assert.equal(error?.split(":")[0]?.toUpperCase() ?? null, row["error"]);
});

eachRow("gs1_associations", "partners are missed or unwelcome", (row) => {
  const { pairs, error } = readBracketed(row.input, true);
  assert.equal(error, null);
  const rule = RULES.get(row["rule"]) ?? "none";
  const broken = associationWarnings(pairs).some((warning) => warning.startsWith(rule));
  assert.equal(broken, !row.ok);
});

eachRow("gs1_digital_link_parse", "digital link reads under its options", (row) => {
  const { pairs, error } = readLink(row.input, options(row));
  assert.equal(error === null, row.ok, String(error));
  if (row.ok) assert.equal(elementString(pairs), row["element_string"]);
  if (row.ai_values !== undefined) assert.deepEqual(pairs, row.ai_values);
});

eachRow("gs1_digital_link_build", "digital link is built", (row) => {
  const wanted = options(row);
  const { pairs, error } = readBracketed(row.input, wanted.unknownAis);
  const built = error === null ? buildLink(pairs, row["stem"] as string | null, wanted) : null;
  assert.equal(built?.error === null, row.ok);
  assert.equal(built?.uri || null, row["uri"]);
});

eachRow("gs1_scan_data_build", "a symbol transmits exactly these characters", (row) => {
  const adds = row.options?.includes("add_check_digit") ?? false;
  const scan = buildScanData(String(row["symbology"]), String(row["data"]), adds);
  assert.equal(scan, row["scan"]);
});

eachRow("gs1_linter_units", "component check says what is wrong", (row) => {
  const wanted = typeof row["error"] === "string" ? row["error"].toLowerCase() : null;
  assert.equal(checkComponent(String(row["linter"]), row.input), wanted);
});

eachRow("iso15434_mh10", "envelope and bare identifiers", (row) => {
  const bare = row["format"] === "bare";
  const expectDi = new Set(bare ? row.elements?.map(([code]) => code) : []);
  const found = parse(row.input, DEFAULT, { expectDi });
  assert.equal(found.ok, row.ok);
  assert.equal(found.kind, bare ? "di" : "iso15434");
  assert.equal(found.format, String(row["format"]).replace("none", ""));
  assert.deepEqual(found.elements, row.elements);
  assert.deepEqual(found.flags, row["flags"]);
  if (bare) assert.notEqual(parse(row.input).kind, "di");
});

eachRow("wedge_transforms", "keyboard wedge path is undone", (row) => {
  const fields = row["profile"] as { prefix: string; suffix: string; gs_as: string | null };
  const { prefix, suffix, gs_as: gsAs } = fields;
  const profile: Profile = { ...DEFAULT, prefix, suffix, gsAs, gs: "unproven" };
  const received = String(row["received"]);
  const found = parse(received, profile);
  assert.equal(found.ok, row.ok);
  if (row.id === "caps-lock") assert.equal(found.error, "case_inverted:c1");
  else assert.deepEqual(found.elements, row.elements ?? row.ai_values);
  if (row.id === "two-scans") assert.equal(splitScans(received, profile).length, 2);
});

eachRow("vin", "vin is read and its check digit only warns", (row) => {
  const found = readVin(row.input);
  assert.equal(found !== null, row.ok);
  assert.equal(found?.checkDigitMatches ?? null, row["check_digit_matches"]);
});

eachRow("mod10", "mod 10 check digit", (row) => {
  assert.equal(mod10Matches(row.input), row.ok);
  const other = String((Number(row.input.slice(-1)) + 1) % 10);
  assert.equal(mod10Matches(row.input.slice(0, -1) + other), false);
  if (row.input.length < 15) assert.equal(gtin14(row.input), row.input.padStart(14, "0"));
});
