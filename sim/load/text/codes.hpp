#pragma once
// Every diagnostic has a code that is stable across versions, and every code an explanation with a
// bad and a good example. EC01xx: the text and its values; EC02xx: the scenario as a whole; EC03xx:
// traces and histories; EC09xx: warnings.

#include <span>
#include <string>
#include <string_view>

namespace edgecase {

namespace code {
inline constexpr std::string_view syntax = "EC0101";
inline constexpr std::string_view duplicate_key = "EC0102";
inline constexpr std::string_view merge_key = "EC0103";
inline constexpr std::string_view unknown_key = "EC0104";
inline constexpr std::string_view missing_key = "EC0105";
inline constexpr std::string_view wrong_shape = "EC0106";
inline constexpr std::string_view missing_value = "EC0107";
inline constexpr std::string_view not_a_number = "EC0108";
inline constexpr std::string_view missing_unit = "EC0109";
inline constexpr std::string_view unknown_unit = "EC0110";
inline constexpr std::string_view leading_zero = "EC0111";
inline constexpr std::string_view out_of_range = "EC0112";
inline constexpr std::string_view not_representable = "EC0113";
inline constexpr std::string_view unknown_name = "EC0114";
inline constexpr std::string_view refers_to_nothing = "EC0115";
inline constexpr std::string_view too_many_nodes = "EC0116";
inline constexpr std::string_view too_deep = "EC0117";
inline constexpr std::string_view too_large = "EC0118";
inline constexpr std::string_view not_utf8 = "EC0119";
inline constexpr std::string_view tab = "EC0120";
inline constexpr std::string_view several_documents = "EC0121";
inline constexpr std::string_view empty_document = "EC0122";
inline constexpr std::string_view yaml_tag = "EC0123";
inline constexpr std::string_view bad_extends = "EC0124";
inline constexpr std::string_view bad_override = "EC0125";
inline constexpr std::string_view not_in_catalogue = "EC0126";
inline constexpr std::string_view unordered = "EC0127";       // p50 above p99, min above max
inline constexpr std::string_view duplicate_name = "EC0128";  // two list items of one `name`
inline constexpr std::string_view outside_folder = "EC0129";
inline constexpr std::string_view shares_sum = "EC0201";
inline constexpr std::string_view outside_horizon = "EC0202";
inline constexpr std::string_view unknown_metric = "EC0203";
inline constexpr std::string_view bad_threshold = "EC0204";
inline constexpr std::string_view bad_curve = "EC0205";
inline constexpr std::string_view needs_future = "EC0206";
inline constexpr std::string_view said_twice = "EC0207";
inline constexpr std::string_view month_full = "EC0208";  // phases exceed a month
inline constexpr std::string_view not_sampled = "EC0209";
inline constexpr std::string_view store_limit = "EC0210";
inline constexpr std::string_view trace_record = "EC0301";
inline constexpr std::string_view trace_truncated = "EC0302";
inline constexpr std::string_view trace_columns = "EC0303";
inline constexpr std::string_view trace_empty = "EC0304";
inline constexpr std::string_view trace_damaged = "EC0305";
inline constexpr std::string_view trace_unlikely = "EC0306";
inline constexpr std::string_view trace_kind = "EC0307";
inline constexpr std::string_view trace_option = "EC0308";
inline constexpr std::string_view history_line = "EC0309";
inline constexpr std::string_view override_repeated = "EC0901";
inline constexpr std::string_view changes_nothing = "EC0902";
inline constexpr std::string_view trace_time = "EC0903";
inline constexpr std::string_view shared_limit = "EC0904";
inline constexpr std::string_view stale_reads = "EC0905";
}  // namespace code

struct CodeEntry {
  std::string_view code;
  std::string_view title;
  std::string_view explanation;
  std::string_view bad;  // a few lines of YAML
  std::string_view good;
};

std::span<const CodeEntry> load_codes();      // EC01xx, EC09xx
std::span<const CodeEntry> scenario_codes();  // EC02xx
std::span<const CodeEntry>
trace_codes();  // EC03xx: traces, histories; the warning about trace times
const CodeEntry* find_code(std::string_view code);

/// The text of `edgecase explain EC0104`; empty when there is no such code.
std::string explain_code(std::string_view code);

}  // namespace edgecase
