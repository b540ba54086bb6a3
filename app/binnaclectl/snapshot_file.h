#pragma once

#include "core/base/result.h"
#include "core/domain/cluster_snapshot.h"

#include <QString>

#include <memory>

namespace binnacle::ctl {

// A snapshot as an agent sends it, gzip or not, decoded.
Result<std::shared_ptr<const ClusterSnapshot>> readSnapshotFile(const QString &file);

} // namespace binnacle::ctl
