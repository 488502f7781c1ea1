#include "cli/fleet.hpp"

namespace edgecase::cli {
namespace {

Fleet* fleet_of_process = nullptr;

}  // namespace

__attribute__((weak)) std::unique_ptr<Fleet> join_fleet(int&, char**&) { return nullptr; }

void set_fleet(Fleet* fleet) { fleet_of_process = fleet; }

void check_fleet(const std::vector<std::string>& words) {
  if (fleet_of_process != nullptr) fleet_of_process->check(words);
}

bool serves_fleet(const OpenPoint& open) {
  return fleet_of_process != nullptr && fleet_of_process->serve(open);
}

RowPool* fleet_pool() { return fleet_of_process == nullptr ? nullptr : fleet_of_process->pool(); }

}  // namespace edgecase::cli
