// SPDX-License-Identifier: Apache-2.0
// Written by `python -m tools.settings_table` from backend/domain/tables; do not edit.
export const SETTINGS = {
  'receive.over_percent': {
    type: "whole",
    default: 0,
    high: 100,
  },
  'receive.over_units': {
    type: "whole",
    default: 0,
    high: 10000,
  },
  'receive.blind': {
    type: "bool",
    default: false,
  },
  'receive.short_dated_days': {
    type: "whole",
    default: 0,
    high: 3650,
  },
  'receive.open_percent': {
    type: "whole",
    default: 0,
    high: 100,
  },
  'receive.cross_dock': {
    type: "bool",
    default: true,
  },
  'receive.ending_reasons': {
    type: "list",
    default: ["to_follow", "not_on_truck", "lost"],
    choices: ["to_follow", "not_on_truck", "lost"],
    most: 6,
  },
  'receive.refusal_reasons': {
    type: "list",
    default: ["damaged", "not_ordered", "wrong_address", "unsafe", "papers_missing"],
    choices: ["damaged", "not_ordered", "wrong_address", "unsafe", "papers_missing"],
    most: 6,
  },
  'hold.reasons': {
    type: "list",
    default: ["damage", "wrong_part", "label_unreadable", "suspect", "expired"],
    choices: ["damage", "wrong_part", "label_unreadable", "suspect", "expired"],
    most: 6,
  },
  'returns.restock': {
    type: "choice",
    default: "rule",
    choices: ["rule", "supervisor"],
  },
  'returns.keep_days': {
    type: "whole",
    default: 90,
    high: 3650,
  },
  'core.percent_b': {
    type: "whole",
    default: 75,
    high: 100,
  },
  'core.percent_c': {
    type: "whole",
    default: 50,
    high: 100,
  },
  'core.loss_reasons': {
    type: "list",
    default: ["cracked", "worn", "burnt", "incomplete", "failed_test"],
    choices: ["cracked", "worn", "burnt", "incomplete", "failed_test"],
    most: 6,
  },
  'putaway.alternatives': {
    type: "whole",
    default: 3,
    low: 1,
    high: 9,
  },
  'putaway.heavy_g': {
    type: "whole",
    default: 23000,
    high: 1000000,
  },
  'putaway.reasons': {
    type: "list",
    default: ["bin_full", "blocked", "other_part_there", "unsafe", "closer", "other"],
    choices: ["bin_full", "blocked", "other_part_there", "unsafe", "closer", "other"],
    most: 6,
  },
  'putaway.override': {
    type: "choice",
    default: "supervisor",
    choices: ["supervisor", "nobody"],
  },
  'putaway.override_reasons': {
    type: "list",
    default: ["no_other_place", "agreed_quality", "for_short_time"],
    choices: ["no_other_place", "agreed_quality", "for_short_time"],
    most: 6,
  },
  'move.promised': {
    type: "choice",
    default: "supervisor",
    choices: ["supervisor", "everybody"],
  },
  'move.held': {
    type: "choice",
    default: "supervisor",
    choices: ["supervisor", "everybody"],
  },
  'replenish.reasons': {
    type: "list",
    default: ["not_there", "damaged", "wrong_part_in_bin", "cannot_reach"],
    choices: ["not_there", "damaged", "wrong_part_in_bin", "cannot_reach"],
    most: 6,
  },
  'hazmat.edition': {
    type: "choice",
    default: "us-177.848",
    choices: ["us-177.848", "imdg-7.2.4"],
  },
  'pick.tote_first': {
    type: "bool",
    default: false,
  },
  'pick.cluster_orders': {
    type: "whole",
    default: 4,
    low: 2,
    high: 12,
  },
  'pick.together': {
    type: "choice",
    default: "both",
    choices: ["both", "cluster", "batch"],
  },
  'pick.batch_orders': {
    type: "whole",
    default: 6,
    low: 2,
    high: 24,
  },
  'pick.batch_lines': {
    type: "whole",
    default: 2,
    low: 1,
    high: 20,
  },
  'pick.zone_pass': {
    type: "bool",
    default: false,
  },
  'pick.waves': {
    type: "bool",
    default: false,
  },
  'pick.zero_check': {
    type: "bool",
    default: false,
  },
  'pick.short_reasons': {
    type: "list",
    default: ["not_there", "damaged", "wrong_part_in_bin", "cannot_reach"],
    choices: ["not_there", "damaged", "wrong_part_in_bin", "cannot_reach"],
    most: 6,
  },
  'pick.reallocate': {
    type: "choice",
    default: "auto",
    choices: ["auto", "manual", "none"],
  },
  'pick.rotation_reasons': {
    type: "list",
    default: ["not_there", "damaged", "cannot_reach"],
    choices: ["not_there", "damaged", "cannot_reach", "customer_asks"],
    most: 6,
  },
  'pick.lease_minutes': {
    type: "whole",
    default: 30,
    low: 5,
    high: 480,
  },
  'pick.along_minutes': {
    type: "whole",
    default: 240,
    low: 30,
    high: 1440,
  },
  'pack.scan_units': {
    type: "bool",
    default: true,
  },
  'pack.weight_percent': {
    type: "whole",
    default: 10,
    high: 100,
  },
  'pack.missing_reasons': {
    type: "list",
    default: ["not_in_tote", "picked_short", "other_tote"],
    choices: ["not_in_tote", "picked_short", "other_tote"],
    most: 6,
  },
  'load.seal': {
    type: "bool",
    default: false,
  },
  'load.signature': {
    type: "bool",
    default: false,
  },
  'load.leave_reasons': {
    type: "list",
    default: ["truck_full", "too_late", "not_fit", "other"],
    choices: ["truck_full", "too_late", "not_fit", "other"],
    most: 6,
  },
  'load.door_reasons': {
    type: "list",
    default: ["truck_here", "door_blocked", "other"],
    choices: ["truck_here", "door_blocked", "other"],
    most: 6,
  },
  'pack.carton_g': {
    type: "whole",
    default: 0,
    high: 100000,
  },
  'give.priority_step': {
    type: "whole",
    default: 20,
    low: 1,
    high: 100,
  },
  'give.spare_minutes': {
    type: "whole",
    default: 30,
    high: 480,
  },
} as const;
