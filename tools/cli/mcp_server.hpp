#pragma once
// The Model Context Protocol over stdio: JSON-RPC 2.0, one message a line; stdout carries nothing
// else. Calls to tools run one after the other in their own thread, so that a ping or a
// cancellation is answered at once.
// Errors: what is not understood is answered with an error and changes nothing; what goes wrong in
//   a tool is its answer (`isError`). The server ends when its input ends, after the last answer.
// Source: https://modelcontextprotocol.io/specification, versions below.
// Not modelled: resources, prompts, sampling, roots; batches of messages (versions since
//   2025-06-18 have none).

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "cli/mcp_tools.hpp"

namespace edgecase::cli {

class AssistantServer {
 public:
  /// A call that takes longer than `limit` is stopped, and answers with what it has.
  explicit AssistantServer(std::chrono::seconds limit) : limit_(limit) {}

  /// Until the end of stdin.
  void serve();

 private:
  struct Call {
    Json id;
    std::string tool;
    Json arguments;
    Json progress_token;
    /// Shared with the thread that runs it.
    std::shared_ptr<std::atomic<bool>> stop = std::make_shared<std::atomic<bool>>(false);
    bool cancelled = false;
  };

  void take(const std::string& line);
  void take_request(const Json& message);
  void take_notification(const std::string& method, const Json& params);
  Json initialized(const Json& params);
  void take_call(const Json& id, const Json& params);
  void cancel(const Json& id);
  void work();
  void answer(const std::shared_ptr<Call>& call);
  void result(const Json& id, Json value);
  void error(const Json& id, int code, std::string_view message);
  void write(const Json& message);

  std::chrono::seconds limit_;
  bool ready_ = false;  ///< initialize was answered
  std::mutex writing_;
  std::mutex guard_;  ///< of what follows
  std::condition_variable changed_;
  std::deque<std::shared_ptr<Call>> calls_;  ///< the first one runs
  bool over_ = false;
};

}  // namespace edgecase::cli
