// The published JSON Schema of results, for programs that read them.
#include "report/report.hpp"

namespace edgecase {
namespace {

constexpr const char* text = R"({
  "$schema": "http://json-schema.org/draft-07/schema#",
  "title": "edgecase result",
  "description": "Written by `edgecase run` and `edgecase compare`",
  "$comment": "Shares 0 to 1, latencies ms, money dollars; lo, hi: 95% interval; null: unknown",
  "oneOf": [{"$ref": "#/definitions/result"}, {"$ref": "#/definitions/comparison"}],
  "definitions": {
    "number": {"type": ["number", "null"]},
    "labels": {"type": "object", "additionalProperties": {"type": "string"}},
    "estimate": {
      "type": "object",
      "required": ["mean", "lo", "hi"],
      "properties": {
        "mean": {"$ref": "#/definitions/number"},
        "lo": {"$ref": "#/definitions/number"},
        "hi": {"$ref": "#/definitions/number"}
      },
      "additionalProperties": false
    },
    "metric": {
      "type": "object",
      "required": ["name", "labels", "unit", "mean", "lo", "hi", "values"],
      "properties": {
        "name": {"type": "string", "description": "dotted: latency.p99"},
        "labels": {"$ref": "#/definitions/labels"},
        "unit": {"enum": ["ms", "s", "1", "1/s", "bit/s", "bit", "B", "$", "count"]},
        "mean": {"$ref": "#/definitions/number"},
        "lo": {"$ref": "#/definitions/number"},
        "hi": {"$ref": "#/definitions/number"},
        "values": {
          "type": "array",
          "description": "one per replication",
          "items": {"$ref": "#/definitions/number"}
        }
      },
      "additionalProperties": false
    },
    "judgement": {
      "type": "object",
      "required": ["name", "indicator", "comparison", "limit", "unit", "mean", "lo", "hi",
                   "outcome"],
      "properties": {
        "name": {"type": "string", "description": "of the SLO; empty for a threshold"},
        "indicator": {"type": "string"},
        "comparison": {"enum": ["<", "<=", ">", ">="]},
        "limit": {"$ref": "#/definitions/number"},
        "unit": {"type": "string"},
        "mean": {"$ref": "#/definitions/number"},
        "lo": {"$ref": "#/definitions/number"},
        "hi": {"$ref": "#/definitions/number"},
        "outcome": {"enum": ["pass", "fail", "inconclusive"]}
      },
      "additionalProperties": false
    },
    "breakdown": {
      "type": "object",
      "description": "time per stage of the requests between two quantiles",
      "required": ["indicator", "from", "to", "mean_ms", "parts"],
      "properties": {
        "indicator": {"type": "string"},
        "from": {"$ref": "#/definitions/number"},
        "to": {"$ref": "#/definitions/number"},
        "mean_ms": {"$ref": "#/definitions/number"},
        "parts": {
          "type": "array",
          "items": {
            "type": "object",
            "required": ["name", "ms", "share"],
            "properties": {
              "name": {"type": "string"},
              "ms": {"$ref": "#/definitions/number"},
              "share": {"$ref": "#/definitions/number"}
            },
            "additionalProperties": false
          }
        }
      },
      "additionalProperties": false
    },
    "bill_row": {
      "type": "object",
      "required": ["name", "title", "region", "dollars", "share", "arithmetic", "source",
                   "drivers", "meter", "unit", "quantity"],
      "properties": {
        "name": {"type": "string", "description": "sheet/product/line"},
        "title": {"type": "string"},
        "region": {"type": "string", "description": "price region; empty: everywhere"},
        "dollars": {"$ref": "#/definitions/estimate"},
        "share": {"$ref": "#/definitions/number"},
        "arithmetic": {"type": "string"},
        "source": {"type": "string"},
        "drivers": {
          "type": "array",
          "items": {
            "type": "object",
            "required": ["labels", "dollars"],
            "properties": {
              "labels": {"$ref": "#/definitions/labels"},
              "dollars": {"$ref": "#/definitions/number"}
            },
            "additionalProperties": false
          }
        },
        "meter": {"type": "string"},
        "unit": {"type": "string"},
        "quantity": {"$ref": "#/definitions/estimate", "description": "of a month, in units"}
      },
      "additionalProperties": false
    },
    "fault": {
      "type": "object",
      "required": ["name", "from_s", "until_s", "recovery_s", "failed", "worst_region",
                   "worst_failed"],
      "properties": {
        "name": {"type": "string"},
        "from_s": {"$ref": "#/definitions/number"},
        "until_s": {"$ref": "#/definitions/number"},
        "recovery_s": {"$ref": "#/definitions/estimate"},
        "failed": {"$ref": "#/definitions/estimate"},
        "worst_region": {"type": "string"},
        "worst_failed": {"$ref": "#/definitions/number"}
      },
      "additionalProperties": false
    },
    "moment": {
      "type": "object",
      "required": ["at_s", "requests_per_s", "failed", "edge_hits", "origin_per_s", "latency_ms"],
      "properties": {
        "at_s": {"$ref": "#/definitions/number"},
        "requests_per_s": {"$ref": "#/definitions/number"},
        "failed": {"$ref": "#/definitions/number"},
        "edge_hits": {"$ref": "#/definitions/number"},
        "origin_per_s": {"$ref": "#/definitions/number"},
        "latency_ms": {"$ref": "#/definitions/number"}
      },
      "additionalProperties": false
    },
    "assumption": {
      "type": "object",
      "required": ["path", "value", "why", "date", "sourced"],
      "properties": {
        "path": {"type": "string"},
        "value": {"type": "string"},
        "why": {"type": "string"},
        "date": {"type": "string"},
        "sourced": {"type": "boolean", "description": "has a published source; false: assumed"}
      },
      "additionalProperties": false
    },
    "result": {
      "type": "object",
      "required": ["schema_version", "tool_version", "scenario", "title", "question", "seed",
                   "replications", "simulated_requests", "simulated_events", "warm_up_s",
                   "measured_s", "passed", "judgements", "regions", "routes", "metrics", "why",
                   "month", "bill", "bill_complete", "not_priced", "cost_to_serve", "margin",
                   "faults", "timeline", "assumptions", "warnings", "next",
                   "resolved_scenario"],
      "properties": {
        "schema_version": {"const": 1},
        "tool_version": {"type": "string"},
        "scenario": {"type": "string"},
        "title": {"type": "string"},
        "question": {"type": "string"},
        "seed": {"type": "integer"},
        "replications": {"type": "integer"},
        "simulated_requests": {"type": "integer", "description": "warm-up included"},
        "simulated_events": {"type": "integer"},
        "one_in": {"type": "integer",
                   "description": "objects that a simulated one represents; absent: 1"},
        "warm_up_s": {"$ref": "#/definitions/number"},
        "measured_s": {"$ref": "#/definitions/number"},
        "passed": {"type": ["boolean", "null"], "description": "null: none, or inconclusive"},
        "judgements": {"type": "array", "items": {"$ref": "#/definitions/judgement"}},
        "regions": {"type": "array", "items": {"type": "string"}},
        "routes": {"type": "array", "items": {"type": "string"}},
        "metrics": {"type": "array", "items": {"$ref": "#/definitions/metric"}},
        "why": {"type": "array", "items": {"$ref": "#/definitions/breakdown"}},
        "month": {
          "type": "array",
          "description": "what the month is made of; empty: the measured time, repeated",
          "items": {
            "type": "object",
            "required": ["name", "measured_s", "times", "month_s", "because", "dollars"],
            "properties": {
              "name": {"type": "string"},
              "measured_s": {"$ref": "#/definitions/number"},
              "times": {"$ref": "#/definitions/number"},
              "month_s": {"$ref": "#/definitions/number"},
              "because": {"type": "string"},
              "dollars": {"$ref": "#/definitions/estimate"}
            },
            "additionalProperties": false
          }
        },
        "bill": {"type": "array", "items": {"$ref": "#/definitions/bill_row"}},
        "bill_complete": {"type": "boolean"},
        "not_priced": {
          "type": "array",
          "description": "usage that no price sheet of the design has a line for",
          "items": {
            "type": "object",
            "required": ["meter", "quantity", "doc"],
            "properties": {
              "meter": {"type": "string"},
              "quantity": {"type": "string", "description": "of a month"},
              "doc": {"type": "string"}
            },
            "additionalProperties": false
          }
        },
        "cost_to_serve": {"type": "array", "items": {"$ref": "#/definitions/bill_row"}},
        "margin": {
          "type": "array",
          "description": "what the customer pays the edge's provider, what it costs, what remains",
          "items": {
            "type": "object",
            "required": ["by", "name", "revenue", "cost", "margin"],
            "properties": {
              "by": {"type": "string", "description": "product, region; empty: all"},
              "name": {"type": "string"},
              "revenue": {"$ref": "#/definitions/estimate"},
              "cost": {"$ref": "#/definitions/estimate"},
              "margin": {"$ref": "#/definitions/estimate"}
            },
            "additionalProperties": false
          }
        },
        "faults": {"type": "array", "items": {"$ref": "#/definitions/fault"}},
        "timeline": {"type": "array", "items": {"$ref": "#/definitions/moment"}},
        "assumptions": {"type": "array", "items": {"$ref": "#/definitions/assumption"}},
        "warnings": {"type": "array", "items": {"type": "string"}},
        "next": {"type": "string", "description": "a command worth running now"},
        "resolved_scenario": {"type": ["object", "null"], "description": "every value spelled out"}
      },
      "additionalProperties": false
    },
    "difference": {
      "type": "object",
      "required": ["name", "labels", "unit", "base", "alternative", "absolute", "relative",
                   "significant"],
      "properties": {
        "name": {"type": "string"},
        "labels": {"$ref": "#/definitions/labels"},
        "unit": {"type": "string"},
        "base": {"$ref": "#/definitions/number"},
        "alternative": {"$ref": "#/definitions/number"},
        "absolute": {"$ref": "#/definitions/estimate"},
        "relative": {"$ref": "#/definitions/estimate"},
        "significant": {"type": "boolean", "description": "the interval excludes 0"}
      },
      "additionalProperties": false
    },
    "cost_change": {
      "type": "object",
      "required": ["name", "title", "base", "alternative", "change"],
      "properties": {
        "name": {"type": "string"},
        "title": {"type": "string"},
        "base": {"$ref": "#/definitions/number"},
        "alternative": {"$ref": "#/definitions/number"},
        "change": {"$ref": "#/definitions/estimate"}
      },
      "additionalProperties": false
    },
    "comparison": {
      "type": "object",
      "required": ["schema_version", "tool_version", "sentence", "differences", "costs",
                   "marginal", "base", "alternative"],
      "properties": {
        "schema_version": {"const": 1},
        "tool_version": {"type": "string"},
        "sentence": {"type": "string"},
        "differences": {"type": "array", "items": {"$ref": "#/definitions/difference"}},
        "costs": {"type": "array", "items": {"$ref": "#/definitions/cost_change"}},
        "marginal": {
          "type": "array",
          "description": "what the change buys; price: dollars a month for each unit",
          "items": {
            "type": "object",
            "required": ["what", "unit", "gain", "cost", "price"],
            "properties": {
              "what": {"type": "string"},
              "unit": {"type": "string"},
              "gain": {"$ref": "#/definitions/estimate"},
              "cost": {"$ref": "#/definitions/estimate"},
              "price": {"$ref": "#/definitions/estimate"}
            },
            "additionalProperties": false
          }
        },
        "base": {"$ref": "#/definitions/result"},
        "alternative": {"$ref": "#/definitions/result"}
      },
      "additionalProperties": false
    }
  }
}
)";

}  // namespace

std::string result_schema() { return text; }

}  // namespace edgecase
