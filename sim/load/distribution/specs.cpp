#include "load/distribution/specs.hpp"

namespace edgecase {

std::vector<Field> fields(Of<SizesFileSpec>) {
  return list<SizesFileSpec>(field("name", &SizesFileSpec::name, "a file of the sizes catalogue",
                                   shorthand(), required()));
}

std::vector<Field> fields(Of<SizesSpec>) {
  return list<SizesSpec>(
      field("apiVersion", &SizesSpec::api_version, "edgecase/v1", required()),
      field("kind", &SizesSpec::kind, "Sizes", required()),
      field("title", &SizesSpec::title, "what content this is", required()),
      field("source", &SizesSpec::source, "where the quantiles come from", required()),
      field("retrieved", &SizesSpec::retrieved, "when they were read", required()),
      field("note", &SizesSpec::note, "what else one must know"),
      field("between", &SizesSpec::between, "how it runs between two points",
            assumed("sizes spread over decades")),
      field("points", &SizesSpec::points, "rising quantiles from 0% to 100%", required()));
}

}  // namespace edgecase
