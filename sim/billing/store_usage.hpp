#pragma once
// What stores are billed for: operations, what leaves them, what they hold.
//
// Assumes: an operation of a SQL store reads or writes one row; items have the mean size of the
// values; a database of the cloud is priced as an on-demand table
// (DynamoDB), a replica's reads as eventually consistent. Of what functions read besides the object
// of a request, operations and bytes are billed, not storage. Not modelled: backups, change
// streams, indexes.

#include "billing/billed_run.hpp"
#include "cost/usage.hpp"
#include "model/compute/runtime_spec.hpp"

namespace edgecase {

/// Of the stores that this provider sells: operations and bytes of the measured time.
void add_stores(Usage& usage, const Blueprint& plan, const Observations& seen, BilledBy by);
/// What they hold, all the time.
void add_stored(Usage& usage, const BilledRun& run, BilledBy by);

}  // namespace edgecase
