#include "load/trace/columns.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/core.h>

#include "load/text/codes.hpp"
#include "load/text/suggest.hpp"

namespace edgecase {
namespace {

using ColumnNames = std::span<const std::string_view>;

// In order of preference. The names are those of libCacheSim, Twitter's and Meta's cache traces,
// W3C logs (CloudFront, IIS), Cloudflare's Logpush, Google's load balancers, nginx and Fastly.
constexpr std::string_view sure_keys[] = {"cache_key", "key", "anonymized_key"};
constexpr std::string_view address_keys[] = {
    "url",         "uri",        "cs_uri_stem",  "clientrequesturi", "request_uri",
    "request_url", "requesturl", "full_url",     "uri_path",         "httprequest.requesturl",
    "request",     "path",       "request_path", "clientrequestpath"};
constexpr std::string_view object_keys[] = {"object",   "object_id", "obj_id",   "objid",
                                            "objectid", "obj",       "video_id", "content_id",
                                            "file",     "filename",  "lbn",      "block"};
constexpr std::string_view weak_keys[] = {"id"};
constexpr std::string_view size_columns[] = {"size",
                                             "object_size",
                                             "obj_size",
                                             "objsize",
                                             "size_bytes",
                                             "bytes_size",
                                             "bytes",
                                             "bytes_sent",
                                             "body_bytes_sent",
                                             "sc_bytes",
                                             "edgeresponsebytes",
                                             "edgeresponsebodybytes",
                                             "response_size",
                                             "response_bytes",
                                             "resp_body_size",
                                             "response_body_size",
                                             "httprequest.responsesize",
                                             "content_length",
                                             "sc_content_len",
                                             "length",
                                             "value_size"};
constexpr std::string_view time_columns[] = {"time",
                                             "timestamp",
                                             "ts",
                                             "time_s",
                                             "seconds",
                                             "clock_time",
                                             "edgestarttimestamp",
                                             "@timestamp",
                                             "datetime",
                                             "date_time",
                                             "time_iso8601",
                                             "time_local",
                                             "msec",
                                             "op_time",
                                             "time_ms",
                                             "timestamp_ms",
                                             "ts_ms",
                                             "time_us",
                                             "timestamp_us",
                                             "ts_us",
                                             "time_ns",
                                             "timestamp_ns",
                                             "ts_ns"};
constexpr std::string_view operation_columns[] = {
    "op",        "operation",      "method",
    "cs_method", "request_method", "clientrequestmethod",
    "verb",      "command",        "httprequest.requestmethod"};

std::vector<std::size_t> found_in(std::span<const std::string> header, ColumnNames names) {
  std::vector<std::size_t> all;
  for (const std::string_view name : names) {
    for (std::size_t i = 0; i < header.size(); ++i)
      if (column_name(header[i]) == name) all.push_back(i);
  }
  return all;
}

std::size_t first_in(std::span<const std::string> header, ColumnNames names) {
  const auto all = found_in(header, names);
  return all.empty() ? no_column : all.front();
}

std::string* role_of(TraceColumns& columns, std::string_view role) {
  if (role == "key") return &columns.key;
  if (role == "size") return &columns.size;
  if (role == "time") return &columns.time;
  if (role == "count") return &columns.count;
  if (role == "op") return &columns.operation;
  return nullptr;
}

}  // namespace

std::string column_name(std::string_view name) {
  while (name.starts_with('#') || name.starts_with(' ')) name.remove_prefix(1);
  std::string out(name);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (c == ' ' || c == '-') c = '_';
  }
  return out;
}

std::size_t find_column(std::span<const std::string> header, std::string_view wanted) {
  const std::string own = column_name(wanted);
  const std::string_view only = own;
  if (const std::size_t at = first_in(header, {&only, 1}); at != no_column) return at;
  std::size_t n = 0;
  const char* const end = wanted.data() + wanted.size();
  const auto [at, error] = std::from_chars(wanted.data(), end, n);
  return error == std::errc{} && at == end && n >= 1 && n <= header.size() ? n - 1 : no_column;
}

FoundColumn find_key_column(std::span<const std::string> header) {
  FoundColumn found;
  const auto objects = found_in(header, object_keys);
  const auto addresses = found_in(header, address_keys);
  for (const auto& group :
       {found_in(header, sure_keys), addresses, objects, found_in(header, weak_keys)}) {
    for (const std::size_t at : group) {
      if (found.at == no_column)
        found.at = at;
      else
        found.others.push_back(at);
    }
  }
  const bool sure = !found_in(header, sure_keys).empty();
  found.ambiguous = !sure && !objects.empty() && !addresses.empty();
  return found;
}

FoundColumn find_size_column(std::span<const std::string> header) {
  FoundColumn found;
  for (const std::size_t at : found_in(header, size_columns)) {
    if (found.at == no_column)
      found.at = at;
    else
      found.others.push_back(at);
  }
  return found;
}

std::size_t find_time_column(std::span<const std::string> header) {
  return first_in(header, time_columns);
}

std::size_t find_operation_column(std::span<const std::string> header) {
  return first_in(header, operation_columns);
}

bool names_trace_columns(std::span<const std::string> header) {
  return find_key_column(header).at != no_column || find_size_column(header).at != no_column ||
         find_time_column(header) != no_column;
}

std::optional<TraceColumns> parse_trace_columns(const std::string& option, const std::string& text,
                                                Diagnostics& diagnostics) {
  static constexpr std::string_view roles[] = {"key", "size", "time", "count", "op"};
  TraceColumns columns;
  const SourceId source = diagnostics.sources()->add({.name = option, .text = text});
  bool fine = true;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find(',', at), text.size());
    const std::string one = text.substr(at, end - at);
    const std::size_t equals = std::min(one.find('='), one.size());
    const std::string role = one.substr(0, equals);
    const std::string name = equals < one.size() ? one.substr(equals + 1) : "";
    std::string* const member = role_of(columns, role);
    std::string wrong;
    if (member == nullptr && equals < one.size())
      wrong = fmt::format("`{}` is not one of key, size, time, count, op", role);
    else if (member == nullptr || name.empty())
      wrong = fmt::format("`{}` is not of the form ROLE=COLUMN", one);
    else if (!member->empty())
      wrong = fmt::format("`{}` is given twice", role);
    else if (role == "key" && name == "none")
      wrong = "a trace without keys has no objects";
    if (wrong.empty()) {
      *member = name;
    } else {
      diagnostics.add({source, 1, static_cast<int>(at + 1), static_cast<int>(one.size())}, "",
                      {code::trace_columns, std::move(wrong),
                       member == nullptr ? did_you_mean(role, roles) : "",
                       "as in key=url,size=bytes_sent,time=none"});
      fine = false;
    }
    at = end + 1;
  }
  if (!fine) return std::nullopt;
  return columns;
}

}  // namespace edgecase
