#include "cli/mcp_server.hpp"

#include <algorithm>
#include <array>
#include <iostream>
#include <new>
#include <thread>

#include <fmt/core.h>

#include <edgecase/error.hpp>

#include "cli/terminal.hpp"
#include "core/check.hpp"

namespace edgecase::cli {
namespace {

/// Newest first. What the server uses is the same in all of them.
constexpr std::array<std::string_view, 3> versions{"2025-11-25", "2025-06-18", "2024-11-05"};

// JSON-RPC 2.0, section 5.1.
constexpr int parse_error = -32700;
constexpr int invalid_request = -32600;
constexpr int unknown_method = -32601;
constexpr int invalid_params = -32602;
constexpr int server_busy = -32000;

constexpr std::size_t longest_message = std::size_t{16} << 20;
constexpr std::size_t most_calls = 32;

constexpr const char* instructions =
    "edgecase simulates designs of an edge network (PoPs, caches, functions, stores, protection). "
    "Take every number from these tools and quote its interval; do not estimate one from memory. "
    "`scenarios` lists what there is; change a design with `set` (design.caches.static.ttl=5min); "
    "compare designs with `compare`, which pairs random events; `explain` knows every key.";

/// The next line of stdin without its end; nothing at the end of input. A longer line than
/// `longest_message` is skipped and comes back as `longest_message` + 1 characters.
std::optional<std::string> next_line() {
  std::string line;
  for (int c = std::cin.get(); c != EOF; c = std::cin.get()) {
    if (c == '\n') return line;
    if (line.size() <= longest_message) line += static_cast<char>(c);
  }
  if (line.empty()) return std::nullopt;
  return line;
}

bool is_id(const Json& id) { return id.is_string() || id.is_number(); }

const Json& member_of(const Json& object, const char* key) {
  static const Json none;
  const auto at = object.find(key);
  return at == object.end() ? none : *at;
}

Json content_of(const ToolAnswer& answer) {
  Json result{{"content", Json::array({{{"type", "text"}, {"text", answer.text}}})}};
  if (!answer.data.is_null()) result["structuredContent"] = answer.data;
  result["isError"] = answer.wrong;
  return result;
}

/// Sets a flag when time is up, unless it is destroyed before.
class Deadline {
 public:
  Deadline(std::chrono::seconds limit, std::atomic<bool>& stop)
      : waits_([this, limit, &stop] {
          std::unique_lock lock(guard_);
          if (!ended_.wait_for(lock, limit, [this] { return over_; })) stop.store(true);
        }) {}
  ~Deadline() {
    {
      const std::lock_guard lock(guard_);
      over_ = true;
    }
    ended_.notify_all();
    waits_.join();
  }
  Deadline(const Deadline&) = delete;
  Deadline& operator=(const Deadline&) = delete;

 private:
  std::mutex guard_;
  std::condition_variable ended_;
  bool over_ = false;
  std::thread waits_;
};

/// Never throws what a tool threw: that is an answer too.
ToolAnswer answer_of(const AssistantTool& tool, const Json& arguments, const ToolWatch& watch,
                     std::chrono::seconds limit) {
  const auto wrong = [](std::string text) { return ToolAnswer{std::move(text), nullptr, true}; };
  try {
    take_members(tool, arguments);
    return tool.call(watch);
  } catch (const Interrupted&) {
    return wrong(fmt::format(
        "no result within the time limit of {} s: simulate a sample (set world.sample=1%), a "
        "shorter world.horizon.measure or fewer replications; `check` says what a run takes",
        limit.count()));
  } catch (const UsageError& error) {
    return wrong(error.what());
  } catch (const Error& error) {
    return wrong(error.what());
  } catch (const std::bad_alloc&) {
    return wrong("not enough memory: simulate a sample (set world.sample=1%)");
  } catch (const std::exception& error) {
    return wrong(
        fmt::format("this is a bug in edgecase, not in the scenario: {}\nPlease report it with "
                    "the call that led here.",
                    error.what()));
  }
}

}  // namespace

void AssistantServer::serve() {
  std::thread worker([this] { work(); });
  while (const auto line = next_line()) take(*line);
  {
    const std::lock_guard lock(guard_);
    over_ = true;
  }
  changed_.notify_all();
  worker.join();
}

void AssistantServer::take(const std::string& line) {
  if (line.find_first_not_of(" \t\r") == std::string::npos) return;
  if (line.size() > longest_message)
    return error(nullptr, parse_error,
                 fmt::format("a message has at most {} MiB", longest_message >> 20));
  const Json message = parsed_json(line);
  if (message.is_discarded())
    return error(
        nullptr, parse_error,
        fmt::format("this line is not JSON in UTF-8 with at most {} levels", deepest_json));
  if (!message.is_object())
    return error(nullptr, invalid_request,
                 message.is_array() ? "batches are not part of this version of the protocol"
                                    : "a message is a JSON object");
  const Json& id = member_of(message, "id");
  const Json& method = member_of(message, "method");
  if (method.is_null() && (message.contains("result") || message.contains("error"))) return;
  const Json& answered = is_id(id) ? id : member_of({}, "");
  if (member_of(message, "jsonrpc") != "2.0" || !method.is_string())
    return error(answered, invalid_request, "a request has \"jsonrpc\": \"2.0\" and a method");
  const Json& params = member_of(message, "params");
  if (!params.is_null() && !params.is_object())
    return error(answered, invalid_params, "params must be an object");
  if (!message.contains("id")) return take_notification(method, params);
  if (!is_id(id)) return error(nullptr, invalid_request, "an id is a text or a number");
  take_request(message);
}

void AssistantServer::take_notification(const std::string& method, const Json& params) {
  if (method == "notifications/cancelled" && params.is_object())
    cancel(member_of(params, "requestId"));
}

void AssistantServer::take_request(const Json& message) {
  const Json& id = message["id"];
  const std::string method = message["method"];
  const Json& params = member_of(message, "params");
  if (method == "ping") return result(id, Json::object());
  if (method == "initialize") {
    if (ready_) return error(id, invalid_request, "this connection is already initialized");
    if (!params.is_object() || !member_of(params, "protocolVersion").is_string())
      return error(id, invalid_params, "initialize needs a protocolVersion");
    ready_ = true;
    return result(id, initialized(params));
  }
  if (!ready_) return error(id, invalid_request, "the first request must be initialize");
  if (method == "tools/call") return take_call(id, params);
  if (method != "tools/list")
    return error(id, unknown_method, fmt::format("there is no method `{}`", method));
  if (params.is_object() && params.contains("cursor"))
    return error(id, invalid_params, "the list has one page: there is no such cursor");
  Json tools = Json::array();
  for (const AssistantTool& tool : assistant_tools())
    tools.push_back({{"name", tool.name},
                     {"title", tool.title},
                     {"description", tool.description},
                     {"inputSchema", schema_of(tool.arguments)},
                     {"annotations", {{"readOnlyHint", true}, {"openWorldHint", false}}}});
  result(id, {{"tools", std::move(tools)}});
}

/// The version that was asked for if it is known; else the newest, and the client may hang up.
Json AssistantServer::initialized(const Json& params) {
  const std::string asked = params["protocolVersion"];
  const bool known = std::ranges::find(versions, asked) != versions.end();
  return {
      {"protocolVersion", known ? asked : std::string(versions.front())},
      {"capabilities", {{"tools", Json::object()}}},
      {"serverInfo", {{"name", "edgecase"}, {"title", "edgecase"}, {"version", EDGECASE_VERSION}}},
      {"instructions", instructions}};
}

void AssistantServer::take_call(const Json& id, const Json& params) {
  const Json& name = member_of(params, "name");
  if (!name.is_string()) return error(id, invalid_params, "tools/call needs the name of a tool");
  const auto tools = assistant_tools();
  if (std::ranges::find(tools, name.get<std::string>(), &AssistantTool::name) == tools.end())
    return error(id, invalid_params, fmt::format("there is no tool `{}`", name.get<std::string>()));
  const Json& arguments = member_of(params, "arguments");
  if (!arguments.is_null() && !arguments.is_object())
    return error(id, invalid_params, "arguments must be an object");
  const auto call = std::make_shared<Call>();
  call->id = id;
  call->tool = name;
  call->arguments = arguments.is_null() ? Json::object() : arguments;
  call->progress_token = member_of(member_of(params, "_meta"), "progressToken");
  std::unique_lock lock(guard_);
  const bool twice = std::ranges::any_of(calls_, [&](const auto& one) { return one->id == id; });
  const bool many = calls_.size() >= most_calls;
  if (!twice && !many) calls_.push_back(call);
  lock.unlock();
  if (twice) return error(id, invalid_request, "a call with this id is not answered yet");
  if (many) return error(id, server_busy, "too many calls are waiting");
  changed_.notify_all();
}

void AssistantServer::cancel(const Json& id) {
  const std::lock_guard lock(guard_);
  for (const auto& call : calls_) {
    if (call->id != id) continue;
    call->cancelled = true;
    call->stop->store(true);
  }
}

void AssistantServer::work() {
  std::unique_lock lock(guard_);
  while (true) {
    changed_.wait(lock, [this] { return over_ || !calls_.empty(); });
    if (calls_.empty()) return;
    const auto call = calls_.front();
    const bool wanted = !call->cancelled;
    lock.unlock();
    if (wanted) answer(call);
    lock.lock();
    calls_.pop_front();
  }
}

void AssistantServer::answer(const std::shared_ptr<Call>& call) {
  ToolWatch watch{call->stop.get()};
  const Json& token = call->progress_token;
  if (token.is_string() || token.is_number_integer()) {
    // A comparison counts the replications of either design; progress has to rise.
    const auto count = std::make_shared<std::size_t>(0);
    watch.progress = [this, token, count](std::size_t, std::size_t) {
      write({{"jsonrpc", "2.0"},
             {"method", "notifications/progress"},
             {"params",
              {{"progressToken", token},
               {"progress", ++*count},
               {"message", fmt::format("{} replications done", *count)}}}});
    };
  }
  const auto tools = assistant_tools();
  const auto tool = std::ranges::find(tools, call->tool, &AssistantTool::name);
  ToolAnswer answer;
  {
    const Deadline deadline(limit_, *call->stop);
    answer = answer_of(*tool, call->arguments, watch, limit_);
  }
  const std::unique_lock lock(guard_);
  if (!call->cancelled) result(call->id, content_of(answer));
}

void AssistantServer::result(const Json& id, Json value) {
  write({{"jsonrpc", "2.0"}, {"id", id}, {"result", std::move(value)}});
}

void AssistantServer::error(const Json& id, int code, std::string_view message) {
  write({{"jsonrpc", "2.0"}, {"id", id}, {"error", {{"code", code}, {"message", message}}}});
}

void AssistantServer::write(const Json& message) {
  const std::lock_guard lock(writing_);
  print(dumped(message, -1) + "\n");
}

}  // namespace edgecase::cli
