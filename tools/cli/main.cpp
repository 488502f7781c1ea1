// edgecase: the entry point of the command-line tool, where all errors are reported.
#include <csignal>
#include <exception>
#include <new>
#include <string>
#include <vector>

#include <fcntl.h>
#include <fmt/core.h>
#include <unistd.h>

#include <edgecase/run.hpp>

#include "cli/commands.hpp"
#include "cli/dispatch.hpp"
#include "cli/terminal.hpp"
#include "core/check.hpp"

namespace edgecase::cli {

std::vector<Command> all_commands() {
  return {run_command(),      compare_command(),    why_command(),         sweep_command(),
          frontier_command(), best_command(),       break_even_command(),  sensitivity_command(),
          results_command(),  check_command(),      explain_command(),     init_command(),
          examples_command(), schema_command(),     bill_command(),        cache_command(),
          net_command(),      validate_command(),   consistency_command(), case_command(),
          mcp_command(),      completion_command(), help_command()};
}

namespace {

ExitCode guarded(const std::vector<std::string>& words) {
  try {
    return dispatch(all_commands(), words);
  } catch (const UsageError& error) {
    say(error.what());
    return ExitCode::usage;
  } catch (const Interrupted&) {
    say("interrupted; no result");
    return ExitCode::interrupted;
  } catch (const Error& error) {
    say(error.what());
  } catch (const CheckFailure& error) {
    say(
        fmt::format("this is a bug in edgecase, not in your scenario: {}\n"
                    "Please report it with the scenario and the command that led here.",
                    error.what()));
  } catch (const std::bad_alloc&) {
    say("not enough memory: use fewer threads (-j 1), or simulate a sample (--set "
        "world.sample=1%)");
  } catch (const std::exception& error) {
    say(
        fmt::format("this is a bug in edgecase: {}\n"
                    "Please report it with the scenario and the command that led here.",
                    error.what()));
  }
  return ExitCode::failure;
}

/// Otherwise the first file opened would take the number of a closed stdin, stdout or stderr, and
/// receive what is written there. The placeholders refuse reading and writing, as closed ones do.
void hold_closed_streams() {
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
    if (::fcntl(stream, F_GETFD) == -1)
      static_cast<void>(::open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY));
}

}  // namespace
}  // namespace edgecase::cli

int main(int count, char** values) {
  edgecase::cli::hold_closed_streams();
  std::signal(SIGXFSZ, SIG_IGN);  // a file size limit makes the write fail instead
  const std::vector<std::string> words(values + 1, values + count);
  return static_cast<int>(edgecase::cli::guarded(words));
}
