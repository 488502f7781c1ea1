#include "study/jobs.hpp"

#ifndef EDGECASE_SERIAL
#include <algorithm>
#include <mutex>
#include <thread>

#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#endif

namespace edgecase {
namespace {

bool told_to_stop(const JobOptions& options) {
  return options.stop != nullptr && options.stop->load();
}

void run_serially(std::size_t jobs, const JobOptions& options,
                  const std::function<void(std::size_t)>& job) {
  for (std::size_t i = 0; i < jobs && !told_to_stop(options); ++i) {
    job(i);
    if (options.progress) options.progress(i + 1, jobs);
  }
}

#ifndef EDGECASE_SERIAL
std::size_t threads_for(std::size_t jobs, const JobOptions& options) {
  const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
  return std::min<std::size_t>(options.threads == 0 ? cores : options.threads, jobs);
}

void run_in_parallel(std::size_t jobs, std::size_t threads, const JobOptions& options,
                     const std::function<void(std::size_t)>& job) {
  std::exception_ptr failure;
  std::mutex guard;
  std::size_t done = 0;
  const auto goes_on = [&] {
    const std::lock_guard lock(guard);
    return !failure && !told_to_stop(options);
  };
  boost::asio::thread_pool pool(threads);
  for (std::size_t i = 0; i < jobs; ++i) {
    boost::asio::post(pool, [&, i] {
      if (!goes_on()) return;
      try {
        job(i);
        const std::lock_guard lock(guard);
        if (options.progress) options.progress(++done, jobs);
      } catch (...) {
        const std::lock_guard lock(guard);
        if (!failure) failure = std::current_exception();
      }
    });
  }
  pool.join();
  if (failure) std::rethrow_exception(failure);
}
#endif

}  // namespace

void run_all(std::size_t jobs, const JobOptions& options,
             const std::function<void(std::size_t)>& job) {
#ifdef EDGECASE_SERIAL
  run_serially(jobs, options, job);
#else
  const std::size_t threads = threads_for(jobs, options);
  if (threads <= 1) {
    run_serially(jobs, options, job);
  } else {
    run_in_parallel(jobs, threads, options, job);
  }
#endif
  if (told_to_stop(options)) throw Interrupted();
}

}  // namespace edgecase
