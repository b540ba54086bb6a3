#pragma once

#include "core/domain/audit.h"

#include <functional>

namespace binnacle::ingest {

// Somebody should hear of this, see SecurityEvent. Any thread; must only post.
using SecurityReport = std::function<void(SecurityEvent)>;

} // namespace binnacle::ingest
