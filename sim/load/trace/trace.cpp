#include "load/trace/trace.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "load/text/codes.hpp"
#include "load/trace/layout.hpp"
#include "load/trace/lines.hpp"
#include "load/trace/readers.hpp"
#include "load/trace/signatures.hpp"

namespace edgecase {
namespace {

constexpr std::size_t judged_bytes = std::size_t{1} << 16;
constexpr std::size_t zeros_within = 4096;
/// With fewer requests, keys that all differ (or are all one) may well be right.
constexpr std::size_t fewest_to_judge = 10;

std::string lower_case(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

/// "csv" of `log.csv` and of `log.csv.gz`.
std::string ending_of(const std::filesystem::path& file) {
  std::filesystem::path name = file.filename();
  const std::string packing = lower_case(name.extension().string());
  for (const char* one : {".zst", ".gz", ".xz", ".zip"})
    if (packing == one) name = name.stem();
  const std::string ending = lower_case(name.extension().string());
  return ending.empty() ? ending : ending.substr(1);
}

/// Until there is enough to detect the format: this many bytes, and a whole line.
void look_ahead(ByteSource& bytes) {
  std::size_t searched = 0;
  bool line = false;
  while (true) {
    const std::string_view window = bytes.window();
    line = line || window.find('\n', searched) != std::string_view::npos;
    searched = window.size();
    const bool enough = searched >= judged_bytes && (line || searched > LineReader::longest);
    if (enough || !bytes.more()) return;
  }
}

class TraceFile {
 public:
  TraceFile(const std::filesystem::path& file, const TraceOptions& options, Trace& trace,
            TraceBuilder& builder)
      : bytes_(file),
        ending_(ending_of(file)),
        options_(options),
        trace_(trace),
        builder_(builder) {}

  void read() {
    look_ahead(bytes_);
    const std::string_view window = bytes_.window();
    if (window.empty()) return;
    if (const auto foreign = foreign_file(window)) {
      return builder_.refuse({code::trace_kind,
                              fmt::format("this is {}", foreign->what),
                              {},
                              std::string(foreign->remedy)});
    }
    const bool binary = window.substr(0, zeros_within).find('\0') != std::string_view::npos ||
                        ending_ == "bin" || ending_ == "oraclegeneral";
    if (options_.format ? options_.format == TraceFormat::oracle_general : binary)
      read_binary();
    else
      read_lines();
  }

  const TraceDamage& damage() const { return bytes_.damage(); }

 private:
  /// An option that would have no effect.
  void idle(bool given, std::string_view option, std::string_view why) {
    if (!given) return;
    builder_.refuse({code::trace_option,
                     fmt::format("{} does not apply: {}", option, why),
                     {},
                     "leave it out"});
  }

  void read_binary() {
    trace_.format = TraceFormat::oracle_general;
    trace_.has_sizes = trace_.has_times = true;
    trace_.reading = {.layout = "24-byte records of oracleGeneral",
                      .key = "the object",
                      .size = "the size",
                      .time = "the time in seconds"};
    constexpr std::string_view why = "records of oracleGeneral have fixed columns, in seconds";
    idle(!options_.columns.empty(), "`columns`", why);
    idle(options_.time_unit.has_value(), "`time-unit`", why);
    idle(!options_.operations.empty(), "`operations`", why);
    idle(options_.skip == TraceSkip::invalid, "`skip: invalid`",
         "after an invalid binary record the next one cannot be located");
    if (!builder_.refused()) read_oracle_general(bytes_, options_, trace_, builder_);
  }

  void read_lines() {
    const std::string_view window = bytes_.window();
    if (window.substr(0, LineReader::longest + 1).find('\n') == std::string_view::npos &&
        window.size() > LineReader::longest)
      return refuse_long_line(1, builder_);
    const std::string beginning(window.substr(0, std::max(judged_bytes, window.find('\n') + 1)));
    const auto lines = sample_lines(beginning, beginning.size() == window.size());
    const bool named_table = ending_ == "csv" || ending_ == "tsv";
    const auto layout = layout_of(lines, named_table, options_, trace_, builder_);
    if (!layout) return;
    trace_.format = layout->format;
    check_options(*layout);
    if (!builder_.refused()) read_text(bytes_, *layout, options_, trace_, builder_);
  }

  void check_options(const TraceLayout& layout) {
    const TraceRoles& roles = layout.roles;
    const bool keys = layout.format == TraceFormat::keys;
    idle(keys && !options_.columns.empty(), "`columns`", "a whole line is a key");
    idle(options_.sizes && roles.size == no_column, "`sizes`", "this trace has no sizes");
    idle(options_.skip == TraceSkip::unsized && roles.size == no_column, "`skip: unsized`",
         "this trace has no sizes");
    idle(options_.skip == TraceSkip::invalid && keys, "`skip: invalid`", "any line is a key");
    idle(options_.time_unit && roles.time == no_column, "`time-unit`", "this trace has no times");
    if (!options_.operations.empty() && roles.operation == no_column) {
      builder_.refuse({code::trace_option,
                       "no column says what operation a record is",
                       {},
                       "name it, as in --columns op=method, or leave out `operations`"});
    }
  }

  ByteSource bytes_;
  std::string ending_;
  const TraceOptions& options_;
  Trace& trace_;
  TraceBuilder& builder_;
};

/// Implausible traces: no object is requested twice, or there is only one.
void judge(const Trace& trace, TraceBuilder& builder) {
  const std::size_t requests = trace.requests.size();
  if (requests < fewest_to_judge) return;
  const bool different = trace.objects() == requests;
  if (!different && trace.objects() > 1) return;
  builder.refuse(
      {code::trace_unlikely,
       different ? fmt::format("all {} requests are for different objects", requests)
                 : fmt::format("all {} requests are for one object", requests),
       {},
       fmt::format("the key was read from {}; name its column with --columns key=NAME, or say "
                   "--anyway (of a route: `anyway: true`) if that is right",
                   trace.reading.key)});
}

}  // namespace

std::optional<Trace> read_trace(const std::filesystem::path& file, const TraceOptions& options,
                                Diagnostics& diagnostics) {
  Trace trace;
  trace.name = file == "-" ? "stdin" : file.string();
  trace.rule = options.sizes.value_or(SizeRule::first);
  TraceBuilder builder(trace, diagnostics);
  TraceFile source(file, options, trace, builder);
  source.read();
  builder.drain();
  if (!source.damage().empty()) {
    builder.refuse(
        {code::trace_damaged,
         fmt::format("{}, after {} whole records", source.damage().message, trace.requests.size()),
         {},
         source.damage().hint});
  } else if (!builder.refused() && trace.requests.empty()) {
    builder.refuse({code::trace_empty, "the trace has no requests"});
  } else if (!builder.refused() && !options.anyway) {
    judge(trace, builder);
  }
  builder.finish();
  if (builder.refused()) return std::nullopt;
  return trace;
}

}  // namespace edgecase
