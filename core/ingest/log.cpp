#include "core/ingest/log.h"

namespace binnacle::ingest {

Q_LOGGING_CATEGORY(lcIngest, "binnacle.ingest")

} // namespace binnacle::ingest
