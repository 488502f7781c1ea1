#include "model/store/commit_log.hpp"

#include <algorithm>

#include "core/check.hpp"

namespace edgecase {

Instant CommitLog::superseded(std::uint32_t key, std::uint32_t version) const {
  const Commit* commit = newest(key);
  if (commit == nullptr || commit->version <= version) return Instant::max();
  Instant first = commit->done;
  for (; commit != nullptr && commit->version > version; commit = before(*commit))
    if (!commit->lost) first = std::min(first, commit->done);
  return first;
}

std::uint32_t CommitLog::version_at(std::uint32_t key, Instant time) const {
  const Commit* commit = newest_of(key, [time](const Commit& one) { return one.done <= time; });
  return commit == nullptr ? 0 : commit->version;
}

const CommitLog::Commit& CommitLog::add(std::uint32_t key, Instant at, Instant done,
                                        std::uint32_t value, std::uint16_t writer) {
  EC_CHECK(commits_.size() < UINT32_MAX, "more than 4 billion writes to a store in one run");
  const auto [entry, first] = newest_.try_emplace(key, 0);
  const std::uint32_t before = first ? 0 : entry->second + 1;
  const std::uint32_t version = first ? 1 : commits_[entry->second].version + 1;
  EC_CHECK(commits_.empty() || commits_.back().at <= at, "commits out of the order of time");
  entry->second = static_cast<std::uint32_t>(commits_.size());
  return commits_.emplace_back(Commit{at, done, version, before, value, writer});
}

}  // namespace edgecase
