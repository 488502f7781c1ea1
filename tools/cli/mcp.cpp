// `edgecase mcp`: the simulator as a tool of an assistant.
#include <memory>

#include "cli/commands.hpp"
#include "cli/mcp_server.hpp"
#include "cli/terminal.hpp"

namespace edgecase::cli {

Command mcp_command() {
  const auto limit = std::make_shared<std::uint64_t>(50);
  return {"mcp",
          "serve an AI assistant: the Model Context Protocol over stdin and stdout",
          "Tools: scenarios, check, run, compare, why, explain. The assistant reads scenarios in "
          "the\ncurrent folder and below, and those that ship; it cannot read any other file, and "
          "it writes\nnone. In the settings of a client:\n\n"
          "  {\"mcpServers\": {\"edgecase\": {\"command\": \"edgecase\", \"args\": [\"mcp\"], "
          "\"cwd\": \"designs\"}}}\n",
          {number("--time-limit", "SECONDS", *limit, {.least = 1, .most = 86'400},
                  "stop a call after this time; a run answers with the replications done by then")},
          [limit] {
            if (is_terminal(Stream::out))
              say("waiting for messages of the Model Context Protocol on stdin; ^D ends it");
            AssistantServer(std::chrono::seconds(*limit)).serve();
            return ExitCode::ok;
          }};
}

}  // namespace edgecase::cli
