#include "model/attack/edge_cpu.hpp"

#include <algorithm>

#include "core/check.hpp"

namespace edgecase {

std::vector<Field> fields(Of<EdgeCpuSpec>) {
  constexpr auto cores = "about 500 cores per 100 Gbps of links; networks do not publish this";
  return list<EdgeCpuSpec>(
      field("hub", &EdgeCpuSpec::hub, "cores of a hub", more_than(0.0), assumed(cores)),
      field("large", &EdgeCpuSpec::large, "cores of a large PoP", more_than(0.0), assumed(cores)),
      field("medium", &EdgeCpuSpec::medium, "cores of a medium PoP", more_than(0.0),
            assumed(cores)),
      field("small", &EdgeCpuSpec::small, "cores of a small PoP", more_than(0.0), assumed(cores)),
      field("busy", &EdgeCpuSpec::busy,
            "if set, sizes each PoP so that the traffic at the start of the run causes this "
            "utilisation (the simulated traffic then represents all traffic of the PoP)",
            more_than(Share{0}), at_most(Share{1})),
      field("request", &EdgeCpuSpec::request, "CPU time per request, without guards",
            at_least(Duration{0}), assumed("parsing, cache lookup, logging")),
      field("handshake", &EdgeCpuSpec::handshake, "CPU time per TLS handshake",
            at_least(Duration{0}),
            source("a signature and two key exchanges with ECDSA P-256: 90 us (OpenSSL 3.0 on a "
                   "Xeon, measured)",
                   "2026-11")),
      field("patience", &EdgeCpuSpec::patience,
            "maximum wait for a CPU core; requests that would wait longer are refused (503)",
            more_than(Duration{0}), assumed("a proxy sheds load before its clients give up")));
}

double EdgeCpu::wait_s(Instant now) const {
  return std::max(0.0, backlog_s_ / cores_ - in_seconds(now - since_));
}

void EdgeCpu::ask(Instant now, double seconds) {
  offered_s_ += seconds;
  const std::int64_t number = now.time_since_epoch() / slot;
  if (number != slot_number_) {
    peak_ = peak();
    slot_number_ = number;
    slot_s_ = 0;
  }
  slot_s_ += seconds;
}

void EdgeCpu::more(Instant now, Duration each, double count) {
  EC_CHECK(now >= since_, "work arrives in order of time");
  const double asked = in_seconds(each) * count;
  backlog_s_ = wait_s(now) * cores_ + asked;
  since_ = now;
  ask(now, asked);
}

CpuVerdict EdgeCpu::work(Instant now, Duration each, double count) {
  EC_CHECK(now >= since_, "work arrives in order of time");
  const double wait = wait_s(now);
  const double asked = in_seconds(each) * count;
  backlog_s_ = wait * cores_;
  since_ = now;
  ask(now, asked);
  if (wait > patience_s_) {
    refused_s_ += asked;
    return {.refused = true};
  }
  backlog_s_ += asked;
  const Duration waited = from_seconds(wait);
  longest_ = std::max(longest_, waited);
  return {.waited = waited};
}

}  // namespace edgecase
