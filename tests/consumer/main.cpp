// What a user of the installed package writes. Extend it with each new public header: one call into
// the library per header is enough to show that it links.
#include <cstdio>

#include <edgecase/error.hpp>
#include <edgecase/units.hpp>

int main() {
  using namespace edgecase::literals;
  try {
    throw edgecase::Error("10 GB hold " + std::to_string((10_GB).count / (4_MB).count) + " films");
  } catch (const edgecase::Error& error) {
    std::puts(error.what());
  }
}
