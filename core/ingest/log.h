#pragma once

#include <QLoggingCategory>

namespace binnacle::ingest {

Q_DECLARE_LOGGING_CATEGORY(lcIngest) // "binnacle.ingest"

} // namespace binnacle::ingest
